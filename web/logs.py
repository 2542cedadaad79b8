"""Logs: one JSON object a line, without PINs, codes or full numbers."""

from __future__ import annotations

import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

from core.members import masked

DIGITS = re.compile(r"(?<![0-9A-Za-z])\+?\d{6,}(?![0-9A-Za-z])")
"""Six digits or more that are not part of a word: numbers, PINs, codes. Ids of calls are
hexadecimal words, so they stay readable."""


def redact(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Mask digits in every value: the text of an exception may contain a PIN or a number. The id of
    a request is no number of anybody, and is searched for as it is."""
    for key, value in event.items():
        if isinstance(value, str) and key != "request_id":
            event[key] = DIGITS.sub(_hidden, value)
    return event


def configure() -> None:
    """Log JSON to stderr. Tracebacks leave out local variables, which may hold what callers
    enter."""
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
