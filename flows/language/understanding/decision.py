"""Decides what to do about free words, by their scores and what they read as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.language.understanding.classifier import Thresholds
from flows.language.understanding.labels import COSTLY, NO_WISH, Label
from flows.language.understanding.manner import manner_of
from flows.language.understanding.readings import Meaning, Reading, Said, reading_of, said
from flows.language.understanding.understood import Does, Understanding
from flows.protocol import CONFIDENCE_MIN

COSTLY_AND_SPOKEN = "costly and spoken"
NAMED_MIN = 0.15
"""The least score of a wish that words name to refuse it, or to want its opposite."""

MAYBE_LOST_MIN = 0.25
"""The least score at which whoever may have lost a phone is asked, though no wish is likelier."""
ELSEWHERE_MIN = 0.4
"""The least score of a wish that others answer."""
ALONE_MIN = 0.5
"""The least score of a wish that is asked about alone, where no other is likely."""


def decide(
    text: str,
    scores: Mapping[Label, float],
    manners: Mapping[str, float],
    limits: Thresholds,
    confidence: float | None = None,
) -> Understanding:
    """What the words ask for, by these scores, the highest first, and thresholds."""
    decision = _Decision(said(text), scores, manners, limits, confidence)
    return next(filter(None, decision.weighed()))


@dataclass(frozen=True)
class _Decision:
    """The words, what the classifiers make of them, and the reasons to do one thing or another."""

    words: Said
    scores: Mapping[Label, float]
    manners: Mapping[str, float]
    limits: Thresholds
    confidence: float | None

    def weighed(self) -> Iterator[Understanding | None]:
        """Each reason in turn; None where it does not apply. The last always does."""
        nearest = next(label for label in self.scores if label not in NO_WISH)
        best, second = [label for label in self.scores if self._is_possible(label)][:2]
        no_wish = sum(self.scores[label] for label in NO_WISH)
        is_named = self.scores[best] >= NAMED_MIN
        yield self._withdrawn()
        yield self._praised(best)
        yield self._of_others(best)
        yield self._meant(nearest)
        yield self._cancelled(best)
        if is_named and self.scores[best] >= no_wish:
            yield self._past(second if best is Label.HISTORY else best)
        manner = manner_of(self.words, best, self.manners)
        if is_named:
            yield self._refused(best, manner)
            yield self._undone(best)
        if no_wish > self.scores[best]:
            yield self._no_wish(no_wish)
        needed = self.limits.act_costly if best in COSTLY else self.limits.act
        if self.scores[best] >= needed:
            yield self._wished(best, manner, f"at least {needed:.2f}")
        if self.scores[second] >= NAMED_MIN:
            yield self._refused(second, manner_of(self.words, second, self.manners))
        yield self._one_of_two(best, second, f"less than {needed:.2f}")

    def _reading(self, wish: Label, *meanings: Meaning) -> Reading | None:
        return reading_of(self.words, wish, *meanings)

    def _named(self, wish: Label, manner: Meaning) -> str:
        """The manner, with the name of the reading, if it is one that tells it."""
        row = self._reading(wish, manner)
        return manner.value if row is None else f"{manner}: {row.name}"

    def _withdrawn(self) -> Understanding | None:
        meanings = (Meaning.WITHDRAWAL_ASKED, Meaning.WITHDRAWN)
        row = self._reading(Label.COMPLAINT, *meanings)
        if row is None:
            return None
        why = f"{row.name} to be withdrawn"
        asks_how = row.means is Meaning.WITHDRAWAL_ASKED
        undone = row.leads_to or (Label.COMPLAINT,)
        return Understanding(Does.UNDO, undone, self.scores, why, asks_how=asks_how)

    def _praised(self, wish: Label) -> Understanding | None:
        row = self._reading(wish, Meaning.PRAISED)
        if row is None:
            return None
        why = f"{row.means}: {row.name}"
        return Understanding(Does.NONE, (), self.scores, why, praises=True)

    def _of_others(self, wish: Label) -> Understanding | None:
        row = self._reading(wish, Meaning.OF_OTHERS)
        if row is None:
            return None
        return Understanding(Does.NONE, (), self.scores, f"{wish}, {row.means}: {row.name}")

    def _is_possible(self, wish: Label) -> bool:
        """Whether it is a wish of ours. Nobody wants marketing who names none of it."""
        is_unnamed = wish is Label.SUBSCRIBE and self._reading(wish, Meaning.NAMED) is None
        return wish not in NO_WISH and not is_unnamed

    def _meant(self, wish: Label) -> Understanding | None:
        row = self._reading(wish, Meaning.MEANT)
        if row is None:
            return None
        why = f"{row.means}: {row.name}"
        match row.leads_to:
            case [leads_to] if leads_to in COSTLY:
                return Understanding(Does.ASK, row.leads_to, self.scores, why)
            case [leads_to]:
                return self._wished(leads_to, Meaning.WISHED, why)
            case [_, _]:
                return Understanding(Does.OFFER, row.leads_to, self.scores, why)
        return Understanding(Does.NONE, (), self.scores, why)

    def _cancelled(self, wish: Label) -> Understanding | None:
        row = self._reading(wish, Meaning.CANCELLED)
        if row is None:
            return None
        why = f"{wish}, {row.means}: {row.name}"
        [undone] = row.leads_to
        return Understanding(Does.ASK, (Label.AGENT,), self.scores, why, cancels=undone)

    def _past(self, wish: Label) -> Understanding | None:
        row = self._reading(wish, Meaning.PAST)
        if row is None:
            return None
        why = f"{wish}, {row.means}: {row.name}"
        return self._wished(Label.HISTORY, Meaning.WISHED, why)

    def _refused(self, wish: Label, manner: Meaning) -> Understanding | None:
        if manner is not Meaning.REFUSED:
            return None
        why = f"{wish}, but {self._named(wish, manner)}"
        return Understanding(Does.NONE, (), self.scores, why, wish)

    def _undone(self, wish: Label) -> Understanding | None:
        row = self._reading(wish, Meaning.LIFTED, Meaning.TAKEN_BACK)
        if row is None:
            return None
        is_lifted = row.means is Meaning.LIFTED
        does, leads_to = (Does.ASK, Label.AGENT) if is_lifted else (Does.UNDO, Label.COMPLAINT)
        return Understanding(does, (leads_to,), self.scores, f"{wish}, {row.means}")

    def _no_wish(self, no_wish: float) -> Understanding:
        if self.scores[Label.NONE] > no_wish / 2 and self.scores[Label.LOST] >= MAYBE_LOST_MIN:
            return Understanding(Does.ASK, (Label.LOST,), self.scores, "maybe lost")
        likeliest = next(label for label in self.scores if label in NO_WISH)
        is_clear = (
            likeliest.is_elsewhere
            and self.scores[likeliest] >= max(ELSEWHERE_MIN, no_wish / 2)
            and self._reading(likeliest, Meaning.OURS) is None
        )
        why = f"{no_wish:.2f} for no wish of ours"
        return Understanding(Does.NONE, (likeliest,) if is_clear else (), self.scores, why)

    def _wished(self, wish: Label, manner: Meaning, why: str) -> Understanding:
        doubt = self._doubt(wish, manner)
        does = Does.ASK if doubt else Does.ACT
        is_only_spoken = doubt == COSTLY_AND_SPOKEN
        return Understanding(
            does, (wish,), self.scores, doubt or why, is_only_spoken=is_only_spoken
        )

    def _one_of_two(self, best: Label, second: Label, why: str) -> Understanding:
        if self.scores[best] >= ALONE_MIN and self.scores[second] < NAMED_MIN:
            return Understanding(Does.ASK, (best,), self.scores, f"{why}, and nothing else likely")
        if self.scores[best] + self.scores[second] >= self.limits.offer:
            return Understanding(Does.OFFER, (best, second), self.scores, why)
        why = f"both together less than {self.limits.offer:.2f}"
        return Understanding(Does.NONE, (), self.scores, why, nearest=(best, second))

    def _doubt(self, wish: Label, manner: Meaning) -> str:
        """Why the member is asked whether this was meant; '' if there is no reason to."""
        if manner is not Meaning.WISHED:
            return self._named(wish, manner)
        if wish in (Label.STOP, Label.SUBSCRIBE) and self._reading(wish, Meaning.PLAIN) is None:
            return "not plainly said"
        if self.confidence is None:
            return ""
        if wish in COSTLY and self._reading(wish, Meaning.FORGOTTEN) is None:
            return COSTLY_AND_SPOKEN
        return "heard badly" if self.confidence < CONFIDENCE_MIN else ""
