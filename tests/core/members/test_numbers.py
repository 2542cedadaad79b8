"""Several numbers of one membership: one gets the texts, and each belongs to nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from core.books import audit
from core.kernel import NotAllowed
from core.loyalty import leaving
from core.members import NumberInUse, changes, lookup, numbers, profiles
from core.schema import further_number, msisdn

MAIN, SECOND, THIRD, OTHERS = "+8613800000001", "+8613900000001", "+8613900000002", "+8613800000002"
FIXED = "+862584567890"
Add = Callable[..., None]


@pytest.fixture
def add(conn: Connection, at: Any) -> Add:
    def add(number: str, member_id: int = 1, key: str = "", minutes: int = 0) -> None:
        numbers.add(
            conn,
            member_id=member_id,
            number=number,
            by="billing",
            key=key or f"add:{number}",
            at=at + timedelta(minutes=minutes),
        )

    return add


def is_sound(conn: Connection) -> bool:
    return not list(audit.violations(conn))


def main_of(conn: Connection, member_id: int = 1) -> str:
    return profiles.by_id(conn, member_id).number


def test_every_number_leads_to_the_member(conn: Connection, add: Add) -> None:
    for number in (SECOND, FIXED, SECOND):
        add(number)
    for number in (MAIN, SECOND, FIXED):
        found = profiles.find(conn, number)
        assert found is not None and (found.member_id, found.number) == (1, MAIN)
    assert [each.number for each in numbers.further(conn, 1)] == [SECOND, FIXED]
    assert is_sound(conn)


def test_number_of_another_member_is_refused(conn: Connection, add: Add) -> None:
    with pytest.raises(NumberInUse):
        add(OTHERS)
    add(SECOND)
    with pytest.raises(NumberInUse):
        add(SECOND, member_id=2, key="other")


def test_there_is_an_end_to_numbers(conn: Connection, add: Add) -> None:
    for place in range(numbers.FURTHER_MAX):
        add(f"+86139000000{place:02}")
    with pytest.raises(NotAllowed, match="numbers"):
        add(SECOND[:-2] + "99")


def test_removed_number_is_free_and_takes_nothing_along(
    conn: Connection, add: Add, at: Any
) -> None:
    add(SECOND)
    for _ in range(2):
        numbers.remove(conn, member_id=1, number=SECOND, key="remove", at=at)
    hit = lookup.find(conn, SECOND)
    assert profiles.find(conn, SECOND) is None
    assert hit is not None and hit.member_id == 1  # as a former number
    add(SECOND, member_id=2, key="passed on")
    found = profiles.find(conn, SECOND)
    assert found is not None and (found.member_id, found.number) == (2, OTHERS)
    assert main_of(conn) == MAIN
    assert is_sound(conn)


def test_main_number_moves_to_the_oldest_mobile_one(conn: Connection, add: Add, at: Any) -> None:
    add(FIXED)
    add(THIRD, minutes=1)
    add(SECOND, minutes=2)
    numbers.remove(conn, member_id=1, number=MAIN, key="remove", at=at)
    assert main_of(conn) == THIRD
    assert [each.number for each in numbers.further(conn, 1)] == [FIXED, SECOND]
    assert is_sound(conn)


def test_last_mobile_number_is_for_a_person_to_decide(conn: Connection, add: Add, at: Any) -> None:
    add(FIXED)
    with pytest.raises(NotAllowed, match="last_number"):
        numbers.remove(conn, member_id=1, number=MAIN, key="remove", at=at)
    with pytest.raises(NotAllowed, match="no_number"):
        numbers.remove(conn, member_id=1, number=SECOND, key="other", at=at)
    assert main_of(conn) == MAIN


def test_mobile_number_gets_the_texts_of_a_fixed_line(
    conn: Connection, add: Add, change: Any
) -> None:
    change(changes.change_number, number=FIXED)
    add(SECOND)
    assert main_of(conn) == SECOND
    assert [each.number for each in numbers.further(conn, 1)] == [FIXED]
    assert is_sound(conn)


def test_another_number_is_made_the_main_one(conn: Connection, add: Add, at: Any) -> None:
    add(SECOND)
    add(FIXED)
    numbers.make_main(conn, member_id=1, number=SECOND, key="main", at=at)
    assert main_of(conn) == SECOND and numbers.has(conn, profiles.by_id(conn, 1), MAIN)
    with pytest.raises(NotAllowed, match="fixed_line"):
        numbers.make_main(conn, member_id=1, number=FIXED, key="fixed", at=at)
    assert is_sound(conn)


def test_all_numbers_are_free_after_leaving(conn: Connection, add: Add, at: Any) -> None:
    add(SECOND, member_id=2)
    assert leaving.end(conn, member_id=2, at=at)
    assert conn.execute(select(msisdn).where(msisdn.c.member_id == 2)).all() == []
    assert conn.execute(select(further_number)).all() == []


def test_who_has_left_is_found_by_a_former_further_number(
    conn: Connection, add: Add, at: Any
) -> None:
    add(SECOND, member_id=2)
    add(THIRD, member_id=2)
    leaving.end(conn, member_id=2, at=at)
    for number in (SECOND, THIRD):
        assert lookup.find(conn, number) == lookup.Hit("member", 2, "")
    add(SECOND)
    assert lookup.find(conn, SECOND) == lookup.Hit("member", 1, "")
    assert is_sound(conn)
