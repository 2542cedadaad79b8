"""What the database keeps of dialogues: turns that changed something, promises to text an outcome,
funnel counts, words that were not understood, contacts without an agent, and the versions of their
wording."""

from sqlalchemy import CheckConstraint, Column, Index, Text

from core.schema.columns import Day, Document, Moment, WholeNumber
from core.schema.distribution import COORDINATOR
from core.schema.personal_data import Erasure
from core.schema.tables import foreign_key, four_eyes_columns, one_of, primary_key, required, table

# A turn that changed something, with its reply, so that a retry is answered from here.
# No foreign key to member: member 0 stands for callers who are not members.
turn = table(
    "turn",
    primary_key("member_id"),
    primary_key("session_id", Text),
    primary_key("message_id", Text),
    required("seq", WholeNumber),
    required("reply", Document),
    required("talk", Document),  # the session as the turn left it
    required("recorded_at", Moment),
    erasure=Erasure(rows="turns of dialogues"),
)
Index("turn_newest", turn.c.member_id, turn.c.session_id, turn.c.seq)

# A message of which nobody knew whether it had its effect: the member was promised a text with the
# outcome. Member 0 stands for callers who are not members, as in turn.
outcome_promise = table(
    "outcome_promise",
    primary_key("member_id"),
    primary_key("session_id", Text),
    primary_key("message_id", Text),
    required("number", Text),
    required("language", Text),
    required("asked_at", Moment),
    Column("told_at", Moment),  # NULL: the text is still owed
    erasure=Erasure(rows="promises to text an outcome"),
)
_OWED = outcome_promise.c.told_at.is_(None)
Index(
    "outcome_promise_owed",
    outcome_promise.c.asked_at,
    postgresql_where=_OWED,
    sqlite_where=_OWED,
)

# How often each step was reached: counts only, of no particular member. The start of a session is
# counted under the flow '' and the step ''.
step_visit = table(
    "step_visit",
    primary_key("day", Day),
    primary_key("channel", Text),
    primary_key("flow", Text),
    primary_key("step", Text),
    required("visits", WholeNumber),
    required("answered", WholeNumber),  # of these, how many went on to another step
    required("left", WholeNumber),  # of these, how many hung up; known for calls only
    distribution=COORDINATOR,
)

# Words that were not understood, of no particular member: nothing in them identifies anybody.
unclear_words = table(
    "unclear_words",
    primary_key("day", Day),
    primary_key("channel", Text),
    primary_key("language", Text),
    primary_key("words", Text),
    required("times", WholeNumber),
    Column("label", Text),  # the wish that a supervisor assigned them to; NULL: none yet
    CheckConstraint("times >= 0", name="times"),
    distribution=COORDINATOR,
)
Index("unclear_words_by_words", unclear_words.c.language, unclear_words.c.words)

# What members have done without an agent: one row for all turns of a day, a channel and a dialogue.
# The beginning of a session is the dialogue ''.
self_service_contact = table(
    "self_service_contact",
    primary_key("member_id"),
    primary_key("day", Day),
    primary_key("channel", Text),
    primary_key("flow", Text),
    required("last_at", Moment),
    foreign_key("member", "member_id"),
    erasure=Erasure(rows="contacts without an agent"),
)
Index("self_service_contact_day", self_service_contact.c.day)

wording_version = table(
    "wording_version",
    primary_key("version"),  # 1, 2, 3 ... over all sentences
    required("language", Text),
    required("sentence", Text),  # its message id, such as balance-safe
    required("source", Text),  # the whole message in Fluent's syntax
    one_of("language", "zh", "en"),
    *four_eyes_columns(),
    distribution=COORDINATOR,
)
