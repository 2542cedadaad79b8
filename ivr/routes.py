"""Twilio Voice's webhooks."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response, request, send_from_directory

from ivr import call_addresses, queue_routes, request_parsing
from ivr.agent_call_routes import (
    serve_agent,
    serve_member,
    serve_without_database,
    serve_without_handover,
)
from ivr.agent_calls import CallLegs
from ivr.render import twiml
from web.channel import ChannelServices
from web.parameters import word
from web.signature import TwilioSignature
from web.twiml import EMPTY, twiml_response

ACTIVE_STATUSES = frozenset({"queued", "initiated", "ringing", "in-progress"})
log = structlog.get_logger()


def make_ivr(services: ChannelServices) -> Blueprint:
    ivr = Blueprint("ivr", __name__, url_prefix="/ivr")
    signature = TwilioSignature.from_settings(services.settings)
    conversation = services.conversation
    legs = CallLegs(services)

    @ivr.post("/call")
    def call() -> Response:
        heard = request_parsing.call_started(signature.form(request))
        return twiml_response(twiml(conversation.hear(heard), services.root))

    @ivr.post(call_addresses.TURN.removeprefix("/ivr"))
    def turn() -> Response:
        form = signature.form(request)
        heard = request_parsing.turn_answered(form, request.args)
        if request_parsing.is_removed_from_queue(form):
            return twiml_response(EMPTY)
        rejoined = legs.rejoin(form)
        return twiml_response(rejoined or twiml(conversation.hear(heard), services.root))

    @ivr.post(call_addresses.STATUS.removeprefix("/ivr"))
    def status() -> Response:
        form = signature.form(request)
        heard = request_parsing.hung_up(form)
        call_status = word(form, "CallStatus")
        if call_status not in request_parsing.ENDED_STATUSES | ACTIVE_STATUSES:
            log.warning("unknown call status", call=heard.session_id, status=call_status)
        if request_parsing.has_ended(form):
            queue_routes.hung_up(services, heard)
            conversation.hang_up(heard)
        return twiml_response(EMPTY)

    @ivr.get(call_addresses.HOLD_WAV.removeprefix("/ivr"))
    def music() -> Response:
        return send_from_directory(f"{ivr.root_path}/static", "hold.wav", max_age=86_400)

    queue_routes.serve(ivr, signature, services)
    serve_agent(ivr, legs, signature)
    serve_member(ivr, legs, signature, conversation)
    serve_without_handover(ivr, legs, conversation)
    serve_without_database(ivr, legs)
    return ivr
