"""Which texts a number may be sent, as its owner has told the carrier.

The carrier blocks what one of our numbers sends to it. A STOP to the number for marketing stops
marketing texts only; a STOP to the hotline's own number stops everything that it sends.
"""

from datetime import datetime

from sqlalchemy import Connection

from core.members import profiles
from core.messaging import (
    Consent,
    SaidBy,
    TextClass,
    Topic,
    consents,
    outbox,
    sent_texts,
    undelivered,
)


def stop_texts(
    conn: Connection, number: str, at: datetime, *, evidence: str, only_marketing: bool = False
) -> None:
    """The number wants no texts. A member who owns it refuses marketing, too. `evidence`: the
    message that said so."""
    if not only_marketing:
        sent_texts.opt_out(conn, number, at)
    _record(conn, number, at, evidence, given=False)


def resume_texts(
    conn: Connection, number: str, at: datetime, *, evidence: str, only_marketing: bool = False
) -> None:
    """The number may be sent texts again. A member who owns it has asked for marketing texts, too:
    the word that brings texts back is the one that they are told to send. What could not be sent
    meanwhile is told by text."""
    if not only_marketing:
        sent_texts.opt_in(conn, number)
    member_id = _record(conn, number, at, evidence, given=True)
    missed = undelivered.find(conn, member_id, at) if member_id else None
    if member_id and missed:
        undelivered.mark_told(conn, member_id, at)
        payload = {"count": missed.count, "about": missed.about}
        outbox.put(conn, member_id, Topic.MISSED, f"missed:{evidence}", payload, at)


def _record(
    conn: Connection, number: str, at: datetime, evidence: str, *, given: bool
) -> int | None:
    """The id of the member who owns the number, if somebody does."""
    member = profiles.find(conn, number)
    if member is None:
        return None
    said = Consent(TextClass.MARKETING, None, given, SaidBy.CARRIER, evidence, at)
    consents.record(conn, member.member_id, said)
    return member.member_id
