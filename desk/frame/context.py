"""`DeskContext`, the dependencies of every page, and the agent who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import g
from sqlalchemy import Connection

from core.kernel import Database, Sealer
from core.members import NOBODY
from core.staff import Agent, WebSession, audit_trail
from desk.frame.rate_limit import SignInLimit
from desk.words import Words
from flows.engine import Ids
from flows.language import Wording
from web.recordings import Recordings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DeskContext:
    """The dependencies of the desk's views. `sealer` is for the secrets of authenticator
    apps. `second_factor`: signing in requires one."""

    database: Database
    now: Callable[[], datetime]
    ids: Ids
    words: Words
    wording: Wording
    recordings: Recordings
    sign_in_limit: SignInLimit
    sealer: Sealer
    default_language: str
    second_factor: bool

    def read(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in a read-only transaction. It cannot write to the audit trail, so use run()
        to read personal data, and record that."""
        return self.database.read(work)

    def run(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in a transaction and repeats it after a deadlock or a lost connection, so
        `work` must have no effects outside of the database."""
        return self.database.run(work)

    def record(self, conn: Connection, act: str, member_id: int = NOBODY, /, **detail: Any) -> None:
        """Adds an act of the agent who is signed in to the audit trail."""
        self.record_as(conn, current_agent().agent, act, member_id, **detail)

    def record_as(
        self, conn: Connection, agent: str, act: str, member_id: int = NOBODY, /, **detail: Any
    ) -> None:
        """Adds an act of `agent` to the audit trail; '' if it is not known whose act it was."""
        audit_trail.record(
            conn,
            member_id=member_id,
            agent=agent,
            act=act,
            detail=detail,
            at=self.now(),
            entry_id=self.ids.new(),
        )


def current_agent() -> Agent:
    """The agent who is signed in. Fails in a public view if nobody is."""
    agent: Agent = g.agent
    return agent


def current_agent_or_none() -> Agent | None:
    agent: Agent | None = g.get("agent")
    return agent


def current_web_session() -> WebSession:
    """The session of the agent who is signed in, in this browser."""
    found: WebSession = g.web_session
    return found


def language() -> str:
    """The language of the page: the agent's own, or what an unknown visitor's browser prefers."""
    return str(g.language)
