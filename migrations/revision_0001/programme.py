"""Versions of the rules and of the wording, closed days, seals, runs of jobs and imports."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, PrimaryKeyConstraint, Text

from migrations.column_types import DAY, DOCUMENT, MOMENT, WHOLE


def create() -> None:
    _rule_version()
    _wording_version()
    _programme_day()
    _seal()
    _job_run()
    _import_run()
    _step_visit()


def _rule_version() -> None:
    op.create_table(
        "rule_version",
        Column("version", WHOLE, nullable=False, autoincrement=False),
        Column("effective_on", DAY, nullable=False),
        Column("rules", DOCUMENT, nullable=False),
        Column("reason", Text, nullable=False),
        Column("made_by", Text, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("approved_by", Text),
        Column("approved_at", MOMENT),
        Column("withdrawn_by", Text),
        Column("withdrawn_at", MOMENT),
        PrimaryKeyConstraint("version", name="rule_version_pkey"),
        CheckConstraint("version > 0", name="rule_version_version_check"),
        CheckConstraint("approved_by <> made_by", name="rule_version_two_people_check"),
        CheckConstraint(
            "(approved_by IS NULL) = (approved_at IS NULL)", name="rule_version_approved_check"
        ),
        CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="rule_version_withdrawn_check"
        ),
        sqlite_strict=True,
    )


def _wording_version() -> None:
    op.create_table(
        "wording_version",
        Column("version", WHOLE, nullable=False, autoincrement=False),
        Column("language", Text, nullable=False),
        Column("sentence", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("made_by", Text, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("approved_by", Text),
        Column("approved_at", MOMENT),
        Column("withdrawn_by", Text),
        Column("withdrawn_at", MOMENT),
        PrimaryKeyConstraint("version", name="wording_version_pkey"),
        CheckConstraint("language IN ('zh', 'en')", name="wording_version_language_check"),
        CheckConstraint("version > 0", name="wording_version_version_check"),
        CheckConstraint("approved_by <> made_by", name="wording_version_two_people_check"),
        CheckConstraint(
            "(approved_by IS NULL) = (approved_at IS NULL)", name="wording_version_approved_check"
        ),
        CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL)",
            name="wording_version_withdrawn_check",
        ),
        sqlite_strict=True,
    )


def _programme_day() -> None:
    op.create_table(
        "programme_day",
        Column("day", DAY, nullable=False),
        Column("contra", Text, nullable=False),
        Column("unit", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("postings", WHOLE, nullable=False),
        Column("amount", WHOLE, nullable=False),
        PrimaryKeyConstraint("day", "contra", "unit", "kind", name="programme_day_pkey"),
        sqlite_strict=True,
    )


def _seal() -> None:
    op.create_table(
        "seal",
        Column("shard", WHOLE, nullable=False),
        Column("day", DAY, nullable=False),
        Column("postings", WHOLE, nullable=False),
        Column("head", Text, nullable=False),
        Column("sealed_at", MOMENT, nullable=False),
        PrimaryKeyConstraint("shard", "day", name="seal_pkey"),
        sqlite_strict=True,
    )


def _job_run() -> None:
    op.create_table(
        "job_run",
        Column("job", Text, nullable=False),
        Column("day", DAY, nullable=False),
        Column("worker", Text, nullable=False),
        Column("lease_until", MOMENT, nullable=False),
        Column("counts", DOCUMENT, nullable=False),
        Column("done_at", MOMENT),
        PrimaryKeyConstraint("job", "day", name="job_run_pkey"),
        sqlite_strict=True,
    )


def _import_run() -> None:
    op.create_table(
        "import_run",
        Column("file_hash", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("rows_done", WHOLE, nullable=False),
        Column("applied", WHOLE, nullable=False),
        Column("rejected", WHOLE, nullable=False),
        Column("updated_at", MOMENT, nullable=False),
        Column("done_at", MOMENT),
        PrimaryKeyConstraint("file_hash", "kind", name="import_run_pkey"),
        sqlite_strict=True,
    )


def _step_visit() -> None:
    op.create_table(
        "step_visit",
        Column("day", DAY, nullable=False),
        Column("channel", Text, nullable=False),
        Column("flow", Text, nullable=False),
        Column("step", Text, nullable=False),
        Column("visits", WHOLE, nullable=False),
        Column("answered", WHOLE, nullable=False),
        Column("left", WHOLE, nullable=False),
        PrimaryKeyConstraint("day", "channel", "flow", "step", name="step_visit_pkey"),
        sqlite_strict=True,
    )
