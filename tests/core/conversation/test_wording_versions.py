"""Reworded sentences: two people, the one approved last in use, and back again."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update

from core.conversation import Version, wording_versions
from core.kernel import ActedMeanwhile, Database, NotAllowed, NotFound
from core.schema import wording_version

KEY = "balance-none"
Draft = Callable[..., Version]


@pytest.fixture
def draft(at: datetime) -> Draft:
    def draft(conn: Connection, words: str, language: str = "en", sentence: str = KEY) -> Version:
        return wording_versions.draft(
            conn,
            language=language,
            sentence=sentence,
            source=f"{sentence} = {words}",
            reason="Shorter",
            agent="li",
            at=at,
        )

    return draft


def approve(conn: Connection, made: Version, at: datetime, agent: str = "sun") -> Version:
    instead_of = wording_versions.number_of(wording_versions.in_use(conn).get(made.which))
    return wording_versions.approve(conn, made.version, instead_of=instead_of, agent=agent, at=at)


def in_use(conn: Connection) -> dict[str, str]:
    return {each.language: each.source for each in wording_versions.in_use(conn).values()}


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(NotAllowed) as refusal:
        work()
    return refusal.value.reason


def test_author_cannot_approve_own_wording(database: Database, draft: Draft, at: datetime) -> None:
    with database.engine.begin() as conn:
        made = draft(conn, "No points.")
        assert (made.version, made.is_draft, wording_versions.drafts(conn)) == (1, True, [made])
        assert in_use(conn) == {}
        assert refused(lambda: approve(conn, made, at, "li")) == "own"
        approved = approve(conn, made, at)
        assert (approved.approved_by, approved.is_draft) == ("sun", False)
        assert in_use(conn) == {"en": f"{KEY} = No points."} and wording_versions.drafts(conn) == []
        assert refused(lambda: approve(conn, made, at, "he")) == "wording_decided"


def test_last_approved_wording_is_in_use_until_withdrawn(
    database: Database, draft: Draft, at: datetime
) -> None:
    with database.engine.begin() as conn:
        first, second, other = draft(conn, "One"), draft(conn, "Two"), draft(conn, "三", "zh")
        approve(conn, second, at)
        approve(conn, first, at + timedelta(seconds=1))
        approve(conn, other, at)
        assert in_use(conn) == {"en": f"{KEY} = One", "zh": f"{KEY} = 三"}
        wording_versions.withdraw(conn, first.version, agent="he", at=at)
        assert in_use(conn)["en"] == f"{KEY} = Two"
        wording_versions.withdraw(conn, second.version, agent="he", at=at)
        assert in_use(conn).keys() == {"zh"}
        again = refused(lambda: wording_versions.withdraw(conn, second.version, agent="he", at=at))
        assert again == "wording_decided"
        assert [each.version for each in wording_versions.of_sentence(conn, "en", KEY)] == [2, 1]


def test_approval_fails_if_another_wording_was_approved_meanwhile(
    database: Database, draft: Draft, at: datetime
) -> None:
    with database.engine.begin() as conn:
        first, second = draft(conn, "One"), draft(conn, "Two")
        approve(conn, first, at)
        with pytest.raises(ActedMeanwhile):
            wording_versions.approve(conn, second.version, instead_of=0, agent="sun", at=at)
        wording_versions.approve(conn, second.version, instead_of=first.version, agent="sun", at=at)
        with pytest.raises(NotFound):
            wording_versions.by_version(conn, 9)


def test_wording_version_is_append_only(database: Database, draft: Draft) -> None:
    with database.engine.begin() as conn:
        draft(conn, "One")
    with pytest.raises(Exception, match=r"append-only|denied"), database.engine.begin() as conn:
        conn.execute(update(wording_version).values(source="x"))
    with database.engine.begin() as conn:
        assert conn.execute(select(wording_version.c.source)).scalar_one() == f"{KEY} = One"
