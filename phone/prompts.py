"""The verbs that only play something: <Say>, <Play> and <Pause>."""

from __future__ import annotations

from collections.abc import Callable

from phone.call_leg import CallLeg
from phone.events import Event
from phone.twiml import BadTwiml, Verb, read

RATE_PERCENT_MIN, RATE_PERCENT_MAX = 20, 200  # as Amazon Polly takes it
HOLD_MUSIC = "hold music"  # the carrier's own, if the hotline gives none


def _say(call: CallLeg, verb: Verb) -> None:
    words = " ".join(verb.text.split())
    language = verb.get("language", "en-US")
    call.hear(Event("say", words, language, verb.get("voice"), rate=_rate(verb)))


def _rate(say: Verb) -> float:
    """How fast it is spoken: <prosody rate="85%"> around all of the words."""
    rate = next((mark.get("rate") for mark in say.children if mark.name == "prosody"), "100%")
    try:
        percent = float(rate.removesuffix("%"))
    except ValueError as problem:
        raise BadTwiml(f"13520: <prosody rate={rate!r}> is no percentage") from problem
    if not RATE_PERCENT_MIN <= percent <= RATE_PERCENT_MAX:
        raise BadTwiml(f"13520: <prosody rate={rate!r}> is out of range")
    return percent / 100


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
