"""What other systems report of members: events, each recorded once."""

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

from migrations.append_only import allow_erasure, forbid_erasure, protect
from migrations.column_types import FLAG, MOMENT, WHOLE

revision = "0026"
down_revision = "0025"

TABLE = "member_event"
ERASED = ("was", "became", "request_hash")
NUMBERS = text("kind IN ('joined', 'number_changed', 'owner_changed', 'ported_out', 'left')")
KINDS = (
    "joined",
    "number_changed",
    "owner_changed",
    "province_moved",
    "arrears_begun",
    "arrears_settled",
    "suspended",
    "resumed",
    "ported_out",
    "left",
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        Column("member_id", WHOLE, nullable=False),
        Column("event_no", WHOLE, nullable=False),
        Column("source", Text, nullable=False),
        Column("event_id", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("request_hash", Text, nullable=False),
        Column("happened_at", MOMENT, nullable=False),
        Column("recorded_at", MOMENT, nullable=False),
        Column("applied", FLAG, nullable=False),
        Column("was", Text),
        Column("became", Text),
        CheckConstraint(f"kind IN ({', '.join(map(repr, KINDS))})", name=f"{TABLE}_kind_check"),
        PrimaryKeyConstraint("member_id", "event_no", name=f"{TABLE}_pkey"),
        UniqueConstraint(
            "member_id", "source", "event_id", name=f"{TABLE}_member_id_source_event_id_key"
        ),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name=f"{TABLE}_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    for name in ("was", "became"):
        op.create_index(
            f"{TABLE}_{name}",
            TABLE,
            [name],
            postgresql_where=NUMBERS,
            sqlite_where=NUMBERS,
        )
    connection = op.get_bind()
    protect(connection, TABLE)
    allow_erasure(connection, TABLE, *ERASED)


def downgrade() -> None:
    forbid_erasure(op.get_bind(), TABLE, *ERASED)
    op.drop_table(TABLE)
