"""`DeskContext`, the dependencies of every page, and the agent who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import g, has_request_context
from sqlalchemy import Connection

from core.contact_centre import PictureFiles
from core.kernel import Database, Sealer
from core.members import NOBODY
from core.staff import Agent, FormReused, Site, WebSession, audit_trail, form_submissions
from desk.frame import submissions
from desk.frame.company_provider import CompanyProvider
from desk.frame.rate_limit import SignInLimit
from desk.words import Words
from flows.engine import Ids
from flows.language import Wording
from web.recordings import Recordings

T = TypeVar("T")
R = TypeVar("R", bound=bool | int | str | None)
"""What the work of a form may return: it is stored, so that a repeated form gets it again."""


@dataclass(frozen=True, slots=True)
class DeskContext:
    """The dependencies of the desk's views. `sealer` is for the secrets of authenticator
    apps. `second_factor`: signing in requires one. `company_provider`: where agents may sign in
    with their company account; None: nowhere. `site`: the desk as security keys know it;
    None: its address is no name, so there are none. `has_courier`: gifts can be handed to one.
    `voucher_sealer` is for the codes of vouchers."""

    database: Database
    now: Callable[[], datetime]
    ids: Ids
    words: Words
    wording: Wording
    recordings: Recordings
    picture_files: PictureFiles
    sign_in_limit: SignInLimit
    sealer: Sealer
    default_language: str
    second_factor: bool
    company_provider: CompanyProvider | None
    site: Site | None
    has_courier: bool
    voucher_sealer: Sealer

    def read(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in a read-only transaction. It cannot write to the audit trail, so use run()
        to read personal data, and record that."""
        return self.database.read(work)

    def run(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in a transaction and repeats it after a deadlock or a lost connection, so
        `work` must have no effects outside of the database. Raises UnkeyedChange in a request that
        submits a form, unless change() was called before."""
        if has_request_context():
            submissions.check_keyed()
        return self.database.run(work)

    def record_try(self, work: Callable[[Connection], None]) -> None:
        """Like run(), for what is recorded although the submitted form is not carried out, such as
        a wrong password: also before change()."""
        self.database.run(work)

    def change(self, work: Callable[[Connection], R]) -> R:
        """Does the work of the submitted form once, like run(). If the same form was carried out
        before, returns the result that `work` had then. Raises FormReused if something else was
        filled in than before; an exception of `work` leaves the form to be submitted again."""
        form, at = submissions.submitted_form(), self.now()
        form.is_begun = True
        try:
            result = self.database.run(
                lambda conn: form_submissions.once(conn, form.submission, work, at)
            )
        except FormReused:
            form.is_used = True
            raise
        form.is_used = True
        return result

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
