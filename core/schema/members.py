"""The members, their numbers, their secrets."""

from sqlalchemy import CheckConstraint, Column, Text

from core.schema.columns import Day, Flag, Moment, Whole
from core.schema.tables import key, must, one_of, refers, table

member = table(
    "member",
    key("member_id"),
    must("number", Text),
    must("name", Text),
    Column("language", Text),  # NULL: never asked yet
    must("tier", Text),
    Column("tier_until", Day),  # NULL: basic has no end
    must("joined_on", Day),
    Column("leaves_on", Day),  # NULL: no notice was given
    Column("born_on", Day),
    must("status", Text),
    Column("status_when_lifted", Text),  # what a freeze lies upon; NULL: not frozen, or active
    must("province", Text),
    Column("address", Text),  # where gifts are sent; NULL: the operator's own records have it
    Column("pin_hash", Text),
    must("pin_wrong", Whole),
    Column("pin_wrong_on", Day),
    must("marketing_ok", Flag),
    one_of("language", "zh", "en"),
    one_of("tier", "basic", "silver", "gold", "diamond"),
    one_of("status", "active", "arrears", "suspended", "frozen", "left"),
    one_of("status_when_lifted", "active", "arrears", "suspended"),
)

msisdn = table("msisdn", key("number", Text), must("member_id", Whole))

one_time_code = table(
    "one_time_code",
    key("member_id"),
    key("code_id"),
    must("purpose_hash", Text),
    must("code_hash", Text),
    must("issued_at", Moment),
    must("expires_at", Moment),
    must("tries_left", Whole),
    must("used", Flag),
    CheckConstraint("tries_left >= 0", name="tries"),
    refers("member", "member_id"),
)

# Whose number it was, and until when: a complaint about last month quotes last month's number.
number_change = table(
    "number_change",
    key("member_id"),
    key("changed_at", Moment),
    must("was", Text),
    must("became", Text),
    refers("member", "member_id"),
)

tier_change = table(
    "tier_change",
    key("member_id"),
    key("rated_on", Day),
    must("was", Text),
    must("became", Text),
    must("growth", Whole),  # of the window that decided it
    Column("until", Day),
    refers("member", "member_id"),
)
