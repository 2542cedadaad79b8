"""Complaints, claims, handovers: what a member asks for, once per key."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import Connection, func, select

from core.contact_centre import requests
from core.kernel import (
    ActedMeanwhile,
    Database,
    KeyReused,
    NoSuchMember,
    NotAllowed,
    NumberTaken,
)
from core.members import profiles
from core.messaging import Topic
from core.programme import Programme, current_rules, shipped_rules
from core.schema import outbox, reference
from core.service import (
    UNCLASSIFIED,
    ComplaintAction,
    ComplaintFilter,
    ReceiptAlreadyClaimed,
    claims,
    complaint_handling,
    complaint_queue,
    complaints,
)
from core.staff import agents

DIAMOND, SENIOR, GOLD, OTHERS = range(4)


@pytest.fixture
def conn(seeded: Database) -> Iterator[Connection]:
    with seeded.engine.begin() as connection:
        yield connection


@pytest.fixture
def complain(conn: Connection, at: datetime) -> Any:
    def complain(
        key: str = "key",
        number: str = "60000001",
        words: str | None = "坏了",
        order: str | None = None,
        recording: str | None = None,
        channel: str = "ussd",
        after: timedelta = timedelta(),
    ) -> complaints.Complaint:
        return complaints.file(
            conn,
            member_id=1,
            words=words,
            recording_url=recording,
            channel=channel,
            key=key,
            at=at + after,
            complaint_id=f"complaint-{number}",
            number=number,
            order_number=order,
        )

    return complain


def test_complaint_has_due_dates_and_a_reference_number(conn: Connection, complain: Any) -> None:
    filed = complain()
    assert filed == complaints.Complaint(
        number="60000001",
        words="坏了",
        channel="ussd",
        status="open",
        level=1,
        opened_at=datetime(2026, 6, 1, 2, tzinfo=UTC),
        first_contact_due=datetime(2026, 6, 2, 2, tzinfo=UTC),
        decide_due=datetime(2026, 6, 8, 2, tzinfo=UTC),
        decision=None,
        closed_at=None,
        is_untouched=True,
    )
    assert complaints.latest(conn, 1) == filed == complaints.by_number(conn, 1, "60000001")
    assert complaints.by_number(conn, 2, "60000001") is None
    kinds = select(reference.c.kind, reference.c.member_id)
    assert conn.execute(kinds.where(reference.c.number == "60000001")).one() == ("complaint", 1)


def test_a_complaint_is_filed_once_per_key(conn: Connection, complain: Any) -> None:
    assert complain() == complain(number="60000002")
    with pytest.raises(KeyReused):
        complain(words="something else")
    with pytest.raises(NumberTaken):
        complain(key="another", words="something else")


@pytest.mark.parametrize(
    "said", [{"words": "话费多扣了"}, {"words": "", "recording": "https://r/1"}]
)
@pytest.mark.parametrize("order", [None, "20260001"])
def test_same_complaint_again_within_minutes_is_one_complaint(
    conn: Connection, complain: Any, said: Any, order: str | None
) -> None:
    minutes = timedelta(minutes=current_rules().complaint.same_within_minutes)
    first = complain(**said, order=order)
    again = {"key": "two", "number": "60000002", "order": order, "channel": "sms"}
    for _ in range(2):  # the message may come twice as well
        assert complain(**said, **again, after=minutes - timedelta(seconds=1)) == first
    assert outbox_events(conn) == 1
    later = complain(**said, key="three", number="60000003", order=order, after=minutes)
    assert later.number == "60000003"


def outbox_events(conn: Connection) -> int:
    filed = select(func.count()).where(outbox.c.topic == Topic.COMPLAINT_FILED)
    return int(conn.execute(filed.where(outbox.c.member_id == 1)).scalar_one())


@pytest.mark.parametrize(
    "other",
    [
        {"words": "别的事", "recording": None},
        {"order": "20260002"},
        {"words": "", "recording": "https://r/2"},
    ],
    ids=repr,
)
def test_other_complaint_within_minutes_is_filed(complain: Any, other: Any) -> None:
    first = {"words": "话费多扣了", "order": "20260001", "recording": "https://r/1"}
    complain(**first)
    assert complain(**first | other, key="two", number="60000002").number == "60000002"


def test_second_complaint_about_an_order_is_escalated(complain: Any) -> None:
    assert complain(order="20260001").level == 1
    assert complain(key="two", number="60000002", order="20260001", words="又坏了").level == 2
    assert complain(key="three", number="60000003").level == 1


def test_the_seeded_complaint(conn: Connection) -> None:
    found = complaints.latest(conn, 2)
    assert found is not None
    assert (found.number, found.status) == ("20260002", "open")


def claim(conn: Connection, at: datetime, **changes: Any) -> claims.Claim:
    values: dict[str, Any] = {
        "member_id": 1,
        "receipt_number": "R-1",
        "channel": "voice",
        "key": "key",
        "claim_id": "claim",
        "number": "70000001",
    }
    return claims.file(conn, at=at, **(values | changes))


def test_receipt_can_be_claimed_only_once(conn: Connection, at: datetime) -> None:
    filed = claim(conn, at)
    assert (filed.number, filed.decide_due) == ("70000001", at + timedelta(days=7))
    assert claim(conn, at, number="70000002") == filed
    for again in ({"key": "another"}, {"member_id": 2}):
        with pytest.raises(ReceiptAlreadyClaimed):
            claim(conn, at, **again)
    with pytest.raises(KeyReused):
        claim(conn, at, receipt_number="R-2")
    claim(conn, at, receipt_number="R-2", key="two", claim_id="two", number="70000002")
    with pytest.raises(NoSuchMember):
        claim(conn, at, member_id=0, receipt_number="R-3")


TALK = requests.SessionSummary(
    session_id="CA1",
    channel="voice",
    language="zh",
    topic="orders",
    transcript=[["member", "转人工"]],
    path=["main_menu.choose"],
    proofs=["pin"],
    turn=3,
)


def ask(conn: Connection, at: datetime, **changes: Any) -> requests.HandoverRequest:
    values: dict[str, Any] = {
        "member_id": 1,
        "number": "+8613800000001",
        "way": "queue",
        "summary": TALK,
        "priority": OTHERS,
        "key": "key",
        "handover_id": "handover",
    }
    return requests.request(conn, at=at, **(values | changes))


def test_number_of_requests_ahead_in_queue(conn: Connection, at: datetime) -> None:
    assert ask(conn, at) == requests.HandoverRequest("handover", 0)
    later = at + timedelta(minutes=1)
    assert ask(conn, later, member_id=2).ahead == 1
    assert ask(conn, later, member_id=5, priority=SENIOR).ahead == 0
    called_back = {"member_id": 0, "way": "callback", "handover_id": "back"}  # not a member
    assert ask(conn, later, **called_back).ahead == 2  # one line, whatever the way
    assert ask(conn, later + timedelta(minutes=1), member_id=7).ahead == 4
    assert ask(conn, later + timedelta(hours=1)).ahead == 0  # the same request, the same answer


def test_nobody_waits_for_themselves(conn: Connection, at: datetime) -> None:
    ask(conn, at, way="callback", key="booked", handover_id="booked")
    minutes = [at + timedelta(minutes=n) for n in range(5)]
    assert ask(conn, minutes[1]).ahead == 0
    assert requests.ahead_of(conn, 1, "handover", at) == 0
    assert ask(conn, minutes[2], member_id=2).ahead == 2
    # Numbers that are withheld may be anybody's.
    nobody = {"member_id": 0, "number": ""}
    ask(conn, minutes[3], **nobody, handover_id="first", key="first")
    assert ask(conn, minutes[4], **nobody, handover_id="second").ahead == 4


def test_priority_head_start_is_limited_to_thirty_minutes(conn: Connection, at: datetime) -> None:
    """A diamond member goes ahead of who has waited for less than half an hour."""
    ask(conn, at)
    soon, late = at + timedelta(minutes=29), at + timedelta(minutes=31)
    assert ask(conn, soon, member_id=3, priority=DIAMOND).ahead == 0
    assert ask(conn, late, member_id=4, priority=DIAMOND).ahead == 2


def test_repeated_callback_requests_are_one_request(conn: Connection, at: datetime) -> None:
    first = ask(conn, at, way="callback")
    assert first.booked_at is None
    later = at + timedelta(minutes=5)
    again = ask(conn, later, way="callback", key="again", handover_id="another")
    assert (again.handover_id, again.booked_at) == (first.handover_id, at)
    assert ask(conn, at, way="text", key="third", handover_id="third").handover_id == "third"


@pytest.mark.parametrize(
    ("number", "priority"),
    [
        ("1", GOLD),
        ("2", OTHERS),
        ("3", DIAMOND),
        ("5", SENIOR),
        ("9", OTHERS),
    ],
)
def test_priority_of_each_member_group(
    conn: Connection, at: datetime, number: str, priority: int
) -> None:
    member = profiles.find(conn, f"+861380000000{number}")
    assert requests.priority_of(member, at) == priority


def test_priority_groups_are_configurable(
    conn: Connection, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their programme's file says so, and nothing else."""
    document = shipped_rules().model_dump(mode="json")
    document["agents"] |= {"ahead_groups": ["gold"], "ahead_minutes": [120, 5]}
    theirs = Programme.model_validate(document)
    monkeypatch.setattr(requests, "current_rules", lambda: theirs)
    gold, diamond = (profiles.find(conn, f"+861380000000{n}") for n in (1, 3))
    assert [requests.priority_of(each, at) for each in (gold, diamond, None)] == [0, 1, 1]
    ask(conn, at, member_id=3, priority=1)
    assert ask(conn, at + timedelta(minutes=114), member_id=1, priority=0).ahead == 0


@pytest.mark.parametrize(
    ("groups", "minutes"), [(["gold"], [1]), (["gold"], [1, 2, 3]), (["platinum"], [1, 2])]
)
def test_invalid_priority_groups_are_refused(groups: list[str], minutes: list[int]) -> None:
    document = shipped_rules().model_dump(mode="json")
    document["agents"] |= {"ahead_groups": groups, "ahead_minutes": minutes}
    with pytest.raises(ValidationError):
        Programme.model_validate(document)


def test_words_are_added_to_an_open_complaint_once(
    conn: Connection, complain: Any, at: datetime
) -> None:
    filed = complain()
    added = {"member_id": 1, "number": filed.number, "words": "态度也差", "at": at}
    for _ in range(2):
        assert complaints.add(conn, **added, key="add").is_untouched
    complaints.add(conn, **added, key="again")
    steps = complaint_handling.steps(conn, complaint_handling.by_number(conn, filed.number))
    assert [(step.step_id, step.by, step.act, step.words) for step in steps] == [
        (1, "member", "add", "态度也差"),
        (2, "member", "add", "态度也差"),
    ]
    complaints.withdraw(conn, member_id=1, number=filed.number, at=at)
    with pytest.raises(NotAllowed, match="withdrawn"):
        complaints.add(conn, **added, key="late")


def test_member_who_adds_makes_an_agent_look_again(
    conn: Connection, complain: Any, at: datetime
) -> None:
    filed = complain()
    complaints.add(conn, member_id=1, number=filed.number, words="还有", key="add", at=at)
    agent = agents.by_name(conn, "agent")
    with pytest.raises(ActedMeanwhile):
        complaint_handling.note(conn, ComplaintAction(filed.number, agent, 0, at), "x")
    case = complaint_handling.note(conn, ComplaintAction(filed.number, agent, 1, at), "x")
    assert not complaints.all_open(conn, 1)[0].is_untouched
    assert case.status == "open"


def test_complaints_are_filtered_and_counted_by_category(
    conn: Connection, complain: Any, at: datetime
) -> None:
    filed = [complain(key=str(n), number=f"6000000{n}", words=str(n)) for n in range(3)]
    agent = agents.by_name(conn, "agent")
    for each in filed[:2]:
        complaint_handling.classify(conn, ComplaintAction(each.number, agent, 0, at), "points")
    counts = complaint_queue.counts(conn, ComplaintFilter(status="open", category="points"))
    assert counts["points"] == 2 and counts[UNCLASSIFIED] >= 1
    for category, numbers in (("points", {"60000000", "60000001"}), (UNCLASSIFIED, {"60000002"})):
        page = complaint_queue.page(conn, ComplaintFilter(category=category), rows=50)
        assert {case.number for case in page} >= numbers
        assert {case.category or UNCLASSIFIED for case in page} == {category}
