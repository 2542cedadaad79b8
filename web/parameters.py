"""Checks the parameters of webhooks. Parameters that the hotline does not use are ignored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from core.kernel import plain_text
from core.members import BadNumber, phone_numbers
from web.errors import BadRequest

ID_PATTERN = re.compile(r"[\w.:\-]{1,100}", re.ASCII)
MEMBER_ID_PATTERN = re.compile(r"[0-9]{1,18}")
URL_PATTERN = re.compile(r"[!-~]{0,1000}")
WHOLE_PATTERN = re.compile(r"[0-9]{1,9}")
NUMBER_CHARS_MAX = 40
NUMBERS_CACHED = 10_000


def required_id(form: Mapping[str, str], name: str) -> str:
    """The carrier's id in the parameter `name`. Raises BadRequest."""
    value = form.get(name, "")
    if not ID_PATTERN.fullmatch(value):
        raise BadRequest(f"{name} is missing or malformed.")
    return value


def text(form: Mapping[str, str], name: str, chars_max: int) -> str:
    """What a member typed or said, without characters that cannot be stored: an odd one must not
    cost a member the answer. '' if it is missing. Raises BadRequest if it is too long."""
    value = form.get(name, "")
    if len(value) > chars_max:
        raise BadRequest(f"{name} is longer than {chars_max} characters.")
    return plain_text.clean(value)


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


def whole_number(text: str) -> int | None:
    """The number; None if `text` is not a whole number of at most 9 digits."""
    return int(text) if WHOLE_PATTERN.fullmatch(text) else None


def member_id(text: str) -> int | None:
    """The id; None if `text` is not a whole number of at most 18 digits, which a BIGINT holds."""
    return int(text) if MEMBER_ID_PATTERN.fullmatch(text) else None


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
