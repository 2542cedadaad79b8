"""Outbound messages: the outbox, texts that were sent, numbers that opted out, and consents."""

from sqlalchemy import CheckConstraint, Column, Index, Text, and_

from core.schema.columns import Document, Flag, Moment, WholeNumber
from core.schema.distribution import COORDINATOR, EVERYWHERE
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import foreign_key, one_of, primary_key, required, table

outbox = table(
    "outbox",
    primary_key("member_id"),
    primary_key("event_id", Text),
    required("topic", Text),
    required("payload", Document),
    required("recorded_at", Moment),
    required("due_at", Moment),  # not delivered before; later after every failed try
    required("tries", WholeNumber),
    Column("worker", Text),  # the worker that delivers it, until lease_until
    Column("lease_until", Moment),
    Column("done_at", Moment),
    Column("failed", Text),  # why delivery was abandoned, at done_at
    erasure=Erasure(rows="outbound messages"),
)
_UNDONE = outbox.c.done_at.is_(None)
Index("outbox_waiting", outbox.c.due_at, postgresql_where=_UNDONE, sqlite_where=_UNDONE)
_WEBHOOKS = outbox.c.topic == "webhook"
Index(
    "outbox_webhooks",
    outbox.c.recorded_at,
    outbox.c.event_id,
    postgresql_where=_WEBHOOKS,
    sqlite_where=_WEBHOOKS,
)

# Where other systems want to be told of events.
webhook_endpoint = table(
    "webhook_endpoint",
    primary_key("endpoint", Text),
    required("url", Text),
    required("events", Text),  # their types, separated by spaces
    required("active", Flag),
    required("secret", Text),  # signs what is sent; sealed (core.kernel.sealing)
    Column("former_secret", Text),  # the one before, sealed: signs as well until former_until
    Column("former_until", Moment),
    required("created_at", Moment),
    CheckConstraint("(former_secret IS NULL) = (former_until IS NULL)", name="former"),
    distribution=COORDINATOR,
)

# A text that was sent, and its status as the carrier reports it, in any order.
sent_text = table(
    "sent_text",
    primary_key("member_id"),
    primary_key("event_id", Text),
    required("number", Text),
    required("words", Text),
    Column("carrier_id", Text),  # NULL: not reported yet
    required("status", Text),
    Column("error", Text),
    required("at", Moment),
    Column("told_at", Moment),  # when the member was told that it did not arrive
    one_of("status", "sending", "queued", "sent", "delivered", "undelivered", "failed"),
    erasure=Erasure(rows="texts sent"),
)
Index("sent_text_carrier", sent_text.c.carrier_id)
_UNTOLD = and_(sent_text.c.status.in_(("undelivered", "failed")), sent_text.c.told_at.is_(None))
Index(
    "sent_text_untold",
    sent_text.c.member_id,
    sent_text.c.at,
    postgresql_where=_UNTOLD,
    sqlite_where=_UNTOLD,
)

# Numbers that the carrier has reported as opted out: no text is tried until they opt in again. By
# number, not by member: it is the number that has opted out, whoever uses it.
opted_out = table(
    "opted_out", primary_key("number", Text), required("at", Moment), distribution=EVERYWHERE
)

# What a member has said about a class of texts. The newest row of a class and kind counts;
# member.marketing_ok repeats that of marketing.
consent = table(
    "consent",
    primary_key("member_id"),
    primary_key("consent_id"),  # 1, 2, 3 of the member
    required("class", Text),
    Column("kind", Text),  # of service texts, each of which is refused by itself
    required("channel", Text),  # by which the texts come
    required("given", Flag),
    required("at", Moment),
    required("by", Text),
    required("evidence", Text),  # the message that said so, by its channel and id
    one_of("class", "service", "marketing"),
    one_of("kind", "expiry", "tier"),
    one_of("channel", "sms"),
    one_of("by", "member", "carrier", "import", "before"),
    foreign_key("member", "member_id"),
    erasure=Erasure(rows="consents to texts", ground=Ground.SERVICE, kept=("evidence",)),
)
