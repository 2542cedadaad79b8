"""The second factor: added at the first sign-in, required from then on, each code accepted once."""

from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from desk_steps import HOME, RULES, is_signed_in

from core.staff import authentication


@pytest.fixture
def strict(new_desk: Callable[..., Any]) -> Any:
    """As production has it."""
    return new_desk(second_factor=True)


def secret_of(desk: Any, agent: str) -> str:
    found = desk.database.run(lambda conn: authentication.secret_of(conn, agent))
    assert found
    return str(found)


def code(desk: Any, secret: str, later_seconds: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(desk.clock.now().timestamp()) + later_seconds)


def enrolled(desk: Any, agent: str = "agent") -> str:
    browser = desk.browser()
    browser.sign_in(agent)
    secret = secret_of(desk, agent)
    browser.post("/desk/second-factor", code=code(desk, secret))
    return secret


def test_production_requires_a_second_factor(strict: Any) -> None:
    browser = strict.browser()
    assert browser.sign_in("agent").location == "/desk/second-factor?next=/desk/"
    assert not is_signed_in(browser)
    picture = browser.client.get("/desk/second-factor/qr.png")
    assert picture.data.startswith(b"\x89PNG") and picture.headers["Cache-Control"] == "no-store"
    secret = secret_of(strict, "agent")
    assert secret in browser.get("/desk/second-factor").text
    browser.post("/desk/second-factor", code="000000")
    assert not is_signed_in(browser)
    answer = browser.post("/desk/second-factor", code=code(strict, secret), next="/desk/me")
    assert answer.location == "/desk/me" and is_signed_in(browser)
    assert browser.client.get("/desk/second-factor/qr.png").status_code == 404
    assert secret not in browser.get("/desk/second-factor").text
    assert strict.acts().count("second_factor_added") == 1


def test_a_code_is_accepted_once(strict: Any) -> None:
    secret = enrolled(strict)
    browser = strict.browser()
    browser.sign_in("agent")
    browser.post("/desk/second-factor", code=code(strict, secret))
    assert not is_signed_in(browser), "the code that enrolled, again"
    strict.clock.advance(seconds=30)
    now = code(strict, secret)
    browser.post("/desk/second-factor", code=now)
    assert is_signed_in(browser)
    over_the_shoulder = strict.browser()
    over_the_shoulder.sign_in("agent")
    over_the_shoulder.post("/desk/second-factor", code=now)
    assert not is_signed_in(over_the_shoulder)


@pytest.mark.parametrize(("seconds", "right"), [(-30, True), (0, True), (30, True), (90, False)])
def test_the_clock_of_the_authenticator_may_differ_a_little(
    strict: Any, seconds: int, right: bool
) -> None:
    secret = enrolled(strict)
    strict.clock.advance(minutes=5)
    browser = strict.browser()
    browser.sign_in("agent")
    browser.post("/desk/second-factor", code=code(strict, secret, seconds))
    assert is_signed_in(browser) == right


def test_wrong_codes_lock_the_name(strict: Any) -> None:
    secret = enrolled(strict)
    strict.clock.advance(minutes=5)
    browser = strict.browser()
    for _ in range(RULES.password_tries):
        browser.sign_in("agent")
        browser.post("/desk/second-factor", code="000000")
    browser.sign_in("agent")
    browser.post("/desk/second-factor", code=code(strict, secret))
    assert not is_signed_in(browser)


def test_the_second_factor_must_follow_within_five_minutes(strict: Any) -> None:
    secret = enrolled(strict)
    browser = strict.browser()
    browser.sign_in("agent")
    strict.clock.advance(minutes=6)
    answer = browser.post("/desk/second-factor", code=code(strict, secret))
    assert "/desk/sign-in" in answer.location


def test_a_second_factor_is_optional_in_the_demo(desk: Any) -> None:
    browser = desk.signed_in("agent")
    browser.get("/desk/second-factor?next=/desk/me")
    browser.post("/desk/second-factor", code=code(desk, secret_of(desk, "agent")))
    assert "已开启" in browser.get("/desk/me").text
    again = desk.browser()
    assert "second-factor" in again.sign_in("agent").location


def test_a_reset_forgets_the_second_factor(strict: Any) -> None:
    enrolled(strict, "supervisor")
    strict.clock.advance(seconds=30)
    browser = strict.browser()
    browser.sign_in("supervisor")
    browser.post("/desk/second-factor", code=code(strict, secret_of(strict, "supervisor")))
    secret = enrolled(strict)
    browser.get(HOME)
    page = browser.post("/desk/agents/agent/reset").text
    password = page.split('<code class="secret">')[1].split("<")[0]
    anew = strict.browser()
    anew.sign_in("agent", password)
    assert secret_of(strict, "agent") != secret if anew.get("/desk/second-factor") else False
