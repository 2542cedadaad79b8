"""An agent's session: a signed cookie that names the agent, when it began, when it was last used.

Which ones are still good is kept with the agent: `signed_out` is counted up by signing out, by a
new password and by disabling, and a cookie from before is none any more, wherever it was copied.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import session
from sqlalchemy import Connection

from core.programme import current_rules
from core.staff import Agent, agents, idle_timeout

HALF_WAY_SECONDS = 5 * 60
RENEWED_AFTER_SECONDS = 30  # not with every request: each would set a cookie


def begin(conn: Connection, agent: Agent, at: datetime) -> None:
    """Everything from before is dropped, the token against forged forms with it: whoever planted
    that session in this browser has nothing of the new one."""
    session.clear()
    session["agent"], session["signed_out"] = agent.agent, agent.signed_out
    session["began"] = at.timestamp()
    renew(conn, at)


def begin_half_way(agent: Agent, at: datetime) -> None:
    """The password was right; the second factor is still to come."""
    session.clear()
    session["half_way"], session["signed_out"] = agent.agent, agent.signed_out
    session["began"] = at.timestamp()


def end() -> None:
    session.clear()


def current(conn: Connection, at: datetime) -> Agent | None:
    if "agent" not in session:
        return None
    rules = current_rules().desk
    began, seen = _moment("began"), _moment("seen")
    if at - began > timedelta(hours=rules.session_hours):
        return None
    if at - seen > timedelta(minutes=rules.idle_minutes):
        return None
    return _still_good(conn, session["agent"])


def half_way(conn: Connection, at: datetime) -> Agent | None:
    if "half_way" not in session:
        return None
    if at - _moment("began") > timedelta(seconds=HALF_WAY_SECONDS):
        return None
    return _still_good(conn, session["half_way"])


def needs_renewal(at: datetime) -> bool:
    return bool(at.timestamp() - session["seen"] > RENEWED_AFTER_SECONDS)


def renew(conn: Connection, at: datetime) -> None:
    session["seen"] = at.timestamp()
    idle_timeout.saw(conn, session["agent"], at)


def _still_good(conn: Connection, name: str) -> Agent | None:
    agent = agents.find(conn, name)
    if agent is None or not agent.active or agent.signed_out != session["signed_out"]:
        return None
    return agent


def _moment(name: str) -> datetime:
    return datetime.fromtimestamp(session[name], UTC)
