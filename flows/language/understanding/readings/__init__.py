"""What words mean that name a wish, by their patterns: wanted, refused, asked about, told, of
others, of the past, to be undone, or praised.

One table, of rows that `reading.py` describes; and one reader, which finds the first row that takes
the words. Where no row does, the classifier of manners decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.about_agents import ABOUT_AGENTS
from flows.language.understanding.readings.about_points import ABOUT_POINTS
from flows.language.understanding.readings.asked import ASKED, ASKED_BEFORE, HOW
from flows.language.understanding.readings.by_text import BY_TEXT
from flows.language.understanding.readings.denials import DENIAL, NO_DENIALS
from flows.language.understanding.readings.erased import ERASED
from flows.language.understanding.readings.meant import MEANT
from flows.language.understanding.readings.of_others import ASKED_OF_ANOTHER, OF_OTHERS
from flows.language.understanding.readings.ours import OURS
from flows.language.understanding.readings.past import PAST
from flows.language.understanding.readings.possible import POSSIBLE
from flows.language.understanding.readings.praised import PRAISED
from flows.language.understanding.readings.put_off import REFUSED_LATER, TOLD_LATER
from flows.language.understanding.readings.reading import MANNERS, Meaning, Reading, Said
from flows.language.understanding.readings.refused import REFUSED
from flows.language.understanding.readings.told import TOLD
from flows.language.understanding.readings.undone import UNDONE
from flows.language.understanding.readings.which_points import WHICH_POINTS
from flows.language.understanding.readings.wished import (
    FORGOTTEN,
    NAMED,
    PLAIN,
    SURELY_WISHED,
    WISHED_AGAIN,
)
from flows.language.understanding.readings.withdrawn import WITHDRAWN

READINGS: Sequence[Reading] = (
    *WITHDRAWN,
    *PRAISED,
    *OF_OTHERS,
    *ABOUT_POINTS,
    *WHICH_POINTS,
    *BY_TEXT,
    *ERASED,
    *MEANT,
    *OURS,
    *PAST,
    *REFUSED,
    *REFUSED_LATER,
    *SURELY_WISHED,
    *ASKED,
    *ABOUT_AGENTS,
    *POSSIBLE,
    *TOLD,
    *TOLD_LATER,
    *WISHED_AGAIN,
    *UNDONE,
    *NAMED,
    *PLAIN,
    *FORGOTTEN,
    *NO_DENIALS,
)
"""The first row that takes the words decides."""


@cache
def _rows(wish: Label, meanings: tuple[Meaning, ...]) -> Sequence[Reading]:
    return [row for row in READINGS if wish in row.wishes and row.means in meanings]


def said(text: str) -> Said:
    return Said(text, NO_DENIALS)


def reading_of(words: Said, wish: Label, *meanings: Meaning) -> Reading | None:
    """The first row of one of `meanings` that takes the words, which name `wish`."""
    rows = _rows(wish, meanings)
    return next((row for row in rows if row.takes(words.looked_at(row.means))), None)


__all__ = [
    "ASKED_BEFORE",
    "ASKED_OF_ANOTHER",
    "DENIAL",
    "HOW",
    "MANNERS",
    "READINGS",
    "Meaning",
    "Reading",
    "Said",
    "reading_of",
    "said",
]
