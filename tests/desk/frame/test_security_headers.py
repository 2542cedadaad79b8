"""The security headers of every response, and the attributes of the cookies."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from desk_steps import VALUES, details, rules
from flask import Flask

from core.kernel import Settings
from phone.carrier import Carrier
from phone.routes import make_phone
from web.security_headers import with_security_headers

HTTPS = "https://hotline.example"


def check(answer: Any, what: str) -> None:
    headers = answer.headers
    policy = headers["Content-Security-Policy"]
    if answer.mimetype == "text/html":
        assert "default-src 'self'" in policy and "object-src 'none'" in policy, what
    else:
        assert "default-src 'none'" in policy and "sandbox" in policy, what
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy, what
    assert "unsafe" not in policy, what
    assert headers["X-Content-Type-Options"] == "nosniff", what
    assert headers["Referrer-Policy"] == "same-origin", what
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", what
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin", what
    assert "microphone=()" in headers["Permissions-Policy"], what
    assert "Access-Control-Allow-Origin" not in headers, what
    if answer.data and answer.mimetype.startswith("text/"):
        assert answer.mimetype_params.get("charset", "").lower() == "utf-8", what


def every_request(app: Flask) -> Iterator[tuple[str, str]]:
    """Method and path of every route, and of addresses that lead nowhere."""
    known = VALUES | {"session": "x", "name": "x", "number": "1", "filename": "x", "path": "x"}
    for rule in app.url_map.iter_rules():
        values = {name: known.get(name, "1") for name in rule.arguments}
        built = rule.build(values)
        assert built is not None, rule
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            yield method, built[1]
    yield from (("GET", "/nowhere"), ("DELETE", "/ivr/call"), ("TRACE", "/desk/"))


@pytest.mark.parametrize("name", ["agent", "supervisor", None])
def test_every_response_has_them(desk: Any, name: str | None) -> None:
    """Pages, webhooks, files, health, redirects and errors."""
    browser = desk.signed_in(name) if name else desk.browser()
    statuses = set()
    for method, path in every_request(desk.app):
        answer = browser.client.open(path, method=method)
        statuses.add(answer.status_code)
        assert method != "TRACE" or answer.status_code in (303, 405), answer.status_code
        if path == "/desk/feed" and answer.status_code == 200:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            answer.close()
            continue
        check(answer, f"{method} {path}")
    assert {303, 403, 404, 405} <= statuses or {200, 400} <= statuses


def test_the_phone_has_them_too(desk: Any) -> None:
    """Which only the demo serves."""
    carrier = Carrier.from_settings(Settings.for_demo(), "http://127.0.0.1")
    desk.app.register_blueprint(make_phone(carrier, production=False))
    check(desk.browser().client.get("/phone/"), "phone")


def test_an_error_of_the_application_has_them_and_says_nothing_of_it(desk: Any) -> None:
    @desk.app.get("/breaks")
    def breaks() -> str:
        raise RuntimeError("SELECT pin_hash FROM member")

    answer = desk.browser().client.get("/breaks")
    assert (answer.status_code, answer.text) == (500, "Something went wrong here.\n")
    check(answer, "500")


def test_an_error_page_of_the_desk_has_them_and_says_nothing_of_it(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    desk.sql("ALTER TABLE gift_order RENAME TO hidden")
    answer = browser.get("/desk/orders")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    check(answer, "500")
    for detail in ("Traceback", "Error", "SELECT", "gift_order", "/site-packages/"):
        assert detail not in answer.text


def test_what_answers_before_flask_has_them() -> None:
    def answer(environ: Any, start_response: Any) -> list[bytes]:
        start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"Busy"]

    sent: dict[str, str] = {}
    wrapped = with_security_headers(answer, https=True)
    list(wrapped({}, lambda _status, headers: sent.update(headers)))
    assert sent["X-Content-Type-Options"] == "nosniff" and "Strict-Transport-Security" in sent


@pytest.mark.parametrize("path", ["/desk/", "/desk/me", "/healthz", "/ivr/call", "/nowhere"])
def test_https_is_required_from_then_on(new_desk: Callable[..., Any], path: str) -> None:
    client = new_desk(public_url=HTTPS).browser().client
    policy = client.get(path, base_url=HTTPS).headers["Strict-Transport-Security"]
    assert policy == "max-age=31536000; includeSubDomains"


def test_plain_http_promises_nothing(desk: Any) -> None:
    assert "Strict-Transport-Security" not in desk.browser().client.get("/desk/").headers


def test_pages_and_replies_are_not_cached(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    for method, path, _ in rules(desk.app):
        answer = browser.client.open(path, method=method)
        answer.close()
        if not path.startswith("/desk/static/"):
            assert answer.headers["Cache-Control"] == "no-store", path
    assert browser.client.post("/sms/message").headers["Cache-Control"] == "no-store"
    assert "max-age" in browser.client.get("/desk/static/desk.css").headers["Cache-Control"]


@pytest.mark.parametrize(("address", "secure"), [(HTTPS, True), ("http://127.0.0.1:1", False)])
def test_the_cookies_have_their_attributes(
    new_desk: Callable[..., Any], address: str, secure: bool
) -> None:
    """With https their names have the prefix that ties them to this host."""
    desk = new_desk(public_url=address)
    client = desk.app.test_client()
    page = client.get("/desk/sign-in", base_url=address)
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    form = {"csrf_token": token, "name": "agent", "password": "demo-agent"}
    headers = {"Referer": address}
    answer = client.post("/desk/sign-in", base_url=address, data=form, headers=headers)
    cookies = page.headers.getlist("Set-Cookie") + answer.headers.getlist("Set-Cookie")
    assert answer.status_code == 303 and len(cookies) == 3
    for cookie in cookies:
        assert cookie.startswith("__Host-desk" if secure else "desk"), cookie
        assert "HttpOnly" in cookie and "Path=/" in cookie and "Domain" not in cookie, cookie
        assert ("Secure" in cookie) == secure, cookie
        assert "SameSite=Lax" in cookie or "SameSite=Strict" in cookie, cookie


def test_signing_out_clears_what_the_browser_keeps(desk: Any) -> None:
    browser = desk.signed_in("agent")
    browser.get("/desk/me")
    assert browser.post("/desk/sign-out").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert details(desk, "sign_out") == [{}]


def test_a_new_secret_key_keeps_agents_signed_in(new_desk: Callable[..., Any]) -> None:
    """Cookies that were signed with a former key are read."""
    old, new = "o" * 40, "n" * 40
    before = new_desk(secret_key=old)
    cookie = before.signed_in("agent").cookie
    after = new_desk(secret_key=new, secret_key_fallbacks=f"{'x' * 40} {old}")
    browser = after.browser()
    browser.cookie = cookie
    with browser.client.session_transaction() as session:
        assert session["token"]
