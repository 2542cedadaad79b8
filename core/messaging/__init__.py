"""Messaging: the outbox for everything that is done outside this program, the record of every text
that was sent with its delivery status, notices, each of which is sent once, and what carriers do.
"""

from core.messaging import notices, outbox, sent_texts
from core.messaging.carriers import (
    CallCarrier,
    Refused,
    SentText,
    TextCarrier,
    Unanswered,
    Unreachable,
)
from core.messaging.notices import NoticeKind
from core.messaging.outbox import Event
from core.messaging.sent_texts import LOST, OPTED_OUT, OutgoingText
from core.messaging.topics import Topic

__all__ = [
    "LOST",
    "OPTED_OUT",
    "CallCarrier",
    "Event",
    "NoticeKind",
    "OutgoingText",
    "Refused",
    "SentText",
    "TextCarrier",
    "Topic",
    "Unanswered",
    "Unreachable",
    "notices",
    "outbox",
    "sent_texts",
]
