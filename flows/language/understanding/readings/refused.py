"""Wishes that the words say are not wanted."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from flows.language.understanding.labels import COSTLY, ON_SECOND_THOUGHT, Label
from flows.language.understanding.readings.denials import AIMED_EN, AIMED_ZH
from flows.language.understanding.readings.reading import EN, ZH, Meaning, Reading, reading

_PERSON_EN = "(?:agents?|humans?|operators?|representatives?|persons?|people|customer service)"
_ANYONE_EN = f"(?:{_PERSON_EN}|person|people|real person|anyone|anybody|someone|somebody|rep)"
_SPENDS = frozenset({Label.REDEEM, Label.CREDIT, Label.DATA, Label.EXCHANGE})

_refused = partial(reading, Meaning.REFUSED)


def _aimed_zh(wishes: Collection[Label], verbs: str, example: str) -> Reading:
    """A denial that is aimed at one of the verbs."""
    return _refused("denied", wishes, ZH, rf"{AIMED_ZH}(?:{verbs})", example)


def _aimed_en(wishes: Collection[Label], verbs: str, example: str) -> Reading:
    return _refused("denied", wishes, EN, rf"{AIMED_EN} (?:{verbs})\b", example)


REFUSED = (
    _aimed_zh(_SPENDS, "换|兑", "我不想换礼品了"),
    _aimed_en(_SPENDS, "redeem|exchange|convert|swap|trade", "don't redeem anything"),
    _aimed_zh([Label.CLAIM], "补", "先不补登了"),
    _aimed_en([Label.CLAIM], "claim", "I don't want to claim them"),
    _aimed_zh([Label.COMPLAINT], "投诉|举报", "别投诉了"),
    _aimed_en([Label.COMPLAINT], "complain|file", "I won't complain"),
    _aimed_zh([Label.GIVE], "送|赠|转|给", "不想把积分转给他了"),
    _aimed_en([Label.GIVE], "give|send|transfer", "don't send her my points"),
    _refused(
        "no more", [Label.GIVE], ZH, r"停止[^,，。]{0,20}[送转赠]|(?:别|不要)再[送转赠给]",
        "停止给他送积分",
    ),
    _refused(
        "no more", [Label.GIVE], EN, r"\bstop (?:giving|sending|transferring)\b",
        "stop giving my points to him",
    ),
    _aimed_zh([Label.PIN], "改|换|设|动|重置", "别动我的密码"),
    _aimed_en([Label.PIN], "change|reset|set|touch", "don't reset my PIN"),
    _aimed_zh([Label.LOST], "挂失|冻结|停", "不用挂失"),
    _aimed_en([Label.LOST], "freeze|block|suspend|lock", "don't block my number"),
    _aimed_zh([Label.LEAVE], "退|注销|取消", "我不想退会"),
    _aimed_en([Label.LEAVE], "leave|quit|cancel|delete|close", "don't cancel it"),
    _refused(
        "not that", [Label.LEAVE], ZH,
        r"^\W*(?:我|我说的)?(?:不是|没)(?:要|想|说要?|来)*(?:退会|注销)", "不是要退会",
    ),
    _aimed_zh([Label.SUBSCRIBE], "订阅|接收|收|发|开|恢复", "我不要订阅"),
    _aimed_en(
        [Label.SUBSCRIBE],
        "subscribe|sign|send|turn|agree|start|resume",
        "don't subscribe me",
    ),
    _aimed_zh([Label.PAY], "付|支付|抵", "不用积分付了"),
    _aimed_en([Label.PAY], "pay", "I don't want to pay with points"),
    _aimed_zh([Label.STOP], "退订|停|取消|撤", "不要退订"),
    _aimed_en([Label.STOP], "stop|unsubscribe|cancel", "don't stop the texts"),
    _aimed_zh([Label.AGENT], "(?:转|找|接)?(?:人工|客服|真人)", "不用转人工"),
    _aimed_en(
        [Label.AGENT],
        rf"(?:(?:talk|speak) (?:to|with) )?(?:(?:an?|the) )?{_PERSON_EN}",
        "I don't want an agent",
    ),
    _refused(
        "not to be put through", [Label.AGENT], EN,
        rf"{AIMED_EN}(?: (?:be )?(?:connect|transfer|put|pass|hand|get|call)(?:ed)?(?: me)?"
        r"(?: through| over)?| (?:talk|speak))"
        rf"(?: (?:to|with))?(?:$|\W*$| (?:an?|any|the)? ?{_ANYONE_EN}\b)"
        rf"|{AIMED_EN} (?:an?|any) {_ANYONE_EN}\b"
        rf"|\bno need (?:for|of|to (?:talk|speak) (?:to|with)) (?:an?|any)? ?{_ANYONE_EN}\b",
        "don't connect me to an agent",
        unless=r"\bif you (?:don'?t|do not)\b|\bwhy\b|\b(?:a )?(?:machine|robot|bot)\b|\bcan'?t\b",
    ),
    _refused(
        "no agent", [Label.AGENT], EN,
        rf"\brather not (?:talk|speak|chat)\b|\b{_PERSON_EN}\W+(?:no|nope|never)\b",
        "I'd rather not talk to an agent",
    ),
    _refused(
        "no agent", [Label.AGENT], EN,
        rf"\b(?:no|not an?|not|without an?) (?:\w+ )?{_PERSON_EN}\b"
        r"(?! (?:to|i|yet|answer|call|came|help|has|picked|replied|available|here|free|online"
        r"|around))",
        "no human needed",
    ),
    _refused(
        "no agent", [Label.AGENT], ZH,
        r"(?:\brg|人工|客服|真人)\W*[就也都]?(?:不要|不用|不需要|不必|免)了?\W*$"
        r"|(?:没必要|用不着|无需|无须|不必)[^,，。]{0,2}(?:人工|客服|真人)|除了?(?:人工|客服)",
        "人工就不用了",
    ),
    _refused(
        "no agent", [Label.AGENT], ZH,
        r"不(?:是(?:要|想|来)?[找转叫]|等|找)了?(?:人工|客服|真人)|别转",
        "不是找人工，查积分",
    ),
    _refused(
        "keep the texts", [Label.STOP], ZH, r"^\W*(?:td|r|退订)\W*(?:不要|别)", "TD 不要",
    ),
    _refused("cannot stop", [Label.STOP], EN, r"\b(?:can'?t|cannot) stop\b", "I can't stop"),
    _refused(
        "no need", COSTLY, EN,
        r"\b(?:doesn'?t|does not|no|nothing|don'?t|do not) (?:need(?:s|ed)? )?(?:to )?(?:be )?"
        r"(?:chang|reset|freez|froz|block|lock|redeem|complain|claim|report)\w*",
        "I know my pin, it doesn't need changing",
    ),
    _refused(
        "remembers it", [Label.PIN], ZH, r"没有?忘|(?<![不没唔冇])记得(?!住)",
        "没忘没忘，我记得密码",
        unless="改|换|重[置设新]|不对|还是",
    ),
    _refused(
        "remembers it", [Label.PIN], EN,
        r"\bi (?:do |still )*(?:know|remember) my (?:pin|password)\b|\b(?:did|have)n'?t forg[oe]t",
        "I still remember my PIN", unless=r"\b(?:but|change|reset|new|want|need to)\b",
    ),
    _refused("not lost", [Label.LOST], ZH, r"没有?(?:丢|被偷|弄丢)", "手机没丢"),
    _refused(
        "not lost", [Label.LOST], EN,
        r"\b(?:not|isn'?t|wasn'?t|never|didn'?t) (?:lose|lost|stolen|missing)\b",
        "my phone is not lost",
    ),
    _refused("let it be", COSTLY, ZH, "算了|作罢", "算了，不投诉了"),
    _refused("let it be", COSTLY, EN, "never ?mind", "never mind the complaint"),
    _refused(
        "changed their mind", COSTLY - ON_SECOND_THOUGHT, ZH, "(?<!又)反悔|改主意",
        "我改主意了",
    ),
    _refused(
        "changed their mind", COSTLY - ON_SECOND_THOUGHT, EN,
        r"chang(?:ed|e) my mind|on second thought|take (?:it|that) back",
        "I changed my mind about the phone credit",
    ),
)  # fmt: skip
"""Denials by the verbs with which each wish is spoken of, and other words that refuse."""
