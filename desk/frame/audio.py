"""The answer to a request for a recording."""

from __future__ import annotations

from flask import Response, abort

from desk.frame.context import DeskContext
from web.recordings import CarrierUnavailable


def audio_response(context: DeskContext, url: str | None) -> Response:
    """A response with the recording at `url`, the address that the carrier has reported. Raises
    NotFound if there is no recording or it was deleted; aborts with 502 if the carrier does not
    answer."""
    try:
        return Response(context.recordings.fetch(url), content_type="audio/wav")
    except CarrierUnavailable:
        abort(502)
