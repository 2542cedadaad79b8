"""The operator's units, and where members were."""

from sqlalchemy import Column, Text

from core.schema.columns import Moment
from core.schema.distribution import EVERYWHERE
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import foreign_key, one_of, primary_key, required, table

org = table(
    "org",
    primary_key("code", Text),
    required("kind", Text),
    Column("parent", Text),  # NULL: the group, which is above all others
    required("name_zh", Text),
    required("name_en", Text),
    one_of("kind", "group", "province", "city"),
    foreign_key("org", "parent", keys=("code",)),
    distribution=EVERYWHERE,
)

# Moves since they are recorded. Where a member was at a moment follows from them and from
# member.city or member.province, where the member is now: see core.organisation.
org_move = table(
    "org_move",
    primary_key("member_id"),
    primary_key("moved_at", Moment),
    required("was", Text),
    required("became", Text),
    foreign_key("member", "member_id"),
    erasure=Erasure(rows="moves between places", ground=Ground.BOOKS, kept=("was", "became")),
)
