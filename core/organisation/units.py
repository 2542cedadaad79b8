"""The operator's units: the group, and the provinces and cities of the programme's file.

A place is the finest unit that is known: a city, or a province.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, bindparam, select

from core.kernel import HotlineError, InsertIfNew, row_builder
from core.programme import current_rules
from core.schema import org

GROUP = "CN"


class NoSuchUnit(HotlineError):
    """There is no unit of that code, or it is no place."""


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    kind: str
    parent: str | None
    name_zh: str
    name_en: str

    def name_in(self, language: str) -> str:
        return self.name_zh if language == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class Place:
    """`city`: None: it is not known."""

    province: str
    city: str | None = None


_ALL = select(org.c.code, org.c.kind, org.c.parent, org.c.name_zh, org.c.name_en)
_ONE = _ALL.where(org.c.code == bindparam("code"))
_add = InsertIfNew(org)
_unit = row_builder(Unit, _ALL)


def of_programme() -> dict[str, Unit]:
    """The provinces and cities of the programme, by their codes; each after what is above it."""
    rules = current_rules()
    provinces = [
        Unit(each.code, "province", GROUP, each.name_zh, each.name_en) for each in rules.provinces
    ]
    cities = [
        Unit(each.code, "city", each.province, each.name_zh, each.name_en) for each in rules.cities
    ]
    return {each.code: each for each in (*provinces, *cities)}


def add_units(conn: Connection) -> int:
    """Add the programme's units that are not there yet; return how many."""
    return sum(_add(conn, asdict(unit)) for unit in of_programme().values())


def place_of(conn: Connection, code: str) -> Place:
    """Raises NoSuchUnit."""
    row = conn.execute(_ONE, {"code": code}).first()
    unit = None if row is None else _unit(row)
    if unit is None or unit.parent is None:
        raise NoSuchUnit(code)
    return Place(unit.parent, code) if unit.kind == "city" else Place(code)


def all_units(conn: Connection) -> dict[str, Unit]:
    """By their codes."""
    return {row.code: _unit(row) for row in conn.execute(_ALL)}


def province_of(known: Mapping[str, Unit], code: str) -> str:
    """The code of the province that a place is in; that of the place if it is not known."""
    unit = known.get(code)
    return unit.parent or code if unit and unit.kind == "city" else code


def name_of(known: Mapping[str, Unit], code: str, language: str) -> str:
    """The name of a place; its code if it is not known."""
    unit = known.get(code)
    if unit is None:
        return code
    if unit.kind != "city":
        return unit.name_in(language)
    province = name_of(known, unit.parent or "", language)
    city = unit.name_in(language)
    return f"{province}{city}" if language == "zh" else f"{city}, {province}"
