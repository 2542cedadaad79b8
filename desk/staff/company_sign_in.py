"""Signing in with the company's account, and connecting one with the agent's own.

It stands for the password. The second factor is asked for as after a password, unless the provider
says that it has asked for several.
"""

from __future__ import annotations

from flask import Blueprint, abort, request, session
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.staff import CompanyAccountTaken, company_accounts
from desk.frame import (
    READERS,
    CompanyProvider,
    DeskContext,
    ProviderUnreachable,
    SignedIn,
    SignInRefused,
    current_agent,
    current_agent_or_none,
    flash_message,
    next_path,
    public,
    redirect_to,
    required_choice,
    requires_role,
    safe_path,
)
from desk.staff.limited_checks import is_own_password, record_of_visitor
from desk.staff.sign_in import ask_second_factor, needs_second_factor, refuse, sign_in

# In the session of the browser, while it is at the provider:
NEXT = "company_next"  # the page that follows
CONNECTS_SINCE = "company_connects"  # when the password was given to connect an account
CONNECTS_WITHIN_SECONDS = 10 * 60


def is_connecting(context: DeskContext) -> bool:
    """Whether the agent who is signed in has just given the password to connect an account."""
    since = session.get(CONNECTS_SINCE)
    if since is None or current_agent_or_none() is None:
        return False
    return context.now().timestamp() - float(since) < CONNECTS_WITHIN_SECONDS


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/company-sign-in", endpoint="company_sign_in")
    @public
    def go_to_provider() -> Response:
        session[NEXT] = next_path(request.args)
        return _send_there(context)

    @desk.get("/company-sign-in/callback", endpoint="company_callback")
    @public
    def come_back() -> Response:
        next_page = safe_path(session.pop(NEXT, None))
        try:
            found = _provider(context).signed_in()
        except ProviderUnreachable:
            return _refuse(context, "company_unreachable", next_page)
        except SignInRefused:
            return _refuse(context, "company_refused", next_page)
        return (
            _connect(context, found)
            if is_connecting(context)
            else _admit(context, found, next_page)
        )

    @desk.post("/me/company-account")
    @requires_role(*READERS, own=True)
    def change_company_account() -> Response:
        act = required_choice(request.form, "act", ("connect", "disconnect"))
        if is_own_password(context):
            if act == "connect":
                session[CONNECTS_SINCE] = context.now().timestamp()
            else:
                context.change(lambda conn: _disconnect(context, conn))
                flash_message(context, "done-company_disconnected")
        return redirect_to("account", _anchor="company-account")

    @desk.get("/me/company-account/connect", endpoint="connect_at_provider")
    @requires_role(*READERS)
    def connect_at_provider() -> Response:
        if not is_connecting(context):
            return redirect_to("account")
        return _send_there(context)


def _provider(context: DeskContext) -> CompanyProvider:
    if context.company_provider is None:
        abort(404)
    return context.company_provider


def _send_there(context: DeskContext) -> Response:
    try:
        return _provider(context).send_there()
    except ProviderUnreachable:
        return _refuse(context, "company_unreachable", safe_path(session.pop(NEXT, None)))


def _refuse(context: DeskContext, why: str, next_page: str) -> Response:
    if is_connecting(context):
        del session[CONNECTS_SINCE]
        flash_message(context, f"refused-{why}")
        return redirect_to("account")
    return refuse(context, why, "sign_in", next_page)


def _admit(context: DeskContext, found: SignedIn, next_page: str) -> Response:
    agent = context.run(lambda conn: company_accounts.agent_of(conn, found.account))
    if agent is None:
        context.run(lambda conn: record_of_visitor(context, conn, "", "sign_in_refused"))
        return _refuse(context, "company_unknown", next_page)
    if needs_second_factor(context, agent) and not found.has_several_factors:
        return ask_second_factor(context, agent, next_page)
    return sign_in(context, agent, next_page)


def _connect(context: DeskContext, found: SignedIn) -> Response:
    me = current_agent().agent

    def connect(conn: Connection) -> None:
        company_accounts.connect(conn, me, found.account, context.now())
        context.record(conn, "company_connected")

    try:
        context.run(connect)
    except CompanyAccountTaken:
        return _refuse(context, "company_taken", "")
    del session[CONNECTS_SINCE]
    flash_message(context, "done-company_connected")
    return redirect_to("account", _anchor="company-account")


def _disconnect(context: DeskContext, conn: Connection) -> None:
    if company_accounts.disconnect(conn, current_agent().agent):
        context.record(conn, "company_disconnected")
