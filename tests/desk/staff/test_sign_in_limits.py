"""Tries to sign in: limited, counted before they are checked, and no way to lock others out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from desk_steps import RULES, is_signed_in
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from core.staff import passwords
from desk.frame import SignInLimit, TooManyTries, rate_limit
from web import time_limits

ELSEWHERE = "203.0.113.7"


def guess(desk: Any, times: int, address: str = ELSEWHERE, name: str = "agent") -> list[int]:
    browsers = [desk.browser(address) for _ in range(times)]
    return [browser.sign_in(name, "wrong").status_code for browser in browsers]


def test_wrong_passwords_are_limited_by_name_and_address(any_desk: Any) -> None:
    assert set(guess(any_desk, RULES.password_tries)) == {303}
    browser = any_desk.browser(ELSEWHERE)
    answer = browser.sign_in("agent")
    assert answer.status_code == 429 and not is_signed_in(browser), "the right one, but too late"
    assert 0 < int(answer.headers["Retry-After"]) <= RULES.locked_minutes * 60
    assert any_desk.acts().count("sign_in_limited") == 1, "recorded once, not with every try"
    guess(any_desk, 3)
    assert any_desk.acts().count("sign_in_limited") == 1
    other = any_desk.browser(ELSEWHERE)
    other.sign_in("agent2")
    assert is_signed_in(other), "another agent at the same address"


def test_nobody_is_locked_out_by_wrong_tries_from_elsewhere(desk: Any) -> None:
    guess(desk, RULES.password_tries + 1)
    assert is_signed_in(desk.signed_in("agent"))


def test_a_known_browser_may_sign_in_while_the_name_is_attacked(desk: Any) -> None:
    """From so many addresses that the slow limit of the name is reached."""
    known = desk.signed_in("agent")
    for address in range(40):
        guess(desk, 1, f"198.51.100.{address}")
    stranger = desk.browser("192.0.2.1")
    assert stranger.sign_in("agent").status_code == 429
    known.get("/desk/me")
    known.post("/desk/sign-out")
    known.sign_in("agent")
    assert is_signed_in(known)


def test_a_known_browser_has_its_own_limit(desk: Any) -> None:
    """Then it counts as an unknown one."""
    known = desk.signed_in("agent")
    known.post("/desk/sign-out")
    answers = [known.sign_in("agent", "wrong").status_code for _ in range(30)]
    assert answers[: 2 * RULES.password_tries] == [303] * 2 * RULES.password_tries
    assert set(answers[2 * RULES.password_tries :]) == {429}


def test_a_forged_cookie_makes_no_known_browser(desk: Any) -> None:
    guess(desk, RULES.password_tries)
    browser = desk.browser(ELSEWHERE)
    browser.client.set_cookie("desk-device", "WyJ4IiwiYWdlbnQiXQ.aaaaaa.forged")
    assert browser.sign_in("agent").status_code == 429


def test_right_passwords_are_not_counted(desk: Any) -> None:
    """A whole office signs in at the same hour, from one address."""
    for _ in range(30):
        assert is_signed_in(desk.signed_in("agent"))


def test_wrong_passwords_of_one_address_are_limited(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With many user names, none of which is limited by itself. The minute has no end here, however
    long the tries take."""
    per_minute, *others = rate_limit.ADDRESS_LIMITS.split("; ")
    endless = per_minute.replace("minute", "day")
    monkeypatch.setattr(rate_limit, "ADDRESS_LIMITS", "; ".join([endless, *others]))
    answers = [desk.browser().sign_in(f"agent{n}", "x").status_code for n in range(3, 25)]
    assert answers[:20] == [303] * 20 and set(answers[20:]) == {429}
    answer = desk.browser().sign_in("agent")
    assert answer.status_code == 429 and "尝试次数过多" in answer.text


def test_a_limit_holds_without_redis() -> None:
    limit = SignInLimit("unix:///nowhere/redis.sock")
    for _ in range(RULES.password_tries):
        limit.count("password", "agent", ELSEWHERE, None)
    with pytest.raises(TooManyTries):
        limit.count("password", "agent", ELSEWHERE, None)


def test_tries_at_once_do_not_overtake_the_count(redis_url: str) -> None:
    limit = SignInLimit(redis_url)

    def attempt(_: int) -> bool:
        try:
            limit.count("password", "agent", ELSEWHERE, None)
        except TooManyTries:
            return False
        return True

    with ThreadPoolExecutor(40) as pool:
        assert sum(pool.map(attempt, range(40))) == RULES.password_tries


def test_a_name_that_may_be_a_password_is_not_in_redis(desk: Any, redis_server: Any) -> None:
    desk.browser().sign_in("my-secret-password", "agent")
    keys = b" ".join(redis_server.keys())
    assert b"LIMIT" in keys and b"my-secret-password" not in keys


@pytest.mark.parametrize("password", ["demo-agent", "wrong"])
def test_150_sign_ins_at_once_break_nothing(any_desk: Any, password: str) -> None:
    """From as many addresses. Each is answered, or told to come again."""

    def sign_in(number: int) -> int:
        browser = any_desk.browser(f"198.51.100.{number}")
        return int(browser.sign_in("agent" if number % 2 else f"x{number}", password).status_code)

    with ThreadPoolExecutor(150) as pool:
        answers = list(pool.map(sign_in, range(150)))
    assert set(answers) <= {303, 429, 503} and answers.count(303) > 0


def test_more_passwords_than_the_machine_can_check_are_refused(desk: Any) -> None:
    places = passwords.HASHES_AT_ONCE + passwords.HASHES_WAITING_MAX
    taken = [passwords._places.acquire(blocking=False) for _ in range(places)]
    try:
        answer = desk.browser().sign_in("agent")
    finally:
        for _ in filter(None, taken):
            passwords._places.release()
    assert all(taken) and answer.status_code == 429 and answer.headers["Retry-After"] == "2"
    assert is_signed_in(desk.signed_in("agent")), "and it is not counted as a wrong try"


def test_nobody_waits_for_a_core_longer_than_the_time_limit(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = [passwords._cores.acquire(blocking=False) for _ in range(passwords.HASHES_AT_ONCE)]
    try:
        with monkeypatch.context() as patch:
            patch.setattr(time_limits, "REQUEST_SECONDS", 0.5)
            answer = desk.browser().sign_in("agent")
    finally:
        for _ in filter(None, taken):
            passwords._cores.release()
    assert all(taken) and answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
    assert is_signed_in(desk.signed_in("agent"))


def test_an_unknown_name_takes_as_long_as_a_known_one(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same work is done for it: one hash is checked."""
    checked: list[str] = []
    matches: Callable[[str, str], bool] = passwords.matches

    def counting(password_hash: str, password: str) -> bool:
        checked.append(password_hash)
        return matches(password_hash, password)

    monkeypatch.setattr(passwords, "matches", counting)
    desk.browser().sign_in("nobody", "wrong")
    desk.browser().sign_in("agent", "wrong")
    assert len(checked) == 2
    parameters = [each.split("$")[1] for each in checked]
    assert parameters[0] == parameters[1] == "argon2id"


class AHundredDaysAgo(TimestampSigner):
    def get_timestamp(self) -> int:
        return super().get_timestamp() - 100 * 24 * 3600


def test_a_cookie_that_is_too_old_or_for_another_use_makes_no_known_browser(desk: Any) -> None:
    known = desk.signed_in("agent")
    key = desk.app.config["SECRET_KEY"]
    old = URLSafeTimedSerializer(key, salt="desk-device", signer=AHundredDaysAgo)
    guess(desk, RULES.password_tries)
    for cookie in (old.dumps(["id", "agent"]), known.cookie):
        browser = desk.browser(ELSEWHERE)
        browser.client.set_cookie("desk-device", cookie)
        assert browser.sign_in("agent").status_code == 429
