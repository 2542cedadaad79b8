"""What agents change of their own: language, presence, password."""

from __future__ import annotations

from typing import cast, get_args

from flask import Blueprint, abort, redirect, render_template, request, session
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.staff import Agent, BadAgent, Presence, agents, authentication
from desk.frame import (
    READERS,
    WORKERS,
    Office,
    anyone,
    may,
    me,
    open_to_all,
    said,
    to,
    web_session,
    within,
)
from flows.language import LANGUAGES

PRESENCES = get_args(Presence)


def serve(desk: Blueprint, office: Office) -> None:
    @desk.post("/language")
    @open_to_all
    def choose_language() -> Response:
        chosen, agent = request.form.get("language"), anyone()
        if chosen not in LANGUAGES:
            abort(400)
        session["language"] = chosen
        if agent:
            office.do(lambda conn: agents.set_language(conn, agent.agent, chosen))
        return redirect(within(request.form.get("next")), 303)

    @desk.post("/presence")
    @may(*WORKERS)
    def choose_presence() -> Response:
        chosen = request.form.get("presence")
        if chosen not in PRESENCES:
            abort(400)
        office.do(lambda conn: _set_presence(office, conn, cast(Presence, chosen)))
        return redirect(within(request.form.get("next")), 303)

    @desk.get("/me")
    @may(*READERS)
    def account() -> str:
        return render_template("desk/account.html", least=agents.PASSWORD_CHARS_MIN)

    @desk.post("/me/password")
    @may(*READERS, own=True)
    def change_password() -> Response:
        try:
            agent = office.do(lambda conn: _change_password(office, conn))
        except BadAgent:
            said(office, "refused-password", least=agents.PASSWORD_CHARS_MIN)
            return to("account")
        if agent is None:
            said(office, "refused-old_password")
            return to("account")
        office.do(lambda conn: web_session.begin(conn, agent, office.now()))
        said(office, "done-password")
        return to("account")


def _set_presence(office: Office, conn: Connection, chosen: Presence) -> None:
    if agents.set_presence(conn, me().agent, chosen, office.now()):
        office.record(conn, "presence", becomes=chosen)


def _change_password(office: Office, conn: Connection) -> Agent | None:
    """None: the old one is wrong, which counts as it does when signing in."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    agents.check_strength(new)
    if authentication.check_password(conn, me().agent, old, office.now()) is None:
        return None
    agents.set_password(conn, me().agent, new)
    office.record(conn, "password_changed")
    return agents.by_name(conn, me().agent)
