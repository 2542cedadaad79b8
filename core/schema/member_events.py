"""What other systems have reported of members."""

from sqlalchemy import Column, Index, Text, UniqueConstraint

from core.schema.columns import Flag, Moment
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import foreign_key, one_of, primary_key, required, table

# An event counts once, by its source and id: `receipt` finds its member.
member_event = table(
    "member_event",
    primary_key("member_id"),
    primary_key("event_no"),  # 1, 2, 3 of the member, in the order in which they came
    required("source", Text),
    required("event_id", Text),  # the source's own
    required("kind", Text),
    required("request_hash", Text),
    required("happened_at", Moment),
    required("recorded_at", Moment),
    required("applied", Flag),  # not, where a later one of its sort came first
    Column("was", Text),  # a number, a place or a status; NULL: it has none
    Column("became", Text),
    UniqueConstraint("member_id", "source", "event_id"),
    one_of(
        "kind",
        "joined",
        "number_changed",
        "number_added",
        "number_removed",
        "number_replaced",
        "owner_changed",
        "province_moved",
        "arrears_begun",
        "arrears_settled",
        "suspended",
        "resumed",
        "ported_out",
        "left",
    ),
    foreign_key("member", "member_id"),
    erasure=Erasure(
        rows="events of other systems",
        ground=Ground.SERVICE,
        pseudonym=("was", "became"),
        cleared=("request_hash",),
        kept=("source", "event_id"),
    ),
)
# Whose a number was at a moment is found by the events that took it or gave it.
_NUMBERS = member_event.c.kind.in_(
    (
        "joined",
        "number_changed",
        "number_added",
        "number_removed",
        "number_replaced",
        "owner_changed",
        "ported_out",
        "left",
    )
)
for _name in ("was", "became"):
    Index(
        f"member_event_{_name}",
        member_event.c[_name],
        postgresql_where=_NUMBERS,
        sqlite_where=_NUMBERS,
    )
