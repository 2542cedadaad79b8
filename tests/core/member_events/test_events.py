"""Events of other systems: each counts once, the latest of a sort counts, whatever their order."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Connection, select

from core.books import audit
from core.kernel import Database, NotAllowed, has_written
from core.ledger import ledger
from core.loyalty import Newcomer, leaving, partner_exchange
from core.member_events import (
    BadEvent,
    EventKind,
    EventOutcome,
    MemberEvent,
    UnknownMember,
    book,
    handling,
)
from core.members import NumberInUse, membership, numbers, profiles
from core.programme import local_day
from core.schema import member_event, posting

OLD, NEW, NEWER, OTHERS = "+8613800000001", "+8613900000001", "+8613900000002", "+8613800000002"
APPLIED, LATE, REPEATED = EventOutcome.APPLIED, EventOutcome.LATE, EventOutcome.REPEATED
HOUR = timedelta(hours=1)
Report = Callable[..., EventOutcome]


@pytest.fixture
def report(conn: Connection, at: datetime) -> Report:
    """(kind, event id, minutes before now, ...): an event of member 1."""

    def report(kind: str, event_id: str, minutes: int = 0, **what: Any) -> EventOutcome:
        which: dict[str, Any] = {"source": "billing", "member_id": 1} | what
        happened_at = at - timedelta(minutes=minutes)
        event = MemberEvent(
            kind=EventKind(kind), event_id=event_id, happened_at=happened_at, **which
        )
        return handling.apply(conn, event, at=at)

    return report


def test_event_twice_is_one_effect(conn: Connection, report: Report) -> None:
    assert report("number_changed", "1", became=NEW) is APPLIED
    before = conn.execute(select(member_event)).all()
    assert report("number_changed", "1", became=NEW) is REPEATED
    assert profiles.by_id(conn, 1).number == NEW
    assert conn.execute(select(member_event)).all() == before
    with pytest.raises(BadEvent, match="with other data"):
        report("number_changed", "1", became=NEWER)


def test_repeat_is_known_by_a_slow_clock(conn: Connection, report: Report, at: datetime) -> None:
    assert report("suspended", "1") is APPLIED
    event = MemberEvent(
        source="billing", event_id="1", kind=EventKind.SUSPENDED, happened_at=at, member_id=1
    )
    assert handling.apply(conn, event, at=at - HOUR) is REPEATED


def test_ids_are_the_sources_own(conn: Connection, report: Report) -> None:
    with pytest.raises(BadEvent, match="gossip is no source"):
        report("suspended", "1", source="gossip")


def test_late_event_is_recorded_and_does_not_overwrite(conn: Connection, report: Report) -> None:
    assert report("province_moved", "2", 10, became="XJ") is APPLIED
    assert report("province_moved", "1", 20, became="BJ") is LATE
    assert report("number_changed", "3", 30, became=NEW) is APPLIED  # of another sort
    assert profiles.by_id(conn, 1).province == "XJ"
    late = next(each for each in book.history(conn, 1) if each.event_id == "1")
    assert (late.applied, late.was, late.became) == (False, None, "BJ")
    assert report("province_moved", "1", 20, became="BJ") is REPEATED


STATUS_OF_A_WEEK = [
    ("arrears_begun", 50),
    ("suspended", 40),
    ("arrears_settled", 30),
    ("resumed", 20),
    ("arrears_begun", 10),
]


@pytest.mark.parametrize("length", range(1, len(STATUS_OF_A_WEEK) + 1))
def test_status_is_the_same_in_whatever_order_its_events_come(
    conn: Connection, report: Report, length: int
) -> None:
    expected = ["arrears", "suspended", "suspended", "active", "arrears"][length - 1]
    orders = [*permutations(STATUS_OF_A_WEEK[:length])]
    for order in random.Random(length).sample(orders, min(8, len(orders))):
        one = conn.begin_nested()
        for kind, minutes in order:
            report(kind, f"{kind}-{minutes}", minutes)
        assert profiles.by_id(conn, 1).status == expected
        one.rollback()


def test_events_of_one_moment_have_an_order_too(conn: Connection, report: Report) -> None:
    for ids in (("a", "b"), ("b", "a")):
        one = conn.begin_nested()
        for event_id in ids:
            report("province_moved", event_id, became={"a": "XJ", "b": "BJ"}[event_id])
        assert profiles.by_id(conn, 1).province == "BJ"
        one.rollback()


def test_arrears_of_before_the_first_event_count(
    conn: Connection, report: Report, change: Any
) -> None:
    change(membership.set_status, status="arrears")
    for kind, minutes, expected in (("suspended", 9, "suspended"), ("resumed", 8, "arrears")):
        report(kind, kind, minutes)
        assert profiles.by_id(conn, 1).status == expected


def test_frozen_member_has_the_status_when_the_freeze_is_lifted(
    conn: Connection, report: Report, change: Any
) -> None:
    membership.freeze(conn, 1)
    report("suspended", "1", 9)
    assert profiles.by_id(conn, 1).status == "frozen"
    change(membership.lift)
    assert profiles.by_id(conn, 1).status == "suspended"
    report("resumed", "2", 8)
    assert profiles.by_id(conn, 1).status == "active"


def test_number_names_whoever_had_it_then(conn: Connection, report: Report) -> None:
    by_number: dict[str, Any] = {"member_id": None}
    with pytest.raises(UnknownMember, match=r"139\*\*\*\*0001"):
        report("number_changed", "2", 10, **by_number, number=NEW, became=NEWER)
    report("number_changed", "1", 20, **by_number, number=OLD, became=NEW)
    report("number_changed", "2", 10, **by_number, number=NEW, became=NEWER)
    assert profiles.by_id(conn, 1).number == NEWER
    report("number_changed", "3", 5, member_id=2, became=OLD)  # somebody else has it now
    report("suspended", "4", 30, **by_number, number=OLD)
    report("arrears_begun", "5", 1, **by_number, number=OLD)
    statuses = [profiles.by_id(conn, member_id).status for member_id in (1, 2)]
    assert statuses == ["suspended", "arrears"]
    with pytest.raises(UnknownMember, match="not member 2's then"):
        report("resumed", "6", 25, member_id=2, number=OLD)
    # The event that makes it known may still be on its way.
    assert report("resumed", "7", 2, member_id=1, number="+8613900000077") is APPLIED


def test_unknown_members_and_days_to_come_are_refused(
    conn: Connection, report: Report, at: datetime
) -> None:
    conn.info["has_written"] = False
    with pytest.raises(UnknownMember, match="no member 99"):
        report("suspended", "1", member_id=99)
    with pytest.raises(BadEvent, match="still to come"):
        report("suspended", "1", -6)
    with pytest.raises(BadEvent, match="joined on"):
        report("suspended", "1", 60 * 24 * 366 * 7)
    assert not has_written(conn)
    report("suspended", "1", -4)  # a clock that is a little fast
    with pytest.raises(NumberInUse):
        report("number_changed", "2", became=OTHERS)


@pytest.mark.parametrize("kind", ["left", "ported_out", "owner_changed"])
def test_end_of_a_contract_ends_the_membership_at_once(
    conn: Connection, report: Report, kind: str
) -> None:
    assert report(kind, "1", 10) is APPLIED
    assert profiles.by_id(conn, 1).status == "left"
    assert profiles.find(conn, OLD) is None
    assert ledger.balance(conn, 1).balance == 0
    assert report("arrears_begun", "2", 20) is LATE
    assert report(kind, "1", 10) is REPEATED
    with pytest.raises(BadEvent, match="has left"):
        report("suspended", "3", 5)
    report("number_changed", "4", 1, member_id=2, became=OLD)  # the number is free


def test_end_waits_for_what_is_under_way(conn: Connection, report: Report, at: datetime) -> None:
    asked = {"partner": "airline", "amount": 1_000, "exchange_id": "x", "key": "k", "at": at}
    partner_exchange.request(conn, member=profiles.by_id(conn, 1), **asked)
    report("owner_changed", "1")
    assert profiles.by_id(conn, 1).status == "frozen"
    assert profiles.find(conn, OLD) is None
    report("number_changed", "2", member_id=2, became=OLD)  # the number is free
    with pytest.raises(NotAllowed, match="left"):
        membership.lift(conn, member_id=1, key="lift", at=at)
    with pytest.raises(NotAllowed, match="left"):
        numbers.add(conn, member_id=1, number=NEW, by="agent", key="add", at=at)
    assert list(audit.violations(conn)) == []
    partner_exchange.accept(conn, member_id=1, exchange_id="x", at=at)
    assert leaving.members_to_leave(conn, at=at, after=0, limit=9) == [1]
    assert leaving.leave(conn, member_id=1, key=leaving.LEAVE, at=at) == 11_345


def newcomer(at: datetime, **what: Any) -> Newcomer:
    given = {"number": NEW, "name": "Mei", "province": "HN", "joined_on": local_day(at)}
    return Newcomer(**(given | what))


def test_newcomer_gets_a_membership_with_first_points(
    conn: Connection, report: Report, at: datetime
) -> None:
    joined = {"member_id": None, "number": NEW, "newcomer": newcomer(at)}
    assert report("joined", "1", **joined) is APPLIED
    assert report("joined", "1", **joined) is REPEATED
    member = profiles.find(conn, NEW)
    assert member is not None
    assert (member.member_id, member.tier, member.status) == (8, "basic", "active")
    assert not member.marketing_ok
    posted = select(posting.c.amount, posting.c.contra).where(posting.c.member_id == 8)
    assert [tuple(row) for row in conn.execute(posted)] == [(100, "province:HN")]
    with pytest.raises(NumberInUse):
        report("joined", "2", **joined)
    report("suspended", "3", member_id=None, number=NEW)
    assert profiles.by_id(conn, 8).status == "suspended"


def test_batch_refuses_one_and_applies_the_others(seeded: Database, at: datetime) -> None:
    def event(event_id: str, **what: Any) -> MemberEvent:
        which: dict[str, Any] = {"source": "billing", "kind": EventKind.NUMBER_CHANGED}
        return MemberEvent(**(which | {"event_id": event_id, "happened_at": at} | what))

    events = [
        event("1", number=OLD, became=NEW),
        event("2", number=OTHERS, became=NEW),
        event("3", member_id=3, became=OTHERS),
        event("4", kind=EventKind.JOINED, newcomer=newcomer(at, number=OLD)),
        event("5", kind=EventKind.SUSPENDED, number=NEW),
    ]
    events += [event("6", kind=EventKind.SUSPENDED, number=OLD), events[0]]
    results = seeded.run(lambda conn: handling.apply_all(conn, events, at=at))
    assert isinstance(results[1], NumberInUse) and isinstance(results[2], NumberInUse)
    assert [each for each in results if isinstance(each, EventOutcome)] == [
        *[APPLIED] * 4,
        REPEATED,
    ]
    again = seeded.run(lambda conn: handling.apply_all(conn, events, at=at))
    assert again.count(REPEATED) == 5
    statuses = seeded.read(lambda conn: [profiles.by_id(conn, one).status for one in (1, 8)])
    assert statuses == ["suspended", "suspended"]
    assert seeded.read(lambda conn: list(audit.violations(conn))) == []


def test_repeat_after_an_erasure_is_still_known(conn: Connection, report: Report) -> None:
    """Its hash is gone, and so is the member's number."""
    report("suspended", "1", 10)
    conn.execute(
        member_event.insert().values(**replace_row(conn, event_id="2", event_no=2, request_hash=""))
    )
    conn.exec_driver_sql("INSERT INTO receipt VALUES ('event:billing:2', 1)")
    assert report("suspended", "2", 10) is REPEATED


def replace_row(conn: Connection, **what: Any) -> dict[str, Any]:
    return dict(conn.execute(select(member_event)).mappings().one()) | what


def test_events_of_equal_content_have_one_hash(at: datetime) -> None:
    event = MemberEvent(
        source="billing", event_id="1", kind=EventKind.LEFT, happened_at=at, member_id=1
    )
    elsewhere = at.astimezone(datetime.fromisoformat("2026-01-01T00:00:00+08:00").tzinfo)
    assert event.request_hash() == replace(event, happened_at=elsewhere).request_hash()
    assert event.request_hash() != replace(event, member_id=2).request_hash()
