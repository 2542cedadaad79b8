"""Agents, the people who work at the desk: the record of one, its role, and how to find it.

core.staff.agent_changes creates and changes them; core.staff.authentication checks their passwords
and second factors.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import Connection, Row, and_, bindparam, exists, select

from core.schema import agent as agent_table
from core.schema import security_key
from core.staff.errors import NoSuchAgent

Presence = Literal["offline", "available", "away"]


class Role(StrEnum):
    """A supervisor may do all that an agent may, and more. An auditor reads everything and changes
    nothing."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Agent:
    """`agent` is the user name, `name` the name that is displayed, and `number` the telephone that
    calls are put through to. `missed_call` tells that the presence is 'away' because a call was not
    answered. `password_expires_at` is set as long as the agent has not chosen a password of
    their own."""

    agent: str
    name: str
    role: Role
    language: str
    number: str
    active: bool
    presence: Presence
    presence_since: datetime
    missed_call: bool
    password_expires_at: datetime | None
    has_authenticator_app: bool
    has_security_key: bool

    @property
    def has_second_factor(self) -> bool:
        return self.has_authenticator_app or self.has_security_key

    @property
    def is_supervisor(self) -> bool:
        return self.role is Role.SUPERVISOR

    @property
    def must_choose_password(self) -> bool:
        return self.password_expires_at is not None

    @property
    def can_edit(self) -> bool:
        """Whether the agent may change anything at all."""
        return self.role is not Role.AUDITOR


_AGENT = select(
    agent_table.c.agent,
    agent_table.c.name,
    agent_table.c.role,
    agent_table.c.language,
    agent_table.c.number,
    agent_table.c.active,
    agent_table.c.presence,
    agent_table.c.presence_since,
    agent_table.c.missed_call,
    agent_table.c.password_expires_at,
    # A secret counts once a code of it was accepted: before that, no app may have stored it.
    and_(agent_table.c.totp_secret.is_not(None), agent_table.c.totp_used > 0).label(
        "has_authenticator_app"
    ),
    exists().where(security_key.c.agent == agent_table.c.agent).label("has_security_key"),
)
_BY_NAME = _AGENT.where(agent_table.c.agent == bindparam("agent"))
_EVERYONE = _AGENT.order_by(agent_table.c.active.desc(), agent_table.c.agent)


def find(conn: Connection, agent: str) -> Agent | None:
    """The agent with that user name."""
    row = conn.execute(_BY_NAME, {"agent": agent}).first()
    return None if row is None else _agent(row)


def by_name(conn: Connection, agent: str) -> Agent:
    """As find(). Raises NoSuchAgent."""
    found = find(conn, agent)
    if found is None:
        raise NoSuchAgent(agent)
    return found


def everyone(conn: Connection) -> Sequence[Agent]:
    """Every agent: first those who may sign in, then those who are disabled."""
    return [_agent(row) for row in conn.execute(_EVERYONE)]


def names(conn: Connection) -> dict[str, str]:
    """The displayed name of every agent, by user name. It includes disabled agents, since old
    records name them."""
    return names_of(everyone(conn))


def names_of(known: Iterable[Agent]) -> dict[str, str]:
    return {agent.agent: agent.name for agent in known}


def _agent(row: Row[*tuple[Any, ...]]) -> Agent:
    values = row._asdict()
    return Agent(**values | {"role": Role(row.role)})
