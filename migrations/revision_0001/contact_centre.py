"""Agents, the audit trail, handovers and their messages."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, PrimaryKeyConstraint, Text, text

from migrations.column_types import DOCUMENT, FLAG, MOMENT, WHOLE


def create() -> None:
    _agent()
    _trail()
    _handover()
    _line()


def _agent() -> None:
    op.create_table(
        "agent",
        Column("agent", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("number", Text, nullable=False),
        Column("active", FLAG, nullable=False),
        Column("password_hash", Text, nullable=False),
        Column("password_wrong", WHOLE, nullable=False),
        Column("locked_until", MOMENT),
        Column("totp_secret", Text),
        Column("totp_used", WHOLE, nullable=False),
        Column("signed_out", WHOLE, nullable=False),
        Column("presence", Text, nullable=False),
        Column("presence_since", MOMENT, nullable=False),
        Column("missed_call", FLAG, nullable=False),
        Column("seen_at", MOMENT),
        PrimaryKeyConstraint("agent", name="agent_pkey"),
        CheckConstraint("role IN ('agent', 'supervisor', 'auditor')", name="agent_role_check"),
        CheckConstraint("language IN ('zh', 'en')", name="agent_language_check"),
        CheckConstraint(
            "presence IN ('offline', 'available', 'away')", name="agent_presence_check"
        ),
        sqlite_strict=True,
    )


def _trail() -> None:
    op.create_table(
        "trail",
        Column("member_id", WHOLE, nullable=False),
        Column("entry_id", Text, nullable=False),
        Column("agent", Text, nullable=False),
        Column("act", Text, nullable=False),
        Column("detail", DOCUMENT, nullable=False),
        Column("at", MOMENT, nullable=False),
        PrimaryKeyConstraint("member_id", "entry_id", name="trail_pkey"),
        sqlite_strict=True,
    )
    op.create_index("trail_newest", "trail", ["at"])


def _handover() -> None:
    op.create_table(
        "handover",
        Column("member_id", WHOLE, nullable=False),
        Column("handover_id", Text, nullable=False),
        Column("number", Text, nullable=False),
        Column("channel", Text, nullable=False),
        Column("way", Text, nullable=False),
        Column("topic", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("session_id", Text, nullable=False),
        Column("path", DOCUMENT, nullable=False),
        Column("proofs", DOCUMENT, nullable=False),
        Column("transcript", DOCUMENT, nullable=False),
        Column("turn", WHOLE, nullable=False),
        Column("priority", WHOLE, nullable=False),
        Column("rank_at", MOMENT, nullable=False),
        Column("status", Text, nullable=False),
        Column("version", WHOLE, nullable=False),
        Column("requested_at", MOMENT, nullable=False),
        Column("agent", Text),
        Column("meant_for", Text),
        Column("tries", WHOLE, nullable=False),
        Column("offered_at", MOMENT),
        Column("talking_at", MOMENT),
        Column("ended_at", MOMENT),
        Column("closed_at", MOMENT),
        Column("outcome", Text),
        Column("disposition", Text),
        Column("note", Text),
        Column("agent_call", Text),
        Column("member_call", Text),
        Column("recording_url", Text),
        PrimaryKeyConstraint("member_id", "handover_id", name="handover_pkey"),
        CheckConstraint("way IN ('queue', 'callback', 'text')", name="handover_way_check"),
        CheckConstraint(
            "status IN ('open', 'offered', 'talking', 'wrap_up', 'closed')",
            name="handover_status_check",
        ),
        CheckConstraint("language IN ('zh', 'en')", name="handover_language_check"),
        CheckConstraint(
            "outcome IN ('helped', 'abandoned', 'called_back', 'unreachable')",
            name="handover_outcome_check",
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "handover_current",
        "handover",
        ["status"],
        postgresql_where=text("status != 'closed'"),
        sqlite_where=text("status != 'closed'"),
    )
    op.create_index("handover_of_call_back", "handover", ["member_call"])
    op.create_index("handover_of_member", "handover", ["member_id", "requested_at"])
    op.create_index("handover_of_session", "handover", ["session_id"])
    op.create_index(
        "handover_waiting",
        "handover",
        ["rank_at"],
        postgresql_where=text("status = 'open'"),
        sqlite_where=text("status = 'open'"),
    )


def _line() -> None:
    op.create_table(
        "line",
        Column("member_id", WHOLE, nullable=False),
        Column("handover_id", Text, nullable=False),
        Column("line_id", WHOLE, nullable=False),
        Column("who", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("event_id", Text),
        PrimaryKeyConstraint("member_id", "handover_id", "line_id", name="line_pkey"),
        CheckConstraint("who IN ('member', 'agent', 'hotline')", name="line_who_check"),
        sqlite_strict=True,
    )
