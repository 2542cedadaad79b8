"""Renders a turn as a text message."""

from __future__ import annotations

from flows.language import gsm7
from flows.protocol import Turn
from web.twiml import message

MESSAGE = "/sms/message"  # the webhook that is told of a member's text


def text(turn: Turn) -> str:
    """The sentences on one line, then each option on a line of its own, and the footer. Nothing is
    added, because each segment is paid for."""
    between = "" if turn.language == "zh" else " "
    said = between.join(turn.say)
    return "\n".join(filter(None, [said, *(option.text for option in turn.options), turn.footer]))


def when_busy(turn: Turn, address: str, root: str) -> str | None:
    return twiml(turn) if address == MESSAGE else None


def twiml(turn: Turn) -> str:
    """The text as TwiML; an empty response if there is nothing to say."""
    return message(text(turn))


def kannel_coding(words: str) -> str:
    """How Kannel calls the alphabet of the text: 0 is GSM-7, 2 is UCS-2."""
    return "0" if gsm7(words) else "2"
