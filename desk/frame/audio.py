"""Answers with the sound of a recording."""

from __future__ import annotations

from flask import Response, abort

from desk.frame.context import DeskContext
from web.recordings import CarrierUnavailable


def audio_response(context: DeskContext, url: str | None) -> Response:
    """`url`: as the carrier reported it. Raises NotFound if there is no recording, or not any
    more; answers 502 when the carrier does not deliver it."""
    try:
        return Response(context.recordings.fetch(url), content_type="audio/wav")
    except CarrierUnavailable:
        abort(502)
