"""Creates agents, and changes their password, language, role, presence and right to sign in.

Functions that change a column of the agent raise NoSuchAgent for an unknown user name.
"""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Update, bindparam, update

from core.kernel import InsertIfNew, plain_text
from core.members import number_of
from core.schema import agent as agent_table
from core.staff import release_work, web_sessions
from core.staff.agents import Presence, Role
from core.staff.errors import AgentTaken, BadAgent, NoSuchAgent

USER_NAME_CHARS_MIN, USER_NAME_CHARS_MAX = 2, 40
USER_NAME = re.compile(
    rf"[a-z0-9][a-z0-9._-]{{{USER_NAME_CHARS_MIN - 1},{USER_NAME_CHARS_MAX - 1}}}"
)
SHOWN_NAME_CHARS_MAX = 60

_ADD = InsertIfNew(agent_table)
CHANGE = update(agent_table).where(agent_table.c.agent == bindparam("who"))
_SET_LANGUAGE = CHANGE.values(language=bindparam("language"))
_SET_ROLE = CHANGE.values(role=bindparam("role"))
_SET_ACTIVE = CHANGE.values(active=bindparam("active"))
_SET_PRESENCE = CHANGE.where(agent_table.c.presence != bindparam("becomes")).values(
    presence=bindparam("becomes"), presence_since=bindparam("since"), missed_call=False
)
_SET_PASSWORD = CHANGE.values(
    password_hash=bindparam("hash"), password_expires_at=bindparam("expires")
)


def create(
    conn: Connection,
    *,
    agent: str,
    name: str,
    role: Role,
    language: str,
    number: str,
    password_hash: str,
    password_expires_at: datetime | None,
    at: datetime,
) -> None:
    """Add an agent, who is offline. password_expires_at: of a first password, which the agent must
    replace before that moment. Raises BadAgent, BadNumber, UnprintableCharacter, or AgentTaken: a
    user name is never used again, because the audit trail refers to it."""
    name = plain_text.check_line(name)
    if not USER_NAME.fullmatch(agent) or not 0 < len(name) <= SHOWN_NAME_CHARS_MAX:
        raise BadAgent("name")
    values = {
        "agent": agent,
        "name": name,
        "role": role.value,
        "language": language,
        "number": number_of(number),
        "active": True,
        "password_hash": password_hash,
        "password_expires_at": password_expires_at,
        "totp_used": 0,
        "presence": "offline",
        "presence_since": at,
        "missed_call": False,
    }
    if not _ADD(conn, values):
        raise AgentTaken(agent)


def set_password(
    conn: Connection, agent: str, password_hash: str, expires_at: datetime | None
) -> None:
    """Set the password, and end the agent's sessions in every browser. expires_at: as for
    create()."""
    _change(conn, _SET_PASSWORD, agent, hash=password_hash, expires=expires_at)
    web_sessions.end_all(conn, agent)


def set_language(conn: Connection, agent: str, language: str) -> None:
    _change(conn, _SET_LANGUAGE, agent, language=language)


def set_role(conn: Connection, agent: str, role: Role, at: datetime) -> None:
    """Change the role. The open work of an agent who becomes an auditor is released, because an
    auditor handles no conversations."""
    _change(conn, _SET_ROLE, agent, role=role.value)
    if role is Role.AUDITOR:
        sign_off(conn, agent, at)


def set_presence(conn: Connection, agent: str, presence: Presence, at: datetime) -> bool:
    """Returns False if the agent had that presence already."""
    changed = {"who": agent, "becomes": presence, "since": at}
    return conn.execute(_SET_PRESENCE, changed).rowcount == 1


def sign_out(conn: Connection, agent: str, at: datetime) -> None:
    """End all of the agent's sessions, in every browser, and release their open work."""
    web_sessions.end_all(conn, agent)
    sign_off(conn, agent, at)


def sign_off(conn: Connection, agent: str, at: datetime) -> None:
    """Set the agent to 'offline' and release their open work. Their sessions stay valid."""
    set_presence(conn, agent, "offline", at)
    release_work.release(conn, agent, at)


def disable(conn: Connection, agent: str, at: datetime) -> None:
    """Sign the agent out, and refuse later sign-ins until enable() is called."""
    _change(conn, _SET_ACTIVE, agent, active=False)
    sign_out(conn, agent, at)


def enable(conn: Connection, agent: str) -> None:
    """Let a disabled agent sign in again."""
    _change(conn, _SET_ACTIVE, agent, active=True)


def _change(conn: Connection, change: Update, agent: str, **values: Any) -> None:
    if conn.execute(change, {"who": agent} | values).rowcount != 1:
        raise NoSuchAgent(agent)
