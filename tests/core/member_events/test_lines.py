"""Events of one of several numbers: in order, twice and late. The others stay as they are."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Connection

from core.books import audit
from core.member_events import (
    BadEvent,
    EventKind,
    EventOutcome,
    MemberEvent,
    UnknownMember,
    handling,
)
from core.members import NumberInUse, numbers, profiles

MAIN, SECOND, THIRD, OTHERS = "+8613800000001", "+8613900000001", "+8613900000002", "+8613800000002"
FIXED = "+862584567890"
Report = Callable[..., EventOutcome]


@pytest.fixture
def report(conn: Connection, at: datetime) -> Report:
    def report(kind: str, minutes: int, member_id: int | None = 1, **what: Any) -> EventOutcome:
        event = MemberEvent(
            source="billing",
            event_id=f"{kind}:{minutes}",
            kind=EventKind(kind),
            happened_at=at - timedelta(minutes=minutes),
            member_id=member_id,
            **what,
        )
        return handling.apply(conn, event, at=at)

    return report


def numbers_of(conn: Connection, member_id: int = 1) -> set[str]:
    main = profiles.by_id(conn, member_id).number
    return {main, *(each.number for each in numbers.further(conn, member_id))}


def is_sound(conn: Connection) -> bool:
    return not list(audit.violations(conn))


def test_number_is_added_and_removed_once(conn: Connection, report: Report) -> None:
    assert report("number_added", 9, became=SECOND) is EventOutcome.APPLIED
    assert report("number_added", 9, became=SECOND) is EventOutcome.REPEATED
    assert numbers_of(conn) == {MAIN, SECOND}
    assert report("number_removed", 5, number=SECOND) is EventOutcome.APPLIED
    assert report("number_removed", 5, number=SECOND) is EventOutcome.REPEATED
    assert numbers_of(conn) == {MAIN} and is_sound(conn)


def test_one_that_comes_late_changes_nothing(conn: Connection, report: Report) -> None:
    report("number_added", 9, became=SECOND)
    report("number_removed", 5, number=SECOND)
    assert report("number_added", 7, became=SECOND) is EventOutcome.LATE
    assert report("number_changed", 6, number=SECOND, became=THIRD) is EventOutcome.LATE
    assert report("number_added", 8, became=THIRD) is EventOutcome.APPLIED
    assert numbers_of(conn) == {MAIN, THIRD} and is_sound(conn)


@pytest.mark.parametrize("order", permutations(range(3)))
def test_order_of_arrival_is_all_one(
    conn: Connection, report: Report, order: tuple[int, ...]
) -> None:
    report("number_added", 20, became=SECOND)
    events = [
        lambda: report("number_changed", 9, number=MAIN, became=THIRD),
        lambda: report("number_added", 8, became=FIXED),
        lambda: report("number_removed", 7, number=SECOND),
    ]
    for place in order:
        events[place]()
    assert profiles.by_id(conn, 1).number == THIRD
    assert numbers_of(conn) == {THIRD, FIXED} and is_sound(conn)


def test_further_number_is_changed_and_the_main_one_stays(conn: Connection, report: Report) -> None:
    report("number_added", 9, became=SECOND)
    assert report("number_changed", 5, number=SECOND, became=THIRD) is EventOutcome.APPLIED
    assert profiles.by_id(conn, 1).number == MAIN
    assert numbers_of(conn) == {MAIN, THIRD} and is_sound(conn)


@pytest.mark.parametrize("kind", ["ported_out", "owner_changed", "left"])
@pytest.mark.parametrize("number", [MAIN, SECOND])
def test_end_of_one_of_several_is_not_the_end_of_the_membership(
    conn: Connection, report: Report, kind: str, number: str
) -> None:
    report("number_added", 9, became=SECOND)
    report(kind, 5, member_id=None, number=number)
    [stays] = {MAIN, SECOND} - {number}
    assert profiles.by_id(conn, 1).status == "active"
    assert numbers_of(conn) == {stays} and is_sound(conn)


def test_end_of_the_last_mobile_number_is_the_end(conn: Connection, report: Report) -> None:
    report("number_added", 9, became=FIXED)
    report("ported_out", 5, number=MAIN)
    assert profiles.by_id(conn, 1).status in ("left", "frozen")


def test_member_is_found_by_the_number_that_was_one_of_several_then(
    conn: Connection, report: Report
) -> None:
    report("number_added", 20, became=SECOND)
    assert report("arrears_begun", 15, member_id=None, number=SECOND) is EventOutcome.APPLIED
    report("number_removed", 10, number=SECOND)
    assert report("arrears_settled", 12, member_id=None, number=SECOND) is EventOutcome.APPLIED
    with pytest.raises(UnknownMember):
        report("suspended", 5, member_id=None, number=SECOND)
    report("number_added", 8, member_id=2, became=SECOND)
    report("suspended", 4, member_id=None, number=SECOND)
    statuses = [profiles.by_id(conn, each).status for each in (1, 2)]
    assert statuses == ["active", "suspended"] and is_sound(conn)


def test_last_number_is_for_a_person_to_decide(conn: Connection, report: Report) -> None:
    with pytest.raises(BadEvent, match="a person decides"):
        report("number_removed", 5, number=MAIN)
    with pytest.raises(NumberInUse):
        report("number_added", 5, became=OTHERS)
    assert numbers_of(conn) == {MAIN} and is_sound(conn)


def test_main_number_that_becomes_a_fixed_line_leaves_the_texts_to_a_mobile_one(
    conn: Connection, report: Report
) -> None:
    report("number_added", 20, became=SECOND)
    assert report("number_changed", 9, number=MAIN, became=FIXED) is EventOutcome.APPLIED
    assert profiles.by_id(conn, 1).number == SECOND
    assert numbers_of(conn) == {SECOND, FIXED} and is_sound(conn)
    assert report("suspended", 5, None, number=SECOND) is EventOutcome.APPLIED
    assert report("resumed", 4, None, number=FIXED) is EventOutcome.APPLIED


def test_main_number_that_was_set_at_the_desk_names_the_member(
    conn: Connection, report: Report, at: datetime
) -> None:
    report("number_changed", 30, number=MAIN, became=THIRD)
    numbers.add(conn, member_id=1, number=SECOND, by="agent", key="add", at=at)
    numbers.make_main(conn, member_id=1, number=SECOND, key="main", at=at)
    for minutes, number in ((2, SECOND), (1, THIRD)):
        assert report("suspended", minutes, None, number=number) is EventOutcome.APPLIED
    with pytest.raises(UnknownMember):
        report("suspended", 40, None, number=THIRD)  # before it was the member's
