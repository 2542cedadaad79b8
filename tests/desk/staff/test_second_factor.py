"""The second factor: added at the first sign-in, required from then on, each code accepted once."""

from collections.abc import Callable
from typing import Any

import pytest
from desk_steps import HOME, RULES, code, enrolled_browser, is_signed_in, secret_of

from core.kernel import CannotOpen


@pytest.fixture
def strict(new_desk: Callable[..., Any]) -> Any:
    """As production has it."""
    return new_desk(second_factor=True)


def enrolled(desk: Any, agent: str = "agent") -> str:
    return enrolled_browser(desk, agent)[1]


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


@pytest.mark.parametrize(
    ("shown", "typed", "right"),
    [(0, 0, True), (0, 29, True), (0, 39, True), (0, 40, False), (30, 29, False), (0, 90, False)],
)
def test_a_code_is_valid_while_it_is_shown_and_ten_seconds_more(
    strict: Any, shown: int, typed: int, right: bool
) -> None:
    """The code that the app shows at second `shown`, typed at second `typed`."""
    secret = enrolled(strict)
    strict.clock.advance(minutes=5)
    browser = strict.browser()
    browser.sign_in("agent")
    number = code(strict, secret, shown)
    strict.clock.advance(seconds=typed)
    browser.post("/desk/second-factor", code=number)
    assert is_signed_in(browser) == right


def test_wrong_codes_are_limited(strict: Any) -> None:
    """Whoever has the password may not try all codes, and does not keep the agent out."""
    mine, secret = enrolled_browser(strict)
    strict.clock.advance(minutes=5)
    thief = strict.browser("203.0.113.7")
    for _ in range(RULES.password_tries):
        thief.sign_in("agent")
        assert thief.post("/desk/second-factor", code="000000").status_code == 303
    thief.sign_in("agent")
    answer = thief.post("/desk/second-factor", code=code(strict, secret))
    assert answer.status_code == 429 and not is_signed_in(thief)
    mine.sign_in("agent")
    mine.post("/desk/second-factor", code=code(strict, secret))
    assert is_signed_in(mine)


def test_the_secret_is_stored_sealed(strict: Any) -> None:
    secret = enrolled(strict)
    [(stored,)] = strict.sql("SELECT totp_secret FROM agent WHERE agent = 'agent'")
    assert stored.startswith("s1.") and secret not in stored


def test_a_secret_in_clear_is_sealed_when_it_is_used(strict: Any) -> None:
    """Releases before stored it so."""
    secret = enrolled(strict)
    strict.sql("UPDATE agent SET totp_secret = :clear WHERE agent = 'agent'", clear=secret)
    strict.clock.advance(minutes=5)
    browser = strict.browser()
    browser.sign_in("agent")
    browser.post("/desk/second-factor", code=code(strict, secret))
    assert is_signed_in(browser)
    [(stored,)] = strict.sql("SELECT totp_secret FROM agent WHERE agent = 'agent'")
    assert stored.startswith("s1.") and secret_of(strict, "agent") == secret


def test_a_secret_moved_to_another_agent_opens_nothing(strict: Any) -> None:
    enrolled(strict)
    strict.sql(
        "UPDATE agent SET totp_used = 1,"
        " totp_secret = (SELECT totp_secret FROM agent WHERE agent = 'agent')"
        " WHERE agent = 'supervisor'"
    )
    with pytest.raises(CannotOpen):
        secret_of(strict, "supervisor")


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
    anew.get("/desk/second-factor")
    assert secret_of(strict, "agent") != secret


def test_secrets_are_random(strict: Any) -> None:
    """160 bits, anew for each agent and after each reset."""
    secrets = {enrolled(strict, name) for name in ("agent", "agent2", "supervisor")}
    assert len(secrets) == 3 and all(len(secret) == 32 for secret in secrets)
