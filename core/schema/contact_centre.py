"""Handovers from the hotline to an agent, the messages written in them, and pictures that callers
have sent."""

from sqlalchemy import CheckConstraint, Column, Index, Text

from core.schema.columns import Document, Moment, WholeNumber
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import one_of, primary_key, required, table

# The record of one handover to an agent. Status: open (waiting) -> offered (an agent's telephone
# rings) -> talking -> wrap_up -> closed.
# No foreign key to member: member 0 stands for callers who are not members.
handover = table(
    "handover",
    primary_key("member_id"),
    primary_key("handover_id", Text),
    required("number", Text),
    required("channel", Text),
    required("way", Text),
    required("topic", Text),
    required("language", Text),
    required("session_id", Text),  # of the dialogue; on voice the id of the waiting call
    required("path", Document),  # dialogues and steps that were gone through, oldest first
    required("proofs", Document),  # how the caller was identified, beyond the number
    required("transcript", Document),
    required(
        "turn", WholeNumber
    ),  # the number of the turn with which the dialogue resumes afterwards
    required("priority", WholeNumber),  # 0 is the highest, among those who have waited as long
    required("rank_at", Moment),  # the queue's order: see core.contact_centre.requests
    required("status", Text),
    required("version", WholeNumber),  # incremented by every change, so that the desk notices it
    required("requested_at", Moment),
    Column("call_at", Moment),  # the chosen time of a callback; NULL: as soon as possible
    Column("agent", Text),
    Column("meant_for", Text),  # transferred to: an agent, or any supervisor
    required(
        "tries", WholeNumber
    ),  # how often it was offered: a missed call goes back into the queue
    Column("offered_at", Moment),
    Column("talking_at", Moment),
    Column("held_at", Moment),  # the member is on hold since; NULL: they hear the agent
    Column("ended_at", Moment),  # end of the conversation; wrap-up follows
    Column("closed_at", Moment),
    Column("outcome", Text),
    Column("disposition", Text),
    Column("note", Text),
    Column("agent_call", Text),  # the carrier's id of the agent's call leg
    Column("member_call", Text),  # of the member's call leg, if it is not the session's own
    Column("recording_url", Text),
    one_of("way", "queue", "callback", "text"),
    CheckConstraint("call_at IS NULL OR way = 'callback'", name="call_at"),
    one_of("status", "open", "offered", "talking", "wrap_up", "closed"),
    one_of("language", "zh", "en"),
    one_of("outcome", "helped", "abandoned", "called_back", "unreachable"),
    erasure=Erasure(
        rows="contacts with agents",
        ground=Ground.SERVICE,
        pseudonym=("number", "session_id"),
        cleared=("note", "agent_call", "member_call", "recording_url"),
        emptied=("path", "proofs", "transcript"),
        kept=("handover_id", "channel", "topic", "agent", "meant_for", "disposition"),
    ),
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
Index("handover_ended", handover.c.ended_at)

# A message of the conversation between a member and an agent; the hotline writes until the agent
# has answered. No foreign key to member: member 0.
line = table(
    "line",
    primary_key("member_id"),
    primary_key("handover_id", Text),
    primary_key("line_id"),  # 1, 2, 3 ... within the handover
    required("who", Text),
    required("words", Text),
    required("at", Moment),
    Column("event_id", Text),  # of the text message that delivers it; NULL: none does
    one_of("who", "member", "agent", "hotline"),
    erasure=Erasure(
        rows="messages written with agents",
        ground=Ground.SERVICE,
        pseudonym=("words",),
        cleared=("event_id",),
        kept=("handover_id",),
    ),
)

# A picture that came with a text (MMS). Its content is a file of the media directory, named after
# `picture_id`, once `status` is 'stored'. No foreign key to member: member 0 stands for callers who
# are not members. None to complaint or claim: a reference number belongs to one of the two.
picture = table(
    "picture",
    primary_key("member_id"),
    primary_key("picture_id", Text),  # the carrier's id of the text, and the place in it
    required("message_id", Text),  # the carrier's id of the text
    required("number", Text),  # of the sender
    required("url", Text),  # the carrier's address of the picture
    required("received_at", Moment),
    required("status", Text),
    Column("reason", Text),  # why it is refused
    Column("content_type", Text),
    Column("size_bytes", WholeNumber),
    Column("handover_id", Text),  # the conversation with an agent in which it came
    Column("case_number", Text),  # of the complaint or claim that it belongs to
    one_of("status", "waiting", "stored", "refused"),
    one_of("reason", "too_big", "other_type", "gone", "not_fetched", "too_many"),
    one_of("content_type", "image/jpeg", "image/png", "image/gif", "image/webp"),
    CheckConstraint("(status = 'refused') = (reason IS NOT NULL)", name="refused"),
    CheckConstraint(
        "(status = 'stored') = (content_type IS NOT NULL)"
        " AND (content_type IS NULL) = (size_bytes IS NULL)",
        name="stored",
    ),
    erasure=Erasure(rows="pictures"),
)
