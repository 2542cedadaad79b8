"""How long a caller listens, and how many keys it takes, until a goal of a journey is reached.

Measured is speech: the time for pressing keys and for the recorded complaint comes to it, and is
the same whatever the hotline says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from journeys.parts import Beep, Part, Pause, Sentence
from journeys.playing import Call, Turn
from phone.simulated_phones import SAYS
from phone.sip.espeak import SAMPLE_BYTES, SAMPLE_RATE, espeak
from phone.sip.samples import BEEP_SECONDS

KEYS = re.compile(r"[0-9*#]+")
OPTION = {"zh": "按{key}(?!\\d)", "en": "(?i:press(?:ing)?) {key}(?!\\d)"}
"""By language: what a sentence says that names a key."""

ANY_KEY = "[0-9]"


@dataclass(frozen=True, slots=True)
class Figures:
    """`seconds`: of a caller who hears everything to the end. `seconds_at_once`: of one who presses
    a key as soon as its option has been named, says what they want before the first option, and
    hears every question without options."""

    keys: int
    seconds: float
    seconds_at_once: float


def figures(call: Call) -> dict[str, Figures]:
    """By the key of each goal."""
    return {goal: _until(call, number, place) for goal, (number, place) in call.reached.items()}


def seconds_of(part: Part) -> float:
    match part:
        case Sentence(text, language, rate):
            return _spoken_seconds(text, language, rate)
        case Pause(seconds):
            return seconds
        case Beep():
            return BEEP_SECONDS
    return 0.0  # nobody waits for the end of music


def parts_before_entry(turn: Turn, entry: str, language: str) -> int:
    """How many parts of a turn are heard by a caller who presses or speaks at once."""
    if entry.startswith(SAYS):
        first_option = turn.place_of(OPTION[language].format(key=ANY_KEY))
        return len(turn.heard) if first_option is None else first_option
    if len(entry) == 1:
        place = turn.place_of(OPTION[language].format(key=re.escape(entry)))
        if place is not None:
            return place + 1
    return len(turn.heard)


def _until(call: Call, number: int, place: int) -> Figures:
    turns, last = call.turns[:number], call.turns[number]
    entries = [turn.entry for turn in call.turns[1 : number + 1]]
    goal_seconds = _total(last.heard[: place + 1])
    at_once = sum(
        _total(turn.heard[: parts_before_entry(turn, entry, call.language)])
        for turn, entry in zip(turns, entries, strict=True)
    )
    return Figures(
        keys=sum(len(entry) for entry in entries if KEYS.fullmatch(entry)),
        seconds=round(sum(_total(turn.heard) for turn in turns) + goal_seconds, 1),
        seconds_at_once=round(at_once + goal_seconds, 1),
    )


def _total(parts: tuple[Part, ...]) -> float:
    return sum(seconds_of(part) for part in parts)


@cache
def _spoken_seconds(text: str, language: str, rate: float) -> float:
    return len(espeak().speak(text, language, rate)) / SAMPLE_BYTES / SAMPLE_RATE
