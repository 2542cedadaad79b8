"""Joining by one's own wish: who may, and what is kept of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from core.books import audit
from core.kernel import Database, NotAllowed
from core.ledger import ledger
from core.loyalty import Consent, Newcomer, enrolment, leaving
from core.member_events import EventKind, MemberEvent, handling
from core.members import NumberInUse, membership, numbers, profiles
from core.messaging import Topic
from core.programme import Programme, local_day, set_current_rules, shipped_rules
from core.schema import enrolment as enrolment_table
from core.schema import outbox, posting

NUMBER = "+8613899999999"
OLD = "+8613800000001"
CONSENT = Consent(channel="sms", evidence="sms:m1")


def newcomer(at: datetime, number: str = NUMBER, **what: Any) -> Newcomer:
    known = {"name": "", "province": "JS", "joined_on": local_day(at)}
    return Newcomer(number=number, **(known | what))


def enrol(conn: Connection, at: datetime, number: str = NUMBER, **what: Any) -> int:
    return enrolment.enrol(conn, newcomer(at, number, **what), CONSENT, key="join", at=at)


def refused(conn: Connection, at: datetime, reason: str, **what: Any) -> None:
    with pytest.raises(NotAllowed) as error:
        enrol(conn, at, **what)
    assert error.value.reason == reason


def test_member_begins_with_the_first_points_and_the_consent(
    conn: Connection, at: datetime
) -> None:
    member_id = enrol(conn, at)
    assert ledger.balance(conn, member_id).balance == 100
    kinds = conn.execute(select(posting.c.kind).where(posting.c.member_id == member_id)).scalars()
    assert list(kinds) == ["promotion"]
    said = conn.execute(select(enrolment_table).where(enrolment_table.c.member_id == member_id))
    assert tuple(said.one()) == (member_id, "sms", "sms:m1", at)
    told = conn.execute(select(outbox.c.topic).where(outbox.c.member_id == member_id)).scalars()
    assert list(told) == [Topic.JOINED]
    assert not profiles.by_id(conn, member_id).marketing_ok
    assert list(audit.violations(conn)) == []


def test_number_joins_once(conn: Connection, at: datetime) -> None:
    enrol(conn, at)
    with pytest.raises(NumberInUse):
        enrol(conn, at)


def test_no_number_of_a_membership_that_was_left_lately_joins_again(
    conn: Connection, at: datetime
) -> None:
    """It would get the first points once more."""
    member_id, further, passed_on = enrol(conn, at), "+8613900000001", "+8613900000002"
    for number in (further, passed_on):
        numbers.add(
            conn, member_id=member_id, number=number, by="billing", key=f"add:{number}", at=at
        )
    numbers.make_main(conn, member_id=member_id, number=further, key="main", at=at)
    numbers.remove(conn, member_id=member_id, number=passed_on, key="removed", at=at)
    left = at + timedelta(days=3)
    membership.waive_notice(conn, member_id=member_id, at=left)
    leaving.leave(conn, member_id=member_id, key=leaving.LEAVE, at=left)
    for number in (NUMBER, further):
        refused(conn, left + timedelta(days=1), "left_lately", number=number)
    assert enrol(conn, left + timedelta(days=1), passed_on)


@pytest.mark.parametrize("number", ["+862552345678", "+12025550123", "withheld:CA1"])
def test_other_numbers_than_mobile_ones_of_the_region_cannot_join(
    conn: Connection, at: datetime, number: str
) -> None:
    refused(conn, at, "not_ours", number=number)


def test_only_numbers_of_the_operator_join(conn: Connection, at: datetime) -> None:
    document = shipped_rules().model_dump(mode="json")
    document["joining"]["number_prefixes"] = ["+86139", "+86150"]
    set_current_rules(Programme.model_validate(document))
    try:
        refused(conn, at, "not_ours")
        assert enrol(conn, at, "+8613911110011")
    finally:
        set_current_rules(shipped_rules())


def test_children_do_not_join_where_their_age_is_known(conn: Connection, at: datetime) -> None:
    refused(conn, at, "too_young", born_on=date(2012, 6, 2))
    assert enrol(conn, at, born_on=date(2012, 6, 1))


def leave(conn: Connection, at: datetime) -> datetime:
    membership.give_notice(conn, member_id=1, key="notice", at=at)
    later = at + timedelta(days=30)
    leaving.leave(conn, member_id=1, key=leaving.LEAVE, at=later)
    return later


def test_who_has_left_waits_before_joining_again(conn: Connection, at: datetime) -> None:
    left = leave(conn, at)
    refused(conn, left + timedelta(days=89), "left_lately", number=OLD)
    assert enrol(conn, left + timedelta(days=90), OLD) != 1


def test_next_owner_of_a_number_joins_at_once(conn: Connection, at: datetime) -> None:
    changed = MemberEvent(
        source="billing",
        event_id="1",
        kind=EventKind.OWNER_CHANGED,
        happened_at=at,
        member_id=1,
    )
    handling.apply(conn, changed, at=at)
    assert enrol(conn, at, OLD) != 1


def test_one_of_two_at_the_same_moment_joins(seeded: Database, at: datetime) -> None:
    def attempt(_: int) -> int | None:
        try:
            return seeded.run(lambda conn: enrol(conn, at))
        except NumberInUse:
            return None

    with ThreadPoolExecutor(4) as threads:
        joined = list(threads.map(attempt, range(4)))
    assert len([each for each in joined if each]) == 1
    assert seeded.read(lambda conn: list(audit.violations(conn))) == []


def test_two_at_the_same_moment_get_ids_of_their_own(seeded: Database, at: datetime) -> None:
    numbers = [f"+861389999000{place}" for place in range(4)]
    with ThreadPoolExecutor(4) as threads:
        ids = list(
            threads.map(lambda number: seeded.run(lambda conn: enrol(conn, at, number)), numbers)
        )
    assert len(set(ids)) == 4
