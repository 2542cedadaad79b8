"""Twilio Messaging's webhooks; those of Kannel are in sms.kannel_routes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import structlog
from flask import Blueprint, Response, request
from sqlalchemy import Connection

from core.contact_centre import delivery_reports, picture_intake
from flows.protocol import Channel, Heard
from sms import request_parsing
from sms.kannel_routes import serve_kannel
from sms.render import MESSAGE, twiml
from web.busy import ask_again
from web.channel import ChannelServices
from web.signature import TwilioSignature
from web.twiml import EMPTY, twiml_response

log = structlog.get_logger()


def make_sms(services: ChannelServices) -> Blueprint:
    sms = Blueprint("sms", __name__, url_prefix="/sms")
    settings, database, now = services.settings, services.database, services.now
    signature = TwilioSignature.from_settings(settings)
    serve_kannel(sms, services)

    @sms.post(MESSAGE.removeprefix("/sms"))
    def message() -> Response:
        form = signature.form(request)
        heard = request_parsing.message(form)
        if heard.caller in (*settings.own_numbers, request_parsing.recipient(form)):
            return twiml_response(EMPTY)  # our own text: a reply would come back as well
        heard = _keep_pictures(services, heard, request_parsing.picture_urls(form))
        change = request_parsing.consent_change(
            form, now(), marketing_number=settings.marketing_number
        )
        is_recorded = _record_consent(services, heard, change)
        if request_parsing.answered_by_carrier(form):
            if is_recorded or not request_parsing.asks_for_texts(form):
                return twiml_response(EMPTY)
            language = settings.default_language
            return twiml_response(twiml(ask_again(services.wording, Channel.SMS, language)))
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


def _record_consent(
    services: ChannelServices, heard: Heard, record: Callable[[Connection], None] | None
) -> bool:
    """False if it could not be recorded. A STOP is learned later, because the carrier refuses our
    next text to the number (error 21610). A START is not: nothing would be sent any more."""
    try:
        if record is not None:
            services.database.run(record)
    except Exception:
        log.exception("consent not recorded", message=heard.message_id)
        return False
    return True


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
