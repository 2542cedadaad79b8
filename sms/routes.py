"""Twilio Messaging's webhooks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import structlog
from flask import Blueprint, Response, request

from core.contact_centre import delivery_reports, picture_intake
from flows.protocol import Heard
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
        if heard.caller in (services.settings.hotline_number, request_parsing.recipient(form)):
            return twiml_response(EMPTY)  # our own text: a reply would come back as well
        heard = _keep_pictures(services, heard, request_parsing.picture_urls(form))
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


def _keep_pictures(services: ChannelServices, heard: Heard, urls: list[str]) -> Heard:
    """`heard`, with what became of its pictures. They are kept before the turn, so that a turn that
    fails loses none. If they cannot be, the text is answered as one without."""
    if not urls:
        return heard
    keep = partial(
        picture_intake.keep,
        number=heard.caller,
        message_id=heard.message_id,
        urls=urls,
        at=services.now(),
    )
    try:
        return replace(heard, pictures=services.database.run(keep))
    except Exception:
        log.exception("pictures not kept", message=heard.message_id)
        return heard
