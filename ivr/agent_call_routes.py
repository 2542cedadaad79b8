"""Where the carrier asks what the legs of a call with an agent are to do."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError

from core.contact_centre import call_legs
from flows.engine import Conversation
from flows.language import LANGUAGES
from ivr import agent_call_twiml, request_parsing
from ivr.agent_calls import Legs, asked
from ivr.render import EMPTY, enqueue, twiml
from ivr.response import xml
from web.parameters import required_id, whole
from web.signature import TwilioSignature

log = structlog.get_logger()


def serve_agent(ivr: Blueprint, both: Legs, signature: TwilioSignature) -> None:
    """The agent's leg: answered, a key to take it, how it ended."""

    @ivr.post(_path(call_legs.ANSWERED))
    def answered() -> Response:
        signature.form(request)
        return xml(both.whispered())

    @ivr.post(_path(call_legs.KEYED))
    def keyed() -> Response:
        form = signature.form(request)
        return xml(both.keyed(form.get("Digits", ""), required_id(form, "CallSid")))

    @ivr.post(_path(call_legs.RANG))
    def rang() -> Response:
        both.agent_gone(required_id(signature.form(request), "CallSid"))
        return xml(EMPTY)

    @ivr.post(_path(call_legs.RECORDED))
    def recorded() -> Response:
        both.recorded(signature.form(request).get("RecordingUrl", ""))
        return xml(EMPTY)


def serve_member(
    ivr: Blueprint, both: Legs, signature: TwilioSignature, conversation: Conversation
) -> None:
    """The member's leg, wherever the agent sends it; and that of who is called back."""

    def from_agent(said: str, number: str = "") -> Response:
        heard = request_parsing.from_agent(signature.form(request), asked("n"), said, number)
        return xml(twiml(conversation.hear(heard)))

    @ivr.post(_path(call_legs.JOIN))
    def join() -> Response:
        signature.form(request)
        handed = both.this()
        if handed.status == "talking":
            return xml(both.joined(handed, "joining"))
        if handed.status in ("open", "offered"):
            return xml(enqueue("", handed.language, asked("n")))
        return from_agent("bridged")

    @ivr.post(_path(call_legs.WAIT))
    def in_line_again() -> Response:
        signature.form(request)
        return xml(both.in_line_again())

    @ivr.post(_path(call_legs.PROVE))
    def prove() -> Response:
        return from_agent("prove")

    @ivr.post(_path(call_legs.REDEEM))
    def redeem() -> Response:
        return from_agent(request.args.get("kind", ""), request.args.get("number", ""))

    @ivr.post(_path(call_legs.GO_ON))
    def go_on() -> Response:
        signature.form(request)
        handed = both.this()
        if handed.way == "callback":
            language = handed.language
            return xml(agent_call_twiml.goodbye(both.said("bye", language), language))
        return from_agent("bridged")

    @ivr.route(_path(call_legs.HOLD_MUSIC), methods=["GET", "POST"])
    def music_on_hold() -> Response:
        """Nobody's data, and asked for by either method."""
        return xml(agent_call_twiml.music(both.parts.music_url))

    @ivr.post(_path(call_legs.CALLED_BACK))
    def called_back() -> Response:
        return xml(both.reached(required_id(signature.form(request), "CallSid")))

    @ivr.post(_path(call_legs.CALL_BACK_ENDED))
    def call_back_ended() -> Response:
        status = signature.form(request).get("CallStatus")
        both.call_back_ended("helped" if status == "completed" else "unreachable")
        return xml(EMPTY)


def survive(ivr: Blueprint) -> None:
    """Without the database nobody knows where a leg belongs: a member waits on, and an agent's leg
    ends, which puts the caller back into line."""

    @ivr.errorhandler(SQLAlchemyError)
    def without_database(error: SQLAlchemyError) -> Response:
        log.error("leg unreachable", path=request.path, error=type(error).__name__)
        if not request.path.startswith(call_legs.MEMBERS):
            return xml(EMPTY)
        language = request.args.get("lang", "")
        known = language if language in LANGUAGES else LANGUAGES[0]
        return xml(enqueue("", known, whole(request.args.get("n", "")) or 1))


def _path(path: str) -> str:
    return path.removeprefix("/ivr")
