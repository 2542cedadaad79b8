"""Signing in, with a second factor if the agent has one or the desk requires it; signing out."""

from __future__ import annotations

from io import BytesIO

import segno
from flask import Blueprint, Response, abort, g, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from core.staff import (
    Agent,
    FirstPasswordExpired,
    agent_changes,
    authentication,
    security_keys,
)
from desk.frame import (
    HOME,
    READERS,
    DeskContext,
    current_agent,
    current_agent_or_none,
    flash_message,
    known_device,
    next_path,
    no_list,
    public,
    redirect_to,
    redirect_to_path,
    required_json,
    requires_password,
    requires_role,
    typed,
    typed_secret,
    web_session,
)
from desk.staff.limited_checks import check_code, check_password, check_security_key

NAME_CHARS_MAX = 80
QR_SCALE = 6
# What a page has kept in the browser, such as drafts; cookies are ended by the server.
CLEARED_AT_SIGN_OUT = '"cache", "storage"'


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/sign-in", endpoint="sign_in")
    @public
    @no_list("a form")
    def sign_in_page() -> AnyResponse | str:
        if current_agent_or_none():
            return redirect_to_path(HOME)
        return render_template(
            "desk/sign_in.html",
            next=next_path(request.args),
            has_company_sign_in=context.company_provider is not None,
        )

    @desk.post("/sign-in", endpoint="enter")
    @public
    def submit_password() -> AnyResponse:
        next_page = next_path(request.form)
        name = typed(request.form, "name", NAME_CHARS_MAX).lower()
        try:
            agent = check_password(context, name, typed_secret(request.form, "password"))
        except FirstPasswordExpired:
            return refuse(context, "first_password_expired", "sign_in", next_page)
        if agent is None:
            return refuse(context, "sign_in", "sign_in", next_page)
        if needs_second_factor(context, agent):
            return ask_second_factor(context, agent, next_page)
        return sign_in(context, agent, next_page)

    @desk.post("/sign-out")
    @requires_role(*READERS, own=True, before_own_password=True)
    def sign_out() -> AnyResponse:
        context.change(lambda conn: _sign_out(context, conn))
        web_session.end()
        answer = redirect_to("sign_in")
        answer.headers["Clear-Site-Data"] = CLEARED_AT_SIGN_OUT
        return answer

    _serve_second_factor(desk, context)


def _serve_second_factor(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/second-factor", endpoint="second_factor")
    @requires_password
    @no_list("a form")
    def second_factor_page() -> str:
        agent, next_page = _agent(), next_path(request.args)
        if not _may_enrol(agent):
            key_options = context.run(lambda conn: _key_options(context, conn, agent))
            return render_template(
                "desk/second_factor.html", next=next_page, agent=agent, key_options=key_options
            )
        secret = context.run(lambda conn: _secret(context, conn, agent))
        return render_template("desk/enrol.html", next=next_page, agent=agent, secret=secret)

    @desk.post("/second-factor", endpoint="prove")
    @requires_password
    def submit_code() -> AnyResponse:
        agent, next_page = _agent(), next_path(request.form)
        code = "".join(typed_secret(request.form, "code").split())
        has_code = agent.has_authenticator_app or _may_enrol(agent)
        if not has_code or not check_code(context, agent, code):
            return refuse(context, "second_factor", "second_factor", next_page)
        return sign_in(context, agent, next_page)

    @desk.post("/second-factor/key", endpoint="prove_by_key")
    @requires_password
    def submit_proof_of_key() -> AnyResponse:
        agent, next_page = _agent(), next_path(request.form)
        if not check_security_key(context, agent, required_json(request.form, "answer")):
            return refuse(context, "security_key", "second_factor", next_page)
        return sign_in(context, agent, next_page)

    @desk.get("/second-factor/qr.png", endpoint="qr")
    @requires_password
    def secret_as_qr_code() -> Response:
        agent = _agent()
        secret = context.read(
            lambda conn: authentication.secret_of(conn, agent.agent, context.sealer)
        )
        if secret is None or not _may_enrol(agent):
            abort(404)  # a secret is no longer shown once it is in use
        return Response(_qr_code(context, secret, agent), content_type="image/png")


def needs_second_factor(context: DeskContext, agent: Agent) -> bool:
    return agent.has_second_factor or context.second_factor


def ask_second_factor(context: DeskContext, agent: Agent, next_page: str) -> AnyResponse:
    at = context.now()
    context.run(lambda conn: web_session.begin_second_factor(conn, agent, at))
    return redirect_to("second_factor", next=next_page)


def sign_in(context: DeskContext, agent: Agent, next_page: str) -> AnyResponse:
    context.run(lambda conn: _begin(context, conn, agent))
    answer = redirect_to_path(next_page)
    known_device.remember(answer, agent.agent)
    return answer


def _begin(context: DeskContext, conn: Connection, agent: Agent) -> None:
    before = current_agent_or_none()
    if before is None or before.agent != agent.agent:  # else a second factor was added
        context.record_as(conn, agent.agent, "sign_in", address=request.remote_addr or "")
    web_session.begin(conn, agent, context.now())


def refuse(context: DeskContext, why: str, endpoint: str, next_page: str) -> AnyResponse:
    flash_message(context, f"refused-{why}")
    return redirect_to(endpoint, next=next_page)


def _agent() -> Agent:
    """The agent who is signed in, or who has given the right password."""
    agent: Agent = current_agent_or_none() or g.awaiting_second_factor
    return agent


def _may_enrol(agent: Agent) -> bool:
    """Whether an authenticator app may be set up: whoever has a security key proves it before."""
    is_signed_in = current_agent_or_none() is not None
    return not agent.has_authenticator_app and (is_signed_in or not agent.has_security_key)


def _key_options(context: DeskContext, conn: Connection, agent: Agent) -> str:
    """For the browser, to ask for a security key; '' if the agent has none."""
    this = web_session.of_browser(conn, context.now())
    if context.site is None or this is None or not agent.has_security_key:
        return ""
    return security_keys.options_to_prove(conn, agent.agent, this.session_hash, context.site)


def _secret(context: DeskContext, conn: Connection, agent: Agent) -> str:
    known = authentication.secret_of(conn, agent.agent, context.sealer)
    return known or authentication.new_secret(conn, agent.agent, context.sealer)


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
