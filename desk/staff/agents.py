"""The agents themselves: added, disabled, given another role or a new password by a supervisor."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.members import BadNumber
from core.staff import AgentTaken, BadAgent, Role, agents, authentication
from desk.frame import LEADERS, OVERSEERS, REFUSED, Office, may, me, said, text, to
from flows.language import LANGUAGES

PASSWORD_BYTES = 12


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/agents", endpoint="agents")
    @may(*OVERSEERS)
    def every() -> str:
        return _page(office)

    @desk.post("/agents")
    @may(*LEADERS)
    def add_agent() -> Response | str | tuple[str, int]:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        try:
            name = office.do(lambda conn: _add(office, conn, password))
        except (AgentTaken, BadAgent, BadNumber) as error:
            said(office, f"refused-agent-{type(error).__name__}")
            return _page(office), REFUSED
        return _page(office, name, password)

    @desk.post("/agents/<agent>/<act>")
    @may(*LEADERS)
    def change_agent(agent: str, act: str) -> Response | str:
        if act not in ACTS:
            abort(404)
        if agent == me().agent:
            abort(403)  # nobody locks themselves out, or makes themselves more than they are
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        office.do(lambda conn: _change(office, conn, agent, act, password))
        if act == "reset":
            return _page(office, agent, password)
        said(office, f"done-agent-{act}")
        return to("agents")


def _page(office: Office, name: str = "", password: str = "") -> str:
    """A new password is on the page that answers, once, and nowhere else."""
    return render_template(
        "desk/agents.html",
        agents=office.look(agents.everyone),
        roles=list(Role),
        name=name,
        password=password,
        now=office.now(),
    )


def _add(office: Office, conn: Connection, password: str) -> str:
    name, role = text(request.form, "agent").lower(), _role()
    spoken = request.form.get("language")
    if spoken not in LANGUAGES:
        abort(400)
    agents.create(
        conn,
        agent=name,
        name=text(request.form, "name"),
        role=role,
        language=spoken,
        number=text(request.form, "number"),
        password=password,
        at=office.now(),
    )
    office.record(conn, "agent_added", agent=name, role=role.value)
    return name


def _change(office: Office, conn: Connection, agent: str, act: str, password: str) -> None:
    agents.by_name(conn, agent)
    ACTS[act](office, conn, agent, password)
    office.record(conn, f"agent_{act}", agent=agent, role=request.form.get("role", ""))


def _reset(_office: Office, conn: Connection, agent: str, password: str) -> None:
    agents.set_password(conn, agent, password)
    authentication.forget_second_factor(conn, agent)


def _role() -> Role:
    given = request.form.get("role", "")
    if given not in list(Role):
        abort(400)
    return Role(given)


ACTS: dict[str, Callable[[Office, Connection, str, str], None]] = {
    "disable": lambda office, conn, agent, _: agents.disable(conn, agent, office.now()),
    "enable": lambda _office, conn, agent, _: agents.enable(conn, agent),
    "reset": _reset,
    "role": lambda office, conn, agent, _: agents.set_role(conn, agent, _role(), office.now()),
}
