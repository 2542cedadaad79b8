"""What a request hears that is not a member's: plain text, why, and nothing has changed."""

from __future__ import annotations

import structlog
from flask import Flask, Response
from werkzeug.exceptions import HTTPException

BODY_BYTES_MAX = 64 * 1024
"""Sixteen times the longest message that a carrier sends."""

log = structlog.get_logger()


class BadRequest(Exception):
    """The carrier's form is not what its documentation says: 400."""


class Forbidden(Exception):
    """No signature, or a wrong one: 403."""


def plain(status: int, words: str) -> Response:
    return Response(f"{words}\n", status, content_type="text/plain; charset=utf-8")


def install(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES_MAX
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_BYTES_MAX
    app.register_error_handler(BadRequest, lambda error: plain(400, str(error)))
    app.register_error_handler(Forbidden, lambda error: plain(403, str(error)))
    app.register_error_handler(413, lambda _: plain(400, "The body is too large."))
    app.register_error_handler(HTTPException, _as_plain)
    app.register_error_handler(Exception, _unexpected)


def _as_plain(error: HTTPException) -> Response:
    response = plain(error.code or 500, error.name)
    response.headers.extend(
        (name, value) for name, value in error.get_headers() if name in ("Allow", "Location")
    )
    return response


def _unexpected(error: Exception) -> Response:
    log.exception("request failed", error=type(error).__name__)
    return plain(500, "Something went wrong here.")
