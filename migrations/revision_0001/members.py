"""Members, their telephone numbers, one-time codes and tier changes."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from migrations.column_types import DAY, FLAG, MOMENT, WHOLE


def create() -> None:
    _member()
    _msisdn()
    _one_time_code()
    _number_change()
    _tier_change()


def _member() -> None:
    op.create_table(
        "member",
        Column("member_id", WHOLE, nullable=False, autoincrement=False),
        Column("number", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("language", Text),
        Column("tier", Text, nullable=False),
        Column("tier_until", DAY),
        Column("joined_on", DAY, nullable=False),
        Column("leaves_on", DAY),
        Column("born_on", DAY),
        Column("status", Text, nullable=False),
        Column("status_when_lifted", Text),
        Column("province", Text, nullable=False),
        Column("address", Text),
        Column("pin_hash", Text),
        Column("pin_wrong", WHOLE, nullable=False),
        Column("pin_wrong_on", DAY),
        Column("marketing_ok", FLAG, nullable=False),
        PrimaryKeyConstraint("member_id", name="member_pkey"),
        CheckConstraint("language IN ('zh', 'en')", name="member_language_check"),
        CheckConstraint("tier IN ('basic', 'silver', 'gold', 'diamond')", name="member_tier_check"),
        CheckConstraint(
            "status IN ('active', 'arrears', 'suspended', 'frozen', 'left')",
            name="member_status_check",
        ),
        CheckConstraint(
            "status_when_lifted IN ('active', 'arrears', 'suspended')",
            name="member_status_when_lifted_check",
        ),
        sqlite_strict=True,
    )


def _msisdn() -> None:
    op.create_table(
        "msisdn",
        Column("number", Text, nullable=False),
        Column("member_id", WHOLE, nullable=False),
        PrimaryKeyConstraint("number", name="msisdn_pkey"),
        sqlite_strict=True,
    )


def _one_time_code() -> None:
    op.create_table(
        "one_time_code",
        Column("member_id", WHOLE, nullable=False),
        Column("code_id", WHOLE, nullable=False),
        Column("purpose_hash", Text, nullable=False),
        Column("code_hash", Text, nullable=False),
        Column("issued_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        Column("tries_left", WHOLE, nullable=False),
        Column("used", FLAG, nullable=False),
        PrimaryKeyConstraint("member_id", "code_id", name="one_time_code_pkey"),
        CheckConstraint("tries_left >= 0", name="one_time_code_tries_check"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="one_time_code_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )


def _number_change() -> None:
    op.create_table(
        "number_change",
        Column("member_id", WHOLE, nullable=False),
        Column("changed_at", MOMENT, nullable=False),
        Column("was", Text, nullable=False),
        Column("became", Text, nullable=False),
        PrimaryKeyConstraint("member_id", "changed_at", name="number_change_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="number_change_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )


def _tier_change() -> None:
    op.create_table(
        "tier_change",
        Column("member_id", WHOLE, nullable=False),
        Column("rated_on", DAY, nullable=False),
        Column("was", Text, nullable=False),
        Column("became", Text, nullable=False),
        Column("growth", WHOLE, nullable=False),
        Column("until", DAY),
        PrimaryKeyConstraint("member_id", "rated_on", name="tier_change_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="tier_change_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
