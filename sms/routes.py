"""Twilio Messaging's webhooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import structlog
from flask import Blueprint, Response, request

from core.contact_centre import delivery_reports
from core.kernel import Database
from flows.engine import Conversation
from sms import request_parsing
from sms.render import NOTHING, XML, twiml
from web.signature import TwilioSignature

log = structlog.get_logger()


def make_sms(
    conversation: Conversation,
    signature: TwilioSignature,
    database: Database,
    now: Callable[[], datetime],
) -> Blueprint:
    sms = Blueprint("sms", __name__, url_prefix="/sms")

    @sms.post("/message")
    def message() -> Response:
        form = signature.form(request)
        heard = request_parsing.message(form)
        if opting := request_parsing.opting(form, now()):
            database.run(opting)
        reply = NOTHING if request_parsing.answered(form) else twiml(conversation.hear(heard))
        return Response(reply, content_type=XML)

    @sms.post("/status")
    def status() -> Response:
        said = request_parsing.status(signature.form(request), request.args)
        is_ours = database.run(partial(delivery_reports.apply, **said, at=now()))
        log.info(
            "message status",
            message=said["carrier_id"],
            status=said["status"],
            error=said["error"],
            ours=is_ours,
        )
        return Response(status=204)

    return sms
