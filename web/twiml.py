"""TwiML documents as text, and the HTTP response with one."""

from __future__ import annotations

from xml.sax.saxutils import escape

from flask import Response

from core.kernel import plain_text

CONTENT_TYPE = "text/xml; charset=utf-8"


def document(verbs: str) -> str:
    """The TwiML document with these verbs, which are XML already.

    Removes characters that XML cannot represent: names and sentences from before they were checked
    may contain some, and the carrier plays an error instead of a document that does not parse.
    """
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{plain_text.clean(verbs)}</Response>'


EMPTY = document("")


def message(body: str) -> str:
    """One message in reply; an empty response where there is nothing to say."""
    return document(f"<Message>{escape(body)}</Message>") if body else EMPTY


def twiml_response(body: str) -> Response:
    return Response(body, content_type=CONTENT_TYPE)
