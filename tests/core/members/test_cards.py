"""Membership cards: the stock, issuing, swapping, losing, looking up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import Connection

from core.kernel import Database, NotAllowed
from core.members import Hit, cards, lookup

FIRST = "620000000000000001"
NUMBERS = [serial + cards.check_digit(serial) for serial in (FIRST, "620000000000000002")]


@pytest.fixture
def stocked(conn: Connection) -> Connection:
    assert cards.add_stock(conn, FIRST, 2) == 2
    return conn


def issue(conn: Connection, number: str, at: datetime, member_id: int = 1) -> None:
    cards.issue(conn, member_id=member_id, number=number, by="agent", at=at)


def refused(conn: Connection, number: str, at: datetime, reason: str) -> None:
    with pytest.raises(NotAllowed) as error:
        issue(conn, number, at, 2)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("digits", "check"), [("7992739871", "3"), ("401288888888188", "1"), ("0", "0")]
)
def test_check_digit_is_that_of_luhn(digits: str, check: str) -> None:
    assert cards.check_digit(digits) == check


def test_every_mistyped_digit_is_noticed() -> None:
    [number, _] = NUMBERS
    assert cards.is_card_number(number)
    for place in range(len(number)):
        for digit in set("0123456789") - {number[place]}:
            assert not cards.is_card_number(number[:place] + digit + number[place + 1 :])


def test_card_is_issued_once(stocked: Connection, at: datetime) -> None:
    issue(stocked, NUMBERS[0], at)
    assert [(each.number, each.state) for each in cards.of_member(stocked, 1)] == [
        (NUMBERS[0], "active")
    ]
    refused(stocked, NUMBERS[0], at, "card_stock")
    refused(stocked, NUMBERS[0][:-1] + "x", at, "card_number")
    assert cards.add_stock(stocked, FIRST, 2) == 0
    refused(stocked, NUMBERS[0], at, "card_stock")


def test_new_card_takes_the_place_of_the_former(stocked: Connection, at: datetime) -> None:
    issue(stocked, NUMBERS[0], at)
    issue(stocked, NUMBERS[1], at)
    states = {each.number: each.state for each in cards.of_member(stocked, 1)}
    assert states == {NUMBERS[0]: "swapped", NUMBERS[1]: "active"}


def test_lost_card_stays_lost_and_is_still_found(stocked: Connection, at: datetime) -> None:
    issue(stocked, NUMBERS[0], at)
    cards.report_lost(stocked, member_id=1, at=at, key="lost")
    issue(stocked, NUMBERS[1], at)
    states = {each.number: each.state for each in cards.of_member(stocked, 1)}
    assert states == {NUMBERS[0]: "lost", NUMBERS[1]: "active"}
    cards.report_lost(stocked, member_id=1, at=at, key="lost")  # it comes again
    assert {each.number: each.state for each in cards.of_member(stocked, 1)} == states
    for number in NUMBERS:
        assert lookup.find(stocked, number) == Hit("member", 1, "")


def test_card_in_stock_is_nobodys(stocked: Connection, at: datetime) -> None:
    assert lookup.find(stocked, NUMBERS[0]) is None
    with pytest.raises(NotAllowed, match="no_card"):
        cards.report_lost(stocked, member_id=1, at=at, key="again")


def test_one_of_two_members_gets_the_card(seeded: Database, at: datetime) -> None:
    seeded.run(lambda conn: cards.add_stock(conn, FIRST, 1))

    def attempt(member_id: int) -> bool:
        try:
            seeded.run(lambda conn: issue(conn, NUMBERS[0], at, member_id))
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(attempt, (1, 2))) == [False, True]
