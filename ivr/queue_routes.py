"""In line for an agent: the place in it, music, a way out. Asked for again and again."""

from __future__ import annotations

from typing import Any

import structlog
from flask import Blueprint, Response, request
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from core.contact_centre import conversations, offers, queue, requests
from core.members import NOBODY, profiles
from flows.language import LANGUAGES
from flows.protocol import Channel
from ivr import request_parsing
from ivr.dependencies import Parts
from ivr.render import again, leave, wait
from ivr.response import xml
from web.parameters import required_id, whole
from web.signature import TwilioSignature

CALL_BACK_KEY = "1"
log = structlog.get_logger()


def serve(ivr: Blueprint, signature: TwilioSignature, parts: Parts) -> None:
    @ivr.post("/wait")
    def in_line() -> Response:
        form = signature.form(request)
        place = _place(parts, form)
        if place is None:
            return xml(leave())
        language = _language()
        choice = _said(parts, "call_back", {}) if request_parsing.number_shown(form) else ""
        return xml(wait(language, _said(parts, *place), choice, parts.music_url))

    @ivr.post("/wait/key")
    def key_in_line() -> Response:
        keys = signature.form(request).get("Digits")
        return xml(leave() if keys == CALL_BACK_KEY else again(_language()))


def leave_line(parts: Parts, call: str) -> None:
    """The caller has hung up, wherever they were by then."""
    at = parts.now()

    def work(conn: Connection) -> None:
        handed = queue.of_call(conn, call)
        if handed is None:
            return
        which = {"member_id": handed.member_id, "handover_id": handed.handover_id}
        if offers.give_up(conn, **which, how="abandoned", at=at) is None:
            conversations.end(conn, **which, at=at)

    try:
        parts.database.run(work)
    except SQLAlchemyError:  # an agent will find nobody there
        log.exception("line not left", call=call)


def _place(parts: Parts, form: Any) -> tuple[str, dict[str, Any]] | None:
    """What is said of it; None: the agent is there already, and the caller goes back to them.
    Without the database the carrier's own count has to do."""
    call_id = required_id(form, "CallSid")
    try:
        waits = parts.database.read(lambda conn: queue.of_call(conn, call_id))
        if waits is None:
            waits = parts.database.run(lambda conn: _enter_late(conn, parts, form, call_id))
        if waits.status == "talking":
            return None
        if waits.status == "offered":
            return "coming", {}
        stands = parts.database.read(lambda conn: queue.place(conn, waits, parts.now()))
    except SQLAlchemyError:
        log.exception("line unreachable", call=call_id)
        ahead = max(0, (whole(form.get("QueuePosition", "")) or 1) - 1)
        return "ahead", {"ahead": ahead}
    if stands.minutes is None:
        return "nobody", {"ahead": stands.ahead}
    return "minutes", {"ahead": stands.ahead, "minutes": stands.minutes}


def _enter_late(conn: Connection, parts: Parts, form: Any, call_id: str) -> queue.Waiting:
    """Who was put through by an apology stands in no line yet: nobody would ever come."""
    number, at = request_parsing.number_shown(form), parts.now()
    member = profiles.find(conn, number) if number else None
    requests.request(
        conn,
        member_id=member.member_id if member else NOBODY,
        number=number or "",
        way="queue",
        summary=requests.SessionSummary(call_id, Channel.VOICE, _language(), "", [], [], [], 1),
        priority=requests.priority_of(member, at),
        key=f"{call_id}:late",
        at=at,
        handover_id=parts.new_id(),
    )
    waits = queue.of_call(conn, call_id)
    assert waits is not None
    return waits


def _said(parts: Parts, key: str, facts: dict[str, Any]) -> str:
    return parts.wording.say(f"queue-{key}", _language(), Channel.VOICE, facts)


def _language() -> str:
    language = request.args.get("lang", "")
    return language if language in LANGUAGES else LANGUAGES[0]
