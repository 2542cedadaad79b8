"""Every error of the API as problem details (RFC 9457), by one list of all that there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from api.frame.cursors import BadCursor
from core.kernel import (
    ActedMeanwhile,
    KeyReused,
    LimitReached,
    NotAllowed,
    NotFound,
    Refused,
    UnprintableCharacter,
)
from core.ledger import HoldClosed, NotEnoughPoints
from core.members import BadNumber, NotOpenYet
from core.redemption import PriceChanged, SoldOut
from core.service import ReceiptDiffers, ReceiptOfImpossibleDay
from web.outages import RETRY_AFTER_SECONDS, is_outage

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:points-hotline:problem:"
TITLES: Mapping[str, tuple[int, str]] = {
    "bad_request": (400, "The request is not as HTTP or this operation has it."),
    "no_key": (400, "The header Idempotency-Key is missing or malformed."),
    "unauthorized": (401, "A valid access token is required."),
    "no_scope": (403, "The access token has not the scope of this operation."),
    "not_found": (404, "There is no such thing."),
    "method_not_allowed": (405, "The address has no such method."),
    "too_late": (408, "The request did not arrive in time."),
    "too_large": (413, "The request is too large."),
    "no_json": (415, "The body must be application/json."),
    "invalid": (422, "The request has values that are not allowed."),
    "key_reused": (422, "Another request has come with this Idempotency-Key."),
    "too_many_requests": (429, "Too many requests; wait as long as Retry-After says."),
    "broken": (500, "Something went wrong here."),
    "unavailable": (503, "The hotline is busy; try again after Retry-After."),
    # What a rule of the programme forbids; nothing has changed.
    "refused": (409, "A rule of the programme forbids it."),
    "acted_meanwhile": (409, "It has changed meanwhile; read it again."),
    "not_enough_points": (409, "The member has not enough points."),
    "sold_out": (409, "It is sold out."),
    "price_changed": (409, "It has another price."),
    "not_open_yet": (409, "The member has not earned enough points yet to spend any."),
    "limit_reached": (409, "A limit is reached."),
    "no_number": (409, "It is no telephone number, or no mobile one."),
    "no_such_card": (409, "There is no such card in stock, or the member has no active one."),
    "receipt_differs": (409, "This receipt was entered before with other values."),
    "receipt_of_impossible_day": (
        409,
        "It says a day that is still to come, or before 1900.",
    ),
    "status_forbids": (409, "Its status, or the member's, forbids it."),
}
_BY_STATUS = {
    400: "bad_request", 404: "not_found", 405: "method_not_allowed", 408: "too_late",
    413: "too_large", 500: "broken", 503: "unavailable",
}  # fmt: skip
log = structlog.get_logger()


@dataclass(eq=False)
class Problem(Exception):
    """`name` is one of TITLES; `more` are further members of the answer."""

    name: str
    detail: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def install(blueprint: Blueprint, members: Callable[[str], Mapping[str, Any]]) -> None:
    """members: what the answer has besides, by the problem's name."""

    def answer(error: Exception) -> Response:
        problem = _of_http(error) if isinstance(error, HTTPException) else _of(error)
        return problem_response(problem, members(problem.name))

    for kind in (Problem, HTTPException, Exception):
        blueprint.register_error_handler(kind, answer)
    for status in _BY_STATUS:  # those of the application for a status would go first
        blueprint.register_error_handler(status, answer)


def problem_body(problem: Problem, members: Mapping[str, Any]) -> bytes:
    status, title = TITLES[problem.name]
    shown: dict[str, Any] = {"type": f"{TYPE_PREFIX}{problem.name}", "title": title}
    shown["status"] = status
    if problem.detail is not None:
        shown["detail"] = problem.detail
    return orjson.dumps(shown | dict(problem.more) | dict(members))


def problem_response(problem: Problem, members: Mapping[str, Any] | None = None) -> Response:
    status, _ = TITLES[problem.name]
    content = problem_body(problem, members or {})
    response = Response(content, status, content_type=MEDIA_TYPE)
    response.headers.update(problem.headers)
    return response


def problem_of_status(status: int) -> tuple[str, bytes] | None:
    """Content type and body of an answer that the front gives by itself."""
    name = _BY_STATUS.get(status)
    return (MEDIA_TYPE, problem_body(Problem(name), {})) if name else None


def _of_http(error: HTTPException) -> Problem:
    allowed = {name: value for name, value in error.get_headers() if name == "Allow"}
    name = _BY_STATUS.get(error.code or 500, "bad_request")
    return Problem(name, headers=allowed)


def _of(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case NotFound():
            return Problem("not_found")
        case BadCursor():
            return Problem("not_found", "No page has had that `next`.")
        case BadNumber():
            return Problem("no_number")
        case UnprintableCharacter():
            return Problem("invalid", "A text has a character that cannot be displayed.")
        case KeyReused():
            return Problem("key_reused")
        case Refused():
            return _of_rule(error)
        case HoldClosed():
            return Problem("acted_meanwhile")
        case _ if is_outage(error):
            log.error("api request not answered in time", error=type(error).__name__)
            return Problem("unavailable", headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    log.exception("api request failed", error=type(error).__name__)
    return Problem("broken")


def _of_rule(error: Refused) -> Problem:
    match error:
        case ActedMeanwhile():
            return Problem("acted_meanwhile")
        case NotEnoughPoints():
            points = {"available": error.available, "needed": error.needed}
            return Problem("not_enough_points", more=points)
        case SoldOut():
            return Problem("sold_out")
        case PriceChanged():
            return Problem("price_changed")
        case NotOpenYet():
            return Problem("not_open_yet", more={"points_needed": error.points_needed})
        case LimitReached():
            return Problem("limit_reached", more={"limit": error.limit})
        case NotAllowed():
            return Problem("status_forbids", more={"reason": error.reason})
        case ReceiptDiffers():
            return Problem("receipt_differs")
        case ReceiptOfImpossibleDay():
            return Problem("receipt_of_impossible_day")
    return Problem("refused")


def status_phrase(status: int) -> str:
    return HTTPStatus(status).phrase
