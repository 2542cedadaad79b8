"""Requests whose time is up before they are answered: 503 with a page that says so, never 500."""

from collections.abc import Callable
from contextlib import ExitStack
from contextvars import copy_context
from typing import Any

import pytest
from desk_steps import rules
from sqlalchemy import event

from core.kernel import time_limit
from desk.frame import rate_limit
from web import time_limits

SOME_PAGES = ("/desk/", "/desk/queue", "/desk/members?q=2", "/desk/complaints", "/desk/trail")


def in_time_until(desk: Any, nth: int, request: Callable[[], Any]) -> Any:
    """The answer to the request, whose time is up once it has begun its nth statement."""
    database, meanwhile, begun = desk.app.extensions["hotline"]._database, ExitStack(), list[int]()

    def count(*_: Any) -> None:
        begun.append(1)
        if len(begun) == nth:
            meanwhile.enter_context(time_limit(0.0))

    engines = database.engine, database._reader
    for engine in engines:
        event.listen(engine, "before_cursor_execute", count)
    context = copy_context()
    try:
        return context.run(request)
    finally:
        context.run(meanwhile.close)
        for engine in engines:
            event.remove(engine, "before_cursor_execute", count)


def is_told_to_come_again(answer: Any, words: str = "系统繁忙") -> bool:
    assert (answer.status_code, answer.mimetype) == (503, "text/html"), answer.text
    return int(answer.headers["Retry-After"]) > 0 and words in answer.text


def test_every_page_and_form_without_time_says_so(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = desk.signed_in("supervisor")
    monkeypatch.setattr(time_limits, "REQUEST_SECONDS", 0.0)
    seen = set()
    for method, path, _ in rules(desk.app):
        answer = browser.get(path) if method == "GET" else browser.post(path)
        assert answer.status_code != 500, path
        seen.add(answer.status_code)
        assert answer.status_code != 503 or is_told_to_come_again(answer)
    assert 503 in seen


@pytest.mark.parametrize("path", SOME_PAGES)
def test_a_page_whose_time_is_up_half_way_says_so(any_desk: Any, path: str) -> None:
    browser, codes = any_desk.signed_in("supervisor"), []
    while 200 not in codes:
        answer = in_time_until(any_desk, len(codes) + 1, lambda: browser.get(path))
        assert answer.status_code == 200 or is_told_to_come_again(answer)
        codes.append(answer.status_code)
    assert 503 in codes


@pytest.mark.parametrize(
    ("language", "words"), [("zh-CN", "系统繁忙"), ("en-GB", "The desk is busy")]
)
def test_signing_in_without_time_is_no_wrong_try(
    any_desk: Any, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    """More often than any limit of tries allows. It says the same of a right password, of a wrong
    one and of a name that does not exist."""
    monkeypatch.setattr(rate_limit, "ADDRESS_LIMITS", "5/minute")
    browser, codes = any_desk.browser(), []
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    with monkeypatch.context() as patch:
        patch.setattr(time_limits, "REQUEST_SECONDS", 0.0)
        for name, password in (("agent", "demo-agent"), ("agent", "wrong"), ("x", "x")) * 4:
            assert is_told_to_come_again(browser.sign_in(name, password), words)
    while 303 not in codes:
        answer = in_time_until(any_desk, len(codes) + 1, lambda: browser.sign_in("agent"))
        assert answer.status_code == 303 or is_told_to_come_again(answer, words)
        codes.append(answer.status_code)
    assert len(codes) > 1 and browser.get("/desk/").status_code == 200
