"""Approvals: requests of agents for points above what one person may grant, which a supervisor
decides."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.members import masked
from core.service import Approval, approval_decisions, approvals
from desk.frame import (
    OVERSEERS,
    SUPERVISORS,
    Answer,
    DeskContext,
    csv_export,
    current_agent,
    lists,
    message_and_page,
    redirect_to,
    required_choice,
    requires_role,
    submit,
)
from desk.words import formatting

COLUMNS = (
    "asked_at", "asked_by", "points", "reason", "member_id", "member_number", "claim_number",
    "receipt_number",
)  # fmt: skip


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/approvals", endpoint="approvals")
    @requires_role(*OVERSEERS)
    @lists("export_approvals")
    def list_approvals() -> str:
        asked = context.run(lambda conn: _list(context, conn))
        return render_template("desk/approvals.html", asked=asked)

    @desk.get("/approvals.csv")
    @requires_role(*OVERSEERS)
    def export_approvals() -> Response:
        rows = map(_row, context.read(approvals.waiting))
        return csv_export.download(context, "approvals", COLUMNS, rows)

    @desk.post("/approvals/<int:member_id>/<approval_id>")
    @requires_role(*SUPERVISORS)
    def decide_approval(member_id: int, approval_id: str) -> Answer:
        # No default: a form without a decision must not count as a refusal.
        approves = required_choice(request.form, "approves", ("yes", "no")) == "yes"
        message = "done-approved" if approves else "done-refused"
        return submit(
            context,
            lambda conn: _decide(context, conn, member_id, approval_id, approves),
            done=message_and_page(context, message, "approvals"),
            refused=lambda: redirect_to("approvals"),
        )


def _list(context: DeskContext, conn: Connection) -> list[Approval]:
    asked = approvals.waiting(conn)
    for each in asked:
        context.record(conn, "approval_looked_at", each.member_id, approval=each.approval_id)
    return asked


def _row(asked: Approval) -> tuple[object, ...]:
    return (
        formatting.to_the_second(asked.asked_at),
        asked.asked_by,
        asked.points,
        asked.reason,
        asked.member_id,
        masked(asked.number),
        asked.claim_number or "",
        asked.receipt_number or "",
    )


def _decide(
    context: DeskContext, conn: Connection, member_id: int, approval_id: str, approves: bool
) -> None:
    approval_decisions.decide(
        conn,
        member_id=member_id,
        approval_id=approval_id,
        agent=current_agent().agent,
        approves=approves,
        at=context.now(),
    )
    context.record(conn, "approval_decided", member_id, approval=approval_id, approves=approves)
