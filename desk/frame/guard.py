"""What stands before and after every view of the desk: who asks, whether the form is ours, what a
browser may do with the answer, and what an error looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request
from flask import session as flask_session
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse
from wtforms import ValidationError

from core.kernel import NotFound
from desk.frame import web_session
from desk.frame.authorization import Access, access_of
from desk.frame.context import DeskContext
from desk.frame.layout import flash_message
from desk.frame.redirects import sign_in_and_then
from flows.language import LANGUAGES

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
HEADERS = {
    # Nothing inline and nothing from elsewhere: what a member has written can run nothing.
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
ID_MAX = 2**63 - 1
FORM_EXPIRED = "form_expired"
SHOWN = {400: "bad_request", 403: "forbidden", 404: "not_found", 429: "too_many"}
log = structlog.get_logger()


def install(desk: Blueprint, context: DeskContext) -> None:
    desk.before_request(lambda: _let_in(context))
    desk.after_request(_with_headers)
    for code in (*SHOWN, 405, 413):
        desk.register_error_handler(code, _error_page)
    desk.register_error_handler(HTTPException, _error_page)
    desk.register_error_handler(NotFound, lambda _: _page("not_found", 404))
    desk.register_error_handler(Exception, _unexpected)


def _let_in(context: DeskContext) -> AnyResponse | None:
    access = _access()
    at = context.now()
    agent = context.read(lambda conn: web_session.current(conn, at))
    g.language = agent.language if agent else _language_of_nobody(context)
    if agent:
        g.agent = agent
        if access.renews and web_session.needs_renewal(at):
            context.run(lambda conn: web_session.renew(conn, at))
    if not _may_enter(access, context):
        if request.method in CHANGING:
            flash_message(context, "refused-signed_out")
        return redirect(sign_in_and_then(request), 303)
    if agent and not access.open and agent.role not in access.roles:
        abort(403)
    if request.method in CHANGING:
        _check_form()
    _check_ids()
    return None


def _access() -> Access:
    view: Callable[..., Any] = current_app.view_functions[request.endpoint or ""]
    return access_of(view)


def _may_enter(access: Access, context: DeskContext) -> bool:
    agent = g.get("agent")
    if agent is None and access.half_way:
        at = context.now()
        g.half_way = context.read(lambda conn: web_session.half_way(conn, at))
    return access.open or agent is not None or g.get("half_way") is not None


def _check_form() -> None:
    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRF-Token", ""))
    except ValidationError:
        abort(400, FORM_EXPIRED)


def _check_ids() -> None:
    """An id that no database could have is nobody's."""
    if any(isinstance(each, int) and each > ID_MAX for each in (request.view_args or {}).values()):
        abort(404)


def _language_of_nobody(context: DeskContext) -> str:
    chosen = flask_session.get("language")
    known = chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES)
    return known or context.default_language


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _error_page(error: Any) -> Response | tuple[str, int]:
    if error.get_response().is_streamed or error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[no-any-return]
    what = FORM_EXPIRED if error.description == FORM_EXPIRED else SHOWN.get(error.code)
    return _page(what or "bad_request", error.code)


def _unexpected(error: Exception) -> tuple[str, int]:
    log.exception("desk failed", error=type(error).__name__)
    return _page("broken", 500)


def _page(what: str, status: int) -> tuple[str, int]:
    return render_template("desk/error.html", what=what), status
