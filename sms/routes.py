"""Twilio Messaging's webhooks."""

from __future__ import annotations

from functools import partial

import structlog
from flask import Blueprint, Response, request

from core.contact_centre import delivery_reports
from sms import request_parsing
from sms.render import MESSAGE, twiml
from web.channel import ChannelServices
from web.signature import TwilioSignature
from web.twiml import EMPTY, twiml_response

log = structlog.get_logger()


def make_sms(services: ChannelServices) -> Blueprint:
    sms = Blueprint("sms", __name__, url_prefix="/sms")
    signature = TwilioSignature.from_settings(services.settings)
    database, now = services.database, services.now

    @sms.post(MESSAGE.removeprefix("/sms"))
    def message() -> Response:
        form = signature.form(request)
        heard = request_parsing.message(form)
        if heard.caller in (services.settings.hotline_number, form.get("To")):
            return twiml_response(EMPTY)  # our own text: a reply would come back as well
        if record_consent := request_parsing.consent_change(form, now()):
            database.run(record_consent)
        if request_parsing.answered_by_carrier(form):
            return twiml_response(EMPTY)
        return twiml_response(twiml(services.conversation.hear(heard)))

    @sms.post("/status")
    def status() -> Response:
        report = request_parsing.status(signature.form(request), request.args)
        is_ours = database.run(partial(delivery_reports.apply, **report, at=now()))
        log.info(
            "message status",
            message=report["carrier_id"],
            status=report["status"],
            error=report["error"],
            ours=is_ours,
        )
        return Response(status=204)

    return sms
