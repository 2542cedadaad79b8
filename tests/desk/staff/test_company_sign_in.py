"""Signing in with the company's account, at a real OpenID provider on loopback."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from desk_steps import HOME, enrolled_browser, is_signed_in
from flask import Flask, Response, jsonify
from http_server import running
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from werkzeug.serving import make_server

PUBLIC_URL = "http://127.0.0.1:8000"
ACCOUNT, OTHER_ACCOUNT, CAREFUL = "u-1001", "u-1002", "u-1003"
START = "/desk/company-sign-in"


@pytest.fixture
def issuer() -> Iterator[str]:
    careful = oidc_provider_mock.User(sub=CAREFUL, claims={"amr": ["pwd", "mfa"]})
    with oidc_provider_mock.run_server_in_thread(user_claims=[careful]) as server:
        yield f"http://localhost:{server.server_port}"


def settings(issuer: str) -> dict[str, str]:
    return {
        "oidc_issuer": issuer,
        "oidc_client_id": "hotline",
        "oidc_client_secret": "secret-of-a-test",
        "public_url": PUBLIC_URL,
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def any_company_desk(request: Any, new_desk: Callable[..., Any], issuer: str) -> Any:
    return new_desk(request.param, **settings(issuer))


@pytest.fixture
def company_desk(new_desk: Callable[..., Any], issuer: str) -> Any:
    return new_desk(**settings(issuer))


def asked_at(answer: Any) -> dict[str, str]:
    """What the browser is sent to the provider with."""
    assert answer.status_code in (302, 303)
    return {name: value[0] for name, value in parse_qs(urlsplit(answer.location).query).items()}


def way_back(answer: Any, account: str, **form: str) -> str:
    """Signs in at the provider, and returns the path that the browser is sent back to."""
    back = requests.post(
        answer.location, data={"sub": account} | form, allow_redirects=False, timeout=60
    )
    assert back.headers["Location"].startswith(f"{PUBLIC_URL}{START}/callback?")
    return back.headers["Location"].removeprefix(PUBLIC_URL)


def comes_back(browser: Any, start: str, account: str) -> Any:
    return browser.get(way_back(browser.get(start), account))


def connect(browser: Any, account: str, agent: str = "agent") -> Any:
    browser.get("/desk/me")
    browser.post("/desk/me/company-account", act="connect", old=f"demo-{agent}")
    return comes_back(browser, "/desk/me/company-account/connect", account)


def test_connected_account_signs_in(any_company_desk: Any) -> None:
    assert connect(any_company_desk.signed_in("agent"), ACCOUNT).location.startswith("/desk/me")
    browser = any_company_desk.browser()
    answer = comes_back(browser, f"{START}?next=/desk/orders", ACCOUNT)
    assert answer.location == "/desk/orders" and is_signed_in(browser)
    assert sorted(any_company_desk.acts()) == ["company_connected", "sign_in", "sign_in"]


def test_the_provider_is_asked_with_a_state_a_nonce_and_pkce(
    company_desk: Any, issuer: str
) -> None:
    answer = company_desk.browser().get(START)
    assert answer.location.startswith(f"{issuer}/oauth2/authorize?")
    asked = asked_at(answer)
    assert asked["redirect_uri"] == f"{PUBLIC_URL}{START}/callback"
    assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 20 and len(asked["nonce"]) >= 20
    assert asked["scope"] == "openid" and asked["response_type"] == "code"


def test_account_that_nobody_has_connected_is_told_how(company_desk: Any) -> None:
    browser = company_desk.browser()
    comes_back(browser, START, ACCOUNT)
    page = browser.get("/desk/sign-in")
    assert "这个公司账号还没有绑定" in page.text and not is_signed_in(browser)
    assert company_desk.acts() == ["sign_in_refused"]


def test_answer_that_this_browser_has_not_asked_for_is_refused(company_desk: Any) -> None:
    """An attacker sends an agent the address with which their own sign-in ended."""
    connect(company_desk.signed_in("agent"), ACCOUNT)
    theirs, other = company_desk.browser(), company_desk.browser()
    path = way_back(theirs.get(START), ACCOUNT)
    other.get(START)
    other.get(path)
    assert not is_signed_in(other)
    theirs.get(path)
    assert is_signed_in(theirs)
    other.get(path)
    assert not is_signed_in(other), "a used code"


def test_refusal_at_the_provider_leads_back_to_the_sign_in_page(company_desk: Any) -> None:
    browser = company_desk.browser()
    answer = browser.get(START)
    state = asked_at(answer)["state"]
    answer = browser.get(f"{START}/callback?error=access_denied&state={state}")
    assert urlsplit(answer.location).path == "/desk/sign-in"
    assert "公司登录没有完成" in browser.get("/desk/sign-in").text


@pytest.mark.parametrize("broken", ["http://127.0.0.1:9", "{issuer}/nowhere"])
def test_provider_that_cannot_be_asked_leaves_the_password(
    new_desk: Callable[..., Any], issuer: str, broken: str
) -> None:
    desk = new_desk(**settings(broken.format(issuer=issuer)))
    browser = desk.browser()
    assert urlsplit(browser.get(START).location).path == "/desk/sign-in"
    assert "公司登录暂时不可用" in browser.get("/desk/sign-in").text
    browser.sign_in("agent")
    assert is_signed_in(browser)


def test_provider_that_names_another_issuer_is_not_believed(
    new_desk: Callable[..., Any], issuer: str
) -> None:
    """Whoever answers in the place of the provider leads agents to another one."""
    metadata = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=60).content
    impostor = Flask("impostor")
    impostor.get("/.well-known/openid-configuration")(
        lambda: Response(metadata, mimetype="application/json")
    )
    with running(make_server("127.0.0.1", 0, impostor)) as url:
        desk = new_desk(**settings(url))
        assert urlsplit(desk.browser().get(START).location).path == "/desk/sign-in"


@dataclass
class Player:
    """Plays a provider whose ID tokens can be wrong."""

    url: str = ""
    nonce: str = ""
    audience: str = "hotline"
    announced: OctKey | RSAKey = field(default_factory=lambda: RSAKey.generate_key(auto_kid=True))
    signs_with: OctKey | RSAKey | None = None
    algorithm: str = "RS256"
    age_seconds: int = 0
    more: dict[str, Any] = field(default_factory=dict)  # claims

    def metadata(self) -> Any:
        return jsonify(
            issuer=self.url,
            authorization_endpoint=f"{self.url}/authorize",
            token_endpoint=f"{self.url}/token",
            jwks_uri=f"{self.url}/jwks",
            id_token_signing_alg_values_supported=["RS256", "HS256", "none"],
        )

    def token(self) -> Any:
        now = int(time.time()) - self.age_seconds
        claims = {
            "iss": self.url,
            "sub": ACCOUNT,
            "aud": self.audience,
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
        } | self.more
        key = self.signs_with or self.announced
        head = {"alg": self.algorithm, "kid": self.announced.kid}
        id_token = jwt.encode(head, claims, key, algorithms=[self.algorithm])
        return jsonify(access_token="t", token_type="Bearer", id_token=id_token)

    def app(self) -> Flask:
        app = Flask("player")
        app.get("/.well-known/openid-configuration")(self.metadata)
        app.post("/token")(self.token)
        app.get("/jwks")(lambda: KeySet([self.announced]).as_dict(private=False))
        return app


@pytest.fixture
def player() -> Iterator[Player]:
    player = Player()
    with running(make_server("127.0.0.1", 0, player.app())) as player.url:
        yield player


def comes_back_from(player: Player, browser: Any, start: str) -> None:
    asked = asked_at(browser.get(start))
    player.nonce = player.nonce or asked["nonce"]
    browser.get(f"{START}/callback?code=1&state={asked['state']}")


def is_signed_in_by(player: Player, new_desk: Callable[..., Any], **wrong: Any) -> bool:
    desk = new_desk(**settings(player.url))
    browser = desk.signed_in("agent")
    browser.get("/desk/me")
    browser.post("/desk/me/company-account", act="connect", old="demo-agent")
    comes_back_from(player, browser, "/desk/me/company-account/connect")
    player.nonce = ""
    for name, value in wrong.items():
        setattr(player, name, value)
    again = desk.browser()
    comes_back_from(player, again, START)
    return is_signed_in(again)


def test_id_token_that_is_right_is_taken(player: Player, new_desk: Callable[..., Any]) -> None:
    assert is_signed_in_by(player, new_desk)


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        ("RS256", RSAKey.generate_key()),
        ("HS256", OctKey.import_key("secret-of-a-test-secret-of-a-test")),
        ("none", OctKey.import_key("secret-of-a-test-secret-of-a-test")),
    ],
    ids=["another key", "a shared key", "none"],
)
def test_id_token_with_another_signature_is_refused(
    player: Player, new_desk: Callable[..., Any], algorithm: str, key: Any
) -> None:
    assert not is_signed_in_by(player, new_desk, signs_with=key, algorithm=algorithm)


def test_id_token_for_another_client_is_refused(
    player: Player, new_desk: Callable[..., Any]
) -> None:
    assert not is_signed_in_by(player, new_desk, audience="somebody-else")


@pytest.mark.parametrize("wrong", [{"nonce": "of another request"}, {"age_seconds": 3600}])
def test_id_token_of_another_time_is_refused(
    player: Player, new_desk: Callable[..., Any], wrong: dict[str, Any]
) -> None:
    assert not is_signed_in_by(player, new_desk, **wrong)


@pytest.mark.parametrize("subject", ["u\0", "u" * 256, "用户", ""])
def test_account_that_has_no_name_of_the_standard_is_refused(
    player: Player, new_desk: Callable[..., Any], subject: Any
) -> None:
    player.more = {"sub": subject}
    desk = new_desk("postgresql", **settings(player.url))
    browser = desk.browser()
    comes_back_from(player, browser, START)
    assert "公司登录没有完成" in browser.get("/desk/sign-in").text


def test_no_token_is_kept(player: Player, new_desk: Callable[..., Any]) -> None:
    desk = new_desk(**settings(player.url))
    browser = desk.browser()
    comes_back_from(player, browser, START)
    with browser.client.session_transaction() as kept:
        assert "token" not in json.dumps(dict(kept))


def test_second_factor_is_asked_for_as_after_a_password(
    new_desk: Callable[..., Any], issuer: str
) -> None:
    desk = new_desk(second_factor=True, **settings(issuer))
    browser, _ = enrolled_browser(desk)
    connect(browser, ACCOUNT)
    again = desk.browser()
    assert comes_back(again, START, ACCOUNT).location.startswith("/desk/second-factor")
    assert not is_signed_in(again)
    connect(browser, CAREFUL)
    careful = desk.browser()
    comes_back(careful, START, CAREFUL)
    assert is_signed_in(careful), "the provider has asked for several factors"


def test_disabled_agent_does_not_sign_in(company_desk: Any) -> None:
    connect(company_desk.signed_in("agent"), ACCOUNT)
    supervisor = company_desk.signed_in("supervisor")
    supervisor.get("/desk/agents")
    supervisor.post("/desk/agents/agent/disable")
    browser = company_desk.browser()
    comes_back(browser, START, ACCOUNT)
    assert not is_signed_in(browser)


@pytest.mark.parametrize("by", ["agent", "supervisor"])
def test_account_that_is_no_longer_connected_does_not_sign_in(company_desk: Any, by: str) -> None:
    """An agent disconnects it; a supervisor who resets the sign-in of an agent does so as well."""
    mine = company_desk.signed_in("agent")
    connect(mine, ACCOUNT)
    if by == "agent":
        mine.get("/desk/me")
        mine.post("/desk/me/company-account", act="disconnect", old="demo-agent")
    else:
        supervisor = company_desk.signed_in("supervisor")
        supervisor.get("/desk/agents")
        supervisor.post("/desk/agents/agent/reset")
    browser = company_desk.browser()
    comes_back(browser, START, ACCOUNT)
    assert not is_signed_in(browser)


def test_connecting_needs_the_password_and_is_soon_forgotten(company_desk: Any) -> None:
    browser = company_desk.signed_in("agent")
    browser.get("/desk/me")
    browser.post("/desk/me/company-account", act="connect", old="wrong")
    assert urlsplit(browser.get("/desk/me/company-account/connect").location).path == "/desk/me"
    browser.post("/desk/me/company-account", act="connect", old="demo-agent")
    company_desk.clock.advance(minutes=11)
    assert urlsplit(browser.get("/desk/me/company-account/connect").location).path == "/desk/me"


def test_account_of_another_agent_is_not_connected(company_desk: Any) -> None:
    connect(company_desk.signed_in("agent"), ACCOUNT)
    browser = company_desk.signed_in("agent2")
    connect(browser, ACCOUNT, "agent2")
    assert (
        "Another agent" in browser.get("/desk/me").text
        or "另一位客服" in browser.get("/desk/me").text
    )
    connect(browser, OTHER_ACCOUNT, "agent2")
    again = company_desk.browser()
    comes_back(again, START, OTHER_ACCOUNT)
    assert "agent2" in again.get("/desk/me").text


def test_without_a_provider_there_is_no_such_way_in(desk: Any) -> None:
    browser = desk.browser()
    assert "company-sign-in" not in browser.get("/desk/sign-in").text
    assert browser.get(START).status_code == 404
    assert browser.get(f"{START}/callback?code=1&state=2").status_code == 404
    assert "company-account" not in desk.signed_in("agent").get("/desk/me").text


def test_session_stays_small_however_often_it_is_begun(company_desk: Any) -> None:
    browser = company_desk.browser()
    for _ in range(40):
        browser.get(START)
    assert len(browser.cookie) < 2_000
    assert browser.get(HOME).status_code == 303
