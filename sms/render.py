"""A turn as a text: one message, as short as it can be said."""

from __future__ import annotations

from xml.sax.saxutils import escape

from flows.protocol import Turn

HEAD = '<?xml version="1.0" encoding="UTF-8"?><Response>'
TAIL = "</Response>"
NOTHING = f"{HEAD}{TAIL}"
XML = "text/xml; charset=utf-8"


def text(turn: Turn) -> str:
    """Sentences run on, as in any text; choices stand each on a line."""
    between = "" if turn.language == "zh" else " "
    said = between.join(turn.say)
    return "\n".join([*([said] if said else []), *(option.text for option in turn.options)])


def twiml(turn: Turn) -> str:
    """An empty response where there is nothing to say."""
    body = text(turn)
    return f"{HEAD}<Message>{escape(body)}</Message>{TAIL}" if body else NOTHING
