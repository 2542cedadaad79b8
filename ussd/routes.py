"""Africa's Talking's USSD callback."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ussd.render import CONTENT_TYPE, screen
from ussd.request_parsing import parse_in_session, request_heard
from web.channel import ChannelServices
from web.signature import Token


def make_ussd(services: ChannelServices) -> Blueprint:
    ussd = Blueprint("ussd", __name__, url_prefix="/ussd")
    token = Token.from_settings(services.settings)

    @ussd.post("/session")
    def session() -> Response:
        heard = request_heard(token.form(request))
        turn = services.conversation.hear(heard, parse_in_session)
        return Response(screen(turn), content_type=CONTENT_TYPE)

    return ussd
