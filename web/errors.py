"""The plain-text answers to requests that are refused (400, 403), come at a bad time (503) or fail
(500)."""

from __future__ import annotations

import structlog
from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from web.outages import RETRY_AFTER_SECONDS, is_outage

BODY_BYTES_MAX = 64 * 1024
"""16 times the longest request of a carrier."""

log = structlog.get_logger()


class BadRequest(Exception):
    """The request is not as the carrier documents it. Answered with 400 and the message."""


class Forbidden(Exception):
    """The signature or token is missing or wrong. Answered with 403 and the message."""


def plain_text(status: int, words: str) -> Response:
    return Response(f"{words}\n", status, content_type="text/plain; charset=utf-8")


def come_again(words: str) -> Response:
    """The request is right, and comes at a bad time."""
    answer = plain_text(503, words)
    answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def install(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES_MAX
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_BYTES_MAX
    app.register_error_handler(BadRequest, lambda error: plain_text(400, str(error)))
    app.register_error_handler(Forbidden, lambda error: plain_text(403, str(error)))
    app.register_error_handler(413, lambda _: plain_text(400, "The body is too large."))
    app.register_error_handler(HTTPException, _as_plain)
    app.register_error_handler(Exception, _unexpected)


def _as_plain(error: HTTPException) -> Response:
    response = plain_text(error.code or 500, error.name)
    response.headers.extend(
        (name, value) for name, value in error.get_headers() if name in ("Allow", "Location")
    )
    return response


def _unexpected(error: Exception) -> Response:
    if is_outage(error):
        log.error("request not answered in time", error=type(error).__name__)
        return come_again("The hotline is busy. Try again in a moment.")
    log.exception("request failed", error=type(error).__name__)
    return plain_text(500, "Something went wrong here.")
