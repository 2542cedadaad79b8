"""For whom phone credit and data are wanted, in words: for another number, which may be named, or
for the member's own."""

from __future__ import annotations

import re

from flows.language import answers, simplified, understanding

CHARS_MAX = 60
"""A longer text says more than for whom it is."""
OWN, UNNAMED = "own", "unnamed"
"""In place of a number: the member's own, and another one that the words do not name."""

_PERSON_ZH = (
    "(?:我|我们)?(?:家)?(?:的)?(?:老婆|老公|爱人|媳妇|妻子|丈夫|对象|男朋友|女朋友|女儿|儿子|闺女|孩子|小孩|妈|爸|爷爷|奶奶|外公|外婆"
    "|姥姥|姥爷|弟|妹|哥|姐|孙子|孙女|父母|父亲|母亲|岳母|岳父|公公|婆婆|叔|舅|姑|姨|朋友|同学|同事|家人|家里人|亲戚|邻居"
    "|他|她|别人|其他人|他人|另一个人)"
)
_PERSON_EN = (
    r"(?:wife|husband|son|daughter|mom|mum|mother|dad|father|brother|sister|(?:boy|girl)?friend"
    r"|partner|parents?|kids?|child|children|grand\w+|uncle|aunt|cousin|family|roommate"
    r"|coll?eague|coworker|neighbou?r)"
)
_FOR_OTHERS = re.compile(
    f"(?:给|帮|替|为|送)(?:我)?{_PERSON_ZH}"
    rf"|{_PERSON_ZH}的?(?:手机|电话|号)"
    "|(?:别的|其他的?|其它的?|另外?一?个|另外的?|别个)(?:手机|电话)?号"
    "|[换改](?:成|为)?(?:一?个|别的?)(?:手机|电话)?号|号码?(?:[写输填发弄搞]?错了|不对)"
    rf"|\b(?:for|to|on|onto) (?:my|his|her|their|an?|the)? ?(?:\w+ )?{_PERSON_EN}\b"
    rf"|\b(?:get|give|buy|send|top up|recharge) (?:my|his|her) {_PERSON_EN}\b"
    rf"|\bmy {_PERSON_EN}'?s\b|\b(?:for|to) (?:him|her|them)\b"
    r"|\b(?:someone|somebody|anyone|anybody) else|\b(?:another|different|other|wrong) (?:\w+ )?"
    r"(?:phone|number|person)"
)
_FOR_OWN = re.compile(
    "本机|[给充到为是](?:我)?自己|(?:充|给|到|是)我(?:的)?(?:手机|这个|本人)?号|[给充到]我(?:本人|这个|吧|就行|$)"
    r"|\bmy own\b|\b(?:for|to|on) (?:myself|me|my (?:phone|number|cell))\b|\bme instead\b"
)
_DIGITS = r"\+?\d(?:[ -]?\d){6,14}"
_BEHIND = re.compile(
    r"(?:给|帮|为|到|在|\bfor|\bto|\bonto?|号码?是?)[\s:：]*(\+?\d(?:[ -]?\d){4,39})"
    r"(?!\d| ?(?:元|块|分|积分|兆|yuan|rmb|points?|pts|mb?|gb?)(?![a-z]))"
)
"""A number that is no mobile one: where credit is wanted for it, the member is told so."""
_WHICH = re.compile(
    "(?:哪个|哪一个|什么|谁的?)(?:手机|电话)?号|[充换加]到哪|(?:给|到)谁|(?:本机|我的?手机|自己的?号)[^,，]{0,6}吗"
    r"|\b(?:which|what|whose) (?:phone )?(?:number|phone)\b|\bwho (?:is|gets|does) (?:it|this)\b"
)
_KINDS = {
    "data": re.compile(
        r"流量|\bdata\b|^ll\b|[\d一二两三四五六七八九十] ?(?:个?gb?|gigs?)(?![a-z])"
    ),
    "credit": re.compile(
        r"话费|(?<!补)充值?|缴费|交费|\bcredit\b|\btop(?:ping)? ?up\b|\brecharge\b|\bairtime\b"
        r"|^(?:dh)?hf\b"
    ),
}
_SAID = {
    "data": _KINDS["data"],
    "credit": re.compile(r"话费|元|块|\b(?:yuan|rmb|bucks?|credit|airtime)\b"),
}
"""What tells the kind also where the other one is begun: its name, or the unit of the amount."""
_GETS = re.compile(
    r"(?<!补)充|[换兑买领加要]|[交缴]费?|\b(?:get|gets|top|redeem|buy|add|send|give|recharge|want|need|use|go|goes"
    rf"|put|exchange|load|for {_DIGITS})\b|^(?:(?:dh)?hf|ll|credit|data|话费|流量)\b"
)
_OTHERWISE = re.compile(
    "投诉|补充|单号|订单|快递|物流|[充换送]了|没[有到收让]|不要|别[给帮充换]|为什么|昨天|上次|刚才|(?:送|转|赠)[^,，。]{0,8}积?分|积分[^,，。]{0,4}(?:送|转|赠)"
    r"|^(?:zz|give)\s+1\d{10}\s+\d+\W*$"
    r"|\b(?:did|didn'?t|was|why|never|don'?t|complain|yesterday|got|sent|tracking|parcel)\b"
    r"|\b(?:points?|pts) (?:to|2)\b"
)
"""Behind these the words tell of what was done, refuse it, or give points."""


def is_otherwise(text: str) -> bool:
    """Whether the words are about something else than for whom it is."""
    return tells_of(text) or understanding.tells_grievance(text)


def tells_of(text: str) -> bool:
    """Whether the words tell of what was done, refuse it, ask others for it, or give points. "Wrong
    number" is a correction where it answers a question, and a grievance elsewhere."""
    is_told = _OTHERWISE.search(_folded(text)) is not None
    return len(text) > CHARS_MAX or is_told or understanding.asks_another(text)


def refuses(text: str) -> bool:
    """Whether the whole text refuses something: "not for my mom". "No, for me" does not."""
    return bool(answers.refused_in(text)) and not answers.is_for_oneself(text)


def kind_in(text: str, begun: str) -> str:
    """ "credit" or "data", if the words want that; `begun` is what is chosen, if anything is."""
    said = _folded(text)
    if not begun and not _GETS.search(said):
        return ""
    kinds = _SAID.items() if begun else _KINDS.items()
    return next((each for each, words in kinds if words.search(said)), begun)


def receiver_in(text: str) -> str:
    """The number that the words name, as it was written; OWN or UNNAMED; "" if they do not say for
    whom it is."""
    said = _folded(text)
    if named := understanding.transfer_in(text).partition(" ")[0]:
        return named
    if behind := _BEHIND.search(said):
        return re.sub("[ -]", "", behind[1])
    if _FOR_OTHERS.search(said) or understanding.tail_in(said):
        return UNNAMED
    return OWN if _FOR_OWN.search(said) or answers.is_for_oneself(text) else ""


def amount_in(text: str, kind: str) -> str:
    """The amount that is wanted, as it would follow the keyword; "" if the words name none."""
    rest = _BEHIND.sub(" ", _folded(text))
    if kind == "data":
        megabytes = understanding.gigabytes_in(re.sub(_DIGITS, " ", rest))
        return megabytes if megabytes != understanding.ALL else ""
    return understanding.yuan_in(understanding.without_telephone(rest))


def asks_which(text: str) -> bool:
    """Whether the words ask which number gets it."""
    return _WHICH.search(_folded(text)) is not None


def _folded(text: str) -> str:
    return simplified(text.strip().casefold().replace("’", "'"))
