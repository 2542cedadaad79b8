"""The verbs that only make themselves heard: in a call, in a Gather, to one who waits."""

from __future__ import annotations

from collections.abc import Callable

from phone.events import Event
from phone.line import Line
from phone.twiml import Verb, read

HOLD_MUSIC = "hold music"  # the carrier's own, where the hotline names none


def _say(call: Line, verb: Verb) -> None:
    words = " ".join(verb.text.split())
    call.hear(Event("say", words, verb.get("language", "en-US"), verb.get("voice")))


def _play(call: Line, verb: Verb) -> None:
    # loop="0" means for ever: the page plays it on until something else is heard
    url = call.absolute(verb.text.strip()) if verb.text.strip() else ""
    call.hear(Event("play", text=verb.get("digits"), url=url, seconds=verb.number("loop", 1)))


def _pause(call: Line, verb: Verb) -> None:
    call.hear(Event("pause", seconds=verb.number("length", 1)))


PROMPTS: dict[str, Callable[[Line, Verb], None]] = {"Say": _say, "Play": _play, "Pause": _pause}


def play_to(call: Line, url: str) -> None:
    """One round of a document for someone who waits: only what can be heard of it."""
    if not url:
        call.hear(Event("play", HOLD_MUSIC))
        return
    for verb in read(call.wire.turn(url, call.form({}))):
        if verb.name in PROMPTS:
            PROMPTS[verb.name](call, verb)
