"""The operator's units. The provinces are those of the programme's file; cities are added below
them."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from core.kernel import HotlineError, InsertIfNew, row_builder
from core.programme import current_rules
from core.schema import org

GROUP = "CN"


class NoSuchUnit(HotlineError):
    """There is no unit of that code."""


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    kind: str
    parent: str | None
    name_zh: str
    name_en: str

    def name_in(self, language: str) -> str:
        return self.name_zh if language == "zh" else self.name_en


_ALL = select(org.c.code, org.c.kind, org.c.parent, org.c.name_zh, org.c.name_en)
_ONE = _ALL.where(org.c.code == bindparam("code"))
_add = InsertIfNew(org)
_unit = row_builder(Unit, _ALL)


def add_provinces(conn: Connection) -> int:
    """Add the programme's provinces that are not there yet; return how many."""
    rows = (
        {
            "code": province.code,
            "kind": "province",
            "parent": GROUP,
            "name_zh": province.name_zh,
            "name_en": province.name_en,
        }
        for province in current_rules().provinces
    )
    return sum(_add(conn, row) for row in rows)


def find(conn: Connection, code: str) -> Unit:
    """Raises NoSuchUnit."""
    row = conn.execute(_ONE, {"code": code}).first()
    if row is None:
        raise NoSuchUnit(code)
    return _unit(row)


def all_units(conn: Connection) -> dict[str, Unit]:
    """By their codes."""
    return {row.code: _unit(row) for row in conn.execute(_ALL)}
