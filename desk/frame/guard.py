"""Runs before every view of the desk: authentication and authorization, and the CSRF check. Makes
the error pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import chain
from typing import Any

import structlog
from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
)
from flask import session as flask_session
from flask_wtf.csrf import validate_csrf
from sqlalchemy import Connection
from werkzeug.exceptions import HTTPException, ServiceUnavailable, TooManyRequests
from werkzeug.wrappers import Response as AnyResponse
from wtforms import ValidationError

from core.kernel import NotFound, UnprintableCharacter, plain_text
from core.redemption import NotPermitted
from core.staff import Agent, FormReused, HashingBusy, WebSession, agents
from desk.frame import web_session
from desk.frame.answers import flash_message, redirect_to
from desk.frame.authorization import CHANGING_METHODS, Access, access_of
from desk.frame.context import DeskContext
from desk.frame.redirects import page_of, sign_in_path
from desk.frame.submissions import open_submission
from flows.language import LANGUAGES
from web.outages import RETRY_AFTER_SECONDS, is_outage

ID_MAX = 2**63 - 1  # of a BIGINT
FORM_EXPIRED = "form_expired"
ERROR_PAGES = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    429: "too_many",
    503: "no_answer",
}
_BUSY = TooManyRequests(retry_after=2)
_NO_ANSWER = ServiceUnavailable(retry_after=RETRY_AFTER_SECONDS)
log = structlog.get_logger()


def install(desk: Blueprint, context: DeskContext) -> None:
    desk.before_request(lambda: _authorize(context))
    for code in (*ERROR_PAGES, 405, 413):
        desk.register_error_handler(code, _http_error)
    desk.register_error_handler(HTTPException, _http_error)
    desk.register_error_handler(NotFound, lambda _: _error_page("not_found", 404))
    desk.register_error_handler(FormReused, lambda _: _form_reused(context))
    desk.register_error_handler(NotPermitted, lambda _: _error_page("forbidden", 403))
    desk.register_error_handler(UnprintableCharacter, lambda _: _error_page("unprintable", 422))
    desk.register_error_handler(HashingBusy, lambda _: _http_error(_BUSY))
    desk.register_error_handler(Exception, _unexpected)


def _authorize(context: DeskContext) -> AnyResponse | None:
    """Runs before each view. None if the view may run; else a redirect to the page that comes
    first, or 403. Sets g.language and, if somebody is signed in, g.agent and g.web_session."""
    g.language = _visitor_language(context)
    _check_parameters()
    access = _access()
    agent = _signed_in_agent(context, access)
    if agent:
        g.language = agent.language
    if not _is_identified(access):
        if request.method in CHANGING_METHODS:
            flash_message(context, "refused-signed_out")
        return redirect(sign_in_path(request), 303)
    if agent and agent.must_choose_password and not access.before_own_password:
        return redirect_to("first_password")
    if agent and not access.public and agent.role not in access.roles:
        log.warning("access refused", agent=agent.agent, endpoint=request.endpoint)
        abort(403)
    if request.method in CHANGING_METHODS:
        _check_csrf_token()
        if agent and not (access.public or access.password_only):
            open_submission(agent)
    return None


def _access() -> Access:
    view: Callable[..., Any] = current_app.view_functions[request.endpoint or ""]
    return access_of(view)


def _signed_in_agent(context: DeskContext, access: Access) -> Agent | None:
    """The agent who is signed in, whose idle timeout starts again; else None, and
    g.awaiting_second_factor is set if the visitor has given a password."""
    if not web_session.has_token():
        return None
    at = context.now()
    found, agent = context.read(lambda conn: _session_and_agent(conn, at))
    if found is None or agent is None:
        return None
    if not found.complete:
        g.awaiting_second_factor = agent
        return None
    g.web_session, g.agent = found, agent
    if access.renews and web_session.needs_renewal(found, at):
        context.run(lambda conn: web_session.renew(conn, found, at))
    return agent


def _session_and_agent(conn: Connection, at: datetime) -> tuple[WebSession | None, Agent | None]:
    found = web_session.of_browser(conn, at)
    return found, agents.find(conn, found.agent) if found else None


def _is_identified(access: Access) -> bool:
    """Whether the visitor is identified as far as the view requires."""
    has_sent_password = access.password_only and g.get("awaiting_second_factor") is not None
    return access.public or g.get("agent") is not None or has_sent_password


def _check_csrf_token() -> None:
    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRF-Token", ""))
    except ValidationError:
        log.warning("form without a valid token", endpoint=request.endpoint)
        abort(400, FORM_EXPIRED)


def _check_parameters() -> None:
    """404 for a path, and 400 for a query or a form, that no page of ours leads to: with an id
    larger than a BIGINT or with a character that cannot be stored, for which the database would
    raise an error, or with a part that has no name."""
    if not all(map(_can_be_stored, (request.view_args or {}).values())):
        abort(404)
    if not all(map(plain_text.is_plain, chain(request.args, *request.args.listvalues()))):
        abort(400)
    if None in request.form:
        abort(400)


def _can_be_stored(value: int | str) -> bool:
    return value <= ID_MAX if isinstance(value, int) else plain_text.is_plain(value)


def _visitor_language(context: DeskContext) -> str:
    chosen = flask_session.get("language")
    known = chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES)
    return known or context.default_language


def _http_error(error: Any) -> Response | tuple[str, int]:
    if error.get_response().is_streamed or error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[no-any-return]
    expired = error.description == FORM_EXPIRED
    name = FORM_EXPIRED if expired else ERROR_PAGES.get(error.code, "bad_request")
    page = make_response(_error_page(name, error.code))
    if retry_after := getattr(error, "retry_after", None):
        page.headers["Retry-After"] = str(retry_after)
    return page


def _form_reused(context: DeskContext) -> AnyResponse:
    """For views that do not show the form again themselves."""
    flash_message(context, "refused-form_reused")
    return redirect(page_of(request), 303)


def _unexpected(error: Exception) -> Response | tuple[str, int]:
    if is_outage(error):
        log.error("desk request not answered in time", error=type(error).__name__)
        return _http_error(_NO_ANSWER)
    log.exception("desk request failed", error=type(error).__name__)
    return _error_page("broken", 500)


def _error_page(name: str, status: int) -> tuple[str, int]:
    return render_template("desk/error.html", name=name), status
