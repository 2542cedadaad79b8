"""The figures of all journeys as a TOML file: figures.toml of this release, before.toml of the one
before, both in docs/journeys."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from journeys.playing import Call
from journeys.timing import Figures, figures

FOLDER = Path(__file__).parents[1] / "docs" / "journeys"
FIGURES, BEFORE = FOLDER / "figures.toml", FOLDER / "before.toml"

Measured = Mapping[tuple[str, str, str], Figures]
"""By the keys of journey and goal and the language: (journey, language, goal). The journeys in
words have keys that end with IN_WORDS."""

IN_WORDS = "_in_words"


def measure(calls: Sequence[Call]) -> Measured:
    return {
        (key_of(call), call.language, goal): found
        for call in calls
        for goal, found in figures(call).items()
    }


def key_of(call: Call) -> str:
    return call.journey.key + IN_WORDS * call.is_spoken


def read(file: Path) -> Measured:
    journeys = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        (journey, language, goal): Figures(**found)
        for journey, languages in journeys.items()
        for language, goals in languages.items()
        for goal, found in goals.items()
    }


def write(measured: Measured, file: Path) -> None:
    file.write_text("\n".join(_tables(measured)), encoding="utf-8")


def _tables(measured: Measured) -> Iterator[str]:
    for (journey, language, goal), found in measured.items():
        yield f"[{journey}.{language}.{goal}]"
        yield f"keys = {found.keys}"
        yield f"seconds = {found.seconds}"
        yield f"seconds_at_once = {found.seconds_at_once}\n"
