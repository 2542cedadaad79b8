"""The verbs that only play something: <Say>, <Play> and <Pause>."""

from __future__ import annotations

from collections.abc import Callable

from phone.call_leg import CallLeg
from phone.events import Event
from phone.twiml import Verb, read

HOLD_MUSIC = "hold music"  # the carrier's own, if the hotline gives none


def _say(call: CallLeg, verb: Verb) -> None:
    words = " ".join(verb.text.split())
    call.hear(Event("say", words, verb.get("language", "en-US"), verb.get("voice")))


def _play(call: CallLeg, verb: Verb) -> None:
    # loop="0" means endlessly: the page plays it until something else is heard
    url = call.absolute(verb.text.strip()) if verb.text.strip() else ""
    call.hear(Event("play", text=verb.get("digits"), url=url, seconds=verb.number("loop", 1)))


def _pause(call: CallLeg, verb: Verb) -> None:
    call.hear(Event("pause", seconds=verb.number("length", 1)))


PROMPTS: dict[str, Callable[[CallLeg, Verb], None]] = {"Say": _say, "Play": _play, "Pause": _pause}


def play_to(call: CallLeg, url: str) -> None:
    """Play the prompts of the document at `url` once to a waiting caller. Other verbs are
    skipped."""
    if not url:
        call.hear(Event("play", HOLD_MUSIC))
        return
    for verb in read(call.webhooks.deliver(url, call.form({}))):
        if verb.name in PROMPTS:
            PROMPTS[verb.name](call, verb)
