"""Complaints: the list, sorted by due date, and the page of one with the actions of the agent."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy import Connection

from core.contact_centre import pictures
from core.service import (
    COMPLAINT_CATEGORIES,
    COMPLAINT_STATUSES,
    UNCLASSIFIED,
    ComplaintAction,
    ComplaintCase,
    ComplaintFilter,
    complaint_handling,
    complaint_queue,
)
from core.staff import agents
from desk.frame import (
    EDITORS,
    PAGE_ROWS,
    READERS,
    Answer,
    DeskContext,
    Form,
    audio_response,
    check_sentence_length,
    current_agent,
    cursor,
    is_ticked,
    lists,
    message_and_page,
    no_list,
    optional_int,
    page_of,
    required_choice,
    required_line,
    required_text,
    requires_role,
    seen_version,
    submit,
)

ANY = "any"  # status
ACTS: dict[str, Callable[[Connection, ComplaintAction, Form], ComplaintCase]] = {
    "assign": lambda conn, action, form: complaint_handling.assign(
        conn, action, required_line(form, "to")
    ),
    "note": lambda conn, action, form: complaint_handling.note(conn, action, required_text(form)),
    "classify": lambda conn, action, form: complaint_handling.classify(
        conn, action, required_choice(form, "category", COMPLAINT_CATEGORIES)
    ),
    "contact": lambda conn, action, form: complaint_handling.contact(
        conn, action, required_text(form)
    ),
    "escalate": lambda conn, action, form: complaint_handling.escalate(
        conn, action, required_text(form)
    ),
    "decide": lambda conn, action, form: complaint_handling.decide(
        conn, action, required_text(form)
    ),
    "close": lambda conn, action, form: complaint_handling.close(
        conn,
        action,
        required_text(form),
        optional_int(form, "satisfaction", 1, complaint_handling.SATISFACTION_MAX),
    ),
    "reopen": lambda conn, action, form: complaint_handling.reopen(
        conn, action, required_text(form)
    ),
}


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/complaints", endpoint="complaints")
    @requires_role(*READERS)
    @lists("export_complaints")
    def list_complaints() -> str:
        wanted = filter_asked_for()
        cases = context.run(lambda conn: _list(context, conn, wanted))
        # Of those that are over, the report by month tells: there are more with each year.
        is_work = wanted.status in ("open", "decided")
        counts = context.run(lambda conn: complaint_queue.counts(conn, wanted)) if is_work else None
        return render_template(
            "desk/complaints.html",
            page=page_of(cases, lambda case: case.number),
            wanted=wanted,
            statuses=COMPLAINT_STATUSES,
            categories=(*COMPLAINT_CATEGORIES, UNCLASSIFIED),
            counts=counts,
            now=context.now(),
            asked=request.args,
        )

    @desk.get("/complaints/<number>", endpoint="complaint")
    @requires_role(*READERS)
    @no_list("one complaint")
    def show_complaint(number: str) -> str:
        return _page(context, number)

    @desk.get("/complaints/<number>/recording")
    @requires_role(*READERS)
    def complaint_recording(number: str) -> Response:
        case = context.run(
            lambda conn: _find_and_record(context, conn, number, "complaint_listened")
        )
        return audio_response(context, case.recording_url)

    @desk.post("/complaints/<number>/show-number")
    @requires_role(*EDITORS)
    def show_number(number: str) -> str:
        """The page with the member's whole telephone number, for a call to the member."""
        context.change(lambda conn: _record_number_shown(context, conn, number))
        return _page(context, number, whole_number=True)

    @desk.post("/complaints/<number>/<act>")
    @requires_role(*EDITORS)
    def work_on_complaint(number: str, act: str) -> Answer:
        if act not in ACTS:
            abort(404)
        action = ComplaintAction(number, current_agent(), seen_version(request.form), context.now())
        return submit(
            context,
            lambda conn: _act(context, conn, action, act),
            done=message_and_page(context, f"done-complaint-{act}", "complaint", number=number),
            refused=lambda: _page(context, number),
        )


def _page(context: DeskContext, number: str, *, whole_number: bool = False) -> str:
    facts = context.run(lambda conn: _open(context, conn, number))
    return render_template(
        "desk/complaint.html",
        now=context.now(),
        whole_number=whole_number,
        satisfaction_max=complaint_handling.SATISFACTION_MAX,
        categories=COMPLAINT_CATEGORIES,
        **facts,
    )


def filter_asked_for() -> ComplaintFilter:
    """What the list is filtered by in this request."""
    status = required_choice(request.args, "status", (*COMPLAINT_STATUSES, ANY), "open")
    return ComplaintFilter(
        status if status != ANY else "",
        current_agent().agent if is_ticked(request.args, "mine") else "",
        optional_int(request.args, "level", 1, 2),
        required_choice(request.args, "category", ("", *COMPLAINT_CATEGORIES, UNCLASSIFIED), ""),
    )


def _list(context: DeskContext, conn: Connection, wanted: ComplaintFilter) -> list[ComplaintCase]:
    after = complaint_handling.by_number(conn, cursor()) if cursor() else None
    cases = complaint_queue.page(conn, wanted, rows=PAGE_ROWS, after=after)
    if cases:
        context.record(conn, "complaints_listed", numbers=[case.number for case in cases])
    return cases


def _open(context: DeskContext, conn: Connection, number: str) -> dict[str, object]:
    case = _find_and_record(context, conn, number, "complaint_looked_at")
    return {
        "case": case,
        "actions": complaint_handling.actions_for(case, current_agent()),
        "steps": complaint_handling.steps(conn, case),
        "pictures": pictures.of_case(conn, case.member_id, number),
        "workers": [each for each in agents.everyone(conn) if each.active and each.can_edit],
    }


def _find_and_record(
    context: DeskContext, conn: Connection, number: str, act: str
) -> ComplaintCase:
    case = complaint_handling.by_number(conn, number)
    context.record(conn, act, case.member_id, number=number)
    return case


def _record_number_shown(context: DeskContext, conn: Connection, number: str) -> None:
    _find_and_record(context, conn, number, "number_shown")


def _act(context: DeskContext, conn: Connection, action: ComplaintAction, act: str) -> None:
    if act == "decide":
        member_id = complaint_handling.by_number(conn, action.number).member_id
        facts = {
            "number": action.number,
            "decision": required_text(request.form),
            "grades": complaint_handling.SATISFACTION_MAX,
        }
        check_sentence_length(
            context, conn, member_id, "text-complaint_decided_grade", "decision", **facts
        )
    case = ACTS[act](conn, action, request.form)
    context.record(conn, f"complaint_{act}", case.member_id, number=case.number)
