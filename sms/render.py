"""A turn as a text message, as short as possible: each segment is paid for."""

from __future__ import annotations

from flows.protocol import Turn
from web.twiml import message


def text(turn: Turn) -> str:
    """Sentences follow one another; each option is a line of its own."""
    between = "" if turn.language == "zh" else " "
    said = between.join(turn.say)
    return "\n".join([*([said] if said else []), *(option.text for option in turn.options)])


def twiml(turn: Turn) -> str:
    """An empty response where there is nothing to say."""
    return message(text(turn))
