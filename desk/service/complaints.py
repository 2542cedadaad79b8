"""Complaints: the list, what is due first; and one of them, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import Refused
from core.service import ComplaintCase, Doing, Wanted, complaint_handling, complaint_queue
from core.staff import agents
from desk.frame import (
    READERS,
    WORKERS,
    Office,
    check_told,
    may,
    me,
    played,
    refused,
    said,
    text,
    to,
    whole,
)

STATUSES = ("open", "decided", "closed")
Form = Mapping[str, str]
ACTS: dict[str, Callable[[Connection, Doing, Form], ComplaintCase]] = {
    "assign": lambda conn, doing, form: complaint_handling.assign(conn, doing, text(form, "to")),
    "note": lambda conn, doing, form: complaint_handling.note(conn, doing, text(form)),
    "contact": lambda conn, doing, form: complaint_handling.contact(conn, doing, text(form)),
    "escalate": lambda conn, doing, form: complaint_handling.escalate(conn, doing, text(form)),
    "decide": lambda conn, doing, form: complaint_handling.decide(conn, doing, text(form)),
    "close": lambda conn, doing, form: complaint_handling.close(
        conn, doing, text(form), whole(form, "satisfaction", 1, 5)
    ),
    "reopen": lambda conn, doing, form: complaint_handling.reopen(conn, doing, text(form)),
}


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/complaints", endpoint="complaints")
    @may(*READERS)
    def every() -> str:
        wanted, skip = _wanted(), whole(request.args, "skip", 0) or 0
        cases = office.do(lambda conn: _listed(office, conn, wanted, skip))
        more = skip + len(cases) if len(cases) == complaint_queue.PAGE_ROWS else None
        return render_template(
            "desk/complaints.html", cases=cases, wanted=wanted, more=more, now=office.now()
        )

    @desk.get("/complaints/<number>", endpoint="complaint")
    @may(*READERS)
    def one(number: str) -> str:
        return _one(office, number)

    @desk.get("/complaints/<number>/recording")
    @may(*READERS)
    def complaint_recording(number: str) -> Response:
        case = office.do(lambda conn: _listened_to(office, conn, number))
        return played(office, case.recording_url)

    @desk.post("/complaints/<number>/show-number")
    @may(*WORKERS)
    def show_number(number: str) -> str:
        """For a call to the member: the whole number, and who has seen it."""
        office.do(lambda conn: _number_shown(office, conn, number))
        return _one(office, number, whole_number=True)

    @desk.post("/complaints/<number>/<act>")
    @may(*WORKERS)
    def work_on_complaint(number: str, act: str) -> Response | tuple[str, int]:
        if act not in ACTS:
            abort(404)
        doing = Doing(number, me(), whole(request.form, "seen", 0) or 0, office.now())
        try:
            office.do(lambda conn: _act(office, conn, doing, act))
        except Refused as error:
            status = refused(office, error)
            return _one(office, number), status
        said(office, f"done-complaint-{act}")
        return to("complaint", number=number)


def _one(office: Office, number: str, *, whole_number: bool = False) -> str:
    """With whatever was typed into the form that it answers."""
    known = office.do(lambda conn: _looked_at(office, conn, number))
    return render_template(
        "desk/complaint.html", now=office.now(), whole_number=whole_number, **known
    )


def _wanted() -> Wanted:
    status = request.args.get("status", "open")
    mine = me().agent if request.args.get("mine") else ""
    return Wanted(status if status in STATUSES else "", mine, whole(request.args, "level", 1, 2))


def _listed(office: Office, conn: Connection, wanted: Wanted, skip: int) -> list[ComplaintCase]:
    cases = complaint_queue.page(conn, wanted, skip)
    if cases:
        office.record(conn, "complaints_listed", numbers=[case.number for case in cases])
    return cases


def _looked_at(office: Office, conn: Connection, number: str) -> dict[str, object]:
    case = complaint_handling.by_number(conn, number)
    office.record(conn, "complaint_looked_at", case.member_id, number=number)
    everyone = agents.everyone(conn)
    return {
        "case": case,
        "steps": complaint_handling.steps(conn, case),
        "workers": [agent for agent in everyone if agent.active and agent.acts],
        "names": {agent.agent: agent.name for agent in everyone},
    }


def _listened_to(office: Office, conn: Connection, number: str) -> ComplaintCase:
    case = complaint_handling.by_number(conn, number)
    office.record(conn, "complaint_listened", case.member_id, number=number)
    return case


def _number_shown(office: Office, conn: Connection, number: str) -> None:
    case = complaint_handling.by_number(conn, number)
    office.record(conn, "number_shown", case.member_id, number=number)


def _act(office: Office, conn: Connection, doing: Doing, act: str) -> None:
    if act == "decide":
        member_id = complaint_handling.by_number(conn, doing.number).member_id
        told = {"number": doing.number, "decision": text(request.form)}
        check_told(office, conn, member_id, "text-complaint_decided", "decision", **told)
    case = ACTS[act](conn, doing, request.form)
    office.record(conn, f"complaint_{act}", case.member_id, number=case.number)
