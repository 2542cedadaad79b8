"""Recorded turns, the outbox, sent texts and opted-out numbers."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, PrimaryKeyConstraint, Text, text

from migrations.column_types import DOCUMENT, MOMENT, WHOLE


def create() -> None:
    _turn()
    _outbox()
    _sent_text()
    _opted_out()


def _turn() -> None:
    op.create_table(
        "turn",
        Column("member_id", WHOLE, nullable=False),
        Column("session_id", Text, nullable=False),
        Column("message_id", Text, nullable=False),
        Column("seq", WHOLE, nullable=False),
        Column("reply", DOCUMENT, nullable=False),
        Column("talk", DOCUMENT, nullable=False),
        Column("recorded_at", MOMENT, nullable=False),
        PrimaryKeyConstraint("member_id", "session_id", "message_id", name="turn_pkey"),
        sqlite_strict=True,
    )
    op.create_index("turn_newest", "turn", ["member_id", "session_id", "seq"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        Column("member_id", WHOLE, nullable=False),
        Column("event_id", Text, nullable=False),
        Column("topic", Text, nullable=False),
        Column("payload", DOCUMENT, nullable=False),
        Column("recorded_at", MOMENT, nullable=False),
        Column("due_at", MOMENT, nullable=False),
        Column("tries", WHOLE, nullable=False),
        Column("worker", Text),
        Column("lease_until", MOMENT),
        Column("done_at", MOMENT),
        Column("failed", Text),
        PrimaryKeyConstraint("member_id", "event_id", name="outbox_pkey"),
        sqlite_strict=True,
    )
    op.create_index(
        "outbox_waiting",
        "outbox",
        ["due_at"],
        postgresql_where=text("done_at IS NULL"),
        sqlite_where=text("done_at IS NULL"),
    )


def _sent_text() -> None:
    op.create_table(
        "sent_text",
        Column("member_id", WHOLE, nullable=False),
        Column("event_id", Text, nullable=False),
        Column("number", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("carrier_id", Text),
        Column("status", Text, nullable=False),
        Column("error", Text),
        Column("at", MOMENT, nullable=False),
        PrimaryKeyConstraint("member_id", "event_id", name="sent_text_pkey"),
        CheckConstraint(
            "status IN ('sending', 'queued', 'sent', 'delivered', 'undelivered', 'failed')",
            name="sent_text_status_check",
        ),
        sqlite_strict=True,
    )
    op.create_index("sent_text_carrier", "sent_text", ["carrier_id"])


def _opted_out() -> None:
    op.create_table(
        "opted_out",
        Column("number", Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        PrimaryKeyConstraint("number", name="opted_out_pkey"),
        sqlite_strict=True,
    )
