"""Suggestions of members: made, and listed for those who read them. Nothing is decided on them, so
they have no number, no status and no deadline."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, literal, or_, select, tuple_

from core.kernel import NotFound, row_builder
from core.programme import current_rules
from core.schema import member, suggestion


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`words` or `recording_url`; neither once a recording is no longer kept."""

    member_id: int
    suggestion_id: str
    channel: str
    made_at: datetime
    words: str | None
    recording_url: str | None
    member_number: str


_ALL = select(
    suggestion.c.member_id,
    suggestion.c.suggestion_id,
    suggestion.c.channel,
    suggestion.c.made_at,
    suggestion.c.words,
    suggestion.c.recording_url,
    member.c.number.label("member_number"),
).join(member, member.c.member_id == suggestion.c.member_id)
_suggestion = row_builder(Suggestion, _ALL)
_FIND = _ALL.where(suggestion.c.suggestion_id == bindparam("suggestion_id"))
_NEWEST = (suggestion.c.made_at, suggestion.c.suggestion_id)
_PAGE = _ALL.order_by(*(column.desc() for column in _NEWEST))
_SAME = (
    select(suggestion.c.suggestion_id)
    .where(
        suggestion.c.member_id == bindparam("member_id"),
        suggestion.c.made_at > bindparam("since"),
        or_(
            suggestion.c.words == bindparam("words"),
            suggestion.c.recording_url == bindparam("recording_url"),
        ),
    )
    .limit(1)
)
_MAKE = insert(suggestion)


def make(
    conn: Connection,
    *,
    member_id: int,
    words: str | None,
    recording_url: str | None,
    channel: str,
    at: datetime,
    suggestion_id: str,
) -> None:
    """The same suggestion again within `complaint.same_within_minutes` is one. The caller has
    locked the member."""
    said = {"member_id": member_id, "words": words or None, "recording_url": recording_url}
    since = at - timedelta(minutes=current_rules().complaint.same_within_minutes)
    if conn.execute(_SAME, said | {"since": since}).first() is None:
        row = said | {"suggestion_id": suggestion_id, "channel": channel, "made_at": at}
        conn.execute(_MAKE, row)


def by_id(conn: Connection, suggestion_id: str) -> Suggestion:
    """Raises NotFound."""
    row = conn.execute(_FIND, {"suggestion_id": suggestion_id}).first()
    if row is None:
        raise NotFound(f"no suggestion {suggestion_id}")
    return _suggestion(row)


def page(conn: Connection, *, rows: int, after: Suggestion | None = None) -> list[Suggestion]:
    """At most `rows` suggestions, the newest first. `after`: the last one of the page before."""
    found = _PAGE.limit(rows)
    if after is not None:
        at = literal(after.made_at, suggestion.c.made_at.type)
        found = found.where(tuple_(*_NEWEST) < tuple_(at, literal(after.suggestion_id)))
    return [_suggestion(row) for row in conn.execute(found)]
