"""Couriers take gifts: how often one was asked for each order, the state of its last parcel, and
what has happened to it."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from migrations.append_only import protect
from migrations.checks import add_check, drop_check
from migrations.column_types import MOMENT, WHOLE

revision = "0035"
down_revision = "0034"

STATES = "'asked', 'refused', 'taken_back', 'picked_up', 'failed', 'delivered', 'returned'"
KINDS = "'picked_up', 'failed', 'delivered', 'returned'"
TABLE = "parcel_event"


def upgrade() -> None:
    op.add_column("gift_order", Column("parcel_no", WHOLE))
    op.add_column("gift_order", Column("parcel_state", Text))
    add_check("gift_order", "gift_order_parcel_state_check", f"parcel_state IN ({STATES})")
    op.create_table(
        TABLE,
        Column("member_id", WHOLE, nullable=False),
        Column("order_id", Text, nullable=False),
        Column("parcel_no", WHOLE, nullable=False),
        Column("event_id", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("happened_at", MOMENT, nullable=False),
        Column("noted_at", MOMENT, nullable=False),
        CheckConstraint(f"kind IN ({KINDS})", name=f"{TABLE}_kind_check"),
        PrimaryKeyConstraint(
            "member_id", "order_id", "parcel_no", "event_id", name=f"{TABLE}_pkey"
        ),
        ForeignKeyConstraint(
            ["member_id", "order_id"],
            ["gift_order.member_id", "gift_order.order_id"],
            name=f"{TABLE}_member_id_gift_order_fkey",
        ),
        sqlite_strict=True,
    )
    protect(op.get_bind(), TABLE)


def downgrade() -> None:
    op.drop_table(TABLE)
    drop_check("gift_order", "gift_order_parcel_state_check")
    op.drop_column("gift_order", "parcel_state")
    op.drop_column("gift_order", "parcel_no")
