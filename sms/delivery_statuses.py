"""Translates the carrier's statuses and errors of a text into those of core.messaging."""

from __future__ import annotations

import structlog

from core.messaging import OPTED_OUT

OPTED_OUT_ERROR = "21610"  # the number has opted out of our texts

_STATUSES = {
    "accepted": "queued",
    "scheduled": "queued",
    "queued": "queued",
    "sending": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "canceled": "failed",
}
log = structlog.get_logger()


def status_of(carrier_status: str) -> str | None:
    """One of sent_texts.STATUSES; None for an unknown status, which is logged and ignored."""
    status = _STATUSES.get(carrier_status)
    if status is None:
        log.warning("unknown message status", status=carrier_status)
    return status


def error_of(carrier_code: str) -> str | None:
    """OPTED_OUT, or the carrier's code unchanged; None if there is no error."""
    if carrier_code == OPTED_OUT_ERROR:
        return OPTED_OUT
    return carrier_code or None
