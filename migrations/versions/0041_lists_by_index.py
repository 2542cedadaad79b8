"""Indexes for the desk's lists and reports, so that a page reads what it shows and not every case
that there ever was."""

from alembic import op
from sqlalchemy import text

revision = "0041"
down_revision = "0040"
EXPANDS = True  # the release before reads without them

INDEXES = {
    "complaint_listed": ("complaint", ["status", "decide_due", "number"]),
    "complaint_opened": ("complaint", ["opened_at"]),
    "claim_listed": ("claim", ["status", "decide_due", "number"]),
    "claim_opened": ("claim", ["opened_at"]),
    "suggestion_by_id": ("suggestion", ["suggestion_id"]),
    "gift_order_listed": ("gift_order", ["status", "created_at", "number"]),
    "handover_ended": ("handover", ["ended_at"]),
    "trail_of_agent": ("trail", ["agent", "at"]),
    "number_change_was": ("number_change", ["was"]),
}
PENDING = text("status IN ('held', 'sent')")


def upgrade() -> None:
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    op.create_index(
        "gift_order_due",
        "gift_order",
        ["status", "send_by", "number"],
        postgresql_where=PENDING,
        sqlite_where=PENDING,
    )


def downgrade() -> None:
    op.drop_index("gift_order_due", "gift_order")
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
