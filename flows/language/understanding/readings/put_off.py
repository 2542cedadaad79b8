"""Words that put a wish off, scorn it or threaten with it, and want none of it now."""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import COSTLY, Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_PUT_OFF = COSTLY - {Label.LOST, Label.SUBSCRIBE}
"""Who may have lost a phone is asked, never sent away."""
_LATER_ZH = (
    r"先(?:等[等一]?[等下会]?儿?|放[一着]?[放下]?|缓[一着]?[缓下]?|搁[一着]?[搁下]?|不急)"
    r"[吧了啊]?\W*$"
)
_LATER_EN = (
    r"\b(?:can|could|should|will) wait\W*$|\b(?:hold|put) (?:off|back)(?: on)?\b"
    r"|\bput\b.*\b(?:off|on hold)\W*$|\bwait with\b"
)
_NOT_NOW_ZH = (
    r"(?:这[次回]|今天|现在|这会儿?|目前)[,，\s]*(?:[就先都我]|还是)*[不别][用要想办换兑充送弄]?"
    r"[了啦吧]*\W*$"
)
_NOT_NOW_EN = r"(?<!why )\bnot (?:this time|today|(?:right )?now|for now|at the moment)\W*$"
_TAKEN_BACK_ZH = (
    r"不可能|想得美|做梦|休想|没门|才怪|(?:开|说)(?:个)?(?:玩笑|笑)的?\W*$|逗你|骗你的"
    r"|我(?:不想|不愿意?|拒绝|才不)\W*$"
)
_TAKEN_BACK_EN = (
    r"\bi (?:would |will )?(?:refuse|decline)\b|\b(?:just |only )?(?:kidding|joking)\b"
    r"|\bin a million years\b|\bover my dead body\b"
    r"|[,.?!;\-]+\s*(?:(?:oh|um|uh|wait|actually|well|sorry|hmm|me)\W+)*"
    r"(?:no|nope|nah|no wait|no way|never|not|forget it|scratch that|cancel that)\W*$"
)
_SOON_ZH = (
    r"(?:下个?(?:周|星期|礼拜|月|次|回|年)|明天|后天|改天|回头|过[几两]天|以后|月底)"
    r"(?![^,，。]{0,5}[到过]期)[^,，。]{0,8}[给送转换兑充]"
)
_SOON_EN = (
    r"\b(?:next (?:week|month|time|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|tomorrow|some other time|another day|later(?: on)?|in (?:a|two|three) (?:days?|weeks?))\W*$"
    r"|\bnot (?:today|now|yet)\W*$"
)
_SPENDS = frozenset({Label.GIVE, Label.REDEEM, Label.CREDIT, Label.DATA, Label.EXCHANGE, Label.PAY})
_THREATENS = frozenset({Label.COMPLAINT, Label.LEAVE})

_refused = partial(reading, Meaning.REFUSED)
_told = partial(reading, Meaning.TOLD)

REFUSED_LATER = (
    _refused("put off", _PUT_OFF, ZH, _LATER_ZH, "兑换先放一放"),
    _refused("put off", _PUT_OFF, EN, _LATER_EN, "the redemption can wait"),
    _refused("not now", _PUT_OFF, ZH, _NOT_NOW_ZH, "上次换过30元话费，这次不用"),
    _refused(
        "not now", _PUT_OFF, EN, _NOT_NOW_EN, "I got 10 yuan of credit last time, not this time",
    ),
    _refused("taken back at once", _PUT_OFF, ZH, _TAKEN_BACK_ZH, "给他转300分是不可能的"),
    _refused(
        "taken back at once", _PUT_OFF, EN, _TAKEN_BACK_EN,
        "send 300 points to 13800000001, actually no",
    ),
    _refused(
        "scorned", COSTLY - {Label.LOST}, ZH,
        r"(?:鬼|傻子|傻瓜|神经病|有病|谁)才(?![是刚不])", "鬼才要换话费",
    ),
    _refused(
        "scorned", COSTLY - {Label.LOST}, EN,
        r"\b(?:like hell|as if|no way) i(?:'?m|'?d|'?ll| am| would| will)?\b"
        r"|\b(?:who|only an? \w+) would (?:ever )?(?:want|do|pay|redeem|swap|give)\b",
        "like hell I'm redeeming that",
    ),
)  # fmt: skip

TOLD_LATER = (
    _told("put off", [Label.LOST], ZH, _LATER_ZH, "挂失先等等"),
    _told("put off", [Label.LOST], EN, _LATER_EN, "the freeze can wait"),
    _told("taken back at once", [Label.LOST], ZH, _TAKEN_BACK_ZH, "挂失，开个玩笑"),
    _told("taken back at once", [Label.LOST], EN, _TAKEN_BACK_EN, "freeze my number, just kidding"),
    _told("for another day", _SPENDS, ZH, _SOON_ZH, "下个月再给他转300分"),
    _told(
        "for another day", _SPENDS, EN, _SOON_EN, "give 300 points to 13800000001 next week",
    ),
    _told(
        "a fraud", _SPENDS, ZH, "骗子|诈骗|骗人|骗局|骗我|被骗|骗钱",
        "对方让我送300分给他，我觉得是骗子",
    ),
    _told(
        "a fraud", _SPENDS, EN, r"\b(?:scam\w*|frauds?|fraudulent|con artists?)\b",
        "is this a scam? he wants 300 points",
    ),
    _told(
        "made to", _SPENDS, ZH, r"(?:逼|强迫|非要|催)(?:着)?我", "老板逼我给他转300分",
    ),
    _told(
        "made to", _SPENDS, EN, r"\b(?:makes?|made|making|forc(?:es?|ed|ing)) me\b",
        "my boss makes me give 300 points to 13800000001",
    ),
    _told(
        "threatened", _THREATENS, ZH,
        r"(?:再(?!说|见|也|次)|要是|如果|还)[^,，。]{1,12}?[,，\s]*(?:我?就|我可?要?)[^,，。]{0,3}"
        r"(?:投诉|举报|退会|注销|退出)",
        "再不到账我就退会", unless="再投诉|再退|还要投诉|还想",
    ),
    _told(
        "threatened", _THREATENS, EN,
        r"\b(?:or|otherwise|else|if (?:you|this|it|they|my|that)\b.*|one more .*)\W* ?"
        r"i(?:'?ll| will|'?m going to|'?m gonna| am going to) (?:\w+ )?"
        r"(?:complain|file|report|leave|quit|cancel|close)\b",
        "fix it or I'll complain",
    ),
)  # fmt: skip
"""It may still be meant, so it is asked about."""
