"""Versions of the hotline's sentences: one supervisor rewords, another approves, and the version is
in use until another one replaces it or it is withdrawn.

A version holds the sentence's source text. What a sentence may say and whether it fits a channel is
decided in flows.language and flows.authoring.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam

from core.kernel import AnyRow, FourEyesVersion, FourEyesVersions
from core.schema import wording_version

Sentence = tuple[str, str]
"""Language and key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(FourEyesVersion):
    language: str
    sentence: str
    source: str

    @property
    def which(self) -> Sentence:
        return self.language, self.sentence


def _build(row: AnyRow) -> Version:
    return Version(**row._asdict())


_VERSIONS = FourEyesVersions(wording_version, _build, decided="wording_decided")
_OF_SENTENCE = _VERSIONS.all.where(
    wording_version.c.language == bindparam("language"),
    wording_version.c.sentence == bindparam("sentence"),
).order_by(wording_version.c.version.desc())
_APPROVED = _VERSIONS.approved.order_by(wording_version.c.approved_at, wording_version.c.version)
_NEWEST_FIRST = _VERSIONS.all.order_by(wording_version.c.version.desc())
_DRAFTS = _VERSIONS.drafts.order_by(wording_version.c.version)


def in_use(conn: Connection) -> dict[Sentence, Version]:
    """The version approved last of each reworded sentence; the others are as shipped."""
    return {version.which: version for version in _versions(conn.execute(_APPROVED))}


def drafts(conn: Connection) -> list[Version]:
    """The drafts of all sentences, in the order of their numbers."""
    return _versions(conn.execute(_DRAFTS))


def of_sentence(conn: Connection, language: str, sentence: str) -> list[Version]:
    """Every version of it, the newest first."""
    return _versions(conn.execute(_OF_SENTENCE, {"language": language, "sentence": sentence}))


def page(conn: Connection, *, rows: int, after: Version | None = None) -> list[Version]:
    """At most `rows` versions of any sentence, the newest first. `after`: the last one of the page
    before."""
    found = _NEWEST_FIRST.limit(rows)
    if after is not None:
        found = found.where(wording_version.c.version < after.version)
    return _versions(conn.execute(found))


def by_version(conn: Connection, version: int) -> Version:
    """Raises NotFound if there is no such version."""
    return _VERSIONS.by_version(conn, version)


def draft(
    conn: Connection,
    *,
    language: str,
    sentence: str,
    source: str,
    reason: str,
    agent: str,
    at: datetime,
) -> Version:
    """Raises ActedMeanwhile if another draft was stored at the same moment."""
    values = {"language": language, "sentence": sentence, "source": source}
    return _VERSIONS.draft(conn, values, reason=reason, agent=agent, at=at)


def approve(
    conn: Connection, version: int, *, instead_of: int, agent: str, at: datetime
) -> Version:
    """`instead_of`: the version in use when the approver read the draft, 0 for the sentence as
    shipped; ActedMeanwhile where another one is in use by now. Raises NotAllowed: 'own' (the agent
    drafted it), 'wording_decided'."""
    drafted = by_version(conn, version)
    return _VERSIONS.approve(
        conn,
        drafted,
        replaced=lambda: number_of(in_use(conn).get(drafted.which)),
        instead_of=instead_of,
        agent=agent,
        at=at,
    )


def withdraw(conn: Connection, version: int, *, agent: str, at: datetime) -> Version:
    """A draft, or a version in use: the one approved before it is in use again. Raises NotAllowed:
    'wording_decided'."""
    return _VERSIONS.withdraw(conn, version, agent=agent, at=at)


def number_of(version: Version | None) -> int:
    """The version's number; 0 stands for the sentence as shipped."""
    return 0 if version is None else version.version


def _versions(rows: Iterable[AnyRow]) -> list[Version]:
    return [_build(row) for row in rows]
