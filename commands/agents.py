"""hotline agents add|list|reset|disable"""

import secrets
from datetime import UTC, datetime

import click
from rich.table import Table
from sqlalchemy import Connection

from commands.common import console, database
from core.members import NOBODY, BadNumber
from core.staff import (
    PASSWORD_CHARS_MIN,
    AgentTaken,
    BadAgent,
    NoSuchAgent,
    Role,
    audit_trail,
    authentication,
)
from core.staff import agents as core_agents

PASSWORD_BYTES = 12
NAME = click.argument("name")
BY = "hotline agents"


@click.group()
def agents() -> None:
    """Who may sign in at the desk. The first supervisor is made here; the others at the desk."""


@agents.command()
@NAME
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default="agent", show_default=True
)
@click.option("--shown-as", help="As colleagues see it; the user name where it is not given.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--number", required=True, help="The telephone that calls are put through to.")
@click.option("--generate", is_flag=True, help="Make a password up and print it, once.")
def add(
    name: str, role: str, shown_as: str | None, language: str, number: str, generate: bool
) -> None:
    """Add one. The second factor is added by whoever signs in first."""
    password, at = _password(generate), datetime.now(UTC)

    def work(conn: Connection) -> None:
        core_agents.create(
            conn,
            agent=name,
            name=shown_as or name,
            role=Role(role),
            language=language,
            number=number,
            password=password,
            at=at,
        )
        _record(conn, "agent_added", name, at, role=role)

    try:
        database().run(work)
    except (AgentTaken, BadAgent, BadNumber) as error:
        raise click.ClickException(_why(error)) from error
    click.echo(f"{name} may sign in{_with(password, generate)}.")


@agents.command("list")
def show() -> None:
    """Print them all."""
    table = Table("name", "shown as", "role", "number", "second factor", "signs in", box=None)
    for agent in database().read(core_agents.everyone):
        factor, active = _yes(agent.has_second_factor), _yes(agent.active)
        table.add_row(agent.agent, agent.name, agent.role, agent.number, factor, active)
    console.print(table)


@agents.command()
@NAME
@click.option("--generate", is_flag=True, help="Make a password up and print it, once.")
def reset(name: str, generate: bool) -> None:
    """A new password; the second factor is forgotten, and added anew when signing in."""
    password, at = _password(generate), datetime.now(UTC)

    def work(conn: Connection) -> None:
        core_agents.set_password(conn, name, password)
        authentication.forget_second_factor(conn, name)
        core_agents.enable(conn, name)
        _record(conn, "agent_reset", name, at)

    try:
        database().run(work)
    except (NoSuchAgent, BadAgent) as error:
        raise click.ClickException(_why(error)) from error
    click.echo(f"{name} is signed out everywhere, and may sign in{_with(password, generate)}.")


@agents.command()
@NAME
def disable(name: str) -> None:
    """Signed out everywhere, and in no more."""
    at = datetime.now(UTC)

    def work(conn: Connection) -> None:
        core_agents.disable(conn, name, at)
        _record(conn, "agent_disable", name, at)

    try:
        database().run(work)
    except NoSuchAgent as error:
        raise click.ClickException(_why(error)) from error
    click.echo(f"{name} signs in no more.")


def _password(generate: bool) -> str:
    if generate:
        return secrets.token_urlsafe(PASSWORD_BYTES)
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _with(password: str, generated: bool) -> str:
    return f" with the password {password}" if generated else ""


def _record(conn: Connection, act: str, agent: str, at: datetime, **detail: str) -> None:
    audit_trail.record(
        conn,
        member_id=NOBODY,
        agent=BY,
        act=act,
        detail={"agent": agent} | detail,
        at=at,
        entry_id=secrets.token_hex(16),
    )


def _why(error: Exception) -> str:
    match error:
        case BadAgent(reason="password"):
            return f"A password has at least {PASSWORD_CHARS_MIN} characters."
        case BadAgent():
            return "A user name has 2 to 40 of a-z, 0-9, '.', '_', '-', and begins with no sign."
        case AgentTaken():
            return "There is an agent of that name. Names are never used again."
        case NoSuchAgent():
            return "There is no agent of that name."
    return "That is not a telephone number."


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
