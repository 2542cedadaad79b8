"""Africa's Talking's USSD callback."""

from __future__ import annotations

from flask import Blueprint, Response, request

from flows.conversation import Conversation
from ussd.hearing import read, request_heard
from ussd.screen import TEXT, screen
from web.signature import Token


def make_ussd(conversation: Conversation, token: Token) -> Blueprint:
    ussd = Blueprint("ussd", __name__, url_prefix="/ussd")

    @ussd.post("/session")
    def session() -> Response:
        heard = request_heard(token.form(request))
        return Response(screen(conversation.hear(heard, read)), content_type=TEXT)

    return ussd
