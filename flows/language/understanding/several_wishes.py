"""Several wishes that one text names: two with a word between them, "查积分和等级", "balance and
tier"; or more that are only looked up, 积分 等级 订单."""

from __future__ import annotations

import re

from flows.language.understanding.classifier import trained
from flows.language.understanding.grievance import tells_grievance
from flows.language.understanding.labels import COSTLY, NO_WISH, Label
from flows.language.understanding.readings import DENIAL, said
from flows.language.understanding.texts import understand

TWO, SEVERAL_MAX = 2, 4
"""More would not fit in one reply."""
EACH_MIN = 0.5
"""The least score of each."""
_STILL = "还(?!(?:需要|[要差缺需得])*(?:多少|几))"
"""升金卡还要多少 asks one thing."""
_AND = re.compile(
    rf"\s*[,，、;；。]?\s*(?:和|跟|以及|还有|然后|顺便|顺带|同时|另外|并且?|再|{_STILL}要?)\s*(?=\S{{2}})"
    r"|(?<=[\u4e00-\u9fff])[\s,，、;；。]+(?=(?:帮我|给我|我要|我想)?(?:查|看|问|换|兑)\S)"
    r"|(?<=话费|流量)[\s,，、;；。]+(?=[\d一二两三五十百]+\s*(?:个?[gG]|块|元|兆))"
    r"|(?<=[a-z])[,;]\s*(?=[a-z])"
    r"|[\s,;.]+(?:and(?: then)?(?: also)?|also|then|plus|as well as)\s+",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"(?<=[\u4e00-\u9fff])[\s,，、;；]+(?=[\u4e00-\u9fff])")
_VERB = re.compile(r"[查看换兑改退停送转订补取]|告诉|多少")
_ALONE = frozenset(
    {Label.COMPLAINT, Label.SUGGESTION, Label.STATUS, Label.AGENT, Label.MENU, Label.LOST,
     Label.CLAIM, Label.LEAVE, Label.JOIN}
)  # fmt: skip
"""Wishes that are told at length, or that leave nothing else to be done."""


def wishes_in(text: str) -> dict[Label, str]:
    """They with the words about each, what is only looked up first; {} if the text names one, too
    many, or denies any."""
    if tells_grievance(text):
        return {}
    parts = _AND.split(text.strip())
    return _names(parts) or (_two(parts) if len(parts) == TWO else {})


def _names(parts: list[str]) -> dict[Label, str]:
    """Wishes that are only looked up, where the parts are nothing but names of them."""
    names = [name for part in parts for name in _BETWEEN_NAMES.split(part)]
    if not TWO <= len(names) <= SEVERAL_MAX or DENIAL.search(said(" ".join(names)).whole):
        return {}
    named = {_named(name): name for name in names}
    found = {label: name for label, name in named.items() if label is not None}
    return found if len(found) == len(names) and COSTLY.isdisjoint(found) else {}


def _two(parts: list[str]) -> dict[Label, str]:
    if DENIAL.search(said(parts[0]).whole):
        return {}
    first, second = map(_named, parts)
    if first is None or second is None or first is second:
        return {}
    if any(not part.isascii() for part in parts) and (
        _VERB.search(parts[1]) and not _VERB.search(parts[0])
    ):
        return {}  # 话费和流量怎么换 asks one thing
    named = [(first, parts[0]), (second, parts[1])]
    return dict(sorted(named, key=lambda each: each[0] in COSTLY))


def _named(part: str) -> Label | None:
    scores, _ = trained().scores(part)
    label, score = next(iter(scores.items()))
    is_refused = understand(part).refused is not None
    is_one = score >= EACH_MIN and label not in NO_WISH | _ALONE
    return label if is_one and not is_refused else None
