"""The patterns that tell how a wish is spoken of: a row for each, the first that matches decides.

Rows are looked for in simplified characters and lower case, with straight apostrophes. Each has an
example, and `tests/flows/language/test_manner.py` checks that the row takes it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from flows.language.understanding.denials import AIMED_EN, AIMED_ZH
from flows.language.understanding.labels import COSTLY, Label


class Manner(StrEnum):
    """TOLD: it has happened, or somebody else does it, or should."""

    WISHED = "wished"
    REFUSED = "refused"
    ASKED = "asked"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Row:
    """wishes: those that may be spoken of like this."""

    manner: Manner
    wishes: Collection[Label]
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Undone:
    """Words that name `wish` and want its opposite, which `leads_to` brings; or, if
    `is_taken_back`, the dialogue that takes back what `leads_to` has done."""

    wish: Label
    leads_to: Label
    pattern: re.Pattern[str]
    example: str
    is_taken_back: bool = False


_WITHDRAWN = re.compile(
    r"^(?!.*(?:被|擅自|私自|为什么|为啥|凭什么|怎么|谁|没|别撤|不[要用想]?撤|了吗|(?<!请)你们(?!帮|给))).*"
    r"(?:撤诉|(?:撤[销回掉了]|取消).{0,8}投诉|投诉.{0,8}(?:撤|取消))"
    r"|^(?!.*(?:\b(?:why|who|not|never|already)\b|n't)).*"
    r"\b(?:withdraw|take back|cancel|retract|drop)\b.*\bcomplaints?\b"
)
_PERSON_EN = "(?:agent|human|operator|representative)"


def _refused(*wishes: Label, zh: str, en: str, example: str) -> Row:
    """A denial that is aimed at one of the verbs, in either language."""
    pattern = re.compile(rf"{AIMED_ZH}(?:{zh})|{AIMED_EN} (?:{en})\b")
    return Row(Manner.REFUSED, wishes, pattern, example)


_AIMED = (
    _refused(
        Label.REDEEM, Label.CREDIT, Label.DATA, Label.EXCHANGE,
        zh="换|兑", en="redeem|exchange|convert|swap|trade", example="我不想换礼品了",
    ),
    _refused(Label.CLAIM, zh="补", en="claim", example="先不补登了"),
    _refused(Label.COMPLAINT, zh="投诉|举报", en="complain|file", example="别投诉了"),
    _refused(Label.GIVE, zh="送|赠|转|给", en="give|send|transfer", example="不想把积分转给他了"),
    _refused(Label.PIN, zh="改|换|设|动|重置", en="change|reset|set|touch", example="别动我的密码"),
    _refused(Label.LOST, zh="挂失|冻结|停", en="freeze|block|suspend|lock", example="不用挂失"),
    _refused(
        Label.LEAVE,
        zh="退|注销|取消", en="leave|quit|cancel|delete|close", example="don't cancel it",
    ),
    _refused(
        Label.SUBSCRIBE,
        zh="订阅|接收|收|发|开|恢复", en="subscribe|sign|send|turn|agree|start|resume",
        example="我不要订阅",
    ),
    _refused(Label.PAY, zh="付|支付|抵", en="pay", example="不用积分付了"),
    _refused(
        Label.STOP, zh="退订|停|取消|撤", en="stop|unsubscribe|cancel", example="不要退订",
    ),
    _refused(
        Label.AGENT,
        zh="(?:转|找|接)?(?:人工|客服|真人)",
        en=rf"(?:(?:talk|speak) (?:to|with) )?(?:(?:an?|the) )?{_PERSON_EN}",
        example="不用转人工",
    ),
)  # fmt: skip
"""By the verbs with which each wish is spoken of."""

_NOT_TO_PAY = "".join(
    f"(?<!{each} )" for each in ("phone", "call", "month", "monthly", "plan", "broadband")
)
"""Before "fee": what points are to pay, not what a wish costs."""

ASKED_BEFORE = frozenset({Label.COMPLAINT, Label.LOST, Label.LEAVE})
"""Wishes that members ask about before they want them. "How do I redeem" is a wish: the dialogue
answers it with what there is."""
HOW = re.compile(
    "怎么(?!搞|回事|还|这|那|做事|办事|给我)|怎样|如何|咋(?!搞|回事|还|这|那|给我)|电话是多少"
    "|how (?:do|can|to|does)|where (?:do|can)",
    re.IGNORECASE,
)

TAKEN_BACK = frozenset({Label.LEAVE, Label.SUBSCRIBE})
"""Wishes that a change of mind may bring as well as end."""
_CHANGED_MIND = re.compile(
    r"(?<!又)反悔|改主意|chang(?:ed|e) my mind|on second thought|take (?:it|that) back"
)

ROWS = (
    *_AIMED,
    Row(
        Manner.REFUSED,
        [Label.AGENT],
        re.compile(
            rf"\b(?:no|not an?|without an?) (?:\w+ )?{_PERSON_EN}\b"
            r"(?! (?:to|i|yet|answer|call|came|help|has|picked|replied|available))"
        ),
        "no human needed",
    ),
    Row(
        Manner.REFUSED,
        [Label.AGENT],
        re.compile(r"(?:\brg|人工|客服)\W*(?:不要|不用|不需要)了?\W*$"),
        "RG 不要",
    ),
    Row(Manner.REFUSED, [Label.STOP], re.compile(r"^\W*(?:td|r|退订)\W*(?:不要|别)"), "TD 不要"),
    Row(Manner.REFUSED, [Label.STOP], re.compile(r"\b(?:can'?t|cannot) stop\b"), "I can't stop"),
    Row(
        Manner.REFUSED,
        [Label.LOST],
        re.compile(
            r"没有?(?:丢|被偷|弄丢)|"
            r"\b(?:not|isn'?t|wasn'?t|never|didn'?t) (?:lose|lost|stolen|missing)\b"
        ),
        "手机没丢",
    ),
    Row(
        Manner.REFUSED,
        COSTLY,
        re.compile("算了|作罢|never ?mind"),
        "算了，不投诉了",
    ),
    Row(Manner.REFUSED, COSTLY - TAKEN_BACK, _CHANGED_MIND, "我改主意了"),
    Row(Manner.TOLD, TAKEN_BACK, _CHANGED_MIND, "I changed my mind, send the offers"),
    Row(
        Manner.WISHED,
        [Label.PIN],
        re.compile(
            r"不记得|没记住|[记想]不[得起清住]"
            r"|\b(?:do not|don'?t|can'?t|cannot) (?:have|know|remember|recall)\b"
        ),
        "I don't remember my PIN",
    ),
    Row(
        Manner.ASKED,
        [Label.STOP],
        re.compile(r"怎么办|为什么|为啥|再发(?:一|下|送一|过来)|\bwhy\b|(?<!about )\bgifts?\b"),
        "退订怎么办",
    ),
    Row(
        Manner.ASKED,
        COSTLY,
        re.compile(
            "多久|几天|手续费|(?<!乱)收费(?!业务)|(?<!不)要钱|后果|会怎么?样|万一|"
            rf"how long|{_NOT_TO_PAY}\bfees?\b|what happens|what if"
        ),
        "挂失要多久才能恢复",
    ),
    Row(
        Manner.ASKED,
        ASKED_BEFORE,
        HOW,
        "怎么投诉？",
    ),
)
UNDONE = (
    Undone(
        Label.LOST,
        Label.AGENT,
        re.compile(
            "找到|找回|解除|解挂|解冻|取消挂失|恢复|"
            r"\bfound\b|\b(?:unfreeze|unblock|unlock|reactivate)\b|\blift\b"
        ),
        "手机找到了",
    ),
    *(
        Undone(
            wish, Label.COMPLAINT, _WITHDRAWN, "我上周为快递提的投诉，请撤销", is_taken_back=True
        )
        for wish in (Label.COMPLAINT, Label.STATUS)
    ),
)
"""The opposite of a wish. A withdrawal in plain words is recognised by `withdrawal.py`."""
