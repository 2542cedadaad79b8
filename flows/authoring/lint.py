"""The dialogues' own check: every sentence exists, in every language, and fits its channel.

What can be seen from a dialogue alone is checked where it is made (flows.engine.flow).
This looks at all of them together, with facts as long as they come, before the first member calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from core.programme import POINTS_MAX
from flows.engine import Dialogues, Flow, FlowError, Menu, YesNo
from flows.language import LANGUAGES, Wording, WordingError, sms_segments, ussd_screens
from flows.protocol import Channel, traits_of

LONGEST = {
    "ahead": 12, "available": 88_888, "by": "2026-12-28", "code": "888888", "contact_hours": 168,
    "digits_max": 20, "digits_min": 10,
    "due": "2026-12-28", "entries": "", "expiring": 28_888, "from_hour": 10, "growth": 88_888,
    "held": 88_888, "kind": "promotion", "key": "1", "label": "", "left": 88_888,
    "missing": 88_888, "months_min": 120, "name": "保温杯和茶具", "needed": 8_000,
    "next": "diamond", "number": "88888888", "on": "2026-12-28", "opened": "2026-12-28",
    "opens_after": POINTS_MAX, "order": "88888888", "ordered": "2026-12-28", "people_max": 8_888,
    "per_yuan": 8_888, "points": 88_888, "points_max": POINTS_MAX,
    "receipt": "88888888888888888888", "tier": "diamond", "title": "", "to": "138****0001",
    "tries": 2, "until": "2026-12-28", "until_hour": 22, "wait": 60, "wanted": "8888", "what": "",
    "word": "COMPLAINT",
}  # fmt: skip
"""Facts as long as they get; a sentence that asks for another one is a mistake."""

NAME_EN = "Thermos and cups"
BESIDES: dict[str, object] = {
    "about": "…", "decision": "…", "minutes": 30, "proved": "pin", "reason": "…", "was": "gold",
}  # fmt: skip
"""Of sentences that no dialogue says: what agents write, and what is told to agents."""
NEVER_SPOKEN = frozenset({"text_home"})
"""Menus of a screen: nine lines are read at a glance, and would be a minute of listening."""

ENGINE_SENTENCES = (
    "option",
    "list_more",
    "yes",
    "no",
    "silence",
    "silence_again",
    "silence_words",
    "silence_words_again",
    "miss",
    "miss_again",
    "miss_entry",
    "miss_entry_again",
    "miss_words",
    "miss_words_again",
    "miss_digits",
    "miss_digits_again",
    "dropped",
    "language",
    "restarted",
    "refused_stranger",
    "refused_frozen",
    "refused_suspended",
    "refused_arrears",
    "refused_left",
    "sorry",
    "sorry_agent",
)


@dataclass(frozen=True, slots=True)
class Place:
    """`what`: a sentence by its key, or a menu with all of its options."""

    what: str
    language: str
    channel: Channel

    def __str__(self) -> str:
        return f"{self.what} in {self.language} on {self.channel}"


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind`: cannot_be_said, options, segments, gsm7, screen; and what edit_check adds."""

    kind: str
    place: Place
    detail: str

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}: {self.detail}"


def check(dialogues: Dialogues, wording: Wording) -> None:
    """Raises FlowError with everything that is wrong, a line each."""
    if problems := list(problems_of(dialogues, wording)):
        raise FlowError("\n".join(map(str, problems)))


def sentences_of(dialogues: Dialogues) -> list[str]:
    """By their keys, all that a dialogue or the engine says."""
    keys = [f"engine-{name}" for name in ENGINE_SENTENCES]
    return keys + [key for flow in dialogues.flows.values() for key in flow.sentences()]


def problems_of(dialogues: Dialogues, wording: Wording) -> Iterator[Problem]:
    keys = sentences_of(dialogues)
    for language in LANGUAGES:
        for channel in Channel:
            for key in keys:
                place = Place(key, language, channel)
                try:
                    said = wording.say(key, language, channel, longest_facts(language))
                except WordingError as error:
                    yield Problem("cannot_be_said", place, str(error))
                    continue
                yield from misfits([said], place)
            for flow in dialogues.flows.values():
                with suppress(WordingError):  # a sentence that is missing: named above
                    yield from _menus(flow, wording, language, channel)


def _menus(flow: Flow, wording: Wording, language: str, channel: Channel) -> Iterator[Problem]:
    """A menu with its options is one screen, one text, and no more than can be kept in mind."""
    for step in flow.steps.values():
        if not isinstance(step, Menu) or isinstance(step, YesNo) or step.choices:
            continue
        options = step.fixed_options()
        place = Place(f"{flow.name}.{step.name}", language, channel)
        traits = traits_of(channel)
        is_used = not (traits.spoken and flow.name in NEVER_SPOKEN)
        if is_used and len(options) > traits.limits.options:
            yield Problem("options", place, str(len(options)))
        key = f"{flow.name}-{step.name}"
        lines = [wording.say(key, language, channel, longest_facts(language))]
        for number, option in enumerate(options, start=1):
            label = wording.say(f"{key}-{option}", language, channel, longest_facts(language))
            lines.append(f"{number} {label}")
        if traits.limits.ussd_screens:
            lines.append(wording.say("engine-footer", language, channel, {}))
        yield from misfits(lines, place)


def misfits(lines: list[str], place: Place) -> Iterator[Problem]:
    whole = "\n".join(lines)
    limits = traits_of(place.channel).limits
    if limits.sms_segments is not None:
        size = sms_segments.segments(whole)
        if size.count > limits.sms_segments:
            yield Problem("segments", place, str(size.count))
        if place.language == "en" and not sms_segments.gsm7(whole):
            yield Problem("gsm7", place, "".join(sms_segments.offending(whole)))
    if limits.ussd_screens and not ussd_screens.fits(whole):
        yield Problem("screen", place, whole)


def longest_facts(language: str) -> dict[str, object]:
    return LONGEST if language == "zh" else {**LONGEST, "name": NAME_EN}
