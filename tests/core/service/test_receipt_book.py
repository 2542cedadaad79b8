"""Claims whose receipt is in the receipt book: granted at once, once a receipt."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from core.books import audit
from core.kernel import Database, NotAllowed
from core.messaging import Topic
from core.programme import local_day
from core.schema import outbox, trail
from core.service import (
    IssuedReceipt,
    ReceiptAlreadyClaimed,
    ReceiptDiffers,
    ReceiptFacts,
    ReceiptOfImpossibleDay,
    claim_handling,
    claim_queue,
    claims,
    receipt_book,
)
from core.staff import agents, audit_trail

NUMBER, SHOP, OTHER_SHOP = "20260601", "苏果超市", "湖畔书店"
AMOUNT = ReceiptFacts(yuan=58)


@pytest.fixture
def conn(seeded: Database) -> Iterator[Connection]:
    with seeded.engine.begin() as connection:
        yield connection
        assert list(audit.violations(connection)) == []


@pytest.fixture
def issued(at: datetime) -> IssuedReceipt:
    return IssuedReceipt(SHOP, NUMBER, "services", local_day(at) - timedelta(days=3), 58_60)


def claim(conn: Connection, at: datetime, **changes: Any) -> claims.Claim:
    values: dict[str, Any] = {
        "member_id": 1,
        "receipt_number": NUMBER,
        "channel": "voice",
        "key": "key",
        "claim_id": "claim",
        "number": "70000001",
    }
    return claims.file(conn, at=at, **(values | changes))


def points_of(conn: Connection, member_id: int = 1) -> int:
    statement = "SELECT balance FROM member_account WHERE unit = 'points' AND member_id = :id"
    return int(conn.execute(text(statement), {"id": member_id}).scalar_one())


def topics(conn: Connection) -> list[str]:
    mine = select(outbox.c.topic).where(outbox.c.member_id == 1, outbox.c.topic.like("claim%"))
    return list(conn.execute(mine).scalars())


def test_a_claim_of_the_right_amount_is_granted_once(
    conn: Connection, at: datetime, issued: IssuedReceipt
) -> None:
    receipt_book.enter(conn, issued, at)
    before = points_of(conn)
    granted = claim(conn, at, said=AMOUNT)
    assert granted.status == "granted" and granted.points
    assert points_of(conn) == before + granted.points
    assert claim(conn, at, said=AMOUNT, claim_id="again", number="70000002") == granted
    with pytest.raises(ReceiptAlreadyClaimed):
        claim(conn, at, said=AMOUNT, key="two", member_id=2)
    assert points_of(conn) == before + granted.points
    assert topics(conn) == [Topic.CLAIM_DECIDED]
    assert claim_queue.by_number(conn, granted.number).decided_by == audit_trail.HOTLINE
    acts = select(trail.c.act).where(trail.c.agent == audit_trail.HOTLINE, trail.c.member_id == 1)
    assert conn.execute(acts).scalars().all() == ["claim_granted"]


def test_the_points_are_those_of_the_same_bill(
    conn: Connection, at: datetime, issued: IssuedReceipt
) -> None:
    receipt_book.enter(conn, issued, at)
    granted = claim(conn, at, said=AMOUNT)
    by_hand = claim(conn, at, key="two", receipt_number="999999", claim_id="2", number="70000002")
    chen = agents.by_name(conn, "agent")
    earned = claim_handling.grant(
        conn, number=by_hand.number, agent=chen, source="services", fen=issued.fen,
        on=issued.issued_on, reason="a receipt", at=at, approval_id="a",
    )  # fmt: skip
    assert earned is not None and granted.points == earned.points


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ReceiptFacts(yuan=59)),
        ({}, ReceiptFacts(words="at the supermarket")),
        ({"number": "20260602"}, AMOUNT),
        ({"fen": 59_00}, AMOUNT),
        ({"member_id": 2}, AMOUNT),
        ({"fen": 5_000_00}, ReceiptFacts(yuan=5_000)),  # more points than one may grant alone
    ],
)
def test_what_does_not_match_waits_for_an_agent(
    conn: Connection,
    at: datetime,
    issued: IssuedReceipt,
    changes: dict[str, Any],
    said: ReceiptFacts,
) -> None:
    receipt_book.enter(conn, replace(issued, **changes), at)
    before = points_of(conn)
    filed = claim(conn, at, said=said)
    assert (filed.status, filed.points, points_of(conn)) == ("open", None, before)
    assert topics(conn) == [Topic.CLAIM_FILED]
    case = claim_queue.by_number(conn, filed.number)
    assert (case.yuan, case.words) == (said.yuan, said.words)


@pytest.mark.parametrize(("days", "status"), [(90, "granted"), (91, "open")])
def test_a_receipt_is_claimed_for_ninety_days(
    conn: Connection, at: datetime, issued: IssuedReceipt, days: int, status: str
) -> None:
    on = local_day(at) - timedelta(days=days)
    receipt_book.enter(conn, replace(issued, issued_on=on), at)
    assert claim(conn, at, said=AMOUNT).status == status


def test_a_receipt_of_a_day_to_come_is_not_entered(
    conn: Connection, at: datetime, issued: IssuedReceipt
) -> None:
    tomorrow = replace(issued, issued_on=local_day(at) + timedelta(days=1))
    with pytest.raises(ReceiptOfImpossibleDay):
        receipt_book.enter(conn, tomorrow, at)
    assert receipt_book.of_number(conn, issued.number) == []


def test_a_bill_of_the_members_own_needs_no_amount(
    conn: Connection, at: datetime, issued: IssuedReceipt
) -> None:
    receipt_book.enter(conn, replace(issued, member_id=1), at)
    assert claim(conn, at).status == "granted"


def test_a_member_who_earns_nothing_now_waits_for_an_agent(
    conn: Connection, at: datetime, issued: IssuedReceipt
) -> None:
    receipt_book.enter(conn, issued, at)
    conn.execute(text("UPDATE member SET status = 'suspended' WHERE member_id = 1"))
    assert claim(conn, at, said=AMOUNT).status == "open"


def test_a_bill_that_was_imported_waits_for_an_agent(
    conn: Connection, at: datetime, issued: IssuedReceipt
) -> None:
    receipt_book.enter(conn, issued, at)
    imported = "INSERT INTO receipt (number, member_id) VALUES (:number, 1)"
    conn.execute(text(imported), {"number": f"accrual:{NUMBER}"})
    assert claim(conn, at, said=AMOUNT).status == "open"


def test_receipts_of_one_number_are_told_apart_by_the_merchant(
    conn: Connection, at: datetime, issued: IssuedReceipt
) -> None:
    for merchant in (SHOP, OTHER_SHOP):
        receipt_book.enter(conn, replace(issued, merchant=merchant), at)
    first = ReceiptFacts(merchant=SHOP, yuan=58)
    assert claim(conn, at, said=first).status == "granted"
    with pytest.raises(ReceiptAlreadyClaimed):
        claim(conn, at, said=first, member_id=2)
    other = {"key": "two", "claim_id": "two", "number": "70000002", "member_id": 2}
    assert claim(conn, at, said=replace(first, merchant=OTHER_SHOP), **other).status == "granted"


def test_a_number_claimed_before_its_merchants_are_known_waits_for_an_agent(
    conn: Connection, at: datetime, issued: IssuedReceipt
) -> None:
    """The earlier claim may be for the same receipt, and an agent may have granted it."""
    assert claim(conn, at).status == "open"
    for merchant in (SHOP, OTHER_SHOP):
        receipt_book.enter(conn, replace(issued, merchant=merchant), at)
    other = {"key": "two", "claim_id": "two", "number": "70000002", "member_id": 2}
    said = ReceiptFacts(merchant=SHOP, yuan=58)
    assert claim(conn, at, said=said, **other).status == "open"


def test_an_agents_grant_takes_the_receipt_too(
    conn: Connection, at: datetime, issued: IssuedReceipt
) -> None:
    receipt_book.enter(conn, issued, at)
    chen = agents.by_name(conn, "agent")
    which: dict[str, Any] = {"agent": chen, "source": "services", "fen": issued.fen}
    which |= {"on": issued.issued_on, "reason": "seen", "at": at, "approval_id": "a"}
    filed = claim(conn, at, said=ReceiptFacts(yuan=1))
    claim_handling.grant(conn, number=filed.number, **which)
    [known] = receipt_book.of_number(conn, NUMBER)
    assert known.claim_id == "claim"
    # Another claim of the number, from before its merchant was known, is not paid as well.
    said = ReceiptFacts(merchant=SHOP, yuan=58)
    conn.execute(text("UPDATE issued_receipt SET claimed_by = NULL, claim_id = NULL"))
    other = {"key": "two", "claim_id": "two", "number": "70000002", "member_id": 2}
    waiting = claim(conn, at, said=said, **other)
    receipt_book.take(conn, known, 1, "claim")
    with pytest.raises(NotAllowed, match="receipt_paid"), conn.begin_nested():
        claim_handling.grant(conn, number=waiting.number, **which)


def test_a_receipt_is_entered_once(conn: Connection, at: datetime, issued: IssuedReceipt) -> None:
    assert receipt_book.enter(conn, issued, at)
    assert not receipt_book.enter(conn, issued, at)
    for other in ({"fen": 1}, {"source": "mobile"}, {"member_id": 1}):
        with pytest.raises(ReceiptDiffers):
            receipt_book.enter(conn, replace(issued, **other), at)
    claim(conn, at, said=AMOUNT)
    assert not receipt_book.enter(conn, issued, at), "also once it is claimed"


@pytest.mark.parametrize("members", [(1, 2), (1, 1)])
def test_of_two_claims_at_one_moment_one_is_granted(
    new_database: Callable[[str, bool], str],
    at: datetime,
    issued: IssuedReceipt,
    members: tuple[int, int],
) -> None:
    database = Database(new_database("postgresql", True))
    database.run(lambda conn: receipt_book.enter(conn, issued, at))

    def race(n: int) -> str:
        other = {"key": f"key-{n}", "claim_id": f"claim-{n}", "number": f"7000000{n}"}
        try:
            return database.run(
                lambda conn: claim(conn, at, said=AMOUNT, member_id=members[n], **other).status
            )
        except ReceiptAlreadyClaimed:
            return "taken"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(race, range(2))) == ["granted", "taken"]
    assert database.read(lambda conn: list(audit.violations(conn))) == []
    database.dispose()
