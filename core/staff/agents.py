"""The people who work at the desk: user names, roles and presence. Passwords and second factors are
checked in core.staff.authentication."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from argon2 import PasswordHasher
from sqlalchemy import Connection, Row, Update, and_, bindparam, select, update

from core.kernel import InsertIfNew
from core.members import HASHER, hashed, number_of
from core.schema import agent as agent_table
from core.staff import release_work
from core.staff.errors import AgentTaken, BadAgent, NoSuchAgent

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
PASSWORD_CHARS_MIN = 10
PASSWORD_CHARS_MAX = 200  # hashing is slow: a megabyte of password would be an attack
SHOWN_NAME_CHARS_MAX = 60
Presence = Literal["offline", "available", "away"]


class Role(StrEnum):
    """A supervisor may what an agent may, and more; an auditor reads all, and changes nothing."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Agent:
    agent: str
    name: str
    role: Role
    language: str
    number: str
    active: bool
    presence: Presence
    presence_since: datetime
    missed_call: bool
    signed_out: int
    has_second_factor: bool
    locked_until: datetime | None

    @property
    def is_supervisor(self) -> bool:
        return self.role is Role.SUPERVISOR

    @property
    def can_edit(self) -> bool:
        """An auditor reads everything and changes nothing."""
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
    agent_table.c.signed_out,
    # Only a secret that has given a right code counts: before, it may be in nobody's telephone.
    and_(agent_table.c.totp_secret.is_not(None), agent_table.c.totp_used > 0).label(
        "has_second_factor"
    ),
    agent_table.c.locked_until,
)
_BY_NAME = _AGENT.where(agent_table.c.agent == bindparam("agent"))
_EVERYONE = _AGENT.order_by(agent_table.c.active.desc(), agent_table.c.agent)
_ADD = InsertIfNew(agent_table)
CHANGE = update(agent_table).where(agent_table.c.agent == bindparam("who"))
_SET_LANGUAGE = CHANGE.values(language=bindparam("language"))
_SET_ROLE = CHANGE.values(role=bindparam("role"))
_SET_ACTIVE = CHANGE.values(active=bindparam("active"))
_SET_PRESENCE = CHANGE.where(agent_table.c.presence != bindparam("becomes")).values(
    presence=bindparam("becomes"), presence_since=bindparam("since"), missed_call=False
)
_END_SESSIONS = CHANGE.values(signed_out=agent_table.c.signed_out + 1)
_SET_PASSWORD = CHANGE.values(password_hash=bindparam("hash"), password_wrong=0, locked_until=None)


def find(conn: Connection, agent: str) -> Agent | None:
    row = conn.execute(_BY_NAME, {"agent": agent}).first()
    return None if row is None else _agent(row)


def by_name(conn: Connection, agent: str) -> Agent:
    found = find(conn, agent)
    if found is None:
        raise NoSuchAgent(agent)
    return found


def everyone(conn: Connection) -> Sequence[Agent]:
    """Every agent, those who may sign in first."""
    return [_agent(row) for row in conn.execute(_EVERYONE)]


def names(conn: Connection) -> dict[str, str]:
    """The shown name of every agent, by user name; those who may not sign in any more included,
    since old records name them too."""
    return names_of(everyone(conn))


def names_of(known: Iterable[Agent]) -> dict[str, str]:
    return {agent.agent: agent.name for agent in known}


def create(
    conn: Connection,
    *,
    agent: str,
    name: str,
    role: Role,
    language: str,
    number: str,
    password: str,
    at: datetime,
    hasher: PasswordHasher = HASHER,
) -> None:
    """BadAgent, BadNumber, or AgentTaken: a user name is never used again, because the audit trail
    keeps it."""
    if not NAME.fullmatch(agent) or not 0 < len(name.strip()) <= SHOWN_NAME_CHARS_MAX:
        raise BadAgent("name")
    check_strength(password)
    values = {
        "agent": agent,
        "name": name.strip(),
        "role": role.value,
        "language": language,
        "number": number_of(number),
        "active": True,
        "password_hash": hashed(password, hasher),
        "password_wrong": 0,
        "totp_used": 0,
        "signed_out": 0,
        "presence": "offline",
        "presence_since": at,
        "missed_call": False,
    }
    if not _ADD(conn, values):
        raise AgentTaken(agent)


def check_strength(password: str) -> None:
    """BadAgent 'password'. Only the length is checked: rules about characters lead to passwords
    that are written down."""
    if not PASSWORD_CHARS_MIN <= len(password) <= PASSWORD_CHARS_MAX:
        raise BadAgent("password")


def set_password(
    conn: Connection, agent: str, password: str, hasher: PasswordHasher = HASHER
) -> None:
    """Also signs the agent out wherever the old password was used."""
    check_strength(password)
    _change(conn, _SET_PASSWORD, agent, hash=hashed(password, hasher))
    _change(conn, _END_SESSIONS, agent)


def set_language(conn: Connection, agent: str, language: str) -> None:
    _change(conn, _SET_LANGUAGE, agent, language=language)


def set_role(conn: Connection, agent: str, role: Role, at: datetime) -> None:
    """An auditor handles no conversations, so the open work of one who becomes an auditor is
    released."""
    _change(conn, _SET_ROLE, agent, role=role.value)
    if role is Role.AUDITOR:
        sign_off(conn, agent, at)


def set_presence(conn: Connection, agent: str, presence: Presence, at: datetime) -> bool:
    """False: the agent had that presence already."""
    changed = {"who": agent, "becomes": presence, "since": at}
    return conn.execute(_SET_PRESENCE, changed).rowcount == 1


def sign_out(conn: Connection, agent: str, at: datetime) -> None:
    """End all of the agent's sessions, on every device, and release their open work."""
    _change(conn, _END_SESSIONS, agent)
    sign_off(conn, agent, at)


def sign_off(conn: Connection, agent: str, at: datetime) -> None:
    """The agent is offline, and their open work is released. Their sessions go on."""
    set_presence(conn, agent, "offline", at)
    release_work.release(conn, agent)


def disable(conn: Connection, agent: str, at: datetime) -> None:
    _change(conn, _SET_ACTIVE, agent, active=False)
    sign_out(conn, agent, at)


def enable(conn: Connection, agent: str) -> None:
    _change(conn, _SET_ACTIVE, agent, active=True)


def _change(conn: Connection, change: Update, agent: str, **values: Any) -> None:
    if conn.execute(change, {"who": agent} | values).rowcount != 1:
        raise NoSuchAgent(agent)


def _agent(row: Row[*tuple[Any, ...]]) -> Agent:
    values = row._asdict()
    return Agent(**values | {"role": Role(row.role)})
