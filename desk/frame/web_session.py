"""The web session of this browser: its cookie holds the token of a row in core.staff.web_sessions,
which decides whether it is valid. Signing in always takes a new token."""

from __future__ import annotations

from datetime import datetime

from flask import g, request, session
from sqlalchemy import Connection

from core.kernel import plain_text
from core.staff import Agent, WebSession, agents, idle_timeout, web_sessions

TOKEN = "token"  # noqa: S105  the name of a field
ASKS_PRESENCE = "asks_presence"


def begin(conn: Connection, agent: Agent, at: datetime) -> None:
    """Signs the agent in. Clears the former session of the browser and with it the CSRF token,
    which an attacker may have planted there."""
    _begin(conn, agent, at, complete=True)
    session[ASKS_PRESENCE] = agent.can_edit and agent.presence != "available"
    idle_timeout.record_activity(conn, agent.agent, at)


def begin_second_factor(conn: Connection, agent: Agent, at: datetime) -> None:
    """Remembers that the agent has given the right password, but not the second factor yet."""
    _begin(conn, agent, at, complete=False)


def asks_presence() -> bool:
    """Whether the agent has signed in and not been asked yet whether they are available."""
    return bool(session.get(ASKS_PRESENCE))


def presence_chosen() -> None:
    session.pop(ASKS_PRESENCE, None)


def end() -> None:
    """Forgets the session in this browser. Its row is deleted by core.staff."""
    session.clear()


def current(conn: Connection, at: datetime) -> Agent | None:
    """The agent who is signed in; None if nobody is, or the session has ended."""
    found = of_browser(conn, at)
    return agents.find(conn, found.agent) if found and found.complete else None


def of_browser(conn: Connection, at: datetime) -> WebSession | None:
    """The session of this browser, whether it is complete or not; None if it has ended."""
    return web_sessions.find(conn, session[TOKEN], at) if has_token() else None


def has_token() -> bool:
    """Whether the browser has sent a token at all: visitors cost no query."""
    return TOKEN in session


def needs_renewal(found: WebSession, at: datetime) -> bool:
    return at - found.seen_at > web_sessions.SEEN_EVERY


def renew(conn: Connection, found: WebSession, at: datetime) -> None:
    """Postpones the idle timeout."""
    web_sessions.postpone_idle_timeout(conn, found, at)
    idle_timeout.record_activity(conn, found.agent, at)


def _begin(conn: Connection, agent: Agent, at: datetime, *, complete: bool) -> None:
    # A transaction may be repeated, and then the browser's session has the new token already.
    former = g.setdefault("former_token", session.get(TOKEN))
    if former is not None:
        web_sessions.end_by_token(conn, former)
    token = web_sessions.new_token()
    web_sessions.begin(
        conn,
        agent.agent,
        token,
        complete=complete,
        address=request.remote_addr or "",
        device=plain_text.clean(request.user_agent.string),
        at=at,
    )
    session.clear()
    session[TOKEN] = token
