"""Points above what one person may give: asked for by one, decided by another."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import Refused
from core.service import Asked, approval_decisions, approvals
from core.staff import agents
from desk.frame import LEADERS, OVERSEERS, Office, may, me, refused, said, to


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/approvals", endpoint="approvals")
    @may(*OVERSEERS)
    def every() -> str:
        asked, names = office.do(lambda conn: _listed(office, conn))
        return render_template("desk/approvals.html", asked=asked, names=names)

    @desk.post("/approvals/<int:member_id>/<approval_id>")
    @may(*LEADERS)
    def decide_approval(member_id: int, approval_id: str) -> Response:
        approves = _approves()
        try:
            office.do(lambda conn: _decide(office, conn, member_id, approval_id, approves))
            said(office, "done-approved" if approves else "done-refused")
        except Refused as error:
            refused(office, error)
        return to("approvals")


def _listed(office: Office, conn: Connection) -> tuple[list[Asked], dict[str, str]]:
    asked = approvals.waiting(conn)
    for each in asked:
        office.record(conn, "approval_looked_at", each.member_id, approval=each.approval_id)
    return asked, {agent.agent: agent.name for agent in agents.everyone(conn)}


def _approves() -> bool:
    """Said in so many words: what says nothing must not count as a no."""
    decided = request.form.get("approves")
    if decided not in ("yes", "no"):
        abort(400)
    return decided == "yes"


def _decide(
    office: Office, conn: Connection, member_id: int, approval_id: str, approves: bool
) -> None:
    approval_decisions.decide(
        conn,
        member_id=member_id,
        approval_id=approval_id,
        agent=me().agent,
        approves=approves,
        at=office.now(),
    )
    office.record(conn, "approval_decided", member_id, approval=approval_id, approves=approves)
