"""Members, their telephone numbers and their one-time codes."""

from sqlalchemy import CheckConstraint, Column, Index, Text, false

from core.schema.columns import Day, Flag, Moment, WholeNumber
from core.schema.distribution import COORDINATOR, by
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import foreign_key, one_of, primary_key, required, table

member = table(
    "member",
    primary_key("member_id"),
    required("number", Text),
    required("name", Text),
    Column("language", Text),  # NULL: not chosen yet
    required("tier", Text),  # a tier of the rules in effect
    Column("tier_until", Day),  # the last day of the term; NULL: the lowest tier has none
    required("joined_on", Day),
    Column("leaves_on", Day),  # NULL: no notice was given
    Column("born_on", Day),
    required("status", Text),
    Column(
        "status_when_lifted", Text
    ),  # the status that a freeze covers; NULL: not frozen, or active
    required("province", Text),
    Column("city", Text),  # a unit below the province; NULL: not known
    Column("address", Text),  # for gifts; NULL: not known yet
    Column("pin_hash", Text),
    required("pin_wrong", WholeNumber),
    Column("pin_wrong_on", Day),
    required("marketing_ok", Flag),
    Column("erased_at", Moment),  # NULL: the member's personal data was not erased
    one_of("language", "zh", "en"),
    one_of("status", "active", "arrears", "suspended", "frozen", "left"),
    one_of("status_when_lifted", "active", "arrears", "suspended"),
    erasure=Erasure(
        rows="membership",
        ground=Ground.BOOKS,
        pseudonym=("number", "name"),
        cleared=(
            "language",
            "born_on",
            "status_when_lifted",
            "address",
            "pin_hash",
            "pin_wrong",
            "pin_wrong_on",
            "marketing_ok",
        ),
        kept=("tier", "province", "city"),
    ),
)

Index("member_number", member.c.number)

msisdn = table(
    "msisdn",
    primary_key("number", Text),
    required("member_id", WholeNumber),
    erasure=Erasure(rows="telephone number in use"),
    distribution=by("number"),
)

# Numbers that lead to the member beside member.number, to which texts go.
further_number = table(
    "further_number",
    primary_key("member_id"),
    primary_key("number", Text),
    required("added_by", Text),  # an agent, or the source of an event
    required("added_at", Moment),
    foreign_key("member", "member_id"),
    erasure=Erasure(rows="further telephone numbers"),
)

# Former numbers: a complaint about last month may quote last month's number.
number_change = table(
    "number_change",
    primary_key("member_id"),
    primary_key("changed_at", Moment),
    required("was", Text),
    required("became", Text),
    foreign_key("member", "member_id"),
    erasure=Erasure(
        rows="changes of the telephone number",
        ground=Ground.SERVICE,
        pseudonym=("was", "became"),
    ),
)
Index("number_change_was", number_change.c.was)  # agents look for members by former numbers

one_time_code = table(
    "one_time_code",
    primary_key("member_id"),
    primary_key("code_id"),
    # What it is for, as the name of the dialogue; a code replaces one of its kind only. '': issued
    # before codes had kinds, and expired.
    Column("kind", Text, nullable=False, server_default=""),
    # Asked for by a caller who had proved nothing: counted and kept apart from the member's own.
    Column("unproven", Flag, nullable=False, server_default=false()),
    required("purpose_hash", Text),
    required("code_hash", Text),
    # The code itself, sealed, for the reply to a message that is delivered again. NULL: expired.
    Column("sealed", Text),
    required("issued_at", Moment),
    required("expires_at", Moment),
    required("tries_left", WholeNumber),
    required("used", Flag),
    CheckConstraint("tries_left >= 0", name="tries"),
    foreign_key("member", "member_id"),
    erasure=Erasure(rows="one-time codes"),
)
_SEALED = one_time_code.c.sealed.is_not(None)
Index(
    "one_time_code_sealed",
    one_time_code.c.expires_at,
    postgresql_where=_SEALED,
    sqlite_where=_SEALED,
)

# The consent to the conditions of membership, of whoever has joined by themselves or with an agent:
# what other systems report, and what is imported, has its evidence there.
enrolment = table(
    "enrolment",
    primary_key("member_id"),
    required("channel", Text),
    required("evidence", Text),  # the message that said yes, by its channel and id; or the agent
    required("at", Moment),
    one_of("channel", "voice", "sms", "ussd", "desk"),
    foreign_key("member", "member_id"),
    erasure=Erasure(
        rows="consent to the conditions of membership", ground=Ground.SERVICE, kept=("evidence",)
    ),
)

# What a member has said about leaving. member.leaves_on is the day on which the membership ends.
leave_notice = table(
    "leave_notice",
    primary_key("member_id"),
    primary_key("notice_no"),  # 1, 2, 3 of the member
    required("said", Text),
    Column("reason", Text),  # NULL: taken back, or no reason was asked for
    required("at", Moment),
    one_of("said", "given", "withdrawn"),
    one_of("reason", "unused", "choice", "number", "other"),
    foreign_key("member", "member_id"),
    erasure=Erasure(rows="notices of leaving", ground=Ground.SERVICE),
)

# Cards by their numbers: the stock, and whose each was issued to; NULL: to nobody yet.
card_stock = table(
    "card_stock",
    primary_key("number", Text),
    Column("member_id", WholeNumber),
    erasure=Erasure(rows="numbers of cards"),
    distribution=COORDINATOR,
)

card = table(
    "card",
    primary_key("member_id"),
    primary_key("number", Text),
    required("state", Text),
    required("issued_by", Text),
    required("at", Moment),
    one_of("state", "active", "lost", "swapped"),
    foreign_key("member", "member_id"),
    erasure=Erasure(rows="membership cards"),
)
_ACTIVE = card.c.state == "active"
Index(
    "card_active",
    card.c.member_id,
    unique=True,
    postgresql_where=_ACTIVE,
    sqlite_where=_ACTIVE,
)
