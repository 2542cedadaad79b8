"""The security keys that agents add to their own sign-in, and remove."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.staff import BadSecurityKey, Site, security_keys
from desk.frame import (
    READERS,
    DeskContext,
    current_agent,
    current_web_session,
    flash_message,
    language,
    no_list,
    redirect_to,
    required_json,
    required_line,
    requires_role,
)
from desk.staff.limited_checks import is_own_password

NAME_CHARS_MAX = 60


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/me/security-keys/new", endpoint="new_security_key")
    @requires_role(*READERS)
    @no_list("a form")
    def new_security_key_page() -> str:
        site, title = _site(context), context.words.say("desk-title", language())
        me, this = current_agent(), current_web_session().session_hash
        options = context.run(
            lambda conn: security_keys.options_to_add(conn, me, this, site, title)
        )
        return render_template("desk/new_security_key.html", options=options)

    @desk.post("/me/security-keys")
    @requires_role(*READERS, own=True)
    def add_security_key() -> Response:
        if not is_own_password(context):
            return redirect_to("new_security_key")
        try:
            context.change(lambda conn: _add(context, conn))
        except BadSecurityKey:
            flash_message(context, "refused-security_key")
            return redirect_to("new_security_key")
        flash_message(context, "done-security_key_added")
        return redirect_to("account", _anchor="security-keys")

    @desk.post("/me/security-keys/remove")
    @requires_role(*READERS, own=True)
    def remove_security_key() -> Response:
        if is_own_password(context):
            context.change(lambda conn: _remove(context, conn))
            flash_message(context, "done-security_key_removed")
        return redirect_to("account", _anchor="security-keys")


def _site(context: DeskContext) -> Site:
    if context.site is None:
        abort(404)
    return context.site


def _add(context: DeskContext, conn: Connection) -> None:
    security_keys.add(
        conn,
        current_agent().agent,
        current_web_session().session_hash,
        _site(context),
        answer=required_json(request.form, "answer"),
        name=required_line(request.form, "name", NAME_CHARS_MAX),
        at=context.now(),
    )
    context.record(conn, "security_key_added")


def _remove(context: DeskContext, conn: Connection) -> None:
    if security_keys.remove(conn, current_agent().agent, required_line(request.form, "key", 2_000)):
        context.record(conn, "security_key_removed")
