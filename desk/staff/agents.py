"""The agents' accounts: a supervisor adds, disables and enables agents, changes their roles, and
resets their password and second factor, and ends their sessions."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import UnprintableCharacter
from core.members import BadNumber
from core.staff import (
    AgentTaken,
    BadAgent,
    Role,
    agent_changes,
    agents,
    authentication,
    passwords,
)
from desk.frame import (
    OVERSEERS,
    SUPERVISORS,
    UNPROCESSABLE,
    Answer,
    DeskContext,
    csv_export,
    current_agent,
    flash_message,
    lists,
    redirect_to,
    required_choice,
    required_line,
    requires_role,
    secret_of_form,
)
from flows.language import LANGUAGES

COLUMNS = ("agent", "name", "role", "language", "active", "presence", "has_authenticator_app")
ROLES = tuple(role.value for role in Role)


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/agents", endpoint="agents")
    @requires_role(*OVERSEERS)
    @lists("export_agents")
    def list_agents() -> str:
        return _page(context)

    @desk.get("/agents.csv")
    @requires_role(*OVERSEERS)
    def export_agents() -> Response:
        found = context.read(agents.everyone)
        rows = csv_export.values_of(found, COLUMNS)
        return csv_export.download(context, "agents", COLUMNS, rows)

    @desk.post("/agents")
    @requires_role(*SUPERVISORS)
    def add_agent() -> Answer:
        password = secret_of_form()
        password_hash = passwords.hash_of(password)
        try:
            name = context.change(lambda conn: _add(context, conn, password_hash))
        except (AgentTaken, BadAgent, BadNumber) as error:
            flash_message(context, f"refused-agent-{type(error).__name__}")
            return _page(context), UNPROCESSABLE
        except UnprintableCharacter as error:
            flash_message(context, "refused-unprintable", character=error.code_point)
            return _page(context), UNPROCESSABLE
        return _page(context, name, password)

    @desk.post("/agents/<agent>/<act>")
    @requires_role(*SUPERVISORS)
    def change_agent(agent: str, act: str) -> Answer:
        if act != "reset" and act not in ACTS:
            abort(404)
        if agent == current_agent().agent:
            abort(403)  # supervisors can neither lock themselves out nor change their own role
        if act == "reset":
            return _reset(context, agent)
        context.change(lambda conn: _change(context, conn, agent, act))
        flash_message(context, f"done-agent-{act}")
        return redirect_to("agents")


def _page(context: DeskContext, name: str = "", password: str = "") -> str:
    """The list of agents. A new password is shown only on this page, which answers the form
    directly instead of redirecting."""
    return render_template(
        "desk/agents.html",
        agents=context.read(agents.everyone),
        roles=ROLES,
        name=name,
        password=password,
        hours=passwords.FIRST_PASSWORD_HOURS,
    )


def _add(context: DeskContext, conn: Connection, password_hash: str) -> str:
    name, role = required_line(request.form, "agent").lower(), _role()
    agent_changes.create(
        conn,
        agent=name,
        name=required_line(request.form, "name"),
        role=role,
        language=required_choice(request.form, "language", LANGUAGES),
        number=required_line(request.form, "number"),
        password_hash=password_hash,
        password_expires_at=passwords.first_password_expiry(context.now()),
        at=context.now(),
    )
    context.record(conn, "agent_added", agent=name, role=role.value)
    return name


def _change(context: DeskContext, conn: Connection, agent: str, act: str) -> None:
    agents.by_name(conn, agent)
    ACTS[act](context, conn, agent)
    role = _role() if act == "role" else ""
    context.record(conn, f"agent_{act}", agent=agent, role=role)


def _reset(context: DeskContext, agent: str) -> str:
    """Give the agent a first password, and remove the second factor and the company account. The
    page shows the password."""
    password = secret_of_form()
    password_hash = passwords.hash_of(password)
    expires_at = passwords.first_password_expiry(context.now())

    def reset(conn: Connection) -> None:
        authentication.reset(conn, agent, password_hash, expires_at)
        context.record(conn, "agent_reset", agent=agent)

    context.change(reset)
    return _page(context, agent, password)


def _role() -> Role:
    return Role(required_choice(request.form, "role", ROLES))


ACTS: dict[str, Callable[[DeskContext, Connection, str], None]] = {
    "disable": lambda context, conn, agent: agent_changes.disable(conn, agent, context.now()),
    "enable": lambda _context, conn, agent: agent_changes.enable(conn, agent),
    "role": lambda context, conn, agent: agent_changes.set_role(
        conn, agent, _role(), context.now()
    ),
    "sign_out": lambda context, conn, agent: agent_changes.sign_out(conn, agent, context.now()),
}
