"""The catalogue, its stock and suppliers, and the orders."""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from migrations.column_types import DAY, FLAG, MOMENT, WHOLE


def create() -> None:
    _supplier()
    _gift()
    _stock()
    _gift_order()


def _supplier() -> None:
    op.create_table(
        "supplier",
        Column("code", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("contact", Text, nullable=False),
        Column("active", FLAG, nullable=False),
        PrimaryKeyConstraint("code", name="supplier_pkey"),
        CheckConstraint(
            "code <> '' AND TRIM(code, 'abcdefghijklmnopqrstuvwxyz0123456789-') = ''",
            name="supplier_code_check",
        ),
        CheckConstraint("name <> ''", name="supplier_name_check"),
        CheckConstraint("contact <> ''", name="supplier_contact_check"),
        sqlite_strict=True,
    )


def _gift() -> None:
    op.create_table(
        "gift",
        Column("sku", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("number", WHOLE, nullable=False),
        Column("points", WHOLE, nullable=False),
        Column("name_zh", Text, nullable=False),
        Column("name_en", Text, nullable=False),
        Column("on_sale", FLAG, nullable=False),
        Column("sort", WHOLE, nullable=False),
        Column("supplier", Text),
        Column("cost_fen", WHOLE),
        PrimaryKeyConstraint("sku", name="gift_pkey"),
        UniqueConstraint("kind", "number", name="gift_kind_number_key"),
        CheckConstraint("kind IN ('gift', 'credit', 'data')", name="gift_kind_check"),
        CheckConstraint("points > 0", name="gift_points_check"),
        CheckConstraint("cost_fen >= 0", name="gift_cost_fen_check"),
        ForeignKeyConstraint(["supplier"], ["supplier.code"], name="gift_supplier_supplier_fkey"),
        sqlite_strict=True,
    )


def _stock() -> None:
    op.create_table(
        "stock",
        Column("sku", Text, nullable=False),
        Column("bucket", WHOLE, nullable=False),
        Column("at_first", WHOLE, nullable=False),
        Column("left", WHOLE, nullable=False),
        Column("reserved", WHOLE, nullable=False),
        Column("sent", WHOLE, nullable=False),
        PrimaryKeyConstraint("sku", "bucket", name="stock_pkey"),
        CheckConstraint('"left" >= 0 AND reserved >= 0 AND sent >= 0', name="stock_counts_check"),
        CheckConstraint('at_first = "left" + reserved + sent', name="stock_total_check"),
        sqlite_strict=True,
    )


def _gift_order() -> None:
    op.create_table(
        "gift_order",
        Column("member_id", WHOLE, nullable=False),
        Column("order_id", Text, nullable=False),
        Column("number", Text, nullable=False),
        Column("sku", Text, nullable=False),
        Column("bucket", WHOLE),
        Column("points", WHOLE, nullable=False),
        Column("hold_id", Text),
        Column("version", WHOLE),
        Column("status", Text, nullable=False),
        Column("channel", Text, nullable=False),
        Column("created_at", MOMENT, nullable=False),
        Column("send_by", DAY, nullable=False),
        Column("deliver_by", DAY, nullable=False),
        Column("delivered_on", DAY),
        PrimaryKeyConstraint("member_id", "order_id", name="gift_order_pkey"),
        UniqueConstraint("member_id", "number", name="gift_order_member_id_number_key"),
        CheckConstraint(
            "status IN ('held', 'sent', 'delivered', 'cancelled', 'returned')",
            name="gift_order_status_check",
        ),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="gift_order_member_id_member_fkey"
        ),
        ForeignKeyConstraint(
            ["member_id", "hold_id"],
            ["hold.member_id", "hold.hold_id"],
            name="gift_order_member_id_hold_fkey",
        ),
        sqlite_strict=True,
    )
    op.create_index("gift_order_newest", "gift_order", ["member_id", "created_at"])
