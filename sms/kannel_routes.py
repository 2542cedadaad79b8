"""The pages that Kannel fetches: one for a member's text, one for a report of a text of ours."""

from __future__ import annotations

from functools import partial

import structlog
from flask import Blueprint, Response, request

from core.contact_centre import delivery_reports
from core.kernel import plain_text
from sms import kannel_reports, kannel_request_parsing
from sms.render import kannel_coding, text
from web.channel import ChannelServices
from web.signature import Token

CONTENT_TYPE = "text/plain; charset=utf-8"
log = structlog.get_logger()


def serve_kannel(sms: Blueprint, services: ChannelServices) -> None:
    settings, database = services.settings, services.database
    secret, token = settings.kannel_secret.get_secret_value(), Token.of_kannel(settings)

    @sms.get("/kannel")
    def kannel_message() -> Response:
        query = token.query(request)
        heard = kannel_request_parsing.message(query, secret)
        if kannel_request_parsing.is_own(query, settings.hotline_number):
            return reply("")
        return reply(text(services.conversation.hear(heard)))

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
        return reply("")


def reply(words: str) -> Response:
    """Kannel sends the body as a text, in the coding that the header names, and nothing where it is
    empty."""
    words = plain_text.clean(words)
    response = Response(words, content_type=CONTENT_TYPE)
    if words:
        response.headers["X-Kannel-Coding"] = kannel_coding(words)
    return response
