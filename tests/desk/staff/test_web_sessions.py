"""Agents see and end the sessions in which they are signed in."""

from datetime import timedelta
from typing import Any

import pytest
from desk_steps import RULES, details, is_signed_in

from core.staff import web_sessions

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"


def sessions_of(desk: Any, agent: str = "agent") -> list[Any]:
    at = desk.clock.now()
    return list(desk.database.read(lambda conn: web_sessions.of_agent(conn, agent, at)))


def test_the_account_page_lists_where_one_is_signed_in(any_desk: Any) -> None:
    there = any_desk.browser("203.0.113.7")
    there.client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    there.sign_in("agent")
    here = any_desk.signed_in("agent")
    page = here.get("/desk/me").text
    assert "Firefox · Windows" in page and "203.0.113.7" in page
    assert page.count("当前设备") == 1 and page.count('name="session"') == 1


def test_one_session_is_ended_with_the_password(any_desk: Any) -> None:
    here, there = any_desk.signed_in("agent"), any_desk.signed_in("agent")
    third = any_desk.signed_in("agent")
    [theirs] = [
        each.session_hash
        for each in sessions_of(any_desk)
        if each.session_hash == web_sessions.hash_of(token_of(there))
    ]
    here.get("/desk/me")
    answer = here.post("/desk/me/sessions", old="wrong", session=theirs, which="ticked")
    assert "当前密码不对" in here.get(answer.location).text and is_signed_in(there)
    answer = here.post("/desk/me/sessions", old="demo-agent", session=theirs, which="ticked")
    assert "已退出 1 台设备" in here.get(answer.location).text
    assert not is_signed_in(there) and is_signed_in(here) and is_signed_in(third)
    assert details(any_desk, "sessions_ended") == [{"count": 1}]


def token_of(browser: Any) -> str:
    with browser.client.session_transaction() as session:
        return str(session["token"])


def test_all_other_sessions_are_ended_at_once(desk: Any) -> None:
    here, *others = [desk.signed_in("agent") for _ in range(3)]
    here.get("/desk/me")
    here.post("/desk/me/sessions", old="demo-agent", which="others")
    assert is_signed_in(here) and not any(map(is_signed_in, others))


def test_another_agents_session_cannot_be_ended(desk: Any) -> None:
    here, theirs = desk.signed_in("agent"), desk.signed_in("agent2")
    here.get("/desk/me")
    session = web_sessions.hash_of(token_of(theirs))
    answer = here.post("/desk/me/sessions", old="demo-agent", session=session, which="ticked")
    assert "没有选中" in here.get(answer.location).text and is_signed_in(theirs)


def test_a_supervisor_ends_the_sessions_of_an_agent(desk: Any) -> None:
    agent, supervisor = desk.signed_in("agent"), desk.signed_in("supervisor")
    agent.post("/desk/presence", presence="available")
    assert supervisor.post("/desk/agents/agent/sign_out").status_code == 303
    assert not is_signed_in(agent) and is_signed_in(desk.signed_in("agent"))
    assert "agent_sign_out" in desk.acts()
    assert desk.sql("SELECT presence FROM agent WHERE agent = 'agent'") == [("offline",)]


@pytest.mark.parametrize("name", ["agent2", "auditor"])
def test_nobody_else_may(desk: Any, name: str) -> None:
    agent, other = desk.signed_in("agent"), desk.signed_in(name)
    other.get("/desk/me")
    assert other.post("/desk/agents/agent/sign_out").status_code == 403 and is_signed_in(agent)


def test_the_token_is_long_random_and_not_stored(desk: Any) -> None:
    tokens = {token_of(desk.signed_in("agent")) for _ in range(4)}
    assert len(tokens) == 4 and all(len(token) >= 43 for token in tokens)
    stored = str(desk.sql("SELECT * FROM web_session"))
    assert not any(token in stored for token in tokens)


def test_a_session_is_replaced_when_the_agent_signs_in_again(desk: Any) -> None:
    browser = desk.signed_in("agent")
    stolen = desk.browser()
    stolen.cookie = browser.cookie
    browser.post("/desk/sign-in", name="agent2", password="demo-agent2")
    assert not is_signed_in(stolen) and sessions_of(desk) == []
    assert len(sessions_of(desk, "agent2")) == 1


def test_at_most_five_sessions_and_the_oldest_ends(desk: Any) -> None:
    browsers = []
    for _ in range(web_sessions.SESSIONS_MAX + 1):
        desk.clock.advance(minutes=1)
        browsers.append(desk.signed_in("agent"))
    assert [is_signed_in(browser) for browser in browsers] == [False] + [True] * 5


def test_whoever_has_only_the_password_ends_no_session(new_desk: Any) -> None:
    desk = new_desk(second_factor=False)
    mine = desk.signed_in("agent")
    desk.sql("UPDATE agent SET totp_secret = 'JBSWY3DPEHPK3PXP', totp_used = 1")
    for _ in range(web_sessions.SESSIONS_MAX + 2):
        desk.browser("203.0.113.7").sign_in("agent")
    assert is_signed_in(mine)


def test_rows_of_sessions_that_are_over_are_deleted(desk: Any) -> None:
    desk.signed_in("agent")
    desk.clock.advance(hours=RULES.session_hours, seconds=1)
    desk.signed_in("agent")
    assert desk.sql("SELECT COUNT(*) FROM web_session") == [(1,)]


def test_a_session_in_use_is_written_twice_a_minute_at_most(desk: Any) -> None:
    browser = desk.signed_in("agent")
    [before] = sessions_of(desk)
    for _ in range(6):
        desk.clock.advance(seconds=5)
        browser.client.get("/desk/me")
    assert sessions_of(desk) == [before]
    desk.clock.advance(seconds=5)
    browser.client.get("/desk/me")
    [after] = sessions_of(desk)
    assert after.seen_at - before.seen_at == timedelta(seconds=35)


@pytest.mark.parametrize("path", ["", "me", "complaints", "orders", "agents", "rules", "trail"])
def test_every_page_offers_to_sign_out(desk: Any, path: str) -> None:
    assert 'action="/desk/sign-out"' in desk.signed_in("supervisor").get(f"/desk/{path}").text
