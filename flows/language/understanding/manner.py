"""How a wish is spoken of: wanted now, refused, asked about, or told as something else.

"怎么投诉？" and "算了，不投诉了" name a complaint as clearly as "我要投诉", but file none. A
classifier of its own learned the manner from `corpus/manner.tsv`; the readings catch what it lets
through, and no refusal is taken from words that deny nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.language.understanding.grievance import tells_grievance
from flows.language.understanding.labels import COSTLY, Label
from flows.language.understanding.readings import DENIAL, MANNERS, Meaning, Said, reading_of

WISHED_MIN = 0.8
"""The least score of WISHED at which a costly dialogue begins."""
_NAMES_COMPLAINT = re.compile(r"投诉|complain")


def manner_of(words: Said, label: Label, scores: Mapping[str, float]) -> Meaning:
    """How the words speak of the wish `label`. scores: of each manner. Always WISHED unless a
    reading says something else, or the wish is costly: a question about the balance is answered
    with the balance."""
    found = reading_of(words, label, *MANNERS)
    return found.means if found is not None else _by_classifier(words, label, scores)


def _by_classifier(words: Said, label: Label, scores: Mapping[str, float]) -> Meaning:
    if label not in COSTLY or scores[Meaning.WISHED] >= WISHED_MIN:
        return Meaning.WISHED
    found = max((each for each in MANNERS if each is not Meaning.WISHED), key=scores.__getitem__)
    if found is not Meaning.REFUSED:
        return found
    if _is_grievance(words, label):
        return Meaning.TOLD
    is_likelier_wished = scores[Meaning.WISHED] > scores[found]
    if not DENIAL.search(words.aimed):
        return Meaning.WISHED if is_likelier_wished else Meaning.TOLD
    # "我手机不在了" sounds like a refusal. Whoever has lost a phone is asked, never sent away.
    return Meaning.TOLD if is_likelier_wished or label is Label.LOST else found


def _is_grievance(words: Said, label: Label) -> bool:
    """ "nobody answers" denies nothing that was offered."""
    said = words.whole
    return label is Label.COMPLAINT and tells_grievance(said) and not _NAMES_COMPLAINT.search(said)
