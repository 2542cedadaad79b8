"""Claims for missing points: granted by the rules of any bill, or refused with a reason."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import Refused
from core.loyalty import FEN_PER_YUAN
from core.programme import current_rules, local_day
from core.service import Approval, ClaimCase, approvals, claim_handling
from desk.frame import (
    EDITORS,
    READERS,
    DeskContext,
    check_sentence_length,
    current_agent,
    flash_message,
    flash_refusal,
    optional_int,
    parse_date,
    redirect_to,
    required_int,
    required_text,
    requires_role,
)

YUAN_MAX = 1_000_000
STATUSES = ("open", "granted", "refused")


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/claims", endpoint="claims")
    @requires_role(*READERS)
    def every() -> str:
        status, skip = request.args.get("status", "open"), optional_int(request.args, "skip") or 0
        if status not in STATUSES:
            abort(400)
        cases = context.run(lambda conn: _listed(context, conn, status, skip))
        more = skip + len(cases) if len(cases) == claim_handling.PAGE_ROWS else None
        return render_template(
            "desk/claims.html", cases=cases, status=status, more=more, now=context.now()
        )

    @desk.get("/claims/<number>", endpoint="claim")
    @requires_role(*READERS)
    def one(number: str) -> str:
        return _one(context, number)

    @desk.post("/claims/<number>/grant")
    @requires_role(*EDITORS)
    def grant_claim(number: str) -> Response | tuple[str, int]:
        try:
            points = context.run(lambda conn: _grant(context, conn, number))
        except Refused as error:
            status = flash_refusal(context, error)
            return _one(context, number), status
        done = "done-claim-asked" if points is None else "done-claim-granted"
        flash_message(context, done, points=points)
        return redirect_to("claim", number=number)

    @desk.post("/claims/<number>/refuse")
    @requires_role(*EDITORS)
    def refuse_claim(number: str) -> Response | tuple[str, int]:
        try:
            context.run(lambda conn: _refuse(context, conn, number))
        except Refused as error:
            status = flash_refusal(context, error)
            return _one(context, number), status
        flash_message(context, "done-claim-refused")
        return redirect_to("claim", number=number)


def _one(context: DeskContext, number: str) -> str:
    """With whatever was typed into the form that it answers."""
    case, asked = context.run(lambda conn: _looked_at(context, conn, number))
    return render_template(
        "desk/claim.html",
        case=case,
        asked=asked,
        now=context.now(),
        sources=current_rules().earning.sources,
        today=local_day(case.opened_at),
    )


def _listed(context: DeskContext, conn: Connection, status: str, skip: int) -> list[ClaimCase]:
    cases = claim_handling.page(conn, status, skip)
    if cases:
        context.record(conn, "claims_listed", numbers=[case.number for case in cases])
    return cases


def _looked_at(
    context: DeskContext, conn: Connection, number: str
) -> tuple[ClaimCase, Approval | None]:
    """With what waits for a second person."""
    case = claim_handling.by_number(conn, number)
    context.record(conn, "claim_looked_at", case.member_id, number=number)
    return case, approvals.of_claim(conn, case.member_id, case.claim_id)


def _grant(context: DeskContext, conn: Connection, number: str) -> int | None:
    """The points; None: a second person is asked."""
    on, source = parse_date(request.form.get("on", "")), request.form.get("source", "")
    if on is None or source not in current_rules().earning.sources:
        abort(400)
    earned = claim_handling.grant(
        conn,
        number=number,
        agent=current_agent(),
        source=source,
        fen=required_int(request.form, "yuan", 1, YUAN_MAX) * FEN_PER_YUAN,
        on=on,
        reason=required_text(request.form),
        at=context.now(),
        approval_id=context.ids.new(),
    )
    case = claim_handling.by_number(conn, number)
    if earned is None:
        context.record(conn, "claim_asked", case.member_id, number=number)
        return None
    context.record(conn, "claim_granted", case.member_id, number=number, points=earned.points)
    return earned.points


def _refuse(context: DeskContext, conn: Connection, number: str) -> None:
    reason, case = required_text(request.form), claim_handling.by_number(conn, number)
    told = {"number": number, "reason": reason}
    check_sentence_length(context, conn, case.member_id, "text-claim_refused", "reason", **told)
    claim_handling.refuse(
        conn, number=number, agent=current_agent(), reason=reason, at=context.now()
    )
    context.record(conn, "claim_refused", case.member_id, number=number)
