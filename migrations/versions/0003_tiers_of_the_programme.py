"""A member's tier is any tier of the programme's rules, not one of four names.

Another operator names its tiers in programme.toml; the database refused members of any other. The
downgrade fails, and is rolled back, if there are such members.
"""

from migrations.checks import add_check, drop_check

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    drop_check("member", "member_tier_check")


def downgrade() -> None:
    add_check("member", "member_tier_check", "tier IN ('basic', 'silver', 'gold', 'diamond')")
