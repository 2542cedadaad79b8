"""Reads the parameters of requests, each with a limit. Parameters that the hotline does not use are
ignored.

A view passes the form or the query on to a function here or, at the desk, in desk.frame.forms,
which checks what agents type. It never reads a value itself (tests/structure/test_parameters.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from core.kernel import plain_text
from core.members import BadNumber, phone_numbers
from web.errors import BadRequest

ID_PATTERN = re.compile(r"[\w.:\-]{1,100}", re.ASCII)
URL_PATTERN = re.compile(r"[!-~]{0,1000}")
WHOLE_PATTERN = re.compile(r"[0-9]{1,18}")
SHARE_PATTERN = re.compile(r"0(?:\.[0-9]{1,20})?|1(?:\.0{1,20})?|\.[0-9]{1,20}")
WHOLE_MAX = 10**9 - 1
MEMBER_ID_MAX = 10**18 - 1  # a BIGINT holds it
NUMBER_CHARS_MAX = 40
NUMBERS_CACHED = 10_000


def required_id(form: Mapping[str, str], name: str) -> str:
    """The carrier's id in the parameter `name`. Raises BadRequest."""
    value = form.get(name, "")
    if not ID_PATTERN.fullmatch(value):
        raise BadRequest(f"{name} is missing or malformed.")
    return value


def is_given(form: Mapping[str, str], name: str) -> bool:
    return name in form


def text(form: Mapping[str, str], name: str, chars_max: int) -> str:
    """What a member typed or said, without characters that cannot be stored: an odd one must not
    cost a member the answer. '' if it is missing. Raises BadRequest if it is too long."""
    value = form.get(name, "")
    if len(value) > chars_max:
        raise BadRequest(f"{name} is longer than {chars_max} characters.")
    return plain_text.clean(value)


def required_text(form: Mapping[str, str], name: str, chars_max: int) -> str:
    """As text(), of a parameter that may be empty, but not missing. Raises BadRequest."""
    if name not in form:
        raise BadRequest(f"{name} is missing.")
    return text(form, name, chars_max)


def word(form: Mapping[str, str], name: str) -> str:
    """A value that the carrier chooses, such as a status or an error code; '' if it is missing or
    no word of at most 100 characters."""
    value = form.get(name, "")
    return value if ID_PATTERN.fullmatch(value) else ""


def url(form: Mapping[str, str], name: str) -> str:
    """An address that the carrier names; '' if it is missing. Raises BadRequest if it is too long
    or has a character that no address has."""
    value = form.get(name, "")
    if not URL_PATTERN.fullmatch(value):
        raise BadRequest(f"{name} is not an address.")
    return value


def choice(form: Mapping[str, str], name: str, choices: Collection[str]) -> str:
    """The value; the first of `choices` if it is missing or none of them."""
    value = form.get(name, "")
    return value if value in choices else next(iter(choices))


def whole_number(form: Mapping[str, str], name: str, most: int = WHOLE_MAX) -> int | None:
    """The number; None if it is missing or not a whole number from 0 to `most`."""
    value = form.get(name, "")
    number = int(value) if WHOLE_PATTERN.fullmatch(value) else None
    return number if number is not None and number <= most else None


def share(form: Mapping[str, str], name: str) -> float:
    """A number from 0 to 1; 0 if it is missing or no such number."""
    value = form.get(name, "")
    return float(value) if SHARE_PATTERN.fullmatch(value) else 0.0


def member_id(form: Mapping[str, str], name: str) -> int | None:
    """The id; None if it is missing or no id."""
    return whole_number(form, name, MEMBER_ID_MAX)


def caller(form: Mapping[str, str], name: str) -> str:
    """The number in the parameter `name`, in E.164. Raises BadRequest."""
    number = phone_number(form.get(name, ""))
    if number is None:
        raise BadRequest(f"{name} is missing or not a phone number.")
    return number


def phone_number(text: str) -> str | None:
    """The number in E.164; None if `text` is not a phone number."""
    return _parsed(text) if len(text) <= NUMBER_CHARS_MAX else None


@lru_cache(maxsize=NUMBERS_CACHED)
def _parsed(text: str) -> str | None:
    """Cached, because parsing takes 30 us, and every turn has the caller's number."""
    try:
        return phone_numbers.carrier_number_of(text)
    except BadNumber:
        return None
