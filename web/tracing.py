"""Sends traces by OpenTelemetry: a span for each turn, with its round trips as children.

Off unless OTEL_EXPORTER_OTLP_ENDPOINT names a collector. The standard variables of OpenTelemetry
(OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER, OTEL_EXPORTER_OTLP_HEADERS ...) say the rest. The packages
are those of the extra `otel`.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from typing import Any

from structlog.contextvars import get_contextvars

from core.kernel import BadSettings, tracing

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
SERVICE = "OTEL_SERVICE_NAME"


def trace_if_asked() -> None:
    """Raises BadSettings where traces are asked for and the packages are missing."""
    if not os.environ.get(ENDPOINT):
        return
    os.environ.setdefault(SERVICE, "hotline")
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise BadSettings(
            [f"{ENDPOINT} is set, and OpenTelemetry is not installed: the extra `otel`"]
        ) from None
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace_with(provider)


def trace_with(provider: Any) -> None:
    tracer = provider.get_tracer("hotline")

    def start_span(name: str, attributes: dict[str, str]) -> AbstractContextManager[Any]:
        named: dict[str, str] = attributes
        if "request_id" in (bound := get_contextvars()):
            named = attributes | {"request_id": bound["request_id"]}
        found: AbstractContextManager[Any] = tracer.start_as_current_span(name, attributes=named)
        return found

    tracing.start(start_span)
