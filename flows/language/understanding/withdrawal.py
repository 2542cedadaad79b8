"""Words that take a complaint back: "把我的投诉撤了吧", "please take back my complaint".

The rules are narrow: a clause counts only if every part of it is known, so "为什么撤销我的投诉" and
"别撤销" withdraw nothing. What they miss is caught by the looser rows of `manner_patterns.py`.
"""

from __future__ import annotations

import re

from flows.language.answers.text import ANSWER_CHARS_MAX
from flows.language.simplified import simplified
from flows.language.understanding.manner_patterns import HOW, Manner

_VERB_ZH = re.compile("撤|取消|收回")
_CLEAR_ZH = re.compile("投诉|撤[销诉回]")
_PARTS_ZH = re.compile(
    "(?:我们|我|自己|想要|想|要|需要|请|麻烦|(?:你们|您|你)(?=帮|给)|(?<=请)(?:你们|您|你)|帮忙|帮我|帮|给我|能不能|可不可以|可以|能"
    "|那|就|还是|先|算了|现在|你好|您好|不好意思|谢谢|客服|把|将|之前|以前|刚才|刚刚|昨天|今天|前天|上次|这|它|个|条|件|次|笔"
    "|登记|提交|发|的|所有|全部|全|两|几|都|编号|单号|号|是|不想?要?投诉了|投诉单?|撤[销回掉诉]?|取消|收回"
    "|怎么样?|怎样|如何|咋|掉|了|吧|一下|啊|呀|吗|嘛|好|行|[0-9]| )++"
)
_ALREADY_ZH = re.compile("了(?:吗|没)")
"""It asks whether the complaint is withdrawn."""
_WORDS_EN = frozenset(
    word
    for line in (
        "i i'd i'll im i'm id would like want wanna need wish to please pls can could you may just",
        "now my our the this that it them last latest first second old new complaint complaints",
        "number no all both of ok okay thanks thank hi hello actually sorry filed made sent",
        "yesterday today earlier one withdraw retract rescind revoke cancel drop remove take back",
        "pull how do does then let's lets so and for",
    )
    for word in line.split()
)
_VERB_EN = re.compile(r"\b(?:withdraw|retract|rescind|revoke|cancel|drop|remove|take\b.*\bback)\b")
_CLEAR_EN = re.compile(r"\b(?:withdraw|retract)\b")
_CLAUSES = re.compile(r"[,.;!?，。；！？、~…]+|\b(?:and|so|but|because)\b")
_WITH_NUMBER = re.compile(r"[a-z]{0,4}-?\d{6,20}")


def withdrawal_of(text: str, *, at_hand: bool = False) -> Manner | None:
    """How `text` speaks of withdrawing a complaint: WISHED, or ASKED how; None if it does not.

    at_hand: one complaint is spoken of just now, so that it need not be named."""
    if len(text) > ANSWER_CHARS_MAX:
        return None
    said = simplified(text.lower().replace("’", "'")).strip()
    clauses = [each.strip() for each in _CLAUSES.split(said)]
    found = [each for each in clauses if each and _withdraws(each, at_hand=at_hand)]
    if not found:
        return None
    is_bare = said.endswith(("?", "？")) and not re.search("能|可以|行|好|吗|can|could|may", said)
    return Manner.ASKED if is_bare or HOW.search(found[0]) else Manner.WISHED


def _withdraws(clause: str, *, at_hand: bool) -> bool:
    plain = _WITH_NUMBER.sub("1" if not clause.isascii() else "number", clause)
    if plain.isascii():
        words = plain.split()
        is_named = at_hand or "complaint" in plain or _CLEAR_EN.search(plain)
        return bool(_VERB_EN.search(plain) and is_named) and _WORDS_EN.issuperset(words)
    is_named = at_hand or _CLEAR_ZH.search(plain)
    is_whole = bool(_VERB_ZH.search(plain) and _PARTS_ZH.fullmatch(plain))
    return bool(is_named) and is_whole and not _ALREADY_ZH.search(plain)
