"""Signing in and out, and attacks on it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from desk_steps import HOME, RULES, is_signed_in

from core.staff import agent_changes
from desk.frame import safe_path


@pytest.mark.parametrize("name", ["agent", "agent2", "supervisor", "auditor"])
def test_in_the_demo_a_password_is_enough(any_desk: Any, name: str) -> None:
    browser = any_desk.browser()
    assert browser.sign_in(name).location == HOME
    assert is_signed_in(browser)
    assert any_desk.acts() == ["sign_in"]


@pytest.mark.parametrize(
    ("name", "password"),
    [("agent", "wrong"), ("agent", ""), ("nobody", "demo-agent"), ("", ""), ("agent\x00", "x")],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    any_desk: Any, name: str, password: str
) -> None:
    browser = any_desk.browser()
    answer = browser.get(browser.sign_in(name, password).location)
    assert "登录未成功" in answer.text and not is_signed_in(browser)


def test_an_unknown_user_name_is_not_recorded(desk: Any) -> None:
    desk.browser().sign_in("my-secret-password", "agent")
    desk.browser().sign_in("agent", "wrong")
    refused = "SELECT agent FROM trail WHERE act = 'sign_in_refused' ORDER BY agent"
    assert desk.sql(refused) == [("",), ("agent",)]
    assert "my-secret-password" not in str(desk.sql("SELECT * FROM trail"))


def test_the_address_is_taken_from_a_trusted_proxy(new_desk: Callable[..., Any]) -> None:
    desk = new_desk(trusted_proxies=1)
    desk.signed_in("agent")
    forged = desk.browser()
    forged.get("/desk/sign-in")
    form = {"csrf_token": forged.token, "name": "agent", "password": "demo-agent"}
    said = {"X-Forwarded-For": "9.9.9.9, 203.0.113.7"}
    forged.client.post("/desk/sign-in", data=form, headers=said)
    newest = "SELECT detail FROM trail ORDER BY at DESC, entry_id DESC"
    assert "203.0.113.7" in str(desk.sql(newest)) and "9.9.9.9" not in str(desk.sql(newest))


def test_signing_in_drops_a_planted_session(desk: Any) -> None:
    """Session fixation: the attacker's cookie in the victim's browser."""
    attacker, victim = desk.browser(), desk.browser()
    attacker.get("/desk/sign-in")
    planted, token = attacker.cookie, attacker.token
    victim.cookie = planted
    victim.sign_in("agent")
    assert victim.cookie != planted and is_signed_in(victim)
    assert not is_signed_in(attacker)
    victim.token = token
    assert victim.post("/desk/presence", presence="away").status_code == 400, "a token of before"


def test_signing_out_ends_all_sessions_of_the_agent(any_desk: Any) -> None:
    here, there = any_desk.signed_in("agent"), any_desk.signed_in("agent")
    stolen = any_desk.browser()
    stolen.cookie = here.cookie
    assert is_signed_in(here) and is_signed_in(there) and is_signed_in(stolen)
    assert here.post("/desk/sign-out").status_code == 303
    assert not is_signed_in(here) and not is_signed_in(there) and not is_signed_in(stolen)
    assert any_desk.sql("SELECT presence FROM agent WHERE agent = 'agent'") == [("offline",)]


def test_an_idle_session_ends(desk: Any) -> None:
    browser = desk.signed_in("agent")
    for _ in range(3):
        desk.clock.advance(minutes=RULES.idle_minutes - 1)
        assert is_signed_in(browser)
    desk.clock.advance(minutes=RULES.idle_minutes, seconds=1)
    assert not is_signed_in(browser)


def test_a_session_in_use_ends_after_its_maximum_hours(desk: Any) -> None:
    browser = desk.signed_in("agent")
    for _ in range(RULES.session_hours * 3):
        desk.clock.advance(minutes=20)
        browser.client.get(HOME)
    desk.clock.advance(seconds=1)
    assert not is_signed_in(browser)


def test_a_disabled_agent_is_signed_out_at_once(desk: Any) -> None:
    browser = desk.signed_in("agent")
    desk.database.run(lambda conn: agent_changes.disable(conn, "agent", desk.clock.now()))
    assert not is_signed_in(browser) and not is_signed_in(desk.signed_in("agent"))


def test_a_new_password_ends_the_other_sessions(desk: Any) -> None:
    here, there = desk.signed_in("agent"), desk.signed_in("agent")
    here.get("/desk/me")
    form = {"old": "demo-agent", "new": "battery horse staple"}
    assert "密码已修改" in here.get(here.post("/desk/me/password", **form).location).text
    assert is_signed_in(here) and not is_signed_in(there)
    again = desk.browser()
    again.sign_in("agent", "battery horse staple")
    assert is_signed_in(again)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "/desk\\..\\evil", "/phone/",
        "javascript:alert(1)", "/desk/\t//evil.example", "/desk/\nLocation: x", "", "desk/",
    ],
)  # fmt: skip
def test_the_next_parameter_redirects_only_within_the_desk(desk: Any, wanted: str) -> None:
    assert safe_path(wanted) == HOME
    browser = desk.browser()
    browser.get(f"/desk/sign-in?next={quote(wanted)}")
    assert (
        browser.post("/desk/sign-in", name="agent", password="demo-agent", next=wanted).location
        == HOME
    )
    browser.get(HOME)
    assert browser.post("/desk/language", language="en", next=wanted).location == HOME


def test_signing_in_leads_to_the_requested_page(desk: Any) -> None:
    browser = desk.browser()
    location = browser.get("/desk/complaints?level=2").location
    assert location == "/desk/sign-in?next=/desk/complaints?level%3D2"
    assert 'value="/desk/complaints?level=2"' in browser.get(location).text
    answer = browser.sign_in("agent", next="/desk/complaints?level=2")
    assert answer.location == "/desk/complaints?level=2"
