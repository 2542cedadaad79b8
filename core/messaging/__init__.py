"""Messaging: the outbox for everything that is done outside this program, the record of every text
that was sent with its delivery status, the classes of texts and the consents to them, notices, each
of which is sent once, what carriers do, what providers are asked to do, and what other systems are
told of events.
"""

from core.messaging import consents, notices, outbox, sent_texts, undelivered, webhooks
from core.messaging.carriers import (
    CallCarrier,
    Refused,
    SentText,
    TextCarrier,
    Unanswered,
    Unreachable,
)
from core.messaging.consents import Consent, NoticeKind, SaidBy
from core.messaging.notices import Notice
from core.messaging.outbox import Event
from core.messaging.provider_requests import (
    Outcome,
    Provider,
    ProviderEvent,
    ProviderRequest,
    ProviderUnreachable,
    Receipt,
    RequestT,
)
from core.messaging.sent_texts import LOST, OPTED_OUT, OutgoingText, TextStatus
from core.messaging.topics import TEXT_CLASSES, TextClass, Topic, UndeclaredText, class_of
from core.messaging.webhooks import WebhookDelivery

__all__ = [
    "LOST",
    "OPTED_OUT",
    "TEXT_CLASSES",
    "CallCarrier",
    "Consent",
    "Event",
    "Notice",
    "NoticeKind",
    "Outcome",
    "OutgoingText",
    "Provider",
    "ProviderEvent",
    "ProviderRequest",
    "ProviderUnreachable",
    "Receipt",
    "Refused",
    "RequestT",
    "SaidBy",
    "SentText",
    "TextCarrier",
    "TextClass",
    "TextStatus",
    "Topic",
    "Unanswered",
    "UndeclaredText",
    "Unreachable",
    "WebhookDelivery",
    "class_of",
    "consents",
    "notices",
    "outbox",
    "sent_texts",
    "undelivered",
    "webhooks",
]
