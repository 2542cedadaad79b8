"""Web sessions: the browsers in which an agent is signed in, with their time limits.

The browser's cookie holds a random token, and the row its hash: whoever reads the database gets no
session by it. A session is over when its row is gone, so it cannot be used after it was ended,
whatever the browser or a thief of the cookie still sends.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from core.kernel import row_builder
from core.programme import current_rules
from core.schema import agent as agent_table
from core.schema import web_session

TOKEN_BYTES = 32
SESSIONS_MAX = 5
SECOND_FACTOR_WITHIN = timedelta(minutes=5)
SEEN_EVERY = timedelta(seconds=30)  # not with every request: each is a write
DEVICE_CHARS_MAX = 200


@dataclass(frozen=True, slots=True)
class WebSession:
    """complete: whether the second factor was given too, where one is needed."""

    session_hash: str
    agent: str
    complete: bool
    began_at: datetime
    seen_at: datetime
    address: str
    device: str

    def is_over(self, at: datetime) -> bool:
        """Whether a time limit has passed. A session that waits for the second factor has a short
        one; else the programme's `desk.session_hours` and `desk.idle_minutes` apply."""
        if not self.complete:
            return at - self.began_at > SECOND_FACTOR_WITHIN
        rules = current_rules().desk
        return at - self.began_at > timedelta(hours=rules.session_hours) or (
            at - self.seen_at > timedelta(minutes=rules.idle_minutes)
        )


_SESSION = (
    select(*(web_session.c[field.name] for field in fields(WebSession)))
    .join(agent_table, agent_table.c.agent == web_session.c.agent)
    .where(agent_table.c.active)
)
_BY_HASH = _SESSION.where(web_session.c.session_hash == bindparam("hash"))
_OF_AGENT = _SESSION.where(web_session.c.agent == bindparam("agent")).order_by(
    web_session.c.seen_at.desc(), web_session.c.session_hash
)
_ADD = insert(web_session)
_SEEN = (
    update(web_session)
    .where(web_session.c.session_hash == bindparam("hash"))
    .values(seen_at=bindparam("seen"))
)
_END = delete(web_session).where(
    web_session.c.session_hash == bindparam("hash"), web_session.c.agent == bindparam("whose")
)
_END_BY_HASH = delete(web_session).where(web_session.c.session_hash == bindparam("hash"))
_END_ALL = delete(web_session).where(web_session.c.agent == bindparam("whose"))
_session = row_builder(WebSession, _SESSION)


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def begin(
    conn: Connection,
    agent: str,
    token: str,
    *,
    complete: bool,
    address: str,
    device: str,
    at: datetime,
) -> None:
    """Add a session. Those that are over are deleted, and the oldest of the same kind if there
    would be more than SESSIONS_MAX: whoever has only the password ends no complete session."""
    others = [_session(row) for row in conn.execute(_OF_AGENT, {"agent": agent})]
    same_kind = [each for each in others if each.complete == complete and not each.is_over(at)]
    for each in others:
        if each.is_over(at) or each in same_kind[SESSIONS_MAX - 1 :]:
            end(conn, agent, each.session_hash)
    values = {
        "session_hash": hash_of(token),
        "agent": agent,
        "complete": complete,
        "began_at": at,
        "seen_at": at,
        "address": address,
        "device": device[:DEVICE_CHARS_MAX],
    }
    conn.execute(_ADD, values)


def find(conn: Connection, token: str, at: datetime) -> WebSession | None:
    """The session of that token; None if it is over, or if its agent is disabled."""
    row = conn.execute(_BY_HASH, {"hash": hash_of(token)}).first()
    if row is None:
        return None
    found = _session(row)
    return None if found.is_over(at) else found


def of_agent(conn: Connection, agent: str, at: datetime) -> Sequence[WebSession]:
    """The browsers in which the agent is signed in, the one used last first."""
    found = (_session(row) for row in conn.execute(_OF_AGENT, {"agent": agent}))
    return [each for each in found if each.complete and not each.is_over(at)]


def postpone_idle_timeout(conn: Connection, session: WebSession, at: datetime) -> None:
    """The agent has used the desk in this session."""
    conn.execute(_SEEN, {"hash": session.session_hash, "seen": at})


def end(conn: Connection, agent: str, session_hash: str) -> bool:
    """End one session of the agent. Returns False if the agent has no such session."""
    found = conn.execute(_END, {"hash": session_hash, "whose": agent})
    return found.rowcount == 1


def end_by_token(conn: Connection, token: str) -> None:
    """End the session of a browser that signs in again, whoever was signed in there."""
    conn.execute(_END_BY_HASH, {"hash": hash_of(token)})


def end_all(conn: Connection, agent: str) -> None:
    conn.execute(_END_ALL, {"whose": agent})


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
