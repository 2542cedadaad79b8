"""What comes to a telephone by itself: texts, and calls that ring."""

from __future__ import annotations

from flask import Blueprint, abort, request

from phone.ringing import Ringing
from phone.switchboard import Exchange
from phone.views import Json, call_view, sent_view


def serve_incoming(page: Blueprint, exchange: Exchange) -> None:
    @page.get("/api/incoming")
    def incoming() -> Json:
        """`after`: how many texts of that number are on the page already."""
        number, after = request.args["number"], int(request.args.get("after", 0))
        calls = [call.sid for call in exchange.calls_to(number) if call.status == "ringing"]
        texts = [sent_view(text.words) for text in exchange.texts(number, after)]
        return {"texts": texts, "calls": calls}

    @page.post("/api/incoming/<sid>/answer")
    def answer(sid: str) -> Json:
        answered = exchange.answer(_ringing(exchange, sid))
        if answered is None:
            abort(404)
        return call_view(*answered)

    @page.post("/api/incoming/<sid>/decline")
    def decline(sid: str) -> Json:
        return {"declined": exchange.end(_ringing(exchange, sid), "busy")}


def _ringing(exchange: Exchange, sid: str) -> Ringing:
    """Another site's form has another media type: it must not answer anybody's telephone."""
    request.get_json()
    ringing = exchange.ringing(sid)
    if ringing is None:
        abort(404)
    return ringing
