"""/healthz and /readyz, for operators."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Response

from core.kernel import time_limit
from web.errors import come_again, plain_text
from web.time_limits import CHECK_SECONDS


class NotReady(Exception):
    """Raised by a check whose message may be shown to anybody."""


def make_status(
    checks: Mapping[str, Callable[[], object]], is_draining: Callable[[], bool] = lambda: False
) -> Blueprint:
    """`checks`: by name, functions that must succeed before the server may get traffic. A check
    fails by raising. `is_draining`: whether the server is about to end, and wants none.

    /readyz shows the text of a NotReady. Of any other exception it shows only the check's name,
    because the text may hold an address with a password.
    """
    status = Blueprint("status", __name__)

    @status.get("/healthz")
    def alive() -> Response:
        return plain_text(200, "ok")

    @status.get("/readyz")
    def ready() -> Response:
        if is_draining():
            return come_again("not ready: about to end")
        reasons = [reason for name, check in checks.items() if (reason := _failure(name, check))]
        return (
            come_again(f"not ready: {'; '.join(reasons)}") if reasons else plain_text(200, "ready")
        )

    return status


def _failure(name: str, check: Callable[[], object]) -> str:
    """Why `check` failed; '' if it did not."""
    try:
        with time_limit(CHECK_SECONDS):
            check()
    except NotReady as error:
        return str(error)
    except Exception:
        return name
    return ""
