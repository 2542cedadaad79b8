"""Twilio Messaging's webhooks."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response, request

from flows.conversation import Conversation
from sms import hearing
from sms.text import XML, twiml
from web.parameters import required_id
from web.signature import TwilioSignature

log = structlog.get_logger()


def make_sms(conversation: Conversation, signature: TwilioSignature) -> Blueprint:
    sms = Blueprint("sms", __name__, url_prefix="/sms")

    @sms.post("/message")
    def message() -> Response:
        heard = hearing.message(signature.form(request))
        return Response(twiml(conversation.hear(heard)), content_type=XML)

    @sms.post("/status")
    def status() -> Response:
        form = signature.form(request)
        sid, state = required_id(form, "MessageSid"), form.get("MessageStatus", "")
        log.info("message status", message=sid, status=state, error=form.get("ErrorCode"))
        return Response(status=204)

    return sms
