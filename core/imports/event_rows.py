"""Applies rows of events that other systems report of members: see core.member_events."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from core.imports.csv_cells import (
    Values,
    city,
    day,
    identifier,
    known_number,
    member_id,
    number,
    one_of,
    province,
    text,
)
from core.imports.csv_files import Row
from core.imports.errors import BadRow
from core.kernel import HotlineError
from core.loyalty import Applied, Newcomer, Outcome
from core.member_events import REPORTED, EventKind, EventOutcome, MemberEvent, handling
from core.members import MemberIdInUse, NumberInUse
from core.programme import FIRST_DAY, LAST_DAY, current_rules, is_day, local_day

REQUIRED = frozenset({"event_id", "source", "kind", "happened_at"})
NEWCOMERS = ("name", "language", "born_on")
OPTIONAL = frozenset({"member_id", "number", "new_number", "province", "city", *NEWCOMERS})
_USES = {
    EventKind.JOINED: ("province", "city", *NEWCOMERS),
    EventKind.NUMBER_CHANGED: ("new_number",),
    EventKind.NUMBER_ADDED: ("new_number",),
    EventKind.PROVINCE_MOVED: ("province", "city"),
}
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def apply(conn: Connection, rows: Sequence[Row], *, at: datetime) -> list[Outcome]:
    """One outcome a row, in their order. Rows that are not rejected are written."""
    parsed = [_parse(row.values) for row in rows]
    events = [one for one in parsed if isinstance(one, MemberEvent)]
    results = iter(handling.apply_all(conn, events, at=at))
    return [_outcome(next(results)) if isinstance(one, MemberEvent) else one for one in parsed]


def _outcome(result: EventOutcome | HotlineError) -> Outcome:
    match result:
        case EventOutcome.REPEATED:
            return Applied.EARLIER
        case EventOutcome():
            return Applied.NOW
        case NumberInUse():
            return BadRow(f"{result} is another member's")
        case MemberIdInUse():
            return BadRow(f"member_id {result} is another member's")
        case _:
            return result


def _parse(values: Values) -> MemberEvent | BadRow:
    try:
        return event_of(values)
    except BadRow as error:
        return error


def event_of(values: Values) -> MemberEvent:
    """Raises BadRow."""
    kind = EventKind(one_of(values, "kind", REPORTED))
    for name in ("new_number", "province", "city", *NEWCOMERS):
        if values.get(name) and name not in _USES.get(kind, ()):
            raise BadRow(f"{name} does not go with kind {kind}")
    by_id = member_id(values)
    happened_at = moment(values, "happened_at")
    newcomer = _newcomer(values, by_id, happened_at) if kind is EventKind.JOINED else None
    is_named = values.get("number") or by_id is None or kind is EventKind.NUMBER_REMOVED
    by_number = known_number(values) if is_named else None
    became = None
    if kind in (EventKind.NUMBER_CHANGED, EventKind.NUMBER_ADDED):
        became = number(values, "new_number")
    elif kind is EventKind.PROVINCE_MOVED:
        became = city(values, province(values)) or province(values)
    return MemberEvent(
        source=one_of(values, "source", current_rules().member_events.sources),
        event_id=identifier(values, "event_id"),
        kind=kind,
        happened_at=happened_at,
        member_id=by_id,
        number=newcomer.number if newcomer else by_number,
        became=became,
        newcomer=newcomer,
    )


def _newcomer(values: Values, by_id: int | None, happened_at: datetime) -> Newcomer:
    place = province(values)
    return Newcomer(
        number=number(values),
        name=text(values, "name"),
        province=place,
        city=city(values, place),
        joined_on=local_day(happened_at),
        language=one_of(values, "language", ("zh", "en")) if values.get("language") else None,
        born_on=day(values, "born_on"),
        member_id=by_id,
    )


def moment(values: Values, name: str) -> datetime:
    """A moment, written as 2026-05-31T10:00:00+08:00; without an offset it is one of the
    programme's time."""
    value = text(values, name)
    try:
        found = datetime.fromisoformat(value) if _MOMENT.fullmatch(value) else None
    except ValueError:
        found = None
    if found is None:
        raise BadRow(f"{name} is {value}, not a moment such as 2026-05-31T10:00:00+08:00")
    if not is_day(found):
        raise BadRow(f"{name} is {value}, not between {FIRST_DAY} and {LAST_DAY}")
    return found if found.tzinfo else found.replace(tzinfo=current_rules().zone)
