"""The answers to requests for recordings and pictures."""

from __future__ import annotations

from flask import Response, abort

from core.contact_centre import Picture
from core.kernel import NotFound
from desk.frame.context import DeskContext
from web.carrier_files import CarrierUnavailable


def audio_response(context: DeskContext, url: str | None) -> Response:
    """A response with the recording at `url`, the address that the carrier has reported. Raises
    NotFound if there is no recording or it was deleted; aborts with 502 if the carrier does not
    answer."""
    try:
        return Response(context.recordings.fetch(url), content_type="audio/wav")
    except CarrierUnavailable:
        abort(502)


def picture_response(context: DeskContext, picture: Picture) -> Response:
    """A response with the content of the picture, under the type that was found in it. Raises
    NotFound if it is not stored."""
    if picture.content_type is None:
        raise NotFound(f"picture {picture.picture_id} is {picture.status}")
    content = context.picture_files.read(picture.picture_id)
    response = Response(content, content_type=picture.content_type)
    response.headers["Content-Disposition"] = "inline"
    return response
