"""The agents themselves: added, disabled, given another role or a new password by a supervisor."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.members import BadNumber
from core.staff import AgentTaken, BadAgent, Role, agents, authentication
from desk.frame import (
    OVERSEERS,
    SUPERVISORS,
    UNPROCESSABLE,
    DeskContext,
    current_agent,
    flash_message,
    redirect_to,
    required_text,
    requires_role,
)
from flows.language import LANGUAGES

PASSWORD_BYTES = 12


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/agents", endpoint="agents")
    @requires_role(*OVERSEERS)
    def every() -> str:
        return _page(context)

    @desk.post("/agents")
    @requires_role(*SUPERVISORS)
    def add_agent() -> Response | str | tuple[str, int]:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        try:
            name = context.run(lambda conn: _add(context, conn, password))
        except (AgentTaken, BadAgent, BadNumber) as error:
            flash_message(context, f"refused-agent-{type(error).__name__}")
            return _page(context), UNPROCESSABLE
        return _page(context, name, password)

    @desk.post("/agents/<agent>/<act>")
    @requires_role(*SUPERVISORS)
    def change_agent(agent: str, act: str) -> Response | str:
        if act not in ACTS:
            abort(404)
        if agent == current_agent().agent:
            abort(403)  # nobody locks themselves out, or makes themselves more than they are
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        context.run(lambda conn: _change(context, conn, agent, act, password))
        if act == "reset":
            return _page(context, agent, password)
        flash_message(context, f"done-agent-{act}")
        return redirect_to("agents")


def _page(context: DeskContext, name: str = "", password: str = "") -> str:
    """A new password is on the page that answers, once, and nowhere else."""
    return render_template(
        "desk/agents.html",
        agents=context.read(agents.everyone),
        roles=list(Role),
        name=name,
        password=password,
        now=context.now(),
    )


def _add(context: DeskContext, conn: Connection, password: str) -> str:
    name, role = required_text(request.form, "agent").lower(), _role()
    spoken = request.form.get("language")
    if spoken not in LANGUAGES:
        abort(400)
    agents.create(
        conn,
        agent=name,
        name=required_text(request.form, "name"),
        role=role,
        language=spoken,
        number=required_text(request.form, "number"),
        password=password,
        at=context.now(),
    )
    context.record(conn, "agent_added", agent=name, role=role.value)
    return name


def _change(context: DeskContext, conn: Connection, agent: str, act: str, password: str) -> None:
    agents.by_name(conn, agent)
    ACTS[act](context, conn, agent, password)
    context.record(conn, f"agent_{act}", agent=agent, role=request.form.get("role", ""))


def _reset(_office: DeskContext, conn: Connection, agent: str, password: str) -> None:
    agents.set_password(conn, agent, password)
    authentication.forget_second_factor(conn, agent)


def _role() -> Role:
    given = request.form.get("role", "")
    if given not in list(Role):
        abort(400)
    return Role(given)


ACTS: dict[str, Callable[[DeskContext, Connection, str, str], None]] = {
    "disable": lambda context, conn, agent, _: agents.disable(conn, agent, context.now()),
    "enable": lambda _office, conn, agent, _: agents.enable(conn, agent),
    "reset": _reset,
    "role": lambda context, conn, agent, _: agents.set_role(conn, agent, _role(), context.now()),
}
