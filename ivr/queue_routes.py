"""The webhooks of the carrier's queue: what a waiting caller hears, over and over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from flask import Blueprint, Response, request
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from core.contact_centre import conversations, queue
from flows.language import LANGUAGES
from flows.protocol import Channel
from ivr import request_parsing
from ivr.dependencies import Parts
from ivr.render import again, leave, wait
from web.parameters import required_id, whole
from web.signature import TwilioSignature
from web.twiml import twiml_response

CALL_BACK_KEY = "1"
log = structlog.get_logger()


def serve(ivr: Blueprint, signature: TwilioSignature, parts: Parts) -> None:
    @ivr.post("/wait")
    def wait_in_queue() -> Response:
        form = signature.form(request)
        announcement = _announcement(parts, form)
        if announcement is None:
            return twiml_response(leave())
        choice = _said(parts, "call_back", {}) if request_parsing.number_shown(form) else ""
        return twiml_response(
            wait(_language(), _said(parts, *announcement), choice, parts.music_url)
        )

    @ivr.post("/wait/key")
    def key_in_queue() -> Response:
        keys = signature.form(request).get("Digits")
        return twiml_response(leave() if keys == CALL_BACK_KEY else again(_language()))


def hung_up(parts: Parts, call: str) -> None:
    """The caller has hung up, in the queue or not."""
    at = parts.now()
    try:
        parts.database.run(lambda conn: conversations.caller_hung_up(conn, call, at))
    except SQLAlchemyError:  # an agent who accepts will find nobody there
        log.exception("queue not left", call=call)


def _announcement(parts: Parts, form: Any) -> tuple[str, dict[str, Any]] | None:
    """The sentence that says the place in the queue, and its facts. None: an agent is connected,
    and the caller goes back to them. Without the database the carrier's own count has to do."""
    call_id = required_id(form, "CallSid")
    try:
        row = parts.database.read(lambda conn: queue.of_call(conn, call_id))
        if row is None:
            row = parts.database.run(_joining(parts, form, call_id))
        if row.status == "talking":
            return None
        if row.status == "offered":
            return "coming", {}
        place = parts.database.read(lambda conn: queue.place(conn, row, parts.now()))
    except SQLAlchemyError:
        log.exception("queue unreachable", call=call_id)
        ahead = max(0, (whole(form.get("QueuePosition", "")) or 1) - 1)
        return "ahead", {"ahead": ahead}
    if place.minutes is None:
        return "nobody", {"ahead": place.ahead}
    return "minutes", {"ahead": place.ahead, "minutes": place.minutes}


def _joining(parts: Parts, form: Any, call_id: str) -> Callable[[Connection], queue.Waiting]:
    """A caller who is in the carrier's queue and not in ours: an apology put them there."""
    return partial(
        queue.join_unannounced,
        call=call_id,
        number=request_parsing.number_shown(form),
        channel=Channel.VOICE,
        language=_language(),
        at=parts.now(),
        handover_id=parts.new_id(),
    )


def _said(parts: Parts, key: str, facts: dict[str, Any]) -> str:
    return parts.wording.say(f"queue-{key}", _language(), Channel.VOICE, facts)


def _language() -> str:
    language = request.args.get("lang", "")
    return language if language in LANGUAGES else LANGUAGES[0]
