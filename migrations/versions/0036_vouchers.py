"""E-vouchers: a third kind of gift, numbered together with the others; and their codes."""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

from migrations.checks import add_check, drop_check
from migrations.column_types import DAY, MOMENT, WHOLE

revision = "0036"
down_revision = "0035"

TABLE = "voucher"
LISTED = text("kind IN ('gift', 'voucher')")
FREE = text("order_id IS NULL")


def upgrade() -> None:
    drop_check("gift", "gift_kind_check")
    add_check("gift", "gift_kind_check", "kind IN ('gift', 'voucher', 'credit', 'data')")
    op.create_index(
        "gift_listed", "gift", ["number"], unique=True, postgresql_where=LISTED, sqlite_where=LISTED
    )
    op.create_table(
        TABLE,
        Column("sku", Text, nullable=False),
        Column("fingerprint", Text, nullable=False),
        Column("sealed", Text, nullable=False),
        Column("expires_on", DAY, nullable=False),
        Column("loaded_at", MOMENT, nullable=False),
        Column("withdrawn_on", DAY),
        Column("member_id", WHOLE),
        Column("order_id", Text),
        CheckConstraint("(member_id IS NULL) = (order_id IS NULL)", name=f"{TABLE}_given_check"),
        CheckConstraint(
            "withdrawn_on IS NULL OR order_id IS NULL", name=f"{TABLE}_withdrawn_check"
        ),
        PrimaryKeyConstraint("sku", "fingerprint", name=f"{TABLE}_pkey"),
        UniqueConstraint("member_id", "order_id", name=f"{TABLE}_member_id_order_id_key"),
        ForeignKeyConstraint(["sku"], ["gift.sku"], name=f"{TABLE}_sku_gift_fkey"),
        ForeignKeyConstraint(
            ["member_id", "order_id"],
            ["gift_order.member_id", "gift_order.order_id"],
            name=f"{TABLE}_member_id_gift_order_fkey",
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "voucher_free", TABLE, ["sku", "expires_on"], postgresql_where=FREE, sqlite_where=FREE
    )


def downgrade() -> None:
    op.drop_table(TABLE)
    op.drop_index("gift_listed", "gift")
    drop_check("gift", "gift_kind_check")
    add_check("gift", "gift_kind_check", "kind IN ('gift', 'credit', 'data')")
