"""docs/journeys: a page for each journey, and one with the figures of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeys.measured import BEFORE, FOLDER, IN_WORDS, Measured, key_of, read
from journeys.parts import Beep, Music, Part, Pause, Sentence
from journeys.playing import Call, Turn
from journeys.scripts import JOURNEYS, LANGUAGES, Goal, Journey
from journeys.timing import parts_before_entry, seconds_of

LANGUAGE_NAMES = {"zh": "Chinese", "en": "English"}
HEAD = """\
# Ten journeys

Written by `make journeys`, which plays ten calls on the hotline's own voice webhooks in both
languages, speaks each sentence with eSpeak NG, and leaves the calls as WAV files in `.journeys/`.
The carrier's voices, which members hear, sound better. eSpeak is set to their pace: 4.5 characters
a second in Chinese, 2.6 words a second in English, pauses between sentences included.

- **keys**: what is pressed until the goal, PIN and # included.
- **all heard**: the seconds of speech until the goal for a caller who hears everything to the end.
- **at once**: the same for one who presses a key as soon as its option has been named, and hears
  every question without options to its end.
- **in words**: the seconds and the keys of one who says what they want before the first option.

Before and now: the release before free words and the balance in the greeting, and this one. Whoever
hears everything hears 8 to 30 s more until most goals: the greeting says tier, balance, how to
reach a person and how to go back (9 s); menus have more options; and what is spent, for whom, is
read back before it is confirmed. Who knows the key, or what to say, need not hear the greeting or
the menus, as both are taken while they are said.
"""
PAGE_HEAD = """\
`<` is heard and `>` is pressed or said, with the seconds of each sentence. What stands in brackets
is not heard by a caller who presses as soon as the option is named, or speaks before the first."""
ROW = "| {} | {} | {} | {} | {} | {} | {} |"


def write_pages(calls: Sequence[Call], measured: Measured) -> None:
    for old in FOLDER.glob("*.md"):
        old.unlink()
    _write("README.md", _overview(measured, read(BEFORE)))
    for number, journey in enumerate(JOURNEYS, start=1):
        own = [call for call in calls if call.journey is journey]
        _write(page_of(number, journey), _page(journey, own, measured))


def page_of(number: int, journey: Journey) -> str:
    return f"{number:02}-{journey.key}.md"


def _write(name: str, lines: Iterator[str]) -> None:
    (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _overview(measured: Measured, before: Measured) -> Iterator[str]:
    yield HEAD
    yield ROW.format(
        "journey", "the member", "language", "keys", "all heard, s", "at once, s", "in words"
    )
    yield ROW.format(*["---"] * 3, *["---:"] * 4)
    for number, journey in enumerate(JOURNEYS, start=1):
        title = f"[{journey.title}]({page_of(number, journey)})"
        for goal in journey.goals:
            for language in LANGUAGES:
                place = (journey.key, language, goal.key)
                was, now = before[place], measured[place]
                yield ROW.format(
                    title,
                    goal.name,
                    LANGUAGE_NAMES[language],
                    f"{was.keys} → {now.keys}",
                    f"{was.seconds} → {now.seconds}",
                    f"{was.seconds_at_once} → {now.seconds_at_once}",
                    _in_words(measured, journey, language, goal),
                )


def _in_words(measured: Measured, journey: Journey, language: str, goal: Goal) -> str:
    if not journey.in_words:
        return ""
    found = measured[journey.key + IN_WORDS, language, goal.key]
    return f"{found.seconds_at_once} s, keys {found.keys}"


def _page(journey: Journey, calls: Sequence[Call], measured: Measured) -> Iterator[str]:
    yield f"# {journey.title}\n"
    yield f"{journey.about}\n"
    yield PAGE_HEAD
    for call in calls:
        in_words = ", in words" * call.is_spoken
        yield f"\n## {LANGUAGE_NAMES[call.language]}{in_words}\n"
        for goal in journey.goals:
            found = measured[key_of(call), call.language, goal.key]
            yield (
                f"- The member {goal.name}: keys {found.keys}, all heard {found.seconds} s, "
                f"at once {found.seconds_at_once} s."
            )
        yield "\n```"
        yield from _transcript(call)
        yield "```"


def _transcript(call: Call) -> Iterator[str]:
    following = [turn.entry for turn in call.turns[1:]]
    for number, turn in enumerate(call.turns):
        if turn.entry:
            yield f"         > {turn.entry}"
        heard = len(turn.heard)
        if number < len(following):
            heard = parts_before_entry(turn, following[number], call.language)
        yield from _lines(turn, heard)


def _lines(turn: Turn, heard: int) -> Iterator[str]:
    for place, part in enumerate(turn.heard):
        seconds = f"{seconds_of(part):.1f}"
        shown = seconds if place < heard else f"({seconds})"
        yield f"{shown:>8} < {_words(part)}"


def _words(part: Part) -> str:
    match part:
        case Sentence(text, _language, rate):
            return text if rate == 1.0 else f"{text} [at {rate:.0%} of the speed]"
        case Pause():
            return "(pause)"
        case Beep():
            return "(tone)"
        case Music():
            return "(music)"
