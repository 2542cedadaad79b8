"""The webhooks of the carrier's queue, which say what a waiting caller hears in each round."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from flask import Blueprint, Response, request
from sqlalchemy import Connection

from core.contact_centre import HandoverRow, call_reports, queue
from core.programme import current_rules
from flows.language import LANGUAGES
from flows.protocol import USUAL_RATE_PERCENT, Channel, Heard
from ivr import request_parsing
from ivr.call_addresses import HOLD_WAV
from ivr.outages import NO_DATABASE
from ivr.render import leave_queue, wait_again, wait_in_queue
from web.channel import ChannelServices
from web.parameters import choice, required_id, whole_number, word
from web.signature import TwilioSignature
from web.twiml import twiml_response

CALL_BACK_KEY = "1"
log = structlog.get_logger()


def serve(ivr: Blueprint, signature: TwilioSignature, services: ChannelServices) -> None:
    @ivr.post("/wait")
    def waiting() -> Response:
        form = signature.form(request)
        announcement = _announcement(services, form)
        if announcement is None:
            return twiml_response(leave_queue())
        choice = _said(services, "call_back", {}) if request_parsing.shown_number(form) else ""
        return twiml_response(
            wait_in_queue(
                _language(),
                _said(services, *announcement),
                choice,
                services.public_url + HOLD_WAV,
                services.root,
                _rate_percent(),
            )
        )

    @ivr.post("/wait/key")
    def key_in_queue() -> Response:
        if word(signature.form(request), "Digits") == CALL_BACK_KEY:
            return twiml_response(leave_queue())
        return twiml_response(wait_again(_language(), services.root, _rate_percent()))


def hung_up(services: ChannelServices, heard: Heard) -> None:
    """Records that the caller has hung up, whether in the queue or not. Never raises
    for want of a database."""
    call, at = heard.session_id, services.now()
    try:
        services.database.run(
            lambda conn: call_reports.caller_hung_up(conn, call, heard.caller, at)
        )
    except NO_DATABASE:  # the handover stays in the queue; an agent who accepts finds no caller
        log.exception("queue not left", call=call)


def _announcement(services: ChannelServices, form: Any) -> tuple[str, dict[str, Any]] | None:
    """The sentence that says the position in the queue, and its facts; None if the caller does not
    wait in it: an agent is connected, to whom the caller then returns, or the request for an agent
    is over. If the database is unreachable, the carrier's own count is used."""
    call_id = required_id(form, "CallSid")
    if request_parsing.has_ended(form):
        return None
    try:
        row = services.database.read(lambda conn: queue.of_call(conn, call_id))
        if row is None:
            row = services.database.run(_joining(services, form, call_id))
        if row is not None and row.status == "offered":
            return "coming", {}
        if row is None or row.status != "open":
            return None
        place = services.database.read(lambda conn: queue.place(conn, row, services.now()))
    except NO_DATABASE:
        log.exception("queue unreachable", call=call_id)
        ahead = max(0, (whole_number(form, "QueuePosition") or 1) - 1)
        return "ahead", {"ahead": ahead}
    if place.minutes is None:
        hours = current_rules().agents
        facts = {"from_hour": hours.from_hour, "until_hour": hours.until_hour}
        return "nobody", facts | {"ahead": place.ahead, "staff": place.staff.value}
    return "minutes", {"ahead": place.ahead, "minutes": place.minutes}


def _joining(
    services: ChannelServices, form: Any, call_id: str
) -> Callable[[Connection], HandoverRow | None]:
    """The request for an agent of a caller who is in the carrier's queue, but not in ours: after a
    failed turn the apology has put the caller there."""
    return partial(
        queue.join_unannounced,
        call=call_id,
        number=request_parsing.shown_number(form),
        channel=Channel.VOICE,
        language=_language(),
        at=services.now(),
        handover_id=services.new_id(),
    )


def _said(services: ChannelServices, key: str, facts: dict[str, Any]) -> str:
    return services.wording.say(f"queue-{key}", _language(), Channel.VOICE, facts)


def _language() -> str:
    return choice(request.args, "lang", LANGUAGES)


def _rate_percent() -> int:
    """How fast the caller is spoken to. The carrier signs the query, so it can be trusted."""
    return whole_number(request.args, "rate") or USUAL_RATE_PERCENT
