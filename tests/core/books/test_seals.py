"""A posting that was changed after its day was sealed is reported by shard and day."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from batches import grant_all
from sqlalchemy import Connection

from core.books import seals
from core.books.daily_totals import CLOSING_DELAY
from core.books.seals import Head
from core.kernel import Database
from core.ledger import ledger
from core.loyalty import Grant

DAY = date(2026, 6, 1)
MEMBERS = 40
AFTER = timedelta(days=4)

# What is done to the book, and where it shows: member 18 is of shard 2, member 19 of shard 3.
DAMAGE = {
    "UPDATE posting SET amount = amount + 1 WHERE member_id = 18 AND version = 1": [(1, 2)],
    "UPDATE posting SET memo = 'x' WHERE member_id = 18 AND version = 2": [(2, 2)],
    "UPDATE posting SET effective_at = recorded_at WHERE member_id = 18 AND version = 1": [(1, 2)],
    "DELETE FROM posting WHERE member_id = 18 AND version = 1": [(1, 2)],
    "UPDATE posting SET version = 0 WHERE member_id = 18 AND version = 1;"
    "UPDATE posting SET version = 1 WHERE member_id = 18 AND version = 2;"
    "UPDATE posting SET version = 2 WHERE member_id = 18 AND version = 0": [(1, 2), (2, 2)],
    # They are of one shard.
    "UPDATE posting SET member_id = 0 WHERE member_id = 2 AND version = 1;"
    "UPDATE posting SET member_id = 2 WHERE member_id = 18 AND version = 1;"
    "UPDATE posting SET member_id = 18 WHERE member_id = 0": [(1, 2)],
    "INSERT INTO posting SELECT 18, 'points', 3, 5, 25, contra, kind, memo, 'late', effective_at,"
    " recorded_at, reverses FROM posting WHERE member_id = 19 AND version = 1": [(1, 2)],
    # Recorded into the past: before the first day that was sealed.
    "INSERT INTO posting SELECT 18, 'points', 3, 5, 25, contra, kind, memo, 'late', effective_at,"
    " '2020-01-01T00:00:00.000000+00:00', reverses FROM posting WHERE member_id = 19"
    " AND version = 1": [(1, 2)],
    "UPDATE seal SET postings = postings + 1 WHERE day = '2026-06-01' AND shard = 2": [(1, 2)],
    # The next day's head goes by it.
    "UPDATE seal SET head = 'f' WHERE day = '2026-06-01' AND shard = 2": [(1, 2), (2, 2)],
    "DELETE FROM seal WHERE day = '2026-06-02' AND shard = 3": [(2, 3), (3, 3)],
    "DELETE FROM seal WHERE day = '2026-06-03' AND shard = 3": [(3, 3)],
}


@pytest.fixture
def sealed(database: Database, join: Callable[..., int], at: datetime) -> Database:
    """Postings of several days; two of them and one without postings are sealed."""

    def begin(conn: Connection) -> None:
        for member_id in range(1, MEMBERS + 1):
            join(conn, member_id)

    database.run(begin)
    for n in range(2):
        grants = [grant(member_id, f"{n}") for member_id in range(1, MEMBERS + 1)]
        on = at + timedelta(days=n)
        database.run(lambda conn, grants=grants, on=on: grant_all(conn, grants, at=on))
    assert seals.make(database, at + AFTER) == [DAY + timedelta(days=n) for n in range(3)]
    return database


def grant(member_id: int, key: str) -> Grant:
    noon = datetime.fromisoformat("2026-05-05T12:00:00+08:00")
    return Grant(
        member_id, key, member_id, "issued", "mobile", None, 1, memo="五月", effective_at=noon
    )


def check(database: Database, published: Any = ()) -> list[str]:
    return list(seals.check(database, dict(published)))


def test_untampered_ledger_passes_the_seal_check(sealed: Database, at: datetime) -> None:
    assert check(sealed) == []
    assert seals.make(sealed, at + AFTER) == []
    assert sum(head.postings for head in sealed.read(lambda c: seals.heads(c, DAY))) == MEMBERS
    newest = sealed.read(seals.heads)
    assert [(head.day, head.shard) for head in newest] == [
        (DAY + timedelta(days=2), shard) for shard in range(seals.SHARDS)
    ]
    # A quiet day has a head of its own all the same.
    assert len({head.head for head in newest}) == seals.SHARDS


def test_later_postings_do_not_invalidate_earlier_seals(sealed: Database, at: datetime) -> None:
    sealed.run(lambda conn: grant_all(conn, [grant(18, "new")], at=at + AFTER))
    assert check(sealed) == []
    assert seals.make(sealed, at + AFTER + timedelta(days=1)) == [DAY + timedelta(days=3)]
    assert check(sealed) == []


@pytest.mark.parametrize("damage", DAMAGE)
def test_seal_check_reports_day_and_shard_of_tampering(
    sealed: Database, tamper: Callable[..., None], damage: str
) -> None:
    tamper(sealed, *damage.split(";"))
    found = check(sealed)
    assert [line.split(":")[0] for line in found] == [
        f"day 2026-06-0{day}, shard {shard}" for day, shard in DAMAGE[damage]
    ]


def test_seal_head_matches_the_documented_hash(sealed: Database) -> None:
    """Computed here from the postings alone, as an auditor would."""
    lines = [
        f'[{n},"points",1,{n},{n},"issued","mobile","五月","0","2026-05-05T04:00:00.000000+00:00",'
        f'"2026-06-01T02:00:00.000000+00:00",null]\n'
        for n in (2, 18, 34)
    ]
    told = f"{'0' * 64} 2 2026-06-01\n{''.join(lines)}"
    expected = Head(DAY, 2, 3, hashlib.sha256(told.encode()).hexdigest())
    assert sealed.read(lambda conn: seals.heads(conn, DAY))[2] == expected


def test_resealing_after_tampering_contradicts_published_heads(
    sealed: Database, tamper: Callable[..., None], at: datetime
) -> None:
    printed = [str(head) for head in sealed.read(seals.heads)]
    published = dict(seals.parse(line) for line in printed)
    assert check(sealed, published) == []

    memo = "UPDATE posting SET memo = 'x' WHERE member_id = 18 AND version = 1"
    tamper(sealed, memo, "DELETE FROM seal")
    seals.make(sealed, at + AFTER)
    assert check(sealed) == []
    assert check(sealed, published) == [
        "day 2026-06-03, shard 2: sealed anew, another head was published"
    ]
    beyond = {(DAY + timedelta(days=9), 0): "f"}
    assert check(sealed, beyond) == ["day 2026-06-10, shard 0: published, but not sealed"]


def test_day_is_sealed_only_after_the_closing_delay(
    database: Database, join: Callable[..., int], earn: Callable[..., ledger.PostingResult]
) -> None:
    database.run(lambda conn: (join(conn), earn(conn, 1)))
    midnight = datetime.fromisoformat("2026-06-02T00:00:00+08:00")
    assert seals.make(database, midnight + CLOSING_DELAY - timedelta(minutes=1)) == []
    assert seals.make(database, midnight + CLOSING_DELAY) == [DAY]


def test_empty_ledger_has_nothing_to_seal(database: Database, at: datetime) -> None:
    assert seals.make(database, at) == []
    assert database.read(seals.heads) == []
    assert check(database) == []
