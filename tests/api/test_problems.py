"""Every error in the tree of the API is problem details, also where no operation is reached."""

from __future__ import annotations

from typing import Any

import pytest
from api_steps import problem
from asgi_client import ask, run

import wsgi
from api.frame.problems import TITLES
from api.routes import OPERATIONS
from core.kernel import Unavailable
from desk.words import Words

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def test_other_addresses_are_not_found(api: Any) -> None:
    client = api.app.test_client()
    for path in (
        "",
        "/",
        "/nothing",
        "/members",
        "/members/1/",
        "/orders/1",
        "/members/0/lots",
        "/%0A",
        "//x",
    ):
        for method in METHODS[:-1]:
            problem(client.open(f"/api/v1{path}", method=method), 404, "not_found")
        problem(client.open(f"/api/v1{path}", method="TRACE"), 405, "method_not_allowed")


def test_other_methods_are_told_which_there_are(api: Any) -> None:
    for method in METHODS[1:]:
        answer = api.app.test_client().open("/api/v1/members/1/balance", method=method)
        problem(answer, 405, "method_not_allowed")
        assert answer.headers["Allow"] == "GET, HEAD"


def test_a_body_that_is_no_json_is_refused(api: Any) -> None:
    system = api.system()
    headers = system.authorization | {"Idempotency-Key": "key-0001"}
    path, client = "/api/v1/members/1/goodwill", api.app.test_client()
    problem(client.post(path, data={"points": 1}, headers=headers), 415, "no_json")
    json = headers | {"Content-Type": "application/json"}
    for body in (b"", b"{", b"\xff", b'{"points": "\\ud800"}', b"[" * 60_000):
        problem(client.post(path, data=body, headers=json), 400, "bad_request")
    problem(client.post(path, data=b" " * 70_000, headers=json), 413, "too_large")


def test_an_outage_says_when_to_come_again(api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    system = api.system()

    def fail(*_: Any, **__: Any) -> None:
        raise Unavailable("postgresql")

    database = api.app.extensions["hotline"]._database
    monkeypatch.setattr(database, "read", fail)
    monkeypatch.setattr(database, "run", fail)
    answers = [system.get("/members/1"), api.ask_for_token("crm")]
    for answer in answers:
        problem(answer, 503, "unavailable")
        assert answer.headers["Retry-After"] == "5"


def test_what_the_front_refuses_is_a_problem_too(api: Any) -> None:
    front = wsgi.front_of(api.app)
    too_long = [("content-length", str(2 * 1024 * 1024))]
    for path in ("/api/v1/token", "/api/v1/members/1/orders"):
        refused = run(ask(front, "POST", path, headers=too_long))
        assert refused.status == 413
        assert refused.headers["content-type"] == "application/problem+json"
        assert b"problem:too_large" in refused.body
    elsewhere = run(ask(front, "POST", "/desk/sign-in", headers=too_long))
    assert elsewhere.headers["content-type"].startswith("text/plain")


def test_every_act_has_a_name_at_the_desk() -> None:
    words = Words()
    for operation in OPERATIONS:
        for language in ("zh", "en"):
            assert words.has(f"act-{operation.act}", language), operation.act


def test_problems_that_operations_declare_exist() -> None:
    assert {name for each in OPERATIONS for name in each.refused_for} <= TITLES.keys()
