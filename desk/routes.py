"""Builds the desk's blueprint from the declarations of its areas."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, send_from_directory
from flask.blueprints import BlueprintSetupState

from desk import contact_centre, members, oversight, programme, redemption, service, staff
from desk.frame import (
    READERS,
    DeskBlueprint,
    DeskContext,
    Menu,
    guard,
    layout,
    public,
    requires_role,
)

AREAS = (
    contact_centre.AREA,
    members.AREA,
    oversight.AREA,
    programme.AREA,
    redemption.AREA,
    service.AREA,
    staff.AREA,
)
COMPANY_CALLBACK = "/desk/company-sign-in/callback"
"""Where the company's sign-in provider sends browsers back to, below PUBLIC_URL."""
ANY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE")
STATIC_MAX_AGE_SECONDS = 300


def make_desk(context: DeskContext, *, secret_keys: Sequence[str], https: bool) -> Blueprint:
    """secret_keys: they sign the cookies, the first one is current. https: the desk's address is
    https. Raises UndeclaredAccess for a view that does not declare its roles, and InvalidMenu."""
    desk = DeskBlueprint("desk", __name__, url_prefix="/desk", template_folder="templates")
    desk.record_once(lambda state: _configure_session(state, secret_keys, https))
    if context.company_provider:
        provider = context.company_provider
        desk.record_once(lambda state: provider.serve(state.app))
    guard.install(desk, context)
    for area in AREAS:
        for serve in area.pages:
            serve(desk, context)
    _serve_files(desk)
    layout.install(desk, context, Menu((entry for area in AREAS for entry in area.menu), desk))
    return desk


def _configure_session(state: BlueprintSetupState, secret_keys: Sequence[str], https: bool) -> None:
    state.app.config.update(
        SECRET_KEY=secret_keys[0],
        SECRET_KEY_FALLBACKS=list(secret_keys[1:]),
        # With the prefix a browser takes the cookie from this host only, by https, for every path.
        SESSION_COOKIE_NAME="__Host-desk" if https else "desk",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        WTF_CSRF_TIME_LIMIT=None,  # a CSRF token is valid as long as its session
    )


def _serve_files(desk: Blueprint) -> None:
    @desk.get("/static/<path:filename>")
    @public
    def static(filename: str) -> Response:
        return send_from_directory(
            f"{desk.root_path}/static", filename, max_age=STATIC_MAX_AGE_SECONDS
        )

    @desk.route("/<path:anywhere>", methods=ANY_METHOD, endpoint="nowhere")
    @requires_role(*READERS, own=True)
    def unknown_page(anywhere: str) -> Response:
        """404 for agents who are signed in; all others are redirected to the sign-in page first."""
        abort(404)
