"""An agent's web session: a signed cookie with the agent's user name, when the session began and
when it was last used.

A cookie can be copied, so the agent's row decides which ones are valid: its counter `signed_out` is
incremented by signing out, by a new password and by disabling the agent. A cookie with another
number is not accepted.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import session
from sqlalchemy import Connection

from core.programme import current_rules
from core.staff import Agent, agents, idle_timeout

SECOND_FACTOR_WITHIN_SECONDS = 5 * 60
RENEWED_AFTER_SECONDS = 30  # not with every request, because each renewal sets the cookie


def begin(conn: Connection, agent: Agent, at: datetime) -> None:
    """Signs the agent in. Clears the former session of the browser and with it the CSRF token,
    which an attacker may have planted there."""
    session.clear()
    session["agent"], session["signed_out"] = agent.agent, agent.signed_out
    session["began"] = at.timestamp()
    renew(conn, at)


def begin_second_factor(agent: Agent, at: datetime) -> None:
    """Remembers that the agent has given the right password, but not the second factor yet."""
    session.clear()
    session["half_way"], session["signed_out"] = agent.agent, agent.signed_out
    session["began"] = at.timestamp()


def end() -> None:
    session.clear()


def current(conn: Connection, at: datetime) -> Agent | None:
    """The agent who is signed in; None if nobody is, or the session is too old or was idle for too
    long."""
    if "agent" not in session:
        return None
    rules = current_rules().desk
    began, seen = _time("began"), _time("seen")
    if at - began > timedelta(hours=rules.session_hours):
        return None
    if at - seen > timedelta(minutes=rules.idle_minutes):
        return None
    return _if_valid(conn, session["agent"])


def awaiting_second_factor(conn: Connection, at: datetime) -> Agent | None:
    """The agent who has given the right password less than SECOND_FACTOR_WITHIN_SECONDS ago."""
    if "half_way" not in session:
        return None
    if at - _time("began") > timedelta(seconds=SECOND_FACTOR_WITHIN_SECONDS):
        return None
    return _if_valid(conn, session["half_way"])


def needs_renewal(at: datetime) -> bool:
    return bool(at.timestamp() - session["seen"] > RENEWED_AFTER_SECONDS)


def renew(conn: Connection, at: datetime) -> None:
    """Postpones the idle timeout."""
    session["seen"] = at.timestamp()
    idle_timeout.record_activity(conn, session["agent"], at)


def _if_valid(conn: Connection, name: str) -> Agent | None:
    agent = agents.find(conn, name)
    if agent is None or not agent.active or agent.signed_out != session["signed_out"]:
        return None
    return agent


def _time(name: str) -> datetime:
    return datetime.fromtimestamp(session[name], UTC)
