"""What every page of the desk is given, and who is asking."""

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
from desk.words import Words
from flows.engine import Ids
from flows.language import Wording
from web.recordings import Recordings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DeskContext:
    """`second_factor`: nobody sees anything without one."""

    database: Database
    now: Callable[[], datetime]
    ids: Ids
    words: Words
    wording: Wording
    recordings: Recordings
    default_language: str
    second_factor: bool

    def read(self, work: Callable[[Connection], T]) -> T:
        """At what is nobody's data: no trail."""
        return self.database.read(work)

    def run(self, work: Callable[[Connection], T]) -> T:
        return self.database.run(work)

    def record(self, conn: Connection, act: str, member_id: int = NOBODY, /, **detail: Any) -> None:
        """In the trail, in the name of whoever is signed in."""
        self.record_as(conn, current_agent().agent, act, member_id, **detail)

    def record_as(
        self, conn: Connection, agent: str, act: str, member_id: int = NOBODY, /, **detail: Any
    ) -> None:
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
    """Who is signed in; a view that is open to all asks whether anyone is."""
    agent: Agent = g.agent
    return agent


def current_agent_or_none() -> Agent | None:
    agent: Agent | None = g.get("agent")
    return agent


def language() -> str:
    return str(g.language)
