"""The settings that agents change themselves: language, presence, password."""

from __future__ import annotations

from typing import cast, get_args

from flask import Blueprint, redirect, render_template, request, session
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.staff import Agent, BadAgent, Presence, agent_changes, agents, authentication
from desk.frame import (
    EDITORS,
    READERS,
    DeskContext,
    current_agent,
    current_agent_or_none,
    flash_message,
    public,
    redirect_to,
    required_choice,
    requires_role,
    safe_path,
    web_session,
)
from flows.language import LANGUAGES

PRESENCES = get_args(Presence)


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.post("/language")
    @public
    def choose_language() -> Response:
        agent = current_agent_or_none()
        session["language"] = chosen = required_choice(request.form, "language", LANGUAGES)
        if agent:
            context.run(lambda conn: agent_changes.set_language(conn, agent.agent, chosen))
        return redirect(safe_path(request.form.get("next")), 303)

    @desk.post("/presence")
    @requires_role(*EDITORS)
    def choose_presence() -> Response:
        chosen = cast(Presence, required_choice(request.form, "presence", PRESENCES))
        context.run(lambda conn: _set_presence(context, conn, chosen))
        return redirect(safe_path(request.form.get("next")), 303)

    @desk.get("/me")
    @requires_role(*READERS)
    def account() -> str:
        return render_template("desk/account.html", least=agent_changes.PASSWORD_CHARS_MIN)

    @desk.post("/me/password")
    @requires_role(*READERS, own=True)
    def change_password() -> Response:
        try:
            agent = context.run(lambda conn: _change_password(context, conn))
        except BadAgent:
            flash_message(context, "refused-password", least=agent_changes.PASSWORD_CHARS_MIN)
            return redirect_to("account")
        if agent is None:
            flash_message(context, "refused-old_password")
            return redirect_to("account")
        context.run(lambda conn: web_session.begin(conn, agent, context.now()))
        flash_message(context, "done-password")
        return redirect_to("account")


def _set_presence(context: DeskContext, conn: Connection, chosen: Presence) -> None:
    if agent_changes.set_presence(conn, current_agent().agent, chosen, context.now()):
        context.record(conn, "presence", becomes=chosen)


def _change_password(context: DeskContext, conn: Connection) -> Agent | None:
    """The agent; None if the old password is wrong, which counts as a failed sign-in."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    agent_changes.check_strength(new)
    me = current_agent().agent
    if authentication.check_password(conn, me, old, context.now()) is None:
        return None
    agent_changes.set_password(conn, me, new)
    context.record(conn, "password_changed")
    return agents.by_name(conn, me)
