"""Agents, what they do, and what they write down."""

from sqlalchemy import CheckConstraint, Column, Index, Text

from core.schema.columns import Document, Flag, Moment, Whole
from core.schema.tables import key, must, one_of, refers, table

agent = table(
    "agent",
    key("agent", Text),  # what is typed to sign in
    must("name", Text),
    must("role", Text),
    must("language", Text),
    must("number", Text),  # where an accepted call reaches them, E.164
    must("active", Flag),
    must("password_hash", Text),
    must("password_wrong", Whole),
    Column("locked_until", Moment),
    Column("totp_secret", Text),  # NULL: no second factor yet
    must("totp_used", Whole),  # the newest time step that was let in: a code is good once
    must("signed_out", Whole),  # counted up to end every session there is
    must("presence", Text),
    must("presence_since", Moment),
    must("missed_call", Flag),  # away, because they did not take one
    Column("seen_at", Moment),  # when they last touched their desk; NULL: never yet
    one_of("role", "agent", "supervisor", "auditor"),
    one_of("language", "zh", "en"),
    one_of("presence", "offline", "available", "away"),
)

# Every look at and change of a member's data, and what else is done at the desk (member 0).
trail = table(
    "trail",
    key("member_id"),
    key("entry_id", Text),
    must("agent", Text),
    must("act", Text),
    must("detail", Document),
    must("at", Moment),
)
Index("trail_newest", trail.c.at)

# Points above what one may give alone, as goodwill or for a claim's receipt: asked for by one,
# decided by another.
approval = table(
    "approval",
    key("member_id"),
    key("approval_id", Text),
    must("points", Whole),
    must("reason", Text),
    must("asked_by", Text),
    must("asked_at", Moment),
    must("status", Text),
    Column("decided_by", Text),
    Column("decided_at", Moment),
    Column("claim_id", Text),  # NULL: goodwill
    Column("charge", Document),  # of the receipt: source, fen, on
    refers("claim", "member_id", "claim_id"),
    one_of("status", "waiting", "approved", "refused"),
    CheckConstraint("points > 0", name="points"),
    CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_people"),
    CheckConstraint("(claim_id IS NULL) = (charge IS NULL)", name="charge"),
)

# What is written between a member and an agent, and by the hotline until the agent is there.
# No foreign key: member 0.
line = table(
    "line",
    key("member_id"),
    key("handover_id", Text),
    key("line_id"),  # 1, 2, 3 ... within the handover
    must("who", Text),
    must("words", Text),
    must("at", Moment),
    Column("event_id", Text),  # of the text that takes it to the member; NULL: there is none
    one_of("who", "member", "agent", "hotline"),
)

complaint_step = table(
    "complaint_step",
    key("member_id"),
    key("complaint_id", Text),
    key("step_id"),  # 1, 2, 3 ... within the complaint
    must("agent", Text),
    must("act", Text),
    must("words", Text),
    must("at", Moment),
    one_of("act", "assign", "note", "contact", "escalate", "decide", "close", "reopen"),
)
