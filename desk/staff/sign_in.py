"""Signing in, with a second factor if the agent has one or the desk requires it; signing out."""

from __future__ import annotations

from io import BytesIO

import segno
from flask import Blueprint, Response, abort, g, redirect, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from core.programme import current_rules
from core.staff import Agent, agent_changes, agents, authentication
from desk.frame import (
    HOME,
    READERS,
    DeskContext,
    current_agent,
    current_agent_or_none,
    flash_message,
    public,
    redirect_to,
    requires_password,
    requires_role,
    safe_path,
    web_session,
)

NAME_CHARS_MAX = 80
QR_SCALE = 6


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/sign-in", endpoint="sign_in")
    @public
    def sign_in_page() -> AnyResponse | str:
        if current_agent_or_none():
            return redirect(HOME, 303)
        return render_template("desk/sign_in.html", next=safe_path(request.args.get("next")))

    @desk.post("/sign-in", endpoint="enter")
    @public
    def submit_password() -> AnyResponse:
        agent = _check_password(context)
        next_page = safe_path(request.form.get("next"))
        if agent is None:
            return _refuse(context, "sign_in", next_page)
        if agent.has_second_factor or context.second_factor:
            web_session.begin_second_factor(agent, context.now())
            return redirect_to("second_factor", next=next_page)
        return _sign_in(context, agent, next_page)

    @desk.post("/sign-out")
    @requires_role(*READERS, own=True)
    def sign_out() -> AnyResponse:
        context.run(lambda conn: _sign_out(context, conn))
        web_session.end()
        return redirect_to("sign_in")

    _serve_second_factor(desk, context)


def _serve_second_factor(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/second-factor", endpoint="second_factor")
    @requires_password
    def second_factor_page() -> str:
        agent, next_page = _agent(), safe_path(request.args.get("next"))
        if agent.has_second_factor:
            return render_template("desk/second_factor.html", next=next_page, agent=agent)
        secret = context.run(lambda conn: _secret(conn, agent))
        return render_template("desk/enrol.html", next=next_page, agent=agent, secret=secret)

    @desk.post("/second-factor", endpoint="prove")
    @requires_password
    def submit_code() -> AnyResponse:
        agent, next_page = _agent(), safe_path(request.form.get("next"))
        code = "".join(request.form.get("code", "").split())
        if not _check_code(context, agent, code):
            return _refuse(context, "second_factor", next_page)
        return _sign_in(context, agent, next_page)

    @desk.get("/second-factor/qr.png", endpoint="qr")
    @requires_password
    def secret_as_qr_code() -> Response:
        agent = _agent()
        secret = context.read(lambda conn: authentication.secret_of(conn, agent.agent))
        if secret is None or agent.has_second_factor:
            abort(404)  # a secret is no longer shown once it is in use
        return Response(_qr_code(context, secret, agent), content_type="image/png")


def _check_password(context: DeskContext) -> Agent | None:
    address = request.remote_addr or ""
    if context.sign_in_limit.is_reached(address):
        abort(429)
    name = request.form.get("name", "").strip().lower()[:NAME_CHARS_MAX]
    password, at = request.form.get("password", ""), context.now()

    def check(conn: Connection) -> Agent | None:
        agent = authentication.check_password(conn, name, password, at)
        if agent is None:
            # An unknown name is not recorded: it may be a password typed into the wrong field.
            known = name if agents.find(conn, name) else ""
            context.record_as(conn, known, "sign_in_refused", address=address)
        return agent

    agent = context.run(check)
    if agent is None:
        context.sign_in_limit.count_failure(address)
    return agent


def _check_code(context: DeskContext, agent: Agent, code: str) -> bool:
    address, at = request.remote_addr or "", context.now()
    if context.sign_in_limit.is_reached(address):
        abort(429)

    def check(conn: Connection) -> bool:
        right = authentication.check_code(conn, agent.agent, code, at)
        if not right:
            context.record_as(conn, agent.agent, "code_refused", address=address)
        elif not agent.has_second_factor:
            context.record_as(conn, agent.agent, "second_factor_added")
        return right

    right = context.run(check)
    if not right:
        context.sign_in_limit.count_failure(address)
    return right


def _sign_in(context: DeskContext, agent: Agent, next_page: str) -> AnyResponse:
    if current_agent_or_none() is None:
        context.run(lambda conn: _begin(context, conn, agent))
    return redirect(next_page, 303)


def _begin(context: DeskContext, conn: Connection, agent: Agent) -> None:
    context.record_as(conn, agent.agent, "sign_in", address=request.remote_addr or "")
    web_session.begin(conn, agent, context.now())


def _refuse(context: DeskContext, endpoint: str, next_page: str) -> AnyResponse:
    rules = current_rules().desk
    facts = {"tries": rules.password_tries, "minutes": rules.locked_minutes}
    flash_message(context, f"refused-{endpoint}", **facts)
    return redirect_to(endpoint, next=next_page)


def _agent() -> Agent:
    """The agent who is signed in, or who has given the right password."""
    agent: Agent = current_agent_or_none() or g.awaiting_second_factor
    return agent


def _secret(conn: Connection, agent: Agent) -> str:
    return authentication.secret_of(conn, agent.agent) or authentication.new_secret(
        conn, agent.agent
    )


def _sign_out(context: DeskContext, conn: Connection) -> None:
    agent_changes.sign_out(conn, current_agent().agent, context.now())
    context.record(conn, "sign_out")


def _qr_code(context: DeskContext, secret: str, agent: Agent) -> bytes:
    """A PNG that an authenticator app scans."""
    issuer = context.words.say("desk-title", g.language)
    image = BytesIO()
    address = authentication.provisioning_uri(secret, agent.agent, issuer)
    segno.make(address).save(image, kind="png", scale=QR_SCALE, border=2)
    return image.getvalue()
