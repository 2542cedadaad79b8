"""A reading: what words mean that have the words of a wish, and the pattern that tells."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from flows.language.understanding.features import said_in
from flows.language.understanding.labels import Label


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


ZH, EN = Language


class Meaning(StrEnum):
    """What words mean that name a wish.

    WISHED, REFUSED, ASKED and TOLD are the manners, which a classifier learned as well. TOLD: it
    has happened, or somebody else does it, or should.
    PAST: points were spent like this before, which is told, denied or asked. OF_OTHERS: the
    business of others. CANCELLED: what was ordered, given or exchanged is wanted back. LIFTED: the
    freeze is to be ended.
    TAKEN_BACK: a complaint is withdrawn, by words that say so at length; WITHDRAWN: by words that
    say only that; WITHDRAWN_HERE: as little, of one that is spoken of just now; WITHDRAWAL_ASKED:
    how that is done. PRAISED: how well the hotline, or its people, did it.
    MEANT: the wishes of the row, whatever they sound like. OURS: no business of others.
    NAMED: they name what the wish is about. PLAIN: nothing else can be meant. FORGOTTEN: the PIN
    is. NO_DENIAL: what sounds like a denial of the act denies something else."""

    WISHED = "wished"
    REFUSED = "refused"
    ASKED = "asked"
    TOLD = "told"
    PAST = "past"
    OF_OTHERS = "of others"
    CANCELLED = "to be cancelled"
    LIFTED = "to be lifted"
    TAKEN_BACK = "to be taken back"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_HERE = "withdrawn here"
    WITHDRAWAL_ASKED = "how to withdraw"
    PRAISED = "praised"
    MEANT = "meant"
    OURS = "ours"
    NAMED = "named"
    PLAIN = "plain"
    FORGOTTEN = "forgotten"
    NO_DENIAL = "no denial"


MANNERS = (Meaning.WISHED, Meaning.REFUSED, Meaning.ASKED, Meaning.TOLD)


@dataclass(frozen=True, slots=True)
class Reading:
    """name: what the words say, for whoever asks why. wishes: those that may be spoken of so.
    pattern: looked for in simplified characters and lower case, with straight apostrophes.
    example: words that have it. unless: what they must not have.
    leads_to: with MEANT, what the words want: one wish, one of two, or nothing; with CANCELLED or
        WITHDRAWN, the wish that is to be undone."""

    means: Meaning
    name: str
    wishes: Collection[Label]
    language: Language
    pattern: re.Pattern[str]
    example: str
    unless: re.Pattern[str] | None = None
    leads_to: tuple[Label, ...] = ()

    def takes(self, said: str) -> bool:
        return bool(self.pattern.search(said)) and not (self.unless and self.unless.search(said))


def reading(
    means: Meaning,
    name: str,
    wishes: Collection[Label],
    language: Language,
    pattern: str,
    example: str,
    unless: str = "",
    leads_to: tuple[Label, ...] = (),
) -> Reading:
    """A row of a table of readings."""
    compiled = re.compile(unless) if unless else None
    found = re.compile(pattern)
    return Reading(means, name, wishes, language, found, example, compiled, leads_to)


class Said:
    """A text as readings look at it."""

    def __init__(self, text: str, no_denials: Collection[Reading]) -> None:
        self.whole = said_in(text)
        self._no_denials = no_denials

    @cached_property
    def aimed(self) -> str:
        """The words without denials of something else than the act."""
        said = self.whole
        for each in self._no_denials:
            said = each.pattern.sub(" ", said)
        return said

    def looked_at(self, means: Meaning) -> str:
        return self.aimed if means is Meaning.REFUSED else self.whole
