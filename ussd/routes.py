"""Africa's Talking's USSD callback."""

from __future__ import annotations

from flask import Blueprint, Response, request

from flows.engine import Conversation
from ussd.render import TEXT, screen
from ussd.request_parsing import read, request_heard
from web.signature import Token


def make_ussd(conversation: Conversation, token: Token) -> Blueprint:
    ussd = Blueprint("ussd", __name__, url_prefix="/ussd")

    @ussd.post("/session")
    def session() -> Response:
        heard = request_heard(token.form(request))
        return Response(screen(conversation.hear(heard, read)), content_type=TEXT)

    return ussd
