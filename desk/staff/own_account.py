"""What agents change themselves: language, presence, password, and where they are signed in."""

from __future__ import annotations

from typing import cast, get_args

from flask import Blueprint, render_template, request, session
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.staff import (
    BadAgent,
    Presence,
    agent_changes,
    agents,
    company_accounts,
    passwords,
    security_keys,
    web_sessions,
)
from desk.frame import (
    EDITORS,
    HOME,
    READERS,
    DeskContext,
    current_agent,
    current_agent_or_none,
    current_web_session,
    flash_message,
    next_path,
    no_list,
    public,
    redirect_to,
    redirect_to_path,
    required_choice,
    requires_role,
    ticked,
    typed,
    typed_secret,
    web_session,
)
from desk.staff import company_sign_in
from desk.staff.device_names import device_name
from desk.staff.limited_checks import is_own_password
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
        return redirect_to_path(next_path(request.form))

    @desk.post("/presence")
    @requires_role(*EDITORS)
    def choose_presence() -> Response:
        chosen = cast(Presence, required_choice(request.form, "presence", PRESENCES))
        context.change(lambda conn: _set_presence(context, conn, chosen))
        web_session.presence_chosen()
        return redirect_to_path(next_path(request.form))

    @desk.get("/me")
    @requires_role(*READERS)
    @no_list("the own account")
    def account() -> str:
        at = context.now()
        me = current_agent().agent
        return render_template(
            "desk/account.html",
            has_company_sign_in=context.company_provider is not None,
            connected_at=context.read(lambda conn: company_accounts.connected_at(conn, me)),
            site=context.site,
            keys=context.read(lambda conn: security_keys.of_agent(conn, me)),
            is_connecting=company_sign_in.is_connecting(context),
            least=passwords.CHARS_MIN,
            sessions=context.read(lambda conn: web_sessions.of_agent(conn, me, at)),
            this_session=current_web_session(),
            device_name=device_name,
        )

    @desk.post("/me/sessions")
    @requires_role(*READERS, own=True)
    def end_sessions() -> Response:
        if is_own_password(context):
            ended = context.change(lambda conn: _end_sessions(context, conn))
            flash_message(context, "done-sessions", count=ended)
        return redirect_to("account")

    _serve_password(desk, context)


def _serve_password(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/first-password", endpoint="first_password")
    @requires_role(*READERS, before_own_password=True)
    @no_list("a form")
    def first_password_page() -> Response | str:
        if not current_agent().must_choose_password:
            return redirect_to("account")
        return render_template("desk/first_password.html", least=passwords.CHARS_MIN)

    @desk.post("/me/password")
    @requires_role(*READERS, own=True, before_own_password=True)
    def change_password() -> Response:
        me = current_agent()
        page = redirect_to("first_password" if me.must_choose_password else "account")
        new = typed_secret(request.form, "new")
        if (reason := _weakness(new)) is not None:
            flash_message(context, f"refused-{reason}", least=passwords.CHARS_MIN)
            return page
        if not is_own_password(context):
            return page
        password_hash = passwords.hash_of(new)
        context.change(lambda conn: _change_password(context, conn, password_hash))
        flash_message(context, "done-password")
        return redirect_to_path(HOME) if me.must_choose_password else page


def _set_presence(context: DeskContext, conn: Connection, chosen: Presence) -> None:
    if agent_changes.set_presence(conn, current_agent().agent, chosen, context.now()):
        context.record(conn, "presence", becomes=chosen)


def _weakness(new: str) -> str | None:
    """Why the password is refused, or None."""
    me = current_agent()
    if new == typed_secret(request.form, "old"):
        return "password_same"
    try:
        passwords.check(new, me.agent, me.name, me.number)
    except BadAgent as error:
        return error.reason
    return None


def _change_password(context: DeskContext, conn: Connection, password_hash: str) -> None:
    """Ends all sessions of the agent, and begins a new one in this browser."""
    me = current_agent().agent
    agent_changes.set_password(conn, me, password_hash, expires_at=None)
    context.record(conn, "password_changed")
    web_session.begin(conn, agents.by_name(conn, me), context.now())


def _end_sessions(context: DeskContext, conn: Connection) -> int:
    """End the sessions that are ticked, or all but this one. Returns how many."""
    me, this = current_agent().agent, current_web_session().session_hash
    others = [
        each.session_hash
        for each in web_sessions.of_agent(conn, me, context.now())
        if each.session_hash != this
    ]
    is_all = typed(request.form, "which") == "others"
    chosen = others if is_all else ticked(request.form, "session", others)
    ended = sum(web_sessions.end(conn, me, each) for each in chosen)
    if ended:
        context.record(conn, "sessions_ended", count=ended)
    return ended
