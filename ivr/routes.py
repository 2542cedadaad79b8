"""Twilio Voice's webhooks."""

from __future__ import annotations

from flask import Blueprint, Response, request, send_from_directory

from flows.conversation import Conversation
from flows.turn import Channel
from flows.wording import LANGUAGES, Wording
from ivr import hearing
from ivr.twiml import EMPTY, XML, again, leave, twiml, wait
from web.parameters import whole
from web.signature import TwilioSignature

CALL_BACK_KEY = "1"
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


def make_ivr(
    conversation: Conversation, signature: TwilioSignature, wording: Wording, public_url: str
) -> Blueprint:
    ivr = Blueprint("ivr", __name__, url_prefix="/ivr")

    @ivr.post("/call")
    def call() -> Response:
        heard = hearing.call_started(signature.form(request))
        return _xml(twiml(conversation.hear(heard)))

    @ivr.post("/turn")
    def turn() -> Response:
        heard = hearing.turn_taken(signature.form(request), request.args.get("n"))
        return _xml(twiml(conversation.hear(heard)))

    @ivr.post("/wait")
    def in_line() -> Response:
        form = signature.form(request)
        position = whole(form.get("QueuePosition", ""))
        ahead = max(0, (position or 1) - 1)
        language = _language()
        words = wording.say("queue-ahead", language, Channel.VOICE, {"ahead": ahead})
        choice = ""
        if hearing.number_shown(form):
            choice = wording.say("queue-call_back", language, Channel.VOICE, {})
        return _xml(wait(language, words, choice, f"{public_url}/ivr/hold.wav"))

    @ivr.post("/wait/key")
    def key_in_line() -> Response:
        keys = signature.form(request).get("Digits")
        return _xml(leave() if keys == CALL_BACK_KEY else again(_language()))

    @ivr.post("/status")
    def status() -> Response:
        form = signature.form(request)
        heard = hearing.hung_up(form)
        if form.get("CallStatus") in OVER:
            conversation.hang_up(heard)
        return _xml(EMPTY)

    @ivr.get("/hold.wav")
    def music() -> Response:
        return send_from_directory(f"{ivr.root_path}/static", "hold.wav", max_age=86_400)

    return ivr


def _language() -> str:
    language = request.args.get("lang", "")
    return language if language in LANGUAGES else LANGUAGES[0]


def _xml(body: str) -> Response:
    return Response(body, content_type=XML)
