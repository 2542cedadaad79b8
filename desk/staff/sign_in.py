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
    Office,
    anyone,
    half_way_in,
    may,
    me,
    open_to_all,
    said,
    to,
    web_session,
    within,
)
from desk.staff.rate_limit import Attempts

NAME_CHARS_MAX = 80
QR_SCALE = 6


def serve(desk: Blueprint, office: Office, attempts: Attempts) -> None:
    @desk.get("/sign-in", endpoint="sign_in")
    @open_to_all
    def ask() -> AnyResponse | str:
        if anyone():
            return redirect(HOME, 303)
        return render_template("desk/sign_in.html", next=within(request.args.get("next")))

    @desk.post("/sign-in")
    @open_to_all
    def enter() -> AnyResponse:
        agent = _proven_by_password(office, attempts)
        goes_on = within(request.form.get("next"))
        if agent is None:
            return _again(office, "sign_in", goes_on)
        if agent.has_second_factor or office.second_factor:
            web_session.begin_half_way(agent, office.now())
            return to("second_factor", next=goes_on)
        return _let_in(office, agent, goes_on)

    @desk.post("/sign-out")
    @may(*READERS, own=True)
    def sign_out() -> AnyResponse:
        office.do(lambda conn: _sign_out(office, conn))
        web_session.end()
        return to("sign_in")

    _serve_second_factor(desk, office, attempts)


def _serve_second_factor(desk: Blueprint, office: Office, attempts: Attempts) -> None:
    @desk.get("/second-factor")
    @half_way_in
    def second_factor() -> str:
        agent, goes_on = _who(), within(request.args.get("next"))
        if agent.has_second_factor:
            return render_template("desk/second_factor.html", next=goes_on, agent=agent)
        secret = office.do(lambda conn: _secret(conn, agent))
        return render_template("desk/enrol.html", next=goes_on, agent=agent, secret=secret)

    @desk.post("/second-factor")
    @half_way_in
    def prove() -> AnyResponse:
        agent, goes_on = _who(), within(request.form.get("next"))
        code = "".join(request.form.get("code", "").split())
        if not _right(office, attempts, agent, code):
            return _again(office, "second_factor", goes_on)
        return _let_in(office, agent, goes_on)

    @desk.get("/second-factor/qr.png")
    @half_way_in
    def qr() -> Response:
        agent = _who()
        secret = office.look(lambda conn: authentication.secret_of(conn, agent.agent))
        if secret is None or agent.has_second_factor:
            abort(404)  # once it is in a telephone nobody is shown it again
        return Response(_qr_code(office, secret, agent), content_type="image/png")


def _proven_by_password(office: Office, attempts: Attempts) -> Agent | None:
    address = request.remote_addr or ""
    if attempts.too_many(address):
        abort(429)
    name = request.form.get("name", "").strip().lower()[:NAME_CHARS_MAX]
    password, at = request.form.get("password", ""), office.now()

    def work(conn: Connection) -> Agent | None:
        agent = authentication.check_password(conn, name, password, at)
        if agent is None:
            # What was typed as a name may be a password: only a name that there is goes on record.
            known = name if agents.find(conn, name) else ""
            office.record_of(conn, known, "sign_in_refused", address=address)
        return agent

    agent = office.do(work)
    if agent is None:
        attempts.count(address)
    return agent


def _right(office: Office, attempts: Attempts, agent: Agent, code: str) -> bool:
    address, at = request.remote_addr or "", office.now()
    if attempts.too_many(address):
        abort(429)

    def work(conn: Connection) -> bool:
        right = authentication.check_code(conn, agent.agent, code, at)
        if not right:
            office.record_of(conn, agent.agent, "code_refused", address=address)
        elif not agent.has_second_factor:
            office.record_of(conn, agent.agent, "second_factor_added")
        return right

    right = office.do(work)
    if not right:
        attempts.count(address)
    return right


def _let_in(office: Office, agent: Agent, goes_on: str) -> AnyResponse:
    if anyone() is None:
        office.do(lambda conn: _begin(office, conn, agent))
    return redirect(goes_on, 303)


def _begin(office: Office, conn: Connection, agent: Agent) -> None:
    office.record_of(conn, agent.agent, "sign_in", address=request.remote_addr or "")
    web_session.begin(conn, agent, office.now())


def _again(office: Office, endpoint: str, goes_on: str) -> AnyResponse:
    rules = current_rules().desk
    said(office, f"refused-{endpoint}", tries=rules.password_tries, minutes=rules.locked_minutes)
    return to(endpoint, next=goes_on)


def _who() -> Agent:
    agent: Agent = anyone() or g.half_way
    return agent


def _secret(conn: Connection, agent: Agent) -> str:
    return authentication.secret_of(conn, agent.agent) or authentication.new_secret(
        conn, agent.agent
    )


def _sign_out(office: Office, conn: Connection) -> None:
    agents.sign_out(conn, me().agent, office.now())
    office.record(conn, "sign_out")


def _qr_code(office: Office, secret: str, agent: Agent) -> bytes:
    issuer = office.words.say("desk-title", g.language)
    image = BytesIO()
    address = authentication.address_of(secret, agent.agent, issuer)
    segno.make(address).save(image, kind="png", scale=QR_SCALE, border=2)
    return image.getvalue()
