"""Claims for missing points: granted by the rules of any bill, or refused with a reason."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import Refused
from core.loyalty import FEN_PER_YUAN
from core.programme import current_rules, local_day
from core.service import Asked, ClaimCase, approvals, claim_handling
from desk.frame import (
    READERS,
    WORKERS,
    Office,
    check_told,
    day_of,
    may,
    me,
    must_whole,
    refused,
    said,
    text,
    to,
    whole,
)

YUAN_MAX = 1_000_000
STATUSES = ("open", "granted", "refused")


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/claims", endpoint="claims")
    @may(*READERS)
    def every() -> str:
        status, skip = request.args.get("status", "open"), whole(request.args, "skip") or 0
        if status not in STATUSES:
            abort(400)
        cases = office.do(lambda conn: _listed(office, conn, status, skip))
        more = skip + len(cases) if len(cases) == claim_handling.PAGE_ROWS else None
        return render_template(
            "desk/claims.html", cases=cases, status=status, more=more, now=office.now()
        )

    @desk.get("/claims/<number>", endpoint="claim")
    @may(*READERS)
    def one(number: str) -> str:
        return _one(office, number)

    @desk.post("/claims/<number>/grant")
    @may(*WORKERS)
    def grant_claim(number: str) -> Response | tuple[str, int]:
        try:
            points = office.do(lambda conn: _grant(office, conn, number))
        except Refused as error:
            status = refused(office, error)
            return _one(office, number), status
        done = "done-claim-asked" if points is None else "done-claim-granted"
        said(office, done, points=points)
        return to("claim", number=number)

    @desk.post("/claims/<number>/refuse")
    @may(*WORKERS)
    def refuse_claim(number: str) -> Response | tuple[str, int]:
        try:
            office.do(lambda conn: _refuse(office, conn, number))
        except Refused as error:
            status = refused(office, error)
            return _one(office, number), status
        said(office, "done-claim-refused")
        return to("claim", number=number)


def _one(office: Office, number: str) -> str:
    """With whatever was typed into the form that it answers."""
    case, asked = office.do(lambda conn: _looked_at(office, conn, number))
    return render_template(
        "desk/claim.html",
        case=case,
        asked=asked,
        now=office.now(),
        sources=current_rules().earning.sources,
        today=local_day(case.opened_at),
    )


def _listed(office: Office, conn: Connection, status: str, skip: int) -> list[ClaimCase]:
    cases = claim_handling.page(conn, status, skip)
    if cases:
        office.record(conn, "claims_listed", numbers=[case.number for case in cases])
    return cases


def _looked_at(office: Office, conn: Connection, number: str) -> tuple[ClaimCase, Asked | None]:
    """With what waits for a second person."""
    case = claim_handling.by_number(conn, number)
    office.record(conn, "claim_looked_at", case.member_id, number=number)
    return case, approvals.of_claim(conn, case.member_id, case.claim_id)


def _grant(office: Office, conn: Connection, number: str) -> int | None:
    """The points; None: a second person is asked."""
    on, source = day_of(request.form.get("on", "")), request.form.get("source", "")
    if on is None or source not in current_rules().earning.sources:
        abort(400)
    earned = claim_handling.grant(
        conn,
        number=number,
        agent=me(),
        source=source,
        fen=must_whole(request.form, "yuan", 1, YUAN_MAX) * FEN_PER_YUAN,
        on=on,
        reason=text(request.form),
        at=office.now(),
        approval_id=office.ids.new(),
    )
    case = claim_handling.by_number(conn, number)
    if earned is None:
        office.record(conn, "claim_asked", case.member_id, number=number)
        return None
    office.record(conn, "claim_granted", case.member_id, number=number, points=earned.points)
    return earned.points


def _refuse(office: Office, conn: Connection, number: str) -> None:
    reason, case = text(request.form), claim_handling.by_number(conn, number)
    told = {"number": number, "reason": reason}
    check_told(office, conn, case.member_id, "text-claim_refused", "reason", **told)
    claim_handling.refuse(conn, number=number, agent=me(), reason=reason, at=office.now())
    office.record(conn, "claim_refused", case.member_id, number=number)
