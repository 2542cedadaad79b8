"""Complaints: the list, what is due first; and one of them, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import Refused
from core.service import (
    ComplaintAction,
    ComplaintCase,
    ComplaintFilter,
    complaint_handling,
    complaint_queue,
)
from core.staff import agents
from desk.frame import (
    EDITORS,
    READERS,
    DeskContext,
    audio_response,
    check_sentence_length,
    current_agent,
    flash_message,
    flash_refusal,
    optional_int,
    redirect_to,
    required_text,
    requires_role,
)

STATUSES = ("open", "decided", "closed")
Form = Mapping[str, str]
ACTS: dict[str, Callable[[Connection, ComplaintAction, Form], ComplaintCase]] = {
    "assign": lambda conn, action, form: complaint_handling.assign(
        conn, action, required_text(form, "to")
    ),
    "note": lambda conn, action, form: complaint_handling.note(conn, action, required_text(form)),
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
        conn, action, required_text(form), optional_int(form, "satisfaction", 1, 5)
    ),
    "reopen": lambda conn, action, form: complaint_handling.reopen(
        conn, action, required_text(form)
    ),
}


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/complaints", endpoint="complaints")
    @requires_role(*READERS)
    def every() -> str:
        wanted, skip = _wanted(), optional_int(request.args, "skip", 0) or 0
        cases = context.run(lambda conn: _listed(context, conn, wanted, skip))
        more = skip + len(cases) if len(cases) == complaint_queue.PAGE_ROWS else None
        return render_template(
            "desk/complaints.html", cases=cases, wanted=wanted, more=more, now=context.now()
        )

    @desk.get("/complaints/<number>", endpoint="complaint")
    @requires_role(*READERS)
    def one(number: str) -> str:
        return _one(context, number)

    @desk.get("/complaints/<number>/recording")
    @requires_role(*READERS)
    def complaint_recording(number: str) -> Response:
        case = context.run(lambda conn: _listened_to(context, conn, number))
        return audio_response(context, case.recording_url)

    @desk.post("/complaints/<number>/show-number")
    @requires_role(*EDITORS)
    def show_number(number: str) -> str:
        """For a call to the member: the whole number, and who has seen it."""
        context.run(lambda conn: _number_shown(context, conn, number))
        return _one(context, number, whole_number=True)

    @desk.post("/complaints/<number>/<act>")
    @requires_role(*EDITORS)
    def work_on_complaint(number: str, act: str) -> Response | tuple[str, int]:
        if act not in ACTS:
            abort(404)
        action = ComplaintAction(
            number, current_agent(), optional_int(request.form, "seen", 0) or 0, context.now()
        )
        try:
            context.run(lambda conn: _act(context, conn, action, act))
        except Refused as error:
            status = flash_refusal(context, error)
            return _one(context, number), status
        flash_message(context, f"done-complaint-{act}")
        return redirect_to("complaint", number=number)


def _one(context: DeskContext, number: str, *, whole_number: bool = False) -> str:
    """With whatever was typed into the form that it answers."""
    known = context.run(lambda conn: _looked_at(context, conn, number))
    return render_template(
        "desk/complaint.html", now=context.now(), whole_number=whole_number, **known
    )


def _wanted() -> ComplaintFilter:
    status = request.args.get("status", "open")
    mine = current_agent().agent if request.args.get("mine") else ""
    return ComplaintFilter(
        status if status in STATUSES else "", mine, optional_int(request.args, "level", 1, 2)
    )


def _listed(
    context: DeskContext, conn: Connection, wanted: ComplaintFilter, skip: int
) -> list[ComplaintCase]:
    cases = complaint_queue.page(conn, wanted, skip)
    if cases:
        context.record(conn, "complaints_listed", numbers=[case.number for case in cases])
    return cases


def _looked_at(context: DeskContext, conn: Connection, number: str) -> dict[str, object]:
    case = complaint_handling.by_number(conn, number)
    context.record(conn, "complaint_looked_at", case.member_id, number=number)
    everyone = agents.everyone(conn)
    return {
        "case": case,
        "steps": complaint_handling.steps(conn, case),
        "workers": [agent for agent in everyone if agent.active and agent.can_edit],
        "names": agents.names_of(everyone),
    }


def _listened_to(context: DeskContext, conn: Connection, number: str) -> ComplaintCase:
    case = complaint_handling.by_number(conn, number)
    context.record(conn, "complaint_listened", case.member_id, number=number)
    return case


def _number_shown(context: DeskContext, conn: Connection, number: str) -> None:
    case = complaint_handling.by_number(conn, number)
    context.record(conn, "number_shown", case.member_id, number=number)


def _act(context: DeskContext, conn: Connection, action: ComplaintAction, act: str) -> None:
    if act == "decide":
        member_id = complaint_handling.by_number(conn, action.number).member_id
        told = {"number": action.number, "decision": required_text(request.form)}
        check_sentence_length(
            context, conn, member_id, "text-complaint_decided", "decision", **told
        )
    case = ACTS[act](conn, action, request.form)
    context.record(conn, f"complaint_{act}", case.member_id, number=case.number)
