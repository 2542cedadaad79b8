"""The pages that Kannel fetches: one for a member's text, one for a report of a text of ours."""

from __future__ import annotations

from functools import partial

import structlog
from flask import Blueprint, Response, request

from core.contact_centre import delivery_reports
from core.kernel import plain_text
from flows.protocol import Channel
from sms import kannel_reports, kannel_request_parsing
from sms.kannel_reports import reply_report_address
from sms.render import kannel_coding, text
from web.channel import ChannelServices
from web.signature import Token

CONTENT_TYPE = "text/plain; charset=utf-8"
REACHED_SMSC = "8"
log = structlog.get_logger()


def serve_kannel(sms: Blueprint, services: ChannelServices) -> None:
    settings, database = services.settings, services.database
    secret, token = settings.kannel_secret.get_secret_value(), Token.of_kannel(settings)

    @sms.get("/kannel")
    def kannel_message() -> Response:
        query = token.query(request)
        heard = kannel_request_parsing.message(query, secret)
        if kannel_request_parsing.is_own(query, settings.own_numbers):
            return nothing()
        words = text(services.conversation.hear(heard))
        return reply(words, services.public_url + reply_report_address(heard, secret))

    @sms.get("/kannel/dlr")
    def kannel_report() -> Response:
        report = kannel_reports.report(token.query(request))
        is_ours = database.run(partial(delivery_reports.apply, **report, at=services.now()))
        log.info(
            "message status",
            message=report["carrier_id"],
            status=report["status"],
            error=report["error"],
            ours=is_ours,
        )
        return nothing()

    @sms.get("/kannel/reply-dlr")
    def kannel_reply_report() -> Response:
        number, resent_as = kannel_request_parsing.replied(token.query(request))
        services.conversation.resent.reply_reached(Channel.SMS, number, resent_as)
        return nothing()


def reply(words: str, report: str) -> Response:
    """Kannel sends the body as a text, in the coding that the header names, and says at `report`
    that the SMSC has it."""
    words = plain_text.clean(words)
    if not words:
        return nothing()
    response = Response(words, content_type=CONTENT_TYPE)
    response.headers["X-Kannel-Coding"] = kannel_coding(words)
    response.headers["X-Kannel-DLR-Mask"] = REACHED_SMSC
    response.headers["X-Kannel-DLR-Url"] = report
    return response


def nothing() -> Response:
    """Of an empty body Kannel makes no text, with `omit-empty`."""
    return Response("", content_type=CONTENT_TYPE)
