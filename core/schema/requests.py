"""What a member asks people for."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint

from core.schema.columns import Document, Moment, Whole
from core.schema.tables import key, must, one_of, refers, table

complaint = table(
    "complaint",
    key("member_id"),
    key("complaint_id", Text),
    must("number", Text),
    Column("words", Text),
    Column("recording_url", Text),
    Column("order_number", Text),
    must("channel", Text),
    must("level", Whole),
    must("status", Text),
    must("opened_at", Moment),
    must("first_contact_due", Moment),
    must("decide_due", Moment),
    Column("assigned_to", Text),  # an agent; NULL: nobody yet
    Column("contacted_at", Moment),
    Column("decided_at", Moment),
    Column("decision", Text),
    Column("closed_at", Moment),
    Column("satisfaction", Whole),  # 1 to 5, as the member says when it is closed
    UniqueConstraint("member_id", "number"),
    CheckConstraint("satisfaction BETWEEN 1 AND 5", name="satisfaction"),
    one_of("status", "open", "decided", "closed"),
    CheckConstraint("level IN (1, 2)", name="level"),
    refers("member", "member_id"),
)

claim = table(
    "claim",
    key("member_id"),
    key("claim_id", Text),
    must("number", Text),
    must("receipt_number", Text),
    must("status", Text),
    must("opened_at", Moment),
    must("decide_due", Moment),
    Column("decided_by", Text),  # an agent, or two: agent+supervisor
    Column("decided_at", Moment),
    Column("reason", Text),
    UniqueConstraint("member_id", "number"),
    one_of("status", "open", "granted", "refused"),
    refers("member", "member_id"),
)
receipt = table("receipt", key("number", Text), must("member_id", Whole))

# Whom a number belongs to, when someone quotes it without saying who they are.
reference = table(
    "reference",
    key("number", Text),
    must("kind", Text),
    must("member_id", Whole),
    must("item_id", Text),
    one_of("kind", "order", "complaint", "claim", "callback"),
)

# No foreign key, as with idempotency: member 0 is a caller who is not a member.
# open -> offered (an agent has it, whose telephone rings) -> talking -> wrap_up -> closed.
handover = table(
    "handover",
    key("member_id"),
    key("handover_id", Text),
    must("number", Text),
    must("channel", Text),
    must("way", Text),
    must("topic", Text),
    must("language", Text),
    must("session_id", Text),  # of the talk; on voice the call that waits
    must("path", Document),  # the dialogues and steps gone through, the last one last
    must("proofs", Document),  # how the caller was known beyond the number
    must("transcript", Document),
    must("turn", Whole),  # at which the talk goes on when the agent has left it
    must("priority", Whole),  # 0: the first of those who have waited as long
    must("rank_at", Moment),  # served in this order: see core.contact_centre.requests
    must("status", Text),
    must("version", Whole),  # counted up with every change, so that a desk sees that there is one
    must("requested_at", Moment),
    Column("agent", Text),
    Column("meant_for", Text),  # handed on to: an agent, or whoever is a supervisor
    must("tries", Whole),  # how often an agent has taken it: a missed call goes back into the queue
    Column("offered_at", Moment),
    Column("talking_at", Moment),
    Column("ended_at", Moment),  # the talk's end: what follows is wrap-up
    Column("closed_at", Moment),
    Column("outcome", Text),
    Column("disposition", Text),
    Column("note", Text),
    Column("agent_call", Text),  # the carrier's id of the agent's leg
    Column("member_call", Text),  # of the member's leg, where it is not the session's own
    Column("recording_url", Text),
    one_of("way", "queue", "callback", "text"),
    one_of("status", "open", "offered", "talking", "wrap_up", "closed"),
    one_of("language", "zh", "en"),
    one_of("outcome", "helped", "abandoned", "called_back", "unreachable"),
)
_WAITING = handover.c.status == "open"
_CURRENT = handover.c.status != "closed"
Index(
    "handover_waiting",
    handover.c.rank_at,
    postgresql_where=_WAITING,
    sqlite_where=_WAITING,
)
Index(
    "handover_current",
    handover.c.status,
    postgresql_where=_CURRENT,
    sqlite_where=_CURRENT,
)
Index("handover_of_member", handover.c.member_id, handover.c.requested_at)
Index("handover_of_session", handover.c.session_id)
Index("handover_of_call_back", handover.c.member_call)
