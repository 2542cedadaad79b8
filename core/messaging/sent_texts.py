"""Texts that were sent, and the delivery status of each.

Reports of a text come late, twice and in any order. The furthest status that was ever reported is
kept, so the order does not matter.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, delete, not_, or_, select, update

from core.kernel import InsertIfNew
from core.schema import opted_out, sent_text

STATUSES = ("sending", "queued", "sent", "undelivered", "failed", "delivered")
"""In order of precedence: a later status in this list replaces an earlier one, never the
reverse."""

LOST = ("undelivered", "failed")


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """A text that is about to be sent. `number`: where the last try has sent it, if any has.
    `carrier_id`: the carrier has accepted it already. `refused`: the number has opted out, and the
    text is not sent."""

    number: str
    words: str
    carrier_id: str | None
    refused: bool


_ONE = (sent_text.c.member_id == bindparam("whose"), sent_text.c.event_id == bindparam("which"))
_FIND = select(sent_text.c.number, sent_text.c.words, sent_text.c.carrier_id).where(*_ONE)
_READDRESS = update(sent_text).where(*_ONE).values(number=bindparam("becomes"))
_BEGIN = InsertIfNew(sent_text)
_OF_OTHERS = select(sent_text.c.carrier_id).where(
    sent_text.c.carrier_id.in_(bindparam("ids", expanding=True)), not_(and_(*_ONE))
)
_RANK = case({name: rank for rank, name in enumerate(STATUSES)}, value=sent_text.c.status, else_=0)
_FURTHER = {
    "status": case((bindparam("rank") > _RANK, bindparam("new")), else_=sent_text.c.status),
    "error": case((bindparam("rank") > _RANK, bindparam("why")), else_=sent_text.c.error),
}
_CHANGED = (sent_text.c.member_id, sent_text.c.event_id, sent_text.c.number, sent_text.c.status)
_BY_CARRIER_ID = (
    update(sent_text)
    .where(sent_text.c.carrier_id == bindparam("sid"))
    .values(_FURTHER)
    .returning(*_CHANGED)
)
# Another report of the text may have stored the id since it was looked for.
_IS_NEW_OR_SAME = or_(sent_text.c.carrier_id.is_(None), sent_text.c.carrier_id == bindparam("sid"))
_BY_EVENT = (
    update(sent_text)
    .where(*_ONE, _IS_NEW_OR_SAME)
    .values(_FURTHER | {"carrier_id": bindparam("sid")})
    .returning(*_CHANGED)
)
_REFUSE = update(sent_text).where(*_ONE).values(status="failed", error=bindparam("why"))
_OPT_OUT = InsertIfNew(opted_out)
_OPT_IN = delete(opted_out).where(opted_out.c.number == bindparam("which"))
_OPTED_OUT = select(opted_out.c.number).where(opted_out.c.number == bindparam("which"))

OPTED_OUT = "opted_out"
"""The error of a text to a number that has opted out of all texts."""


def begin(
    conn: Connection, *, member_id: int, event_id: str, number: str, words: str, at: datetime
) -> OutgoingText:
    """Record a text before it is sent. Where an earlier try has recorded it, its words are kept,
    and its number: it may have arrived there, though the member has another number by now."""
    row = {"member_id": member_id, "event_id": event_id, "number": number, "words": words}
    refused = has_opted_out(conn, number)
    if _BEGIN(conn, row | {"status": "sending", "at": at}):
        return OutgoingText(number, words, None, refused)
    found = conn.execute(_FIND, {"whose": member_id, "which": event_id}).one()
    return OutgoingText(found.number, found.words, found.carrier_id, refused)


def readdress(conn: Connection, *, whose: tuple[int, str], number: str) -> None:
    """From now on the text may be at this number, and it is not at the one of before. `whose`: the
    member's id, and the event's."""
    conn.execute(_READDRESS, {"whose": whose[0], "which": whose[1], "becomes": number})


def ids_of_other_texts(
    conn: Connection, *, member_id: int, event_id: str, carrier_ids: list[str]
) -> set[str]:
    """Those of `carrier_ids` that are stored for other events. The id of this event's own text may
    be stored too, by a report that has just arrived, and is left out."""
    values = {"ids": carrier_ids, "whose": member_id, "which": event_id}
    return {str(sid) for sid in conn.execute(_OF_OTHERS, values).scalars()}


@dataclass(frozen=True, slots=True)
class TextStatus:
    """A text's owner, event and receiver, and the furthest status that was reported so far."""

    member_id: int
    number: str
    event_id: str
    status: str

    @property
    def is_lost(self) -> bool:
        return self.status in LOST


def record_status(
    conn: Connection,
    *,
    carrier_id: str,
    status: str | None,
    error: str | None,
    event: tuple[int, str] | None = None,
) -> TextStatus | None:
    """Record what the carrier reports of a text; None if the text is not ours.

    `status` is one of STATUSES, or None for a report that says nothing we know: then only the
    carrier's id is stored. `error` is OPTED_OUT or the carrier's own code.
    `event` is the (member id, event id) that the text belongs to: a report may arrive before the
    carrier's id of the text has been stored.
    """
    rank = -1 if status is None else STATUSES.index(status)
    values: dict[str, Any] = {"sid": carrier_id, "new": status, "why": error, "rank": rank}
    row = conn.execute(_BY_CARRIER_ID, values).first()
    if row is None and event is not None:
        row = conn.execute(_BY_EVENT, values | {"whose": event[0], "which": event[1]}).first()
    return TextStatus(row.member_id, row.number, row.event_id, row.status) if row else None


def refuse(conn: Connection, member_id: int, event_id: str, why: str) -> None:
    """Record that a text is not sent, and the reason as its error."""
    conn.execute(_REFUSE, {"whose": member_id, "which": event_id, "why": why})


def opt_out(conn: Connection, number: str, at: datetime) -> None:
    """Send no more texts to the number."""
    _OPT_OUT(conn, {"number": number, "at": at})


def has_opted_out(conn: Connection, number: str) -> bool:
    return conn.execute(_OPTED_OUT, {"which": number}).first() is not None


def opt_in(conn: Connection, number: str) -> None:
    """Send texts to the number again."""
    conn.execute(_OPT_IN, {"which": number})
