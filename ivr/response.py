"""TwiML as an HTTP answer."""

from flask import Response

from ivr.render import XML


def xml(body: str) -> Response:
    return Response(body, content_type=XML)
