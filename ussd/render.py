"""Renders a turn as a USSD screen: CON if the session continues, END if it is over."""

from __future__ import annotations

from core.kernel import plain_text
from flows.engine import pages_of
from flows.protocol import Turn

CONTENT_TYPE = "text/plain; charset=utf-8"


def screen(turn: Turn) -> str:
    pages = pages_of(turn)
    page = plain_text.clean(pages[min(turn.page, len(pages) - 1)])
    return f"{'END' if turn.ends else 'CON'} {page}"
