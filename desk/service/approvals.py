"""Points above what one person may give: asked for by one, decided by another."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import Refused
from core.service import Approval, approval_decisions, approvals
from core.staff import agents
from desk.frame import (
    OVERSEERS,
    SUPERVISORS,
    DeskContext,
    current_agent,
    flash_message,
    flash_refusal,
    redirect_to,
    requires_role,
)


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/approvals", endpoint="approvals")
    @requires_role(*OVERSEERS)
    def every() -> str:
        asked, names = context.run(lambda conn: _listed(context, conn))
        return render_template("desk/approvals.html", asked=asked, names=names)

    @desk.post("/approvals/<int:member_id>/<approval_id>")
    @requires_role(*SUPERVISORS)
    def decide_approval(member_id: int, approval_id: str) -> Response:
        approves = _approves()
        try:
            context.run(lambda conn: _decide(context, conn, member_id, approval_id, approves))
            flash_message(context, "done-approved" if approves else "done-refused")
        except Refused as error:
            flash_refusal(context, error)
        return redirect_to("approvals")


def _listed(context: DeskContext, conn: Connection) -> tuple[list[Approval], dict[str, str]]:
    asked = approvals.waiting(conn)
    for each in asked:
        context.record(conn, "approval_looked_at", each.member_id, approval=each.approval_id)
    return asked, agents.names(conn)


def _approves() -> bool:
    """Said in so many words: what says nothing must not count as a no."""
    decided = request.form.get("approves")
    if decided not in ("yes", "no"):
        abort(400)
    return decided == "yes"


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
