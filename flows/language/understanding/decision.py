"""Decides what to do about free words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flows.language.understanding.cancelled_order import is_to_be_cancelled
from flows.language.understanding.classifier import Thresholds, trained
from flows.language.understanding.forgotten_pin import is_forgotten
from flows.language.understanding.labels import COSTLY, NO_WISH, Label
from flows.language.understanding.manner import manner_of, undone_by
from flows.language.understanding.manner_patterns import Manner
from flows.language.understanding.others_business import is_of_others
from flows.language.understanding.past import is_past
from flows.language.understanding.plain_stop import is_plain_stop
from flows.language.understanding.withdrawal import withdrawal_of
from flows.protocol import CONFIDENCE_MIN

COSTLY_AND_SPOKEN = "costly and spoken"


NAMED_MIN = 0.15
"""The least score of a wish that words name to refuse it, or to want its opposite."""


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
    cancels: with ASK, the words want an order cancelled, and the wish is the agent who does it.
    asks_how: with UNDO, the words only ask how that is done.
    nearest: with NONE, the two likeliest wishes, unless the words ask for nothing of ours."""

    does: Does
    wishes: tuple[Label, ...]
    scores: Mapping[Label, float]
    why: str
    refused: Label | None = None
    is_only_spoken: bool = False
    asks_how: bool = False
    cancels: bool = False
    nearest: tuple[Label, ...] = ()


def understand(text: str, confidence: float | None = None) -> Understanding:
    """What `text` asks for. confidence: of the recogniser of speech, from 0 to 1; None for typed
    words. Takes 0.2 ms. Never raises."""
    scores, manners = trained().scores(text)
    if not any(map(str.isalpha, text)):
        return Understanding(Does.NONE, (), scores, "no words")
    if (withdrawal := withdrawal_of(text)) is not None:
        asks_how = withdrawal is Manner.ASKED
        why = "a complaint to be withdrawn"
        return Understanding(Does.UNDO, (Label.COMPLAINT,), scores, why, asks_how=asks_how)
    return decide(text, scores, manners, trained().thresholds, confidence)


def decide(
    text: str,
    scores: Mapping[Label, float],
    manners: Mapping[str, float],
    limits: Thresholds,
    confidence: float | None = None,
) -> Understanding:
    """As understand(), by these scores, the highest first, and thresholds."""
    best, second = [label for label in scores if label not in NO_WISH][:2]
    others = [label for label in scores if label in NO_WISH]
    no_wish = sum(scores[label] for label in others)
    if is_of_others(text, best):
        return Understanding(Does.NONE, (), scores, f"{best}, of others")
    if is_to_be_cancelled(text, best):
        why = f"{best}, to be cancelled"
        return Understanding(Does.ASK, (Label.AGENT,), scores, why, cancels=True)
    if scores[best] >= max(NAMED_MIN, no_wish) and is_past(text, best):
        why = _doubt(text, Label.HISTORY, Manner.WISHED, confidence)
        does = Does.ASK if why else Does.ACT
        return Understanding(does, (Label.HISTORY,), scores, why or f"{best}, in the past")
    manner = manner_of(text, best, manners)
    if manner is Manner.REFUSED and scores[best] >= NAMED_MIN:
        return Understanding(Does.NONE, (), scores, f"{best}, but refused", best)
    if scores[best] >= NAMED_MIN and (opposite := undone_by(text, best)) is not None:
        does = Does.UNDO if opposite.is_taken_back else Does.ASK
        return Understanding(does, (opposite.leads_to,), scores, f"{best}, to be undone")
    if no_wish > scores[best]:
        is_clear = others[0].is_elsewhere and scores[others[0]] >= no_wish / 2
        why = f"{no_wish:.2f} for no wish of ours"
        return Understanding(Does.NONE, (others[0],) if is_clear else (), scores, why)
    needed = limits.act_costly if best in COSTLY else limits.act
    if scores[best] >= needed:
        why = _doubt(text, best, manner, confidence)
        does = Does.ASK if why else Does.ACT
        why_or_enough = why or f"at least {needed:.2f}"
        return Understanding(
            does, (best,), scores, why_or_enough, is_only_spoken=why == COSTLY_AND_SPOKEN
        )
    if scores[second] >= NAMED_MIN and manner_of(text, second, manners) is Manner.REFUSED:
        return Understanding(Does.NONE, (), scores, f"{second}, but refused", second)
    if scores[best] + scores[second] >= limits.offer:
        return Understanding(Does.OFFER, (best, second), scores, f"less than {needed:.2f}")
    why = f"both together less than {limits.offer:.2f}"
    return Understanding(Does.NONE, (), scores, why, nearest=(best, second))


def _doubt(text: str, wish: Label, manner: Manner, confidence: float | None) -> str:
    """Why the member is asked whether this was meant; '' if there is no reason to."""
    if manner is not Manner.WISHED:
        return manner.value
    if wish is Label.STOP and not is_plain_stop(text):
        return "not plainly said"
    if confidence is None:
        return ""
    if wish in COSTLY and not (wish is Label.PIN and is_forgotten(text)):
        return COSTLY_AND_SPOKEN
    return "heard badly" if confidence < CONFIDENCE_MIN else ""


def public_scores(found: Understanding) -> dict[str, float]:
    """The score of each public label, the likeliest first. Wishes that others answer count as
    "none"."""
    sums: dict[str, float] = {}
    for label, score in found.scores.items():
        name = Label.NONE if label.is_elsewhere else label
        sums[name.value] = sums.get(name.value, 0.0) + score
    return dict(sorted(sums.items(), key=lambda item: -item[1]))
