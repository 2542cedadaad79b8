"""Logs: one JSON object a line, with the call's id and never a PIN, a code or a full number."""

from __future__ import annotations

import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

from core.members import masked

DIGITS = re.compile(r"(?<![0-9A-Za-z])\+?\d{6,}(?![0-9A-Za-z])")
"""Any run of six digits or more that stands alone: numbers, PINs, codes. Ids of calls are hex."""


def redact(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """The last line of defence: an exception's text may hold what no one meant to log."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = DIGITS.sub(_hidden, value)
    return event


def configure() -> None:
    """Tracebacks come without local variables: those hold what the caller keyed."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )


def _hidden(found: re.Match[str]) -> str:
    return masked(found.group()) if found.group().startswith("+") else "••••••"
