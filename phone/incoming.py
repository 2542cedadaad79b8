"""The JSON routes for what arrives at a telephone: texts, and calls that ring."""

from __future__ import annotations

from flask import Blueprint, abort, request

from phone.page_json import Json, call_json, sent_text_json
from phone.rest_backend import RestBackend
from phone.ringing_call import RingingCall


def serve_incoming(page: Blueprint, backend: RestBackend) -> None:
    @page.get("/api/incoming")
    def incoming() -> Json:
        """The new texts and ringing calls of `number`. `after`: how many texts the page has
        already."""
        number, after = request.args["number"], int(request.args.get("after", 0))
        calls = [call.sid for call in backend.calls_to(number) if call.status == "ringing"]
        texts = [sent_text_json(text.words) for text in backend.texts(number, after)]
        return {"texts": texts, "calls": calls}

    @page.post("/api/incoming/<sid>/answer")
    def answer(sid: str) -> Json:
        answered = backend.answer(_ringing(backend, sid))
        if answered is None:
            abort(404)
        return call_json(*answered)

    @page.post("/api/incoming/<sid>/decline")
    def decline(sid: str) -> Json:
        return {"declined": backend.end(_ringing(backend, sid), "busy")}


def _ringing(backend: RestBackend, sid: str) -> RingingCall:
    """The ringing call of that id; else 404. The request must be JSON, so that forms of other
    sites, which have another media type, are refused."""
    request.get_json()
    ringing = backend.ringing(sid)
    if ringing is None:
        abort(404)
    return ringing
