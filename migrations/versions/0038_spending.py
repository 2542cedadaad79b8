"""What members have spent at partners, beside the postings: the audit ties each posting to one.

A spending of before gets the place where its member was then, as far as moves are recorded.
"""

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from migrations.append_only import protect
from migrations.column_types import MOMENT, WHOLE

revision = "0038"
down_revision = "0037"

TABLE = "spending"
OF_BEFORE = """
INSERT INTO spending (member_id, version, partner, points, at, org)
SELECT p.member_id, p.version, SUBSTR(p.contra, 9), -p.amount, p.recorded_at,
       COALESCE(
           (SELECT became FROM org_move v
            WHERE v.member_id = p.member_id AND v.moved_at <= p.recorded_at
            ORDER BY moved_at DESC LIMIT 1),
           (SELECT was FROM org_move v
            WHERE v.member_id = p.member_id AND v.moved_at > p.recorded_at
            ORDER BY moved_at LIMIT 1),
           (SELECT province FROM member m WHERE m.member_id = p.member_id))
FROM posting p
WHERE p.kind = 'partner' AND p.contra LIKE 'partner:%' AND p.amount < 0 AND p.reverses IS NULL
"""


def upgrade() -> None:
    op.create_table(
        TABLE,
        Column("member_id", WHOLE, nullable=False),
        Column("version", WHOLE, nullable=False),
        Column("partner", Text, nullable=False),
        Column("points", WHOLE, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("org", Text, nullable=False),
        CheckConstraint("points > 0", name=f"{TABLE}_points_check"),
        PrimaryKeyConstraint("member_id", "version", name=f"{TABLE}_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name=f"{TABLE}_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    op.execute(OF_BEFORE)
    protect(op.get_bind(), TABLE)


def downgrade() -> None:
    op.drop_table(TABLE)
