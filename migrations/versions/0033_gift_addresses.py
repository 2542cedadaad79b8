"""Where each gift is sent: `gift_order.address`. Gifts that have not arrived yet go to the address
that their member has on record; those without one wait for it."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.add_column("gift_order", Column("address", Text))
    op.execute(
        "UPDATE gift_order SET address ="
        " (SELECT member.address FROM member WHERE member.member_id = gift_order.member_id)"
        " WHERE status IN ('held', 'sent') AND receiver IS NULL"
    )


def downgrade() -> None:
    op.drop_column("gift_order", "address")
