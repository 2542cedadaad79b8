"""Complaints, claims, goodwill that waits for a second person, and reference numbers."""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from migrations.column_types import DOCUMENT, MOMENT, WHOLE


def create() -> None:
    _complaint()
    _complaint_step()
    _claim()
    _receipt()
    _approval()
    _reference()


def _complaint() -> None:
    op.create_table(
        "complaint",
        Column("member_id", WHOLE, nullable=False),
        Column("complaint_id", Text, nullable=False),
        Column("number", Text, nullable=False),
        Column("words", Text),
        Column("recording_url", Text),
        Column("order_number", Text),
        Column("channel", Text, nullable=False),
        Column("level", WHOLE, nullable=False),
        Column("status", Text, nullable=False),
        Column("opened_at", MOMENT, nullable=False),
        Column("first_contact_due", MOMENT, nullable=False),
        Column("decide_due", MOMENT, nullable=False),
        Column("assigned_to", Text),
        Column("contacted_at", MOMENT),
        Column("decided_at", MOMENT),
        Column("decision", Text),
        Column("closed_at", MOMENT),
        Column("satisfaction", WHOLE),
        PrimaryKeyConstraint("member_id", "complaint_id", name="complaint_pkey"),
        UniqueConstraint("member_id", "number", name="complaint_member_id_number_key"),
        CheckConstraint("satisfaction BETWEEN 1 AND 5", name="complaint_satisfaction_check"),
        CheckConstraint("status IN ('open', 'decided', 'closed')", name="complaint_status_check"),
        CheckConstraint("level IN (1, 2)", name="complaint_level_check"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="complaint_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )


def _complaint_step() -> None:
    op.create_table(
        "complaint_step",
        Column("member_id", WHOLE, nullable=False),
        Column("complaint_id", Text, nullable=False),
        Column("step_id", WHOLE, nullable=False),
        Column("agent", Text, nullable=False),
        Column("act", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        PrimaryKeyConstraint("member_id", "complaint_id", "step_id", name="complaint_step_pkey"),
        CheckConstraint(
            "act IN ('assign', 'note', 'contact', 'escalate', 'decide', 'close', 'reopen')",
            name="complaint_step_act_check",
        ),
        sqlite_strict=True,
    )


def _claim() -> None:
    op.create_table(
        "claim",
        Column("member_id", WHOLE, nullable=False),
        Column("claim_id", Text, nullable=False),
        Column("number", Text, nullable=False),
        Column("receipt_number", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("opened_at", MOMENT, nullable=False),
        Column("decide_due", MOMENT, nullable=False),
        Column("decided_by", Text),
        Column("decided_at", MOMENT),
        Column("reason", Text),
        PrimaryKeyConstraint("member_id", "claim_id", name="claim_pkey"),
        UniqueConstraint("member_id", "number", name="claim_member_id_number_key"),
        CheckConstraint("status IN ('open', 'granted', 'refused')", name="claim_status_check"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="claim_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )


def _receipt() -> None:
    op.create_table(
        "receipt",
        Column("number", Text, nullable=False),
        Column("member_id", WHOLE, nullable=False),
        PrimaryKeyConstraint("number", name="receipt_pkey"),
        sqlite_strict=True,
    )


def _approval() -> None:
    op.create_table(
        "approval",
        Column("member_id", WHOLE, nullable=False),
        Column("approval_id", Text, nullable=False),
        Column("points", WHOLE, nullable=False),
        Column("reason", Text, nullable=False),
        Column("asked_by", Text, nullable=False),
        Column("asked_at", MOMENT, nullable=False),
        Column("status", Text, nullable=False),
        Column("decided_by", Text),
        Column("decided_at", MOMENT),
        Column("claim_id", Text),
        Column("charge", DOCUMENT),
        PrimaryKeyConstraint("member_id", "approval_id", name="approval_pkey"),
        ForeignKeyConstraint(
            ["member_id", "claim_id"],
            ["claim.member_id", "claim.claim_id"],
            name="approval_member_id_claim_fkey",
        ),
        CheckConstraint(
            "status IN ('waiting', 'approved', 'refused')", name="approval_status_check"
        ),
        CheckConstraint("points > 0", name="approval_points_check"),
        CheckConstraint(
            "decided_by IS NULL OR decided_by <> asked_by", name="approval_two_people_check"
        ),
        CheckConstraint("(claim_id IS NULL) = (charge IS NULL)", name="approval_charge_check"),
        sqlite_strict=True,
    )


def _reference() -> None:
    op.create_table(
        "reference",
        Column("number", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("member_id", WHOLE, nullable=False),
        Column("item_id", Text, nullable=False),
        PrimaryKeyConstraint("number", name="reference_pkey"),
        CheckConstraint(
            "kind IN ('order', 'complaint', 'claim', 'callback')", name="reference_kind_check"
        ),
        sqlite_strict=True,
    )
