"""Records delivery reports of texts, marks agents' messages that did not arrive, and learns from a
report that a number has opted out.

Texts are recorded in core.messaging, which does not know conversations and members; this module
connects them, so that an agent sees at once that a message did not arrive.
"""

from datetime import datetime

from sqlalchemy import Connection

from core.contact_centre import chat_messages
from core.members import text_consent
from core.messaging import OPTED_OUT, TextStatus, Topic, outbox, sent_texts


def apply(
    conn: Connection,
    *,
    carrier_id: str,
    status: str | None,
    error: str | None,
    at: datetime,
    event: tuple[int, str] | None = None,
) -> bool:
    """Record a carrier's report of a text; False if the text is not ours.

    `status` and `error`: see sent_texts.record_status(). `event` is the (member id, event id) of
    the text where the report names it.
    """
    text = sent_texts.record_status(
        conn, carrier_id=carrier_id, status=status, error=error, event=event
    )
    if text is not None and error == OPTED_OUT:
        _blocked(conn, text, carrier_id, at)
    if text is not None and text.is_lost:
        chat_messages.mark_undelivered(conn, text.member_id, text.event_id)
    return text is not None


def _blocked(conn: Connection, text: TextStatus, carrier_id: str, at: datetime) -> None:
    """The carrier blocks what the text was sent from."""
    topic = outbox.topic_of(conn, text.member_id, text.event_id)
    text_consent.stop_texts(
        conn,
        text.number,
        at,
        evidence=f"sms:{carrier_id}",
        only_marketing=topic == Topic.OFFER,
    )


def refuse(conn: Connection, member_id: int, event_id: str, why: str) -> None:
    """Record that a text is not sent at all, and why (one word)."""
    sent_texts.refuse(conn, member_id, event_id, why)
    chat_messages.mark_undelivered(conn, member_id, event_id)
