"""The programme's rules as they are changed at the desk; version 0 is programme.toml."""

from sqlalchemy import CheckConstraint, Column, Text

from core.schema.columns import Day, Document, Moment
from core.schema.tables import key, must, table

# No foreign key to those who made and approved it: what they are called in the trail stands.
rule_version = table(
    "rule_version",
    key("version"),  # 1, 2, 3 ...
    must("effective_on", Day),
    must("rules", Document),  # all of them, as programme.toml has them
    must("reason", Text),
    must("made_by", Text),
    must("made_at", Moment),
    Column("approved_by", Text),  # NULL: a draft, which takes no effect
    Column("approved_at", Moment),
    Column("withdrawn_by", Text),
    Column("withdrawn_at", Moment),
    CheckConstraint("version > 0", name="version"),
    CheckConstraint("approved_by <> made_by", name="two_people"),
    CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name="approved"),
    CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="withdrawn"),
)
