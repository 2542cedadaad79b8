"""TwiML, the answer to a webhook of Twilio's: its frame and its HTTP response."""

from __future__ import annotations

from flask import Response

CONTENT_TYPE = "text/xml; charset=utf-8"


def document(verbs: str) -> str:
    """The TwiML document with these verbs, which are XML already."""
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{verbs}</Response>'


EMPTY = document("")


def twiml_response(body: str) -> Response:
    return Response(body, content_type=CONTENT_TYPE)
