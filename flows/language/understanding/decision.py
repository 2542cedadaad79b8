"""Decides what to do about free words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.language.understanding.classifier import Scored, Thresholds, classifier
from flows.language.understanding.labels import COSTLY, NO_WISH, Label
from flows.language.understanding.manner import Manner, manner_of
from flows.protocol import CONFIDENCE_MIN


class Does(StrEnum):
    """What is done about the words. ACT: the wish is carried out; a costly one opens at its own
    question. ASK: the member is asked whether it is meant. OFFER: two are offered. NONE: the words
    were not understood, or ask for nothing that the hotline has."""

    ACT = "act"
    ASK = "ask"
    OFFER = "offer"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Understanding:
    """wishes: those that `does` is about: one to act on or to ask about, two to offer, none. The
    label of a wish that others answer stands here with NONE.
    scored: all labels, the likeliest first.
    why: the reason, in words for whoever tests the thresholds.
    refused: the wish that the words name to say that it is not wanted."""

    does: Does
    wishes: tuple[Label, ...]
    scored: Sequence[Scored]
    why: str
    refused: Label | None = None


def understand(text: str, confidence: float | None = None) -> Understanding:
    """What `text` asks for. confidence: of the recogniser of speech, from 0 to 1; None for typed
    words. Takes 0.2 ms. Never raises."""
    trained = classifier()
    scored = trained.scores(text)
    return decide(text, scored, trained.thresholds, confidence)


def decide(
    text: str, scored: Sequence[Scored], limits: Thresholds, confidence: float | None = None
) -> Understanding:
    """As understand(), by these scores and thresholds."""
    wishes = [each for each in scored if each.label not in NO_WISH][:2]
    others = [each for each in scored if each.label in NO_WISH]
    best, no_wish = wishes[0], sum(each.score for each in others)
    if no_wish > best.score:
        label = others[0].label
        found = (label,) if label.is_elsewhere and others[0].score >= no_wish / 2 else ()
        return Understanding(Does.NONE, found, scored, f"no wish of ours: {no_wish:.2f}")
    manner = manner_of(text, best.label)
    if manner is Manner.REFUSED:
        return Understanding(Does.NONE, (), scored, "spoken of, but refused", best.label)
    is_costly = best.label in COSTLY
    needed = limits.act_costly if is_costly else limits.act
    if best.score >= needed:
        if manner is not Manner.WISHED:
            return Understanding(Does.ASK, (best.label,), scored, manner.name.lower())
        if confidence is not None and (is_costly or confidence < CONFIDENCE_MIN):
            why = f"heard with confidence {confidence:.2f}"
            return Understanding(Does.ASK, (best.label,), scored, why)
        return Understanding(Does.ACT, (best.label,), scored, f"above {needed:.2f}")
    if best.score + wishes[1].score >= limits.offer:
        both = (best.label, wishes[1].label)
        return Understanding(Does.OFFER, both, scored, f"below {needed:.2f}, both above")
    return Understanding(Does.NONE, (), scored, f"both below {limits.offer:.2f}")


def public_scores(found: Understanding) -> dict[str, float]:
    """The score of each public label, the likeliest first. Wishes that others answer count as
    "none"."""
    sums: dict[str, float] = {}
    for each in found.scored:
        label = Label.NONE if each.label.is_elsewhere else each.label
        sums[label.value] = sums.get(label.value, 0.0) + each.score
    return dict(sorted(sums.items(), key=lambda item: -item[1]))
