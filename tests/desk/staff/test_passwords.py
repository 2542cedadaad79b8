"""Which passwords are accepted, and the first password of an agent."""

import re
from typing import Any

import pytest
from desk_steps import HOME, is_signed_in

from core.staff import BadAgent, passwords

GOOD = "battery horse staple"


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "password_short"),
        ("tr0ub4dor&3", "password_short"),
        ("x" * 201, "password_long"),
        ("aaaaaaaaaaaa", "password_leaked"),
        ("password12345", "password_leaked"),
        ("Password12345", "password_leaked"),
        ("1q2w3e4r5t6y", "password_leaked"),
        ("woaini1314520", "password_leaked"),
        ("abcabcabcabcabcabc", "password_guessable"),
        ("abcdefghijklmnopqrstuvwxyz12", "password_guessable"),
        ("7777777777777777777777", "password_guessable"),
        ("pointshotline1", "password_guessable"),
        ("wang.xiaoming2026", "password_guessable"),
        ("gnimoaix.gnaw1", "password_guessable"),
        ("8613900000001", "password_guessable"),
        ("积分热线积分热线积分热线", "password_guessable"),
    ],
)
def test_what_is_refused(password: str, reason: str) -> None:
    with pytest.raises(BadAgent) as error:
        passwords.check(password, "wang.xiaoming", "王小明", "+8613900000001")
    assert error.value.reason == reason


@pytest.mark.parametrize(
    "password",
    [
        GOOD, "correct horse battery staple", "熊猫骑着自行车去买豆浆了", "Zq8$mN2!vB7x",
        "only lower case here", "4815162342 gulls", "agent orange juice maker",
        "x7" + "".join(chr(97 + n * 7 % 26) for n in range(98)),
    ],
)  # fmt: skip
def test_what_is_accepted(password: str) -> None:
    """Of any composition, and up to 200 characters."""
    passwords.check(password, "agent", "刘洋", "+8613900000001")


def test_a_first_password_is_accepted() -> None:
    passwords.check(passwords.first_password(), "wang.xiaoming", "王小明", "+8613900000001")


def test_a_password_is_compared_as_it_was_typed() -> None:
    """Nothing is cut off or changed."""
    long = "staple " * 28
    password_hash = passwords.hash_of(long)
    assert passwords.is_right(password_hash, long)
    for other in (long[:-1], long.upper(), long.strip(), long + "x" * 10, long * 2):
        assert not passwords.is_right(password_hash, other)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"old": "wrong", "new": GOOD}, "当前密码不对"),
        ({"old": "demo-agent", "new": "short"}, "至少 12 个字符"),
        ({"old": "demo-agent", "new": "password12345"}, "泄露的密码名单"),
        ({"old": "demo-agent", "new": "abcabcabcabcabcabc"}, "太容易猜到"),
        ({"old": "demo-agent", "new": "agent agent agent"}, "太容易猜到"),
        ({"old": "demo-agent", "new": "demo-agent"}, "一样"),
    ],
)
def test_a_refused_password_change_says_why(desk: Any, form: dict[str, str], says: str) -> None:
    browser = desk.signed_in("agent")
    browser.get("/desk/me")
    assert says in browser.get(browser.post("/desk/me/password", **form).location).text
    assert is_signed_in(desk.signed_in("agent"))


def added(desk: Any, name: str = "newcomer") -> str:
    """The first password of an agent whom a supervisor adds."""
    browser = desk.signed_in("supervisor")
    browser.get("/desk/agents")
    page = browser.post(
        "/desk/agents", agent=name, name="新人", number="+8613911111111", role="agent",
        language="zh",
    ).text  # fmt: skip
    return str(page.split('<code class="secret">')[1].split("<")[0])


def test_a_first_password_must_be_replaced_at_the_first_sign_in(any_desk: Any) -> None:
    first = added(any_desk)
    browser = any_desk.browser()
    browser.sign_in("newcomer", first)
    for path in (HOME, "/desk/me", "/desk/complaints", "/desk/feed"):
        assert browser.client.get(path).location == "/desk/first-password"
    assert "设置自己的密码" in browser.get("/desk/first-password").text
    again = browser.post("/desk/me/password", old=first, new=first)
    assert again.location == "/desk/first-password"
    assert "一样" in browser.get(again.location).text
    assert browser.post("/desk/me/password", old=first, new=GOOD).location == HOME
    assert is_signed_in(browser)
    anew = any_desk.browser()
    anew.sign_in("newcomer", GOOD)
    assert is_signed_in(anew)
    assert anew.client.get("/desk/first-password").location == "/desk/me"


def test_a_first_password_expires(desk: Any) -> None:
    first = added(desk)
    desk.clock.advance(hours=passwords.FIRST_PASSWORD_HOURS, seconds=1)
    browser = desk.browser()
    answer = browser.sign_in("newcomer", first)
    assert "初始密码已过期" in browser.get(answer.location).text and not is_signed_in(browser)
    wrong = browser.get(browser.sign_in("newcomer", "wrong").location).text
    assert "过期" not in wrong, "said only to whoever has the password"


def test_a_reset_gives_a_first_password_too(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    page = browser.post("/desk/agents/agent/reset").text
    first = page.split('<code class="secret">')[1].split("<")[0]
    anew = desk.browser()
    anew.sign_in("agent", first)
    assert anew.client.get(HOME).location == "/desk/first-password"
    assert "72" in page


def test_first_passwords_are_random_and_long() -> None:
    made = {passwords.first_password() for _ in range(100)}
    assert len(made) == 100 and all(len(each) >= 22 for each in made)


def test_a_password_of_ones_own_does_not_expire(desk: Any) -> None:
    desk.clock.advance(days=5 * 365)
    assert is_signed_in(desk.signed_in("agent"))


def test_passwords_are_hashed_with_argon2id(production_hashes: Any) -> None:
    """At least with the cost that OWASP recommends: 19 MiB and two passes."""
    kind, _, cost = passwords.hash_of(GOOD).split("$")[1:4]
    costs = dict(part.split("=") for part in cost.split(","))
    assert kind == "argon2id" and int(costs["m"]) >= 19 * 1024 and int(costs["t"]) >= 2


@pytest.mark.parametrize("path", ["/desk/sign-in", "/desk/me", "/desk/first-password"])
def test_password_fields_are_masked_and_can_be_pasted_into(desk: Any, path: str) -> None:
    browser = desk.browser()
    if path == "/desk/first-password":
        browser.sign_in("newcomer", added(desk))
    elif path == "/desk/me":
        browser.sign_in("agent")
    page = browser.get(path).text
    fields = re.findall(r'<input name="(?:password|old|new)"[^>]*>', page)
    assert fields and "passwords.js" in page and "onpaste" not in page
    for field in fields:
        assert 'type="password"' in field, field
        assert re.search(r'autocomplete="(current|new)-password"', field), field
        assert "maxlength" not in field and "pattern" not in field, field
