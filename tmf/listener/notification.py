"""A notification as TM Forum's APIs send it: {"eventId", "eventTime", "event": {RESOURCE: ...}}."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.kernel import UnprintableCharacter, plain_text
from core.members import NOBODY, BadNumber, number_of
from core.programme import is_day
from web.errors import BadRequest

ID_CHARS_MAX, TEXT_CHARS_MAX = 64, 60
MEMBER_ID_MAX = 10**15 - 1
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Notification:
    event_id: str
    happened_at: datetime
    resource: Values

    @classmethod
    def of(cls, body: bytes, kind: str, resource: str) -> Notification:
        """`kind`: that of the address, which the signature does not cover. `resource`: the name of
        what the event is of. Raises BadRequest."""
        try:
            sent = json.loads(body)
        except (ValueError, RecursionError):
            sent = None
        if not isinstance(sent, dict):
            raise BadRequest("A JSON object is expected.")
        event_id = line(sent, "eventId", ID_CHARS_MAX)
        if event_id is None:
            raise BadRequest("eventId is missing.")
        if line(sent, "eventType") not in (None, kind, f"{kind[0].upper()}{kind[1:]}"):
            raise BadRequest(f"eventType is not {kind}, for which this address is.")
        event = sent.get("event")
        found = event.get(resource) if isinstance(event, dict) else None
        if not isinstance(found, dict):
            raise BadRequest(f"event.{resource} is missing.")
        return cls(event_id, _moment(sent), found)


def _moment(sent: Values) -> datetime:
    value = line(sent, "eventTime")
    try:
        if value and _MOMENT.fullmatch(value):
            found = datetime.fromisoformat(value)
            if is_day(found):
                return found
    except ValueError:  # a 30 February
        pass
    raise BadRequest("eventTime is no moment such as 2026-05-31T10:00:00+08:00.")


def line(values: Values, name: str, chars_max: int = TEXT_CHARS_MAX) -> str | None:
    """A text of one line; None: it is absent or empty. Raises BadRequest."""
    value = values.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > chars_max:
        raise BadRequest(f"{name} is no text of at most {chars_max} characters.")
    try:
        if plain_text.check_line(value) == value and plain_text.is_visible(value):
            return value
    except UnprintableCharacter:
        pass
    raise BadRequest(f"{name} has characters that cannot be displayed.")


def items(values: Values, name: str) -> Iterator[Values]:
    """The objects of a list; none, where it is absent. Raises BadRequest."""
    found = values.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadRequest(f"{name} is no list of objects.")
    yield from found


def characteristics(resource: Values, name: str) -> dict[str, str]:
    """The values of a list of {"name", "value"}, by their names."""
    found = ((line(each, "name"), line(each, "value")) for each in items(resource, name))
    return {key: value for key, value in found if key and value}


def media(resource: Values) -> dict[str, str]:
    """What a customer or party's contactMedium says, by the names of its characteristics."""
    found: dict[str, str] = {}
    for medium in items(resource, "contactMedium"):
        said = medium.get("characteristic", {})
        if not isinstance(said, dict):
            raise BadRequest("characteristic is no object.")
        for name in ("phoneNumber", "stateOrProvince", "city"):
            if name not in found and (value := line(said, name)):
                found[name] = value
    return found


def member_id(value: str | None) -> int | None:
    """A member's id, where billing calls the customer by it."""
    if not (value and value.isascii() and value.isdecimal() and int(value) <= MEMBER_ID_MAX):
        return None
    return int(value) if int(value) != NOBODY else None


def number(value: str | None) -> str | None:
    """Raises BadRequest."""
    if value is None:
        return None
    try:
        return number_of(value)
    except BadNumber:
        raise BadRequest(f"{value} is not a valid telephone number.") from None
