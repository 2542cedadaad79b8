"""What is understood of free words, and what is done about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flows.language.understanding.labels import Label


class Does(StrEnum):
    """What is done about the words. ACT: the wish is carried out; a costly one opens at its own
    question. UNDO: what the wish has done is taken back, after a question of its own. ASK: the
    member is asked whether it is meant. OFFER: two are offered. NONE: the words were not
    understood, or ask for nothing that the hotline has."""

    ACT = "act"
    UNDO = "undo"
    ASK = "ask"
    OFFER = "offer"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Understanding:
    """wishes: those that `does` is about: one to act on, to undo or to ask about, two to offer.
    With NONE, the wish that others answer, if it is one.
    scores: of all labels, the likeliest first.
    why: the reason, in words for whoever tests the thresholds.
    is_only_spoken: a costly wish that is clear, and asked about because it was spoken.
    refused: the wish that the words name to say that it is not wanted.
    cancels: with ASK, the words want what this wish has done undone, an order for one, and the wish
    is the agent, who may do it.
    asks_how: with UNDO, the words only ask how that is done.
    nearest: with NONE, the two likeliest wishes, unless the words ask for nothing of ours.
    praises: with NONE, the words only praise."""

    does: Does
    wishes: tuple[Label, ...]
    scores: Mapping[Label, float]
    why: str
    refused: Label | None = None
    is_only_spoken: bool = False
    asks_how: bool = False
    cancels: Label | None = None
    nearest: tuple[Label, ...] = ()
    praises: bool = False


def public_scores(found: Understanding) -> dict[str, float]:
    """The score of each public label, the likeliest first."""
    sums: dict[str, float] = {}
    for label, score in found.scores.items():
        sums[label.public_name] = sums.get(label.public_name, 0.0) + score
    return dict(sorted(sums.items(), key=lambda item: -item[1]))
