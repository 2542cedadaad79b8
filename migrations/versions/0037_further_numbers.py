"""Several numbers of one membership, and the events that add them and take them away."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text, text

from migrations.checks import add_check, drop_check
from migrations.column_types import MOMENT, WHOLE

revision = "0037"
down_revision = "0036"

TABLE, EVENTS = "further_number", "member_event"
CHECK = f"{EVENTS}_kind_check"
NEW_KINDS = ("number_added", "number_removed", "number_replaced")
KINDS_BEFORE = (
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
KINDS = (*KINDS_BEFORE[:2], *NEW_KINDS, *KINDS_BEFORE[2:])
WITH_NUMBERS_BEFORE = ("joined", "number_changed", "owner_changed", "ported_out", "left")
WITH_NUMBERS = (*WITH_NUMBERS_BEFORE[:2], *NEW_KINDS, *WITH_NUMBERS_BEFORE[2:])


def upgrade() -> None:
    op.create_table(
        TABLE,
        Column("member_id", WHOLE, nullable=False),
        Column("number", Text, nullable=False),
        Column("added_by", Text, nullable=False),
        Column("added_at", MOMENT, nullable=False),
        PrimaryKeyConstraint("member_id", "number", name=f"{TABLE}_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name=f"{TABLE}_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    _replace_check(KINDS)
    _replace_indexes(WITH_NUMBERS)


def downgrade() -> None:
    _replace_check(KINDS_BEFORE)
    _replace_indexes(WITH_NUMBERS_BEFORE)
    op.drop_table(TABLE)


def _replace_check(kinds: tuple[str, ...]) -> None:
    drop_check(EVENTS, CHECK)
    add_check(EVENTS, CHECK, f"kind IN {_listed(kinds)}")


def _replace_indexes(kinds: tuple[str, ...]) -> None:
    where = text(f"kind IN {_listed(kinds)}")
    for name in ("was", "became"):
        op.drop_index(f"{EVENTS}_{name}", EVENTS)
        op.create_index(
            f"{EVENTS}_{name}", EVENTS, [name], postgresql_where=where, sqlite_where=where
        )


def _listed(kinds: tuple[str, ...]) -> str:
    return f"({', '.join(map(repr, kinds))})"
