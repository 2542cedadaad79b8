"""Checks the parameters of webhooks. Parameters that the hotline does not use are ignored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from core.members import BadNumber, profiles
from web.errors import BadRequest

ID_PATTERN = re.compile(r"[\w.:\-]{1,100}")
WHOLE_PATTERN = re.compile(r"[0-9]{1,9}")
# No letters: the parser of numbers would take the digits of "client:13800000001" for a member's
# number.
NUMBER_PATTERN = re.compile(r"[+0-9 ().-]{1,40}")
NUMBERS_CACHED = 10_000


def required_id(form: Mapping[str, str], name: str) -> str:
    """The carrier's id in the parameter `name`. Raises BadRequest."""
    value = form.get(name, "")
    if not ID_PATTERN.fullmatch(value):
        raise BadRequest(f"{name} is missing or malformed.")
    return value


def whole_number(text: str) -> int | None:
    """The number; None if `text` is not a whole number of at most 9 digits."""
    return int(text) if WHOLE_PATTERN.fullmatch(text) else None


def caller(form: Mapping[str, str], name: str) -> str:
    """The number in the parameter `name`, in E.164. Raises BadRequest."""
    number = phone_number(form.get(name, ""))
    if number is None:
        raise BadRequest(f"{name} is missing or not a phone number.")
    return number


def phone_number(text: str) -> str | None:
    """The number in E.164; None if `text` is not a phone number."""
    return _parsed(text) if NUMBER_PATTERN.fullmatch(text) else None


@lru_cache(maxsize=NUMBERS_CACHED)
def _parsed(text: str) -> str | None:
    """Cached, because parsing takes 30 us, and every turn has the caller's number."""
    try:
        return profiles.number_of(text)
    except BadNumber:
        return None
