"""Callbacks at a chosen time, as agents see and set them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from desk_steps import TALK, request_agent

from core.contact_centre import callbacks, dashboard
from core.programme import current_rules


@pytest.fixture
def planned(desk: Any) -> Any:
    """Member 3 is called back in three hours."""
    request_agent(desk, "我的杯子碎了", way="callback")
    at = desk.clock.now() + timedelta(hours=3)
    desk.database.run(
        lambda conn: callbacks.set_time(conn, member_id=3, handover_id="h1", call_at=at, at=at)
    )
    return desk


def picked(at: datetime) -> str:
    """As the browser's picker sends it."""
    return f"{at.astimezone(current_rules().zone):%Y-%m-%dT%H:%M}"


def status(desk: Any) -> str:
    return str(desk.sql("SELECT status FROM handover WHERE handover_id = 'h1'")[0][0])


def test_callback_is_listed_apart_until_its_time(planned: Any) -> None:
    agent = planned.signed_in("agent")
    page = agent.get("/desk/").text
    assert "预约的回电" in page and "我的杯子碎了" in page and "accept-h1" not in page
    assert not any(
        each.requests
        for each in planned.database.read(lambda c: dashboard.today(c, planned.clock.now())).waiting
    )
    planned.clock.advance(hours=2, minutes=50)
    page = planned.signed_in("agent").get("/desk/").text
    assert "预约的回电" not in page and "accept-h1" in page and "约在" in page


def test_callback_is_not_accepted_before_its_time(planned: Any) -> None:
    agent = planned.signed_in("agent")
    assert f"{TALK}/accept" not in agent.get(TALK).text
    agent.post(f"{TALK}/accept")
    assert status(planned) == "open"
    assert "还没到约定的回电时间" in agent.get("/desk/").text


def test_agent_sets_another_time(planned: Any) -> None:
    agent, now = planned.signed_in("agent"), planned.clock.now()
    agent.post(f"{TALK}/set_time", call_at=picked(now + timedelta(minutes=5)))
    [row] = planned.sql("SELECT call_at, rank_at FROM handover")
    at = datetime.fromisoformat(str(row[0])).astimezone(UTC)
    assert timedelta(minutes=4) <= at - now <= timedelta(minutes=5)
    agent.post(f"{TALK}/accept")
    assert status(planned) == "offered"
    assert planned.acts().count("talk_set_time") == 1


@pytest.mark.parametrize(("hours", "told"), [(-1, "这个时间已经过了"), (24 * 8, "约得太远了")])
def test_time_that_cannot_be_kept_is_refused(planned: Any, hours: int, told: str) -> None:
    agent, at = planned.signed_in("agent"), planned.clock.now() + timedelta(hours=hours)
    before = planned.sql("SELECT call_at FROM handover")
    assert told in agent.post(f"{TALK}/set_time", call_at=picked(at)).text
    assert planned.sql("SELECT call_at FROM handover") == before


def test_withdrawn_callback_gets_no_time(planned: Any) -> None:
    agent = planned.signed_in("agent")
    planned.sql("UPDATE handover SET status = 'closed' WHERE handover_id = 'h1'")
    at = planned.clock.now() + timedelta(hours=1)
    assert "同事" in agent.post(f"{TALK}/set_time", call_at=picked(at)).text


@pytest.mark.parametrize("way", ["text", "queue", "callback"])
def test_queue_shows_the_words_where_no_dialogue_tells_the_wish(desk: Any, way: str) -> None:
    request_agent(desk, "我的宽带昨天断了", way=way)
    page = desk.signed_in("agent").get("/desk/").text
    assert "<q>我的宽带昨天断了</q>" in page and "还没有说明" not in page
