"""What is changed at the desk by one and approved by another: the programme's rules, and its
sentences. Version 0 of either is what the product comes with: programme.toml, and the wording."""

from sqlalchemy import CheckConstraint, Column, Text
from sqlalchemy.schema import SchemaItem

from core.schema.columns import Day, Document, Moment
from core.schema.tables import key, must, one_of, table


def two_people() -> tuple[SchemaItem, ...]:
    """No foreign key to those who made and approved it: their names in the trail stand."""
    return (
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


rule_version = table(
    "rule_version",
    key("version"),  # 1, 2, 3 ...
    must("effective_on", Day),
    must("rules", Document),  # all of them, as programme.toml has them
    *two_people(),
)

wording_version = table(
    "wording_version",
    key("version"),  # 1, 2, 3 ... over all sentences
    must("language", Text),
    must("sentence", Text),  # its key: balance-safe
    must("source", Text),  # all of it, as a Fluent file has it
    one_of("language", "zh", "en"),
    *two_people(),
)
