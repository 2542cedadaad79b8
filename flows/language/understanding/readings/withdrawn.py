"""Clauses that say only that a complaint is withdrawn: "把我的投诉撤了吧", "please take back my
complaint"; or a claim for missing points, "撤销补登".

The patterns are narrow: a clause counts only if every word of it is known, so "为什么撤销我的投诉"
and "别撤销" withdraw nothing. What they miss is caught by the looser ones of `undone.py`.
"""

from __future__ import annotations

from functools import partial

from flows.language.answers.text import ANSWER_CHARS_MAX
from flows.language.understanding.labels import Label
from flows.language.understanding.readings.asked import HOW
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_END = r"(?:[,.;!?，。；！？、~…]|\b(?:and|so|but|because)\b|$)"
"""Of a clause."""
_IN_CLAUSE = f"(?:(?!{_END}).)*?"
_SHORT = rf"^(?=.{{1,{ANSWER_CHARS_MAX}}}$)(?:.*{_END})?\s*"
_NUMBER = r"[a-z]{0,4}-?\d{6,20}"


def _words_zh(case: str) -> str:
    return (
        "(?:我们|我|自己|想要|想|要|需要|请|麻烦|(?:你们|您|你)(?=帮|给)|(?<=请)(?:你们|您|你)|帮忙|帮我|帮|给我|能不能|可不可以|可以|能"
        "|那|就|还是|先|算了|现在|你好|您好|不好意思|谢谢|客服|把|将|之前|以前|刚才|刚刚|昨天|今天|前天|上次|这|它|个|条|件|次|笔"
        rf"|登记|提交|发|的|所有|全部|全|两|几|都|编号|单号|号|是|不想?要?投诉了|{case}|撤[销回掉诉]?|取消|收回"
        rf"|怎么样?|怎样|如何|咋|掉|了|吧|一下|啊|呀|吗|嘛|好|行|{_NUMBER}|[0-9]| )++"
    )


_ALREADY_ZH = f"(?!{_IN_CLAUSE}了(?:吗|没))"
"""Not a question whether the complaint is withdrawn."""
_WORD_EN = "|".join(
    word
    for line in (
        "i i'd i'll im i'm id would like want wanna need wish to please pls can could you may just",
        "now my our the this that it them last latest first second old new",
        "number no all both of ok okay thanks thank hi hello actually sorry filed made sent",
        "yesterday today earlier one withdraw retract rescind revoke cancel drop remove take back",
        "yes yeah yep pull how do does then let's lets so and for",
    )
    for word in line.split()
)


def _words_en(case: str) -> str:
    return rf"(?:(?:{_WORD_EN}|{case}|{_NUMBER})(?![\w'])\s*)+"


_VERB_ZH = f"(?={_IN_CLAUSE}(?:撤|取消|收回))"
_VERB_EN = (
    rf"(?={_IN_CLAUSE}\b(?:withdraw|retract|rescind|revoke|cancel|drop|remove|take\b.*\bback)\b)"
)
_CLAIM_ZH = rf"(?={_IN_CLAUSE}补登){_VERB_ZH}{_ALREADY_ZH}{_words_zh('积分|补登|申请')}\s*{_END}"
_CLAIM_EN = rf"(?={_IN_CLAUSE}\bclaims?\b){_VERB_EN}{_words_en('claims?')}{_END}"
_HERE_ZH = rf"{_VERB_ZH}{_ALREADY_ZH}{_words_zh('投诉单?')}\s*{_END}"
_HERE_EN = rf"{_VERB_EN}{_words_en('complaints?')}{_END}"
_NAMED_ZH = rf"(?={_IN_CLAUSE}(?:投诉|撤[销诉回])){_HERE_ZH}"
_NAMED_EN = rf"(?={_IN_CLAUSE}\b(?:complaints?|withdraw|retract)\b){_HERE_EN}"
_BARE_QUESTION = r"(?!.*(?:能|可以|行|好|吗|can|could|may)).*[?？]\s*$"
_ASKS = rf"^(?=.*(?:{HOW.pattern})|{_BARE_QUESTION})"

_every = frozenset(Label)
_asked = partial(reading, Meaning.WITHDRAWAL_ASKED)
_withdrawn = partial(reading, Meaning.WITHDRAWN)
_here = partial(reading, Meaning.WITHDRAWN_HERE)

WITHDRAWN = (
    _asked("asked how", _every, ZH, f"{_ASKS}{_SHORT}{_NAMED_ZH}", "怎么撤销投诉"),
    _asked(
        "asked how", _every, EN, f"{_ASKS}{_SHORT}{_NAMED_EN}",
        "how do I withdraw my complaint",
    ),
    _withdrawn(
        "the complaint", _every, ZH, f"{_SHORT}{_NAMED_ZH}",
        "把我的投诉撤了吧", unless=_ASKS,
    ),
    _withdrawn(
        "the complaint", _every, EN, f"{_SHORT}{_NAMED_EN}", "please take back my complaint",
        unless=_ASKS,
    ),
    _withdrawn(
        "the claim", _every, ZH, f"{_SHORT}{_CLAIM_ZH}", "撤销补登",
        leads_to=(Label.CLAIM,),
    ),
    _withdrawn(
        "the claim", _every, EN, f"{_SHORT}{_CLAIM_EN}", "cancel my claim",
        leads_to=(Label.CLAIM,),
    ),
    _here("this complaint", _every, ZH, f"{_SHORT}{_HERE_ZH}", "那就取消吧", unless=_ASKS),
    _here("this complaint", _every, EN, f"{_SHORT}{_HERE_EN}", "please drop it", unless=_ASKS),
)  # fmt: skip
"""Each is of any wish: the words are all known."""
