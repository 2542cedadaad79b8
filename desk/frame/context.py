"""What every page of the desk works with, and who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import g
from sqlalchemy import Connection

from core.kernel import Database
from core.members import NOBODY
from core.staff import Agent, audit_trail
from desk.frame.rate_limit import FailureLimit
from desk.words import Words
from flows.engine import Ids
from flows.language import Wording
from web.recordings import Recordings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DeskContext:
    """The desk's dependencies. `second_factor`: nobody signs in without one."""

    database: Database
    now: Callable[[], datetime]
    ids: Ids
    words: Words
    wording: Wording
    recordings: Recordings
    sign_in_limit: FailureLimit
    default_language: str
    second_factor: bool

    def read(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in a read-only transaction. What it reads leaves no entry in the audit
        trail, so personal data is read with run() and recorded."""
        return self.database.read(work)

    def run(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in a transaction, again if the database asks for it: `work` must have no
        effects outside of the database."""
        return self.database.run(work)

    def record(self, conn: Connection, act: str, member_id: int = NOBODY, /, **detail: Any) -> None:
        """Adds an act of the agent who is signed in to the audit trail."""
        self.record_as(conn, current_agent().agent, act, member_id, **detail)

    def record_as(
        self, conn: Connection, agent: str, act: str, member_id: int = NOBODY, /, **detail: Any
    ) -> None:
        """Adds an act of `agent`, '' for nobody known, to the audit trail."""
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
    """The agent who is signed in. Not for public views, where there may be none."""
    agent: Agent = g.agent
    return agent


def current_agent_or_none() -> Agent | None:
    agent: Agent | None = g.get("agent")
    return agent


def language() -> str:
    """The language of the page: the agent's own, or what an unknown visitor's browser prefers."""
    return str(g.language)
