"""Signing in, with a second factor where there is one, and out again."""

from __future__ import annotations

from io import BytesIO

import segno
from flask import Blueprint, Response, abort, g, redirect, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from core.programme import current_rules
from core.staff import Agent, agents, authentication
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
from desk.staff.rate_limit import Attempts

NAME_CHARS_MAX = 80
QR_SCALE = 6


def serve(desk: Blueprint, context: DeskContext, attempts: Attempts) -> None:
    @desk.get("/sign-in", endpoint="sign_in")
    @public
    def ask() -> AnyResponse | str:
        if current_agent_or_none():
            return redirect(HOME, 303)
        return render_template("desk/sign_in.html", next=safe_path(request.args.get("next")))

    @desk.post("/sign-in")
    @public
    def enter() -> AnyResponse:
        agent = _proven_by_password(context, attempts)
        goes_on = safe_path(request.form.get("next"))
        if agent is None:
            return _again(context, "sign_in", goes_on)
        if agent.has_second_factor or context.second_factor:
            web_session.begin_half_way(agent, context.now())
            return redirect_to("second_factor", next=goes_on)
        return _let_in(context, agent, goes_on)

    @desk.post("/sign-out")
    @requires_role(*READERS, own=True)
    def sign_out() -> AnyResponse:
        context.run(lambda conn: _sign_out(context, conn))
        web_session.end()
        return redirect_to("sign_in")

    _serve_second_factor(desk, context, attempts)


def _serve_second_factor(desk: Blueprint, context: DeskContext, attempts: Attempts) -> None:
    @desk.get("/second-factor")
    @requires_password
    def second_factor() -> str:
        agent, goes_on = _who(), safe_path(request.args.get("next"))
        if agent.has_second_factor:
            return render_template("desk/second_factor.html", next=goes_on, agent=agent)
        secret = context.run(lambda conn: _secret(conn, agent))
        return render_template("desk/enrol.html", next=goes_on, agent=agent, secret=secret)

    @desk.post("/second-factor")
    @requires_password
    def prove() -> AnyResponse:
        agent, goes_on = _who(), safe_path(request.form.get("next"))
        code = "".join(request.form.get("code", "").split())
        if not _right(context, attempts, agent, code):
            return _again(context, "second_factor", goes_on)
        return _let_in(context, agent, goes_on)

    @desk.get("/second-factor/qr.png")
    @requires_password
    def qr() -> Response:
        agent = _who()
        secret = context.read(lambda conn: authentication.secret_of(conn, agent.agent))
        if secret is None or agent.has_second_factor:
            abort(404)  # once it is in a telephone nobody is shown it again
        return Response(_qr_code(context, secret, agent), content_type="image/png")


def _proven_by_password(context: DeskContext, attempts: Attempts) -> Agent | None:
    address = request.remote_addr or ""
    if attempts.too_many(address):
        abort(429)
    name = request.form.get("name", "").strip().lower()[:NAME_CHARS_MAX]
    password, at = request.form.get("password", ""), context.now()

    def work(conn: Connection) -> Agent | None:
        agent = authentication.check_password(conn, name, password, at)
        if agent is None:
            # What was typed as a name may be a password: only a name that there is goes on record.
            known = name if agents.find(conn, name) else ""
            context.record_as(conn, known, "sign_in_refused", address=address)
        return agent

    agent = context.run(work)
    if agent is None:
        attempts.count(address)
    return agent


def _right(context: DeskContext, attempts: Attempts, agent: Agent, code: str) -> bool:
    address, at = request.remote_addr or "", context.now()
    if attempts.too_many(address):
        abort(429)

    def work(conn: Connection) -> bool:
        right = authentication.check_code(conn, agent.agent, code, at)
        if not right:
            context.record_as(conn, agent.agent, "code_refused", address=address)
        elif not agent.has_second_factor:
            context.record_as(conn, agent.agent, "second_factor_added")
        return right

    right = context.run(work)
    if not right:
        attempts.count(address)
    return right


def _let_in(context: DeskContext, agent: Agent, goes_on: str) -> AnyResponse:
    if current_agent_or_none() is None:
        context.run(lambda conn: _begin(context, conn, agent))
    return redirect(goes_on, 303)


def _begin(context: DeskContext, conn: Connection, agent: Agent) -> None:
    context.record_as(conn, agent.agent, "sign_in", address=request.remote_addr or "")
    web_session.begin(conn, agent, context.now())


def _again(context: DeskContext, endpoint: str, goes_on: str) -> AnyResponse:
    rules = current_rules().desk
    flash_message(
        context, f"refused-{endpoint}", tries=rules.password_tries, minutes=rules.locked_minutes
    )
    return redirect_to(endpoint, next=goes_on)


def _who() -> Agent:
    agent: Agent = current_agent_or_none() or g.half_way
    return agent


def _secret(conn: Connection, agent: Agent) -> str:
    return authentication.secret_of(conn, agent.agent) or authentication.new_secret(
        conn, agent.agent
    )


def _sign_out(context: DeskContext, conn: Connection) -> None:
    agents.sign_out(conn, current_agent().agent, context.now())
    context.record(conn, "sign_out")


def _qr_code(context: DeskContext, secret: str, agent: Agent) -> bytes:
    issuer = context.words.say("desk-title", g.language)
    image = BytesIO()
    address = authentication.address_of(secret, agent.agent, issuer)
    segno.make(address).save(image, kind="png", scale=QR_SCALE, border=2)
    return image.getvalue()
