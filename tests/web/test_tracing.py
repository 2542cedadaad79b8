"""Traces: one span a turn with its round trips as children, and off unless it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from core.kernel import BadSettings, tracing
from web.tracing import ENDPOINT, trace_if_asked, trace_with

export = pytest.importorskip("opentelemetry.sdk.trace.export")
memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
sdk = pytest.importorskip("opentelemetry.sdk.trace")
ZH = "+8613800000001"


@pytest.fixture
def spans() -> Iterator[Any]:
    exporter = memory.InMemorySpanExporter()
    provider = sdk.TracerProvider()
    provider.add_span_processor(export.SimpleSpanProcessor(exporter))
    trace_with(provider)
    yield exporter
    tracing.start(None)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_a_turn_is_a_span_with_its_round_trips_as_children(
    spans: Any, new_hotline: Any, dialect: str
) -> None:
    hotline = new_hotline(dialect)
    spans.clear()
    hotline.sms_sender(ZH).text("JF")
    found = spans.get_finished_spans()
    (turn,) = (span for span in found if span.name == "turn")
    assert dict(turn.attributes) == {"channel": "sms"}
    children = [
        span for span in found if span.parent and span.parent.span_id == turn.context.span_id
    ]
    names = [span.name for span in children]
    assert names.count("EVALSHA") >= 2  # the session opened, and saved
    assert "SELECT" in names
    assert {span.name for span in found} - {"turn"} == set(names)


def test_spans_hold_no_values(spans: Any, new_hotline: Any) -> None:
    hotline = new_hotline("postgresql")
    sender = hotline.sms_sender(ZH)
    sender.text("DH 2")
    sender.text("投诉 屏幕坏了")
    names = {span.name for span in spans.get_finished_spans()}
    assert {"turn", "SELECT", "COMMIT", "EVALSHA"} <= names
    for span in spans.get_finished_spans():
        for value in span.attributes.values():
            assert "13800000001" not in value and "屏幕" not in value


def test_a_statement_that_fails_ends_its_span(spans: Any, new_hotline: Any) -> None:
    hotline = new_hotline("sqlite")
    spans.clear()

    def fail(conn: Any) -> None:
        conn.exec_driver_sql("SELECT nothing FROM nowhere")

    with pytest.raises(Exception, match="nowhere"):
        hotline.database.read(fail)
    hotline.sms_sender(ZH).text("JF")
    statement, *_ = spans.get_finished_spans()
    (turn,) = (span for span in spans.get_finished_spans() if span.name == "turn")
    assert statement.name == "SELECT" and turn.parent is None


def test_nothing_is_traced_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENDPOINT, raising=False)
    trace_if_asked()
    assert tracing.span("turn") is tracing.span("another")


def test_traces_without_their_packages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENDPOINT, "http://127.0.0.1:4318")
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(BadSettings) as refused:
        trace_if_asked()
    assert "otel" in refused.value.problems[0]
