"""hotline agents add|list|reset|disable|seal"""

import secrets
from datetime import UTC, datetime

import click
from rich.table import Table
from sqlalchemy import Connection

from commands.common import console, open_database
from core.kernel import CannotOpen, Settings, UnprintableCharacter
from core.members import NOBODY, BadNumber
from core.messaging import webhooks
from core.redemption import vouchers
from core.staff import (
    AgentTaken,
    BadAgent,
    NoSuchAgent,
    Role,
    agent_changes,
    audit_trail,
    authentication,
    passwords,
)
from core.staff import agents as core_agents

NAME = click.argument("name")
GENERATE = click.option(
    "--generate", is_flag=True, help="Generate a password and print it once, instead of asking."
)
BY = "hotline agents"


@click.group()
def agents() -> None:
    """Add and manage the agents who sign in at the desk.

    Create the first supervisor here; supervisors add the others at the desk.
    """


@agents.command()
@NAME
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default="agent",
    show_default=True,
    help="What the agent may do.",
)
@click.option("--shown-as", help="The name that colleagues see; the user name if not given.")
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="The language of the desk for this agent.",
)
@click.option("--number", required=True, help="The telephone that calls are put through to.")
@GENERATE
def add(
    name: str, role: str, shown_as: str | None, language: str, number: str, generate: bool
) -> None:
    """Add the agent NAME, with a first password.

    At the first sign-in, within 72 hours, the agent chooses another password and sets up the second
    factor.
    """
    at = datetime.now(UTC)
    password, password_hash = _password(generate, name)

    def work(conn: Connection) -> None:
        agent_changes.create(
            conn,
            agent=name,
            name=shown_as or name,
            role=Role(role),
            language=language,
            number=number,
            password_hash=password_hash,
            password_expires_at=passwords.first_password_expiry(at),
            at=at,
        )
        _record(conn, "agent_added", name, at, role=role)

    try:
        open_database().run(work)
    except (AgentTaken, BadAgent, BadNumber, UnprintableCharacter) as error:
        raise click.ClickException(_message(error)) from error
    click.echo(f"{name} may sign in{_and_password(password, generate)}.")


@agents.command("list")
def show() -> None:
    """Print all agents, those who are disabled too."""
    table = Table("name", "shown as", "role", "number", "second factor", "signs in", box=None)
    for agent in open_database().read(core_agents.everyone):
        factor, active = _yes_or_no(agent.has_second_factor), _yes_or_no(agent.active)
        table.add_row(agent.agent, agent.name, agent.role, agent.number, factor, active)
    console.print(table)


@agents.command()
@NAME
@GENERATE
def reset(name: str, generate: bool) -> None:
    """Give the agent NAME a new first password.

    Enables the agent again, and ends all sessions of the agent. The second factor is removed,
    and a company account disconnected. Password and second factor are set anew at the next sign-in,
    within 72 hours.
    """
    at = datetime.now(UTC)
    password, password_hash = _password(generate, name)

    def work(conn: Connection) -> None:
        expires_at = passwords.first_password_expiry(at)
        authentication.reset(conn, name, password_hash, expires_at)
        agent_changes.enable(conn, name)
        _record(conn, "agent_reset", name, at)

    try:
        open_database().run(work)
    except (NoSuchAgent, BadAgent) as error:
        raise click.ClickException(_message(error)) from error
    suffix = _and_password(password, generate)
    click.echo(f"{name} is signed out everywhere, and may sign in{suffix}.")


@agents.command()
@NAME
def disable(name: str) -> None:
    """Sign the agent NAME out everywhere and refuse later sign-ins."""
    at = datetime.now(UTC)

    def work(conn: Connection) -> None:
        agent_changes.disable(conn, name, at)
        _record(conn, "agent_disable", name, at)

    try:
        open_database().run(work)
    except NoSuchAgent as error:
        raise click.ClickException(_message(error)) from error
    click.echo(f"{name} is signed out, and may not sign in any more.")


@agents.command()
def seal() -> None:
    """Seal second factors, secrets of webhooks, and codes of vouchers with the present SECRET_KEY.

    Second factors are the secrets of the agents' authenticator apps. Run it after an upgrade from a
    release that stored them in clear, and after SECRET_KEY was replaced: the former key can then be
    taken out of SECRET_KEY_FALLBACKS.
    """
    settings = Settings()
    if not settings.secret_keys[0]:
        raise click.ClickException("SECRET_KEY is not set.")
    of_agents = settings.sealer(authentication.SEALED_FOR)
    of_webhooks = settings.sealer(webhooks.SEALED_FOR)
    of_vouchers = settings.sealer(vouchers.SEALED_FOR)

    def work(conn: Connection) -> int:
        sealed = authentication.seal_secrets(conn, of_agents)
        sealed += vouchers.seal_codes(conn, of_vouchers)
        return sealed + webhooks.seal_secrets(conn, of_webhooks)

    try:
        sealed = open_database().run(work)
    except CannotOpen as error:
        raise click.ClickException(
            f"A secret is {error}. Add the key that sealed it to SECRET_KEY_FALLBACKS, or reset"
            " the agent's sign-in."
        ) from error
    click.echo(f"{sealed} secrets sealed.")


def _password(generate: bool, agent: str) -> tuple[str, str]:
    """The password, and its hash."""
    if generate:
        password = passwords.first_password()
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        try:
            passwords.check(password, agent)
        except BadAgent as error:
            raise click.ClickException(_message(error)) from error
    return password, passwords.hash_of(password)


def _and_password(password: str, generated: bool) -> str:
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


def _message(error: Exception) -> str:
    match error:
        case BadAgent(reason="password_short"):
            return f"A password has at least {passwords.CHARS_MIN} characters."
        case BadAgent(reason="password_long"):
            return f"A password has at most {passwords.CHARS_MAX} characters."
        case BadAgent(reason="password_leaked"):
            return "That password is in lists of leaked passwords, which attackers try first."
        case BadAgent(reason="password_guessable"):
            return "That password is easy to guess. A few unrelated words in a row are better."
        case BadAgent():
            return (
                f"A user name has {agent_changes.USER_NAME_CHARS_MIN} to"
                f" {agent_changes.USER_NAME_CHARS_MAX} characters of a-z, 0-9, '.', '_' and '-',"
                " and begins with a letter or a digit."
            )
        case AgentTaken():
            return "That user name is taken. User names are never used again."
        case UnprintableCharacter():
            return f"The name has a character that cannot be displayed: {error.code_point}."
        case NoSuchAgent():
            return "There is no agent of that name."
    return "That is not a telephone number."


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
