"""How a wish is spoken of: wanted now, refused, asked about, or told as something else.

"怎么投诉？" and "算了，不投诉了" name a complaint as clearly as "我要投诉", but file none. A
classifier of its own learned the manner from `corpus/manner.tsv`; the rows of `manner_patterns.py`
and `spoken_of.py` catch what it lets through, and no refusal is taken from words that deny nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows.language.understanding.denials import DENIAL, NOT_OF_THE_ACT
from flows.language.understanding.features import said_in
from flows.language.understanding.labels import COSTLY, Label
from flows.language.understanding.manner_patterns import ROWS, UNDONE, Manner, Undone
from flows.language.understanding.spoken_of import SPOKEN_OF

WISHED_MIN = 0.8
"""The least score of WISHED at which a costly dialogue begins."""


def manner_of(text: str, label: Label, scores: Mapping[str, float]) -> Manner:
    """How `text` speaks of the wish `label`. scores: of each manner. Always WISHED unless a row
    says something else, or the wish is costly: a question about the balance is answered with the
    balance."""
    said = said_in(text)
    aimed = _aimed(said)
    for row in (*ROWS, *SPOKEN_OF):
        looked_at = aimed if row.manner is Manner.REFUSED else said
        if label in row.wishes and row.pattern.search(looked_at):
            return row.manner
    return _by_classifier(label, scores, denies=bool(DENIAL.search(aimed)))


def _by_classifier(label: Label, scores: Mapping[str, float], *, denies: bool) -> Manner:
    if label not in COSTLY or scores[Manner.WISHED] >= WISHED_MIN:
        return Manner.WISHED
    found = max((each for each in Manner if each is not Manner.WISHED), key=scores.__getitem__)
    if found is not Manner.REFUSED:
        return found
    is_likelier_wished = scores[Manner.WISHED] > scores[found]
    if not denies:
        return Manner.WISHED if is_likelier_wished else Manner.TOLD
    # "我手机不在了" sounds like a refusal. Whoever has lost a phone is asked, never sent away.
    return Manner.TOLD if is_likelier_wished or label is Label.LOST else found


def undone_by(text: str, label: Label) -> Undone | None:
    """The row that brings the opposite of `label`, if `text` wants that: "手机找到了"."""
    said = said_in(text)
    return next((row for row in UNDONE if row.wish is label and row.pattern.search(said)), None)


def _aimed(said: str) -> str:
    """The words without denials of something else than the act."""
    for pattern, _ in NOT_OF_THE_ACT:
        said = pattern.sub(" ", said)
    return said
