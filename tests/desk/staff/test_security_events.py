"""Security events: in the audit trail with who, when and from where; attempts in the log."""

import io
import json
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from desk_steps import RULES, details, is_signed_in
from sqlalchemy import select

from core.schema import trail

ELSEWHERE = "203.0.113.7"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """The application's log, which goes to what is stderr when the application is made."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    return written


@pytest.fixture
def logged_desk(log: io.StringIO, new_desk: Callable[..., Any]) -> Any:
    return new_desk()


def events(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_security_events_are_in_the_trail(any_desk: Any) -> None:
    stranger = any_desk.browser(ELSEWHERE)
    for _ in range(RULES.password_tries + 1):
        stranger.sign_in("agent", "wrong")
    there, agent = any_desk.signed_in("agent"), any_desk.signed_in("agent")
    agent.get("/desk/me")
    agent.post("/desk/me/sessions", old="demo-agent", which="others")
    agent.post("/desk/me/password", old="demo-agent", new="battery horse staple")
    agent.get("/desk/me")
    agent.post("/desk/sign-out")
    supervisor = any_desk.signed_in("supervisor")
    for act in ("sign_out", "disable", "enable", "reset"):
        supervisor.post(f"/desk/agents/agent/{act}")
    assert not is_signed_in(there)
    assert Counter(any_desk.acts()) == Counter(
        sign_in_refused=RULES.password_tries, sign_in_limited=1, sign_in=3, sessions_ended=1,
        password_changed=1, sign_out=1, agent_sign_out=1, agent_disable=1, agent_enable=1,
        agent_reset=1,
    )  # fmt: skip
    assert details(any_desk, "sign_in_refused")[0] == {"address": ELSEWHERE}
    assert details(any_desk, "sign_in_limited") == [{"address": ELSEWHERE}]
    entries = any_desk.database.run(lambda conn: conn.execute(select(trail)).all())
    by_supervisor = {entry.act for entry in entries if entry.agent == "supervisor"}
    assert by_supervisor == {
        "sign_in", "agent_sign_out", "agent_disable", "agent_enable", "agent_reset"
    }  # fmt: skip
    assert {entry.agent for entry in entries} == {"agent", "supervisor"}
    assert {entry.at for entry in entries} == {any_desk.clock.now()}
    assert "demo-agent" not in str(entries) and "battery" not in str(entries)


def test_refused_attempts_are_logged(log: io.StringIO, logged_desk: Any) -> None:
    """Access without the role, a form without its token, too many tries."""
    desk = logged_desk
    agent = desk.signed_in("agent")
    assert agent.client.get("/desk/trail").status_code == 403
    assert agent.client.post("/desk/presence").status_code == 400
    stranger = desk.browser(ELSEWHERE)
    for _ in range(RULES.password_tries + 1):
        stranger.sign_in("agent", "wrong-password")
    found = {event["event"]: event for event in events(log)}
    assert found["access refused"]["agent"] == "agent"
    assert found["access refused"]["endpoint"] == "desk.trail"
    assert found["form without a valid token"]["endpoint"] == "desk.choose_presence"
    assert found["sign-in limited"]["address"] == ELSEWHERE
    assert found["sign-in limited"]["timestamp"].endswith("Z")
    assert "wrong-password" not in log.getvalue()
