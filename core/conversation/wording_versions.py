"""The sentences that were reworded at the desk, by version: written by one, approved by another, in
use from then on until another takes its place or it is withdrawn.

What a sentence is, and whether it fits, is no business of core's: it is kept as its source
(flows.wording)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from core.kernel import ActedMeanwhile, NotAllowed, NotFound, TwoPeople
from core.schema import wording_version

Sentence = tuple[str, str]
"""Language and key."""


@dataclass(frozen=True, slots=True)
class Version:
    version: int
    language: str
    sentence: str
    source: str
    reason: str
    made_by: str
    made_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None

    @property
    def which(self) -> Sentence:
        return self.language, self.sentence

    @property
    def is_draft(self) -> bool:
        return self.approved_at is None and self.withdrawn_at is None


_ALL = select(*wording_version.c)
_NEWEST_FIRST = _ALL.order_by(wording_version.c.version.desc())
_OF_SENTENCE = _NEWEST_FIRST.where(
    wording_version.c.language == bindparam("language"),
    wording_version.c.sentence == bindparam("sentence"),
)
_ONE = _ALL.where(wording_version.c.version == bindparam("which"))
_STANDING = _ALL.where(wording_version.c.withdrawn_at.is_(None))
_APPROVED = _STANDING.where(wording_version.c.approved_at.is_not(None)).order_by(
    wording_version.c.approved_at, wording_version.c.version
)
_DRAFTS = _STANDING.where(wording_version.c.approved_at.is_(None)).order_by(
    wording_version.c.version
)
_TWO_PEOPLE = TwoPeople(wording_version, "wording_decided")


def in_use(conn: Connection) -> dict[Sentence, Version]:
    """Of each sentence the one approved last; those that are not in here are as they came."""
    return {version.which: version for version in _versions(conn.execute(_APPROVED))}


def drafts(conn: Connection) -> list[Version]:
    return _versions(conn.execute(_DRAFTS))


def of_sentence(conn: Connection, language: str, sentence: str) -> list[Version]:
    """All there were, the newest first."""
    return _versions(conn.execute(_OF_SENTENCE, {"language": language, "sentence": sentence}))


def by_version(conn: Connection, version: int) -> Version:
    row = conn.execute(_ONE, {"which": version}).first()
    if row is None:
        raise NotFound(f"no version {version} of a sentence")
    return Version(*row)


def make(
    conn: Connection,
    *,
    language: str,
    sentence: str,
    source: str,
    reason: str,
    agent: str,
    at: datetime,
) -> Version:
    values: dict[str, object] = {"language": language, "sentence": sentence, "source": source}
    version = _TWO_PEOPLE.make(conn, values, reason=reason, agent=agent, at=at)
    return by_version(conn, version)


def approve(
    conn: Connection, version: int, *, instead_of: int, agent: str, at: datetime
) -> Version:
    """`instead_of`: the version in use when it was read, 0 for the sentence as it came.
    ActedMeanwhile: that is another one by now. NotAllowed: 'own', 'wording_decided'."""
    made = by_version(conn, version)
    if made.made_by == agent:
        raise NotAllowed("own")
    _TWO_PEOPLE.lock(conn)
    if number_of(in_use(conn).get(made.which)) != instead_of:
        raise ActedMeanwhile
    _TWO_PEOPLE.approve(conn, version, agent, at)
    return by_version(conn, version)


def withdraw(conn: Connection, version: int, *, agent: str, at: datetime) -> Version:
    """A draft, or one in use: then the one before it is again. NotAllowed: 'wording_decided'."""
    _TWO_PEOPLE.withdraw(conn, version, agent, at)
    return by_version(conn, version)


def number_of(version: Version | None) -> int:
    return 0 if version is None else version.version


def _versions(rows: Iterable[Any]) -> list[Version]:
    return [Version(*row) for row in rows]
