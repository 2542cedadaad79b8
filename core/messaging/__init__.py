"""Texts to members: the outbox that effects write their events to, the record of every text that
was sent with what became of it, and notices that a member gets once.
"""

from core.messaging import notices, outbox, sent_texts
from core.messaging.notices import NoticeKind
from core.messaging.outbox import Event
from core.messaging.sent_texts import LOST, OPTED_OUT, OutgoingText
from core.messaging.topics import Topic

__all__ = [
    "LOST",
    "OPTED_OUT",
    "Event",
    "NoticeKind",
    "OutgoingText",
    "Topic",
    "notices",
    "outbox",
    "sent_texts",
]
