"""The desk's blueprint: one module a page, each with its own serve()."""

from __future__ import annotations

from flask import Blueprint, Response, abort, send_from_directory
from flask.blueprints import BlueprintSetupState

from desk.contact_centre import Feed, conversation, queue
from desk.frame import READERS, DeskBlueprint, DeskContext, guard, layout, public, requires_role
from desk.members import members
from desk.oversight import audit_trail, dashboard
from desk.programme import rule_draft, rules, sentence, wording
from desk.redemption import catalogue, orders, suppliers
from desk.service import approvals, claims, complaints
from desk.staff import Attempts, agents, own_account, sign_in

ANY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE")
STATIC_SECONDS = 300


def make_desk(
    context: DeskContext, attempts: Attempts, *, secret_key: str, https: bool
) -> Blueprint:
    desk = DeskBlueprint("desk", __name__, url_prefix="/desk", template_folder="templates")
    desk.record_once(lambda state: _keep_sessions(state, secret_key, https))
    guard.install(desk, context)
    layout.install(desk, context)
    sign_in.serve(desk, context, attempts)
    own_account.serve(desk, context)
    queue.serve(desk, context, Feed(context.database))
    conversation.serve(desk, context)
    members.serve(desk, context)
    approvals.serve(desk, context)
    dashboard.serve(desk, context)
    for page in (complaints, claims, orders, catalogue, suppliers):
        page.serve(desk, context)
    for page in (rules, rule_draft, wording, sentence, agents, audit_trail):
        page.serve(desk, context)
    _serve_files(desk)
    return desk


def _keep_sessions(state: BlueprintSetupState, secret_key: str, https: bool) -> None:
    state.app.secret_key = secret_key
    state.app.config.update(
        SESSION_COOKIE_NAME="desk",
        SESSION_COOKIE_PATH="/desk/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        WTF_CSRF_TIME_LIMIT=None,  # a form is good for as long as the session it was made in
    )


def _serve_files(desk: Blueprint) -> None:
    @desk.get("/static/<path:filename>")
    @public
    def static(filename: str) -> Response:
        return send_from_directory(f"{desk.root_path}/static", filename, max_age=STATIC_SECONDS)

    @desk.route("/<path:anywhere>", methods=ANY_METHOD)
    @requires_role(*READERS, own=True)
    def nowhere(anywhere: str) -> Response:
        abort(404)
