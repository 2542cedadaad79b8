"""A recording, as the browser plays it."""

from __future__ import annotations

from flask import Response, abort

from desk.frame.context import DeskContext
from web.recordings import CarrierSilent


def audio_response(context: DeskContext, url: str | None) -> Response:
    """NotFound: there is none, or it is kept no longer."""
    try:
        return Response(context.recordings.sound(url), content_type="audio/wav")
    except CarrierSilent:
        abort(502)
