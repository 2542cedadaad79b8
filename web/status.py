"""/healthz, /readyz, /metrics: for those who run it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from web.errors import plain


def make_status(checks: Mapping[str, Callable[[], object]]) -> Blueprint:
    """`checks`: what must answer before traffic may come; each raises when it does not."""
    status = Blueprint("status", __name__)

    @status.get("/healthz")
    def alive() -> Response:
        return plain(200, "ok")

    @status.get("/readyz")
    def ready() -> Response:
        failing = [name for name, check in checks.items() if not _passes(check)]
        return plain(503, f"not ready: {', '.join(failing)}") if failing else plain(200, "ready")

    @status.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    return status


def _passes(check: Callable[[], object]) -> bool:
    try:
        check()
    except Exception:
        return False
    return True
