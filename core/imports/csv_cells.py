"""Reads the cells of an imported row. Each function raises BadRow, with a message for whoever
corrects the file, where the cell cannot be read.
"""

import re
from collections.abc import Collection
from datetime import date

from core.imports.errors import BadRow
from core.members import BadNumber, profiles

# Parsing a number costs 100 us, more than the rest of a row: most files have it in this form.
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
_WHOLE = re.compile(r"[0-9]{1,15}")
_YUAN = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?")
# Systems write 0001-01-01 or 9999-12-31 for "unknown" and "never", which are no days to count from.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}

Values = dict[str, str]


def text(values: Values, name: str) -> str:
    """The cell, which must not be empty."""
    if not values.get(name):
        raise BadRow(f"{name} is missing")
    return values[name]


def one_of(values: Values, name: str, known: Collection[str]) -> str:
    """The cell, which must be one of `known`."""
    value = text(values, name)
    if value not in known:
        raise BadRow(f"{name} is {value}, not one of {', '.join(sorted(known))}")
    return value


def number(values: Values, name: str = "number") -> str:
    """A telephone number in E.164 form."""
    value = text(values, name)
    if _E164.fullmatch(value):
        return value
    try:
        return profiles.number_of(value)
    except BadNumber:
        raise BadRow(f"{name} {value} is not a telephone number") from None


def whole(values: Values, name: str) -> int | None:
    """None where the cell is empty."""
    value = values.get(name, "")
    if not value:
        return None
    if value.startswith("-"):
        raise BadRow(f"{name} is below 0: {value}")
    if not _WHOLE.fullmatch(value):
        raise BadRow(f"{name} is {value}, not a whole number")
    return int(value)


def member_id(values: Values) -> int | None:
    """A member's id, which is above 0; None if the cell is empty."""
    given = whole(values, "member_id")
    if given == profiles.NOBODY:
        raise BadRow(f"member_id {profiles.NOBODY} is reserved")
    return given


def fen(values: Values, name: str) -> int | None:
    """An amount in yuan, in fen: '58.60' is 5860. None where the cell is empty."""
    value = values.get(name, "")
    if not value:
        return None
    if value.startswith("-"):
        raise BadRow(f"{name} is below 0: {value}")
    found = _YUAN.fullmatch(value)
    if found is None:
        raise BadRow(f"{name} is {value}, not an amount such as 58 or 58.60")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def day(values: Values, name: str) -> date | None:
    """None where the cell is empty."""
    value = values.get(name, "")
    if not value:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise BadRow(f"{name} is {value}, not a day such as 2026-05-31") from None
    if not _EARLIEST <= found <= _LATEST:
        raise BadRow(f"{name} is {value}, not between {_EARLIEST} and {_LATEST}")
    return found


def required_day(values: Values, name: str) -> date:
    text(values, name)
    found = day(values, name)
    assert found is not None
    return found


def flag(values: Values, name: str) -> bool:
    """Yes or no; an empty cell is no."""
    value = values.get(name, "").lower()
    if value not in _YES:
        raise BadRow(f"{name} is {value}, not yes or no")
    return _YES[value]
