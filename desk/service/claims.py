"""Claims for missing points. A claim is granted, with the points that its receipt would have earned
as a bill, or refused with a reason."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import Connection

from core.contact_centre import pictures
from core.loyalty import FEN_PER_YUAN
from core.programme import current_rules, local_day
from core.service import ClaimCase, approvals, claim_handling, claim_queue, receipt_book
from desk.frame import (
    EDITORS,
    PAGE_ROWS,
    READERS,
    Answer,
    DeskContext,
    check_sentence_length,
    current_agent,
    cursor,
    flash_message,
    lists,
    message_and_page,
    no_list,
    page_of,
    redirect_to,
    required_choice,
    required_date,
    required_int,
    required_text,
    requires_role,
    submit,
)

YUAN_MAX = 1_000_000
STATUSES = ("open", "granted", "refused")


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/claims", endpoint="claims")
    @requires_role(*READERS)
    @lists("export_claims")
    def list_claims() -> str:
        status = required_choice(request.args, "status", STATUSES, "open")
        cases = context.run(lambda conn: _list(context, conn, status))
        page = page_of(cases, lambda case: case.number)
        return render_template(
            "desk/claims.html", page=page, status=status, statuses=STATUSES, now=context.now()
        )

    @desk.get("/claims/<number>", endpoint="claim")
    @requires_role(*READERS)
    @no_list("one claim")
    def show_claim(number: str) -> str:
        return _page(context, number)

    @desk.post("/claims/<number>/grant")
    @requires_role(*EDITORS)
    def grant_claim(number: str) -> Answer:
        def granted(points: int | None) -> Answer:
            message = "done-claim-asked" if points is None else "done-claim-granted"
            flash_message(context, message, points=points)
            return redirect_to("claim", number=number)

        return submit(
            context,
            lambda conn: _grant(context, conn, number),
            done=granted,
            refused=lambda: _page(context, number),
        )

    @desk.post("/claims/<number>/refuse")
    @requires_role(*EDITORS)
    def refuse_claim(number: str) -> Answer:
        return submit(
            context,
            lambda conn: _refuse(context, conn, number),
            done=message_and_page(context, "done-claim-refused", "claim", number=number),
            refused=lambda: _page(context, number),
        )


def _page(context: DeskContext, number: str) -> str:
    facts = context.run(lambda conn: _open(context, conn, number))
    return render_template(
        "desk/claim.html",
        **facts,
        now=context.now(),
        sources=current_rules().earning.sources,
        yuan_max=YUAN_MAX,
        today=local_day(facts["case"].opened_at),
    )


def _list(context: DeskContext, conn: Connection, status: str) -> list[ClaimCase]:
    after = claim_queue.by_number(conn, cursor()) if cursor() else None
    cases = claim_queue.page(conn, status, rows=PAGE_ROWS, after=after)
    if cases:
        context.record(conn, "claims_listed", numbers=[case.number for case in cases])
    return cases


def _open(context: DeskContext, conn: Connection, number: str) -> dict[str, Any]:
    """The claim, the approval that it waits for, if any, the pictures that belong to it, and
    what the receipt book has of its receipt."""
    case = claim_queue.by_number(conn, number)
    context.record(conn, "claim_looked_at", case.member_id, number=number)
    return {
        "case": case,
        "known": receipt_book.of_number(conn, case.receipt_number, case.merchant),
        "asked": approvals.waiting_for_claim(conn, case.member_id, case.claim_id),
        "pictures": pictures.of_case(conn, case.member_id, number),
    }


def _grant(context: DeskContext, conn: Connection, number: str) -> int | None:
    """The points granted; None if they need the approval of a second person, which is now
    requested."""
    source = required_choice(request.form, "source", current_rules().earning.sources)
    earned = claim_handling.grant(
        conn,
        number=number,
        agent=current_agent(),
        source=source,
        fen=required_int(request.form, "yuan", 1, YUAN_MAX) * FEN_PER_YUAN,
        on=required_date(request.form, "on"),
        reason=required_text(request.form),
        at=context.now(),
        approval_id=context.ids.new(),
    )
    case = claim_queue.by_number(conn, number)
    if earned is None:
        context.record(conn, "claim_asked", case.member_id, number=number)
        return None
    context.record(conn, "claim_granted", case.member_id, number=number, points=earned.points)
    return earned.points


def _refuse(context: DeskContext, conn: Connection, number: str) -> None:
    reason, case = required_text(request.form), claim_queue.by_number(conn, number)
    facts = {"number": number, "reason": reason}
    check_sentence_length(context, conn, case.member_id, "text-claim_refused", "reason", **facts)
    agent, at = current_agent(), context.now()
    claim_handling.refuse(conn, number=number, agent=agent, reason=reason, at=at)
    context.record(conn, "claim_refused", case.member_id, number=number)
