"""Plays a journey on a line, and records what the caller keys and hears."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from journeys.hotline import Line, lines
from journeys.parts import Part, Sentence, played
from journeys.scripts import JOURNEYS, LANGUAGES, Goal, Journey
from phone.simulated_phones import VoicePhone

SWITCH = {"zh": "ZH", "en": "EN"}
"""By language: the text that makes it the member's."""


@dataclass(frozen=True, slots=True)
class Turn:
    """`entry`: what the caller has keyed; '' when the call begins. `heard`: the answer."""

    entry: str
    heard: tuple[Part, ...]

    def place_of(self, pattern: str) -> int | None:
        """The place of the first sentence that a pattern is found in."""
        for place, part in enumerate(self.heard):
            if isinstance(part, Sentence) and re.search(pattern, part.text):
                return place
        return None


@dataclass(frozen=True, slots=True)
class Call:
    """`is_spoken`: the caller said what they wanted. `reached`: by the key of each goal, the turn
    and the place in it of the sentence."""

    journey: Journey
    language: str
    is_spoken: bool
    turns: tuple[Turn, ...]
    reached: dict[str, tuple[int, int]]


class GoalNotReached(Exception):
    """The journey no longer leads where its script says; the message has what was heard last."""


def play_all() -> list[Call]:
    """Every journey in both languages, by keys and in words, each on a hotline of its own."""
    with lines() as new_line:
        return [
            play(journey, language, new_line(), is_spoken=is_spoken)
            for journey in JOURNEYS
            for language in LANGUAGES
            for is_spoken in (False, True)
            if not is_spoken or journey.in_words
        ]


def play(journey: Journey, language: str, line: Line, *, is_spoken: bool = False) -> Call:
    """Raises GoalNotReached."""
    entries = journey.in_words[language] if is_spoken else journey.entries
    line.carrier.text(journey.number, SWITCH[language])
    turns = list[Turn]()
    reached = dict[str, tuple[int, int]]()
    for turn in _turns(journey.number, entries, line):
        turns.append(turn)
        is_last = len(turns) > len(entries)
        goals = [goal for goal in _open(journey, reached) if is_last or not goal.is_act]
        reached |= _reached_in(turn, len(turns) - 1, goals, language)
        if not _open(journey, reached):
            return Call(journey, language, is_spoken, tuple(turns), reached)
    names = ", ".join(goal.name for goal in _open(journey, reached))
    raise GoalNotReached(f"{journey.key} in {language}: not reached: {names}. Last: {turns[-1]}")


def _turns(number: str, entries: tuple[str, ...], line: Line) -> Iterator[Turn]:
    phone = VoicePhone(line.carrier, number)
    phone.start()
    yield Turn("", _heard(line))
    for entry in entries:
        events = phone.enter(entry)
        unheard = [event for event in events if event.startswith("(not heard")]
        if unheard:
            raise GoalNotReached(f"{entry} was not taken: {unheard}")
        yield Turn(entry, _heard(line))


def _heard(line: Line) -> tuple[Part, ...]:
    return tuple(part for document in line.documents() for part in played(document))


def _open(journey: Journey, reached: dict[str, tuple[int, int]]) -> list[Goal]:
    return [goal for goal in journey.goals if goal.key not in reached]


def _reached_in(
    turn: Turn, number: int, goals: list[Goal], language: str
) -> dict[str, tuple[int, int]]:
    places = {goal.key: turn.place_of(goal.said[language]) for goal in goals}
    return {key: (number, place) for key, place in places.items() if place is not None}
