"""What agents and supervisors are shown: members found, their picture, the line, the wall."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, update

from core.contact_centre import (
    conversations,
    dashboard,
    find_handover,
    member_overview,
    offers,
    queue,
    queue_list,
    requests,
)
from core.conversation import funnel_counts
from core.kernel import Database, NoSuchMember
from core.members import NOBODY, Hit, changes, lookup
from core.schema import handover, msisdn
from core.staff import agent_changes

DAY = date(2026, 6, 1)


@pytest.fixture
def conn(seeded: Database) -> Any:
    with seeded.engine.begin() as connection:
        yield connection


def ask(conn: Connection, name: str, at: datetime, **more: Any) -> dict[str, Any]:
    summary = requests.SessionSummary(
        name, "voice", "zh", "claim", [["member", "0"]], ["claim.receipt"], [], 3
    )
    given = {"member_id": 1, "number": "+8613800000001", "way": "queue", "priority": 3} | more
    requests.request(conn, summary=summary, key=name, at=at, handover_id=name, **given)
    return {"member_id": given["member_id"], "handover_id": name}


@pytest.mark.parametrize(
    ("quoted", "hit"),
    [
        ("13800000002", Hit("member", 2, "")),
        ("+86 138 0000 0002", Hit("member", 2, "")),
        ("20260002", Hit("complaint", 2, "20260002")),
        (" 2026 0003 ", Hit("order", 3, "20260003")),
        ("13899999999", None),
        ("99999999", None),
        ("<script>", None),
        ("", None),
    ],
)
def test_lookup_finds_member_by_phone_or_reference_number(
    conn: Connection, quoted: str, hit: Hit | None
) -> None:
    assert lookup.find(conn, quoted) == hit


def test_open_handovers_follow_a_number_change(conn: Connection, at: datetime) -> None:
    """Called back, and written to, under the new one; what is over stays as it was."""
    waits = [ask(conn, "h1", at, way="callback"), ask(conn, "h2", at, way="text")]
    over = ask(conn, "h3", at)
    offers.give_up(conn, **over, how="abandoned", at=at)
    changes.change_number(conn, member_id=1, number="+8613900000001", key="k", at=at)
    assert [find_handover(conn, **one).number for one in waits] == ["+8613900000001"] * 2
    assert find_handover(conn, **over).number == "+8613800000001"


def test_lookup_finds_member_by_former_number(conn: Connection, at: datetime) -> None:
    new = {"number": "+8613800000042", "key": "move", "at": at}
    changes.change_number(conn, member_id=2, **new)
    assert lookup.find(conn, "13800000002") == Hit("member", 2, "")
    assert lookup.find(conn, "13800000042") == Hit("member", 2, "")


@pytest.mark.parametrize(
    ("stored", "quoted"),
    [
        ("+861391111001", "1391111001"),  # a digit is missing
        ("+861391111001", "+86 139 1111 001"),
        ("+86139111100110", "+86139111100110"),  # a digit too many
        ("+999123456789", "+999 123456789"),  # a country that does not exist
    ],
)
def test_lookup_finds_members_whose_number_is_not_valid(
    conn: Connection, stored: str, quoted: str
) -> None:
    """They joined before numbers were checked."""
    conn.execute(update(msisdn).where(msisdn.c.member_id == 2).values(number=stored))
    assert lookup.find(conn, quoted) == Hit("member", 2, "")


def test_member_overview_takes_constant_number_of_queries(conn: Connection, at: datetime) -> None:
    looks: list[str] = []
    event.listen(conn.engine, "before_cursor_execute", lambda *given: looks.append(given[2]))
    rich = member_overview.overview(conn, 1, at)
    first = len(looks)
    poor = member_overview.overview(conn, 4, at)
    assert len(looks) == 2 * first
    assert first <= 10
    assert rich.member.available == 12_345
    assert [each.points for each in rich.expiring] == [2_000]
    assert {contact.kind for contact in rich.contacts} >= {"order"}
    assert (poor.postings, poor.orders, poor.contacts) == ([], [], [])
    assert [row.number for row in member_overview.overview(conn, 2, at).complaints] == ["20260002"]


def test_overview_of_unknown_caller_raises(conn: Connection, at: datetime) -> None:
    with pytest.raises(NoSuchMember):
        member_overview.overview(conn, NOBODY, at)


def test_queue_order_length_and_estimated_wait(conn: Connection, at: datetime) -> None:
    ask(conn, "first", at)
    ask(conn, "stranger", at + timedelta(minutes=1), member_id=0, number="+8613899999999")
    ask(conn, "diamond", at + timedelta(minutes=2), member_id=3, priority=0)
    names = [(row.handover_id, row.name) for row in queue_list.waiting(conn, at, limit=10)]
    assert names == [("diamond", "李强"), ("first", "王芳"), ("stranger", None)]
    assert queue.length(conn, at) == (3, at)
    assert len(queue_list.waiting(conn, at, limit=2)) == 2
    last = queue.of_call(conn, "stranger")
    assert last is not None
    nobody, here = queue.Staffing.NOBODY, queue.Staffing.HERE
    assert queue.place(conn, last, at) == queue.QueuePlace(2, None, nobody)
    agent_changes.set_presence(conn, "agent", "away", at)
    assert queue.place(conn, last, at) == queue.QueuePlace(2, None, here)
    agent_changes.set_presence(conn, "agent", "available", at)
    assert queue.place(conn, last, at) == queue.QueuePlace(2, 12, here)  # 3 talks of 4 minutes


def test_agent_has_one_call_and_several_text_conversations(conn: Connection, at: datetime) -> None:
    by = {"agent": "agent", "at": at}
    offers.accept(conn, **ask(conn, "one", at), **by)
    with pytest.raises(Exception, match="busy"):
        offers.accept(conn, **ask(conn, "two", at, member_id=2), **by)
    for n in range(3):
        text = {"member_id": n + 1, "way": "text", "number": f"+861380000000{n + 1}"}
        offers.accept(conn, **ask(conn, f"t{n}", at, **text), **by)
    with pytest.raises(Exception, match="busy"):
        offers.accept(conn, **ask(conn, "t3", at, member_id=5, way="text"), **by)
    assert len(queue_list.in_hand(conn)) == 4


def talked(conn: Connection, name: str, at: datetime, waited: int, took: int) -> None:
    which = ask(conn, name, at)
    begins, ends = at + timedelta(seconds=waited), at + timedelta(seconds=waited + took)
    offers.accept(conn, **which, agent="agent", at=begins)
    offers.connect(conn, **which, this_try=1, call=f"CA{name}", at=begins)
    conversations.end(conn, **which, at=ends)
    done = {"agent": "agent", "disposition": "answered", "note": ""}
    conversations.close(conn, **which, at=ends, **done)


def test_dashboard_counts_of_today(conn: Connection, at: datetime) -> None:
    assert dashboard.today(conn, at).containment is None
    funnel_counts.add(conn, DAY, {("voice", *funnel_counts.BEGUN, funnel_counts.VISITED): 10})
    talked(conn, "quick", at, 20, 100)
    talked(conn, "slow", at, 21, 200)
    gone = ask(conn, "gone", at)
    offers.give_up(conn, **gone, how="abandoned", at=at)
    ask(conn, "waits", at + timedelta(minutes=1))
    seen = dashboard.today(conn, at + timedelta(minutes=9))
    assert (seen.begun, seen.put_through, seen.answered, seen.abandoned) == (10, 4, 2, 1)
    assert (seen.abandoned_share, seen.abandoned_level) == (25, "missed")
    assert seen.containment == 60
    assert seen.handling == timedelta(seconds=150)
    assert seen.first_contact is None
    tomorrow = dashboard.today(conn, at + timedelta(days=1))
    assert (tomorrow.put_through, tomorrow.waiting[0].requests) == (0, 1)


def test_callers_who_still_wait_count_as_not_answered_in_time(
    conn: Connection, at: datetime
) -> None:
    talked(conn, "quick", at, 20, 100)
    ask(conn, "waits", at)
    on_time = dashboard.today(conn, at + timedelta(seconds=20))
    assert (on_time.in_time, on_time.in_time_level) == (100, "reached")
    too_late = dashboard.today(conn, at + timedelta(seconds=21))
    assert (too_late.in_time, too_late.in_time_level) == (50, "missed")


def test_waits_are_compared_with_the_target_of_their_way(conn: Connection, at: datetime) -> None:
    ask(conn, "call", at)
    ask(conn, "later", at + timedelta(seconds=10))
    ask(conn, "text", at, member_id=2, number="+8613800000002", way="text")
    waiting = dashboard.today(conn, at + timedelta(seconds=15)).waiting
    assert [(each.way, each.requests, each.since, each.level) for each in waiting] == [
        ("queue", 2, at, "close"),
        ("text", 1, at, "reached"),
        ("callback", 0, None, None),
    ]
    waiting = dashboard.today(conn, at + timedelta(seconds=121)).waiting
    assert [each.level for each in waiting] == ["missed", "missed", None]


def test_agents_are_counted_by_state_and_wrap_up_is_not_talking(
    conn: Connection, at: datetime
) -> None:
    for agent in ("agent", "supervisor"):
        agent_changes.set_presence(conn, agent, "available", at)
    agent_changes.set_presence(conn, "agent2", "away", at)
    which = ask(conn, "h", at)
    states = {"available": 2, "offered": 0, "talking": 0, "wrap_up": 0, "away": 1, "offline": 1}
    assert dashboard.today(conn, at).agents == states
    offers.accept(conn, **which, agent="agent", at=at)
    assert dashboard.today(conn, at).agents == states | {"available": 1, "offered": 1}
    offers.connect(conn, **which, this_try=1, call="CA1", at=at)
    assert dashboard.today(conn, at).agents == states | {"available": 1, "talking": 1}
    conversations.end(conn, **which, at=at)
    assert dashboard.today(conn, at).agents == states | {"available": 1, "wrap_up": 1}


def test_handovers_are_counted_by_the_quarter_hour_in_which_they_were_asked_for(
    conn: Connection, at: datetime
) -> None:
    talked(conn, "early", at, 1200, 100)
    gone = ask(conn, "gone", at + timedelta(minutes=14))
    offers.give_up(conn, **gone, how="abandoned", at=at + timedelta(minutes=16))
    ask(conn, "waits", at + timedelta(minutes=15))
    quarters = dashboard.today(conn, at + timedelta(hours=1)).quarters
    assert len(quarters) == 96
    busy = [each for each in quarters if each.offered]
    assert [(each.begins, each.offered, each.answered, each.abandoned) for each in busy] == [
        (at, 2, 1, 1),
        (at + timedelta(minutes=15), 1, 0, 0),
    ]


def test_first_contact_resolution(conn: Connection, at: datetime) -> None:
    """Ten days ago two were helped; one of them came back."""
    then = at - timedelta(days=10)
    talked(conn, "solved", then, 5, 60)
    conn.execute(update(handover).values(member_id=4))
    talked(conn, "unsolved", then, 5, 60)
    ask(conn, "again", then + timedelta(days=2))
    assert dashboard.today(conn, at).first_contact == 50


def test_funnel_visits_are_summed_over_channels(seeded: Database) -> None:
    menu = ("voice", "redeem_gift", "confirm")
    for _ in range(2):
        counted = {
            (*menu, funnel_counts.VISITED): 5,
            (*menu, funnel_counts.ANSWERED): 3,
            (*menu, funnel_counts.LEFT): 1,
        }
        seeded.run(lambda conn, counted=counted: funnel_counts.add(conn, DAY, counted))
    seeded.run(
        lambda conn: funnel_counts.add(conn, DAY, {("sms", *menu[1:], funnel_counts.VISITED): 2})
    )
    found = seeded.read(lambda conn: funnel_counts.visits_by_step(conn, "redeem_gift", DAY, DAY))
    assert found == {"confirm": funnel_counts.StepVisits(12, 6, 2)}
    assert found["confirm"].lost == 6
    later = DAY + timedelta(days=1)
    assert (
        seeded.read(lambda conn: funnel_counts.visits_by_step(conn, "redeem_gift", later, later))
        == {}
    )
