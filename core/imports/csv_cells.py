"""Reads the cells of an imported row. Each function raises BadRow, with a message for whoever
corrects the file, where the cell cannot be read.
"""

import re
from collections.abc import Collection
from datetime import date

from core.imports.errors import BadRow
from core.kernel import UnprintableCharacter, plain_text
from core.members import NOBODY, BadNumber, number_of
from core.programme import FIRST_DAY, LAST_DAY, POINTS_MAX, current_rules, is_day

CHARS_MAX = {"accrual_id": 64, "event_id": 64, "reverses": 64, "name": 60, "memo": 120}
OTHER_CHARS_MAX = 40
YUAN_MAX = POINTS_MAX
MEMBER_ID_MAX = 10**15 - 1
# Parsing a number costs 100 us, more than the rest of a row: most files have it in this form.
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
_WHOLE = re.compile(r"[0-9]{1,15}")
_YUAN = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?")
# A spreadsheet in Chinese writes a day that it has recognised with strokes.
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})-([0-9]{2})|/([0-9]{1,2})/([0-9]{1,2}))")
_PROVINCE = re.compile(r"[A-Z]{2}")
# What spreadsheets, and programs that read a column as numbers, make of a long number: 2.02611E+17,
# 2.02611E17, 123456789012345.0. "12345e67" may be an id in hexadecimal digits.
_FLOAT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[Ee][+-][0-9]+|[0-9]+[.,][0-9]+[Ee][0-9]+|[0-9]+[.,]0+")
# A spreadsheet has 15 digits of a number, and writes zeros for the others; none before them. An id
# of 16 or 17 digits may well end in one or two of its own.
_ROUNDED = re.compile(r"[1-9][0-9]{14}0{3,}")
# What a spreadsheet shows for a value that it has lost, and a conversion for characters it lacks.
_LOST = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)|[?\uff1f]+", re.IGNORECASE)
REPLACEMENT = "\ufffd"  # what programs put in the place of characters that they could not decode
AS_TEXT = "format the column as text in the spreadsheet"
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}

Values = dict[str, str]


def unreadable(name: str, value: str) -> BadRow | None:
    """Why no cell of that column may have the value; None where it may."""
    if len(value) > CHARS_MAX.get(name, OTHER_CHARS_MAX):
        return BadRow(f"{name} is longer than {CHARS_MAX.get(name, OTHER_CHARS_MAX)} characters")
    if REPLACEMENT in value:
        return BadRow(f"{name} has lost characters (U+FFFD): its file was read in another encoding")
    if _LOST.fullmatch(value):
        return BadRow(f"{name} is {value}: the spreadsheet or a conversion has lost what was there")
    if value.isprintable():  # ten times faster than the check, which most cells are spared
        return None
    try:
        is_line = plain_text.check_line(value) == value
    except UnprintableCharacter as error:
        return BadRow(f"{name} has a character that cannot be displayed: {error.code_point}")
    return None if is_line else BadRow(f"{name} has a tab, a line break or an invisible character")


def text(values: Values, name: str) -> str:
    """The cell, which must not be empty or invisible."""
    value = values.get(name)
    if not value:
        raise BadRow(f"{name} is missing")
    if not plain_text.is_visible(value):
        raise BadRow(f"{name} has only characters that nobody sees, such as U+{ord(value[0]):04X}")
    return value


def identifier(values: Values, name: str) -> str:
    """The id of something in another system. What a spreadsheet has rounded is refused: it stands
    for many ids, and the same thing in a proper file would count again."""
    value = text(values, name)
    if _FLOAT.fullmatch(value):
        raise BadRow(f"{name} {value} is a number that lost its digits: {AS_TEXT}")
    if _ROUNDED.fullmatch(value):
        raise BadRow(f"{name} {value} has only zeros after 15 digits, as if rounded: {AS_TEXT}")
    return value


def province(values: Values) -> str:
    value = text(values, "province")
    if not _PROVINCE.fullmatch(value):
        raise BadRow(f"province is {value}, not two capital letters such as GD")
    if value not in {province.code for province in current_rules().provinces}:
        raise BadRow(f"province is {value}, which the programme does not have")
    return value


def city(values: Values, province: str) -> str | None:
    """A city of that province; None for an empty cell."""
    value = values.get("city")
    known = {each.code for each in current_rules().cities if each.province == province}
    if value and value not in known:
        raise BadRow(f"city is {value}, which the programme does not have in {province}")
    return value or None


def one_of(values: Values, name: str, known: Collection[str]) -> str:
    """The cell, which must be one of `known`."""
    value = text(values, name)
    if value not in known:
        raise BadRow(f"{name} is {value}, not one of {', '.join(sorted(known))}")
    return value


def number(values: Values, name: str = "number") -> str:
    """A telephone number, valid in its country, in E.164 form."""
    value = text(values, name)
    try:
        return number_of(value)
    except BadNumber:
        hint = f": {AS_TEXT}" if _FLOAT.fullmatch(value) else ""
        raise BadRow(f"{name} {value} is not a valid telephone number{hint}") from None


def known_number(values: Values) -> str:
    """As number(), of somebody who is a member already. E.164 is taken as it stands: it is looked
    up among the members' numbers, which are valid."""
    value = text(values, "number")
    return value if _E164.fullmatch(value) else number(values)


def whole(values: Values, name: str, at_most: int = POINTS_MAX) -> int | None:
    """A whole number from 0 to `at_most`; None where the cell is empty."""
    value = values.get(name, "")
    if not value:
        return None
    if value.startswith("-"):
        raise BadRow(f"{name} is below 0: {value}")
    if not _WHOLE.fullmatch(value):
        raise BadRow(f"{name} is {value}, not a whole number")
    if int(value) > at_most:
        raise BadRow(f"{name} is {value}, more than {at_most:,}")
    return int(value)


def member_id(values: Values) -> int | None:
    """A member's id, which is above 0; None if the cell is empty."""
    given = whole(values, "member_id", at_most=MEMBER_ID_MAX)
    if given == NOBODY:
        raise BadRow(f"member_id {NOBODY} is reserved")
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
    if int(found[1]) > YUAN_MAX:
        raise BadRow(f"{name} is {value}, more than {YUAN_MAX:,}")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def day(values: Values, name: str) -> date | None:
    """A day, written as 2026-05-31; None where the cell is empty."""
    value = values.get(name, "")
    if not value:
        return None
    parts = _DAY.fullmatch(value)
    try:
        found = date(*map(int, filter(None, parts.groups()))) if parts else None
    except ValueError:
        found = None
    if found is None:
        raise BadRow(f"{name} is {value}, not a day such as 2026-05-31")
    if not is_day(found):
        raise BadRow(f"{name} is {value}, not between {FIRST_DAY} and {LAST_DAY}")
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
