"""What an operator sees of requests: metrics by route, an id in the logs and the answer, and the
access log. No path and no query is in any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import structlog
from asgi_client import ask, run
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

import wsgi
from web import logs
from web.asgi import Front
from web.observed_requests import RequestObserver

PROXYS_ID = "3f0c9a7e-5b1d-4c2f-9a57-12345678abcd"


def counted(**labels: str) -> float:
    return REGISTRY.get_sample_value("hotline_requests_total", labels) or 0.0


def front_of(new_hotline: Any, **settings: Any) -> Front:
    return wsgi.front_of(new_hotline("sqlite", **settings).app)


def test_requests_are_counted_by_the_rule_of_their_route(new_hotline: Any) -> None:
    front = front_of(new_hotline)
    labels = {"route": "/desk/complaints/<number>", "method": "GET"}
    before = counted(channel="desk", status="303", **labels)
    run(ask(front, "GET", "/desk/complaints/TS20260601-4711?token=secret"))
    assert counted(channel="desk", status="303", **labels) == before + 1
    for family in REGISTRY.collect():
        for sample in family.samples:
            assert not any("4711" in value or "secret" in value for value in sample.labels.values())


@pytest.mark.parametrize(
    ("method", "path", "channel", "status"),
    [
        ("GET", "/wp-login.php", "other", "404"),
        ("DELETE", "/sms/message", "sms", "405"),
        ("GET", "/ussd/nothing-here", "ussd", "404"),
    ],
)
def test_what_no_route_takes_is_counted_as_one(
    new_hotline: Any, method: str, path: str, channel: str, status: str
) -> None:
    labels = {"channel": channel, "route": "none", "method": method, "status": status}
    front, before = front_of(new_hotline), counted(**labels)
    run(ask(front, method, path))
    assert counted(**labels) == before + 1


def test_no_client_invents_a_label(new_hotline: Any) -> None:
    labels = {"channel": "sms", "route": "none", "status": "405"}
    front, before = front_of(new_hotline), counted(method="other", **labels)
    run(ask(front, "INVENTED", "/sms/message"))
    assert counted(method="other", **labels) == before + 1
    assert counted(method="INVENTED", **labels) == 0


def test_what_the_front_refuses_is_counted_and_has_an_id(new_hotline: Any) -> None:
    labels = {"channel": "voice", "route": "none", "method": "POST", "status": "413"}
    before = counted(**labels)
    answer = run(ask(front_of(new_hotline), "POST", "/ivr/call", parts=(b"x" * 70_000,)))
    assert counted(**labels) == before + 1
    assert len(answer.headers["x-request-id"]) == 32


def test_the_duration_is_observed_by_route(new_hotline: Any) -> None:
    labels = {"channel": "other", "route": "/healthz"}
    name = "hotline_request_seconds_count"
    before = REGISTRY.get_sample_value(name, labels) or 0.0
    run(ask(front_of(new_hotline), "GET", "/healthz"))
    assert REGISTRY.get_sample_value(name, labels) == before + 1


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ([PROXYS_ID], True),
        ([], False),
        ([PROXYS_ID, PROXYS_ID], False),
        (["short"], False),
        (["8613800000001"], False),
        (["1234567890123456789"], False),
        (["a" * 65], False),
        (["a line\n of the log: forged"], False),
    ],
    ids=["a proxy's", "none", "two", "short", "a number", "digits", "long", "forged"],
)
def test_an_id_is_taken_from_a_proxy_if_it_is_well_formed(given: list[str], is_taken: bool) -> None:
    front = Front(answer_nothing, observer=RequestObserver(trusts_ids=True))
    answer = run(ask(front, "GET", "/", headers=[("x-request-id", each) for each in given]))
    assert (answer.headers["x-request-id"] == PROXYS_ID) is is_taken


def test_an_id_is_taken_from_nobody_where_there_is_no_proxy(new_hotline: Any) -> None:
    named = [("x-request-id", PROXYS_ID)]
    for proxies, is_taken in ((0, False), (1, True)):
        front = front_of(new_hotline, trusted_proxies=proxies)
        answer = run(ask(front, "GET", "/healthz", headers=named))
        assert (answer.headers["x-request-id"] == PROXYS_ID) is is_taken


def test_the_id_is_in_every_line_that_the_request_logs() -> None:
    def fail(environ: Any, start_response: Callable[..., Any]) -> list[bytes]:
        structlog.get_logger().warning(
            "something odd", seen=dict(structlog.contextvars.get_contextvars())
        )
        raise ValueError("no answer")

    with capture_logs() as lines:
        answer = run(ask(Front(fail), "GET", "/"))
    odd, failed = lines
    assert odd["seen"] == {"request_id": answer.headers["x-request-id"]}
    assert failed["request_id"] == answer.headers["x-request-id"]


def test_the_id_is_not_masked_in_the_log() -> None:
    event = logs.redact(None, "info", {"request_id": PROXYS_ID, "words": "+8613800000001"})
    assert event["request_id"] == PROXYS_ID
    assert "13800000001" not in event["words"]


def test_the_access_log_has_a_line_for_each_request(new_hotline: Any) -> None:
    front = front_of(new_hotline, access_log=True)
    with capture_logs() as lines:
        answer = run(ask(front, "GET", "/desk/complaints/TS20260601-4711?token=secret"))
    line = next(each for each in lines if each["event"] == "request")
    assert line.pop("ms") > 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "method": "GET",
        "route": "/desk/complaints/<number>",
        "status": 303,
        "bytes": len(answer.body),
        "request_id": answer.headers["x-request-id"],
    }


def test_there_is_no_access_log_unless_it_is_asked_for(new_hotline: Any) -> None:
    with capture_logs() as lines:
        run(ask(front_of(new_hotline), "GET", "/healthz"))
    assert not [line for line in lines if line["event"] == "request"]


def answer_nothing(environ: Any, start_response: Callable[..., Any]) -> list[bytes]:
    start_response("204 No Content", [])
    return []
