"""Words in place of the code that change what it confirms: "改成20", "change the amount"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from flows.language import answers, simplified, understanding

CHARS_MAX = 60
"""A longer text says more than what is to be changed."""

_AMOUNT_ZH = "(?:[0-9零一二两三四五六七八九十百千万]+(?:个?积?分|元|块钱?|个?[gG][bB]?)?)"
_TOO_ZH = (
    "(?:有点|实在|好像)?(?:太(?:[多少贵高低大小]|便宜)(?:[了啦])*"
    "|(?:[多少贵高低大小]|便宜)(?:一?点儿?|[了啦])+)"
)
_TOO_MANY_ZH = (
    "(?:这|那|有点|实在|好像|也)*太[多少高低大小](?:[了啦])*"
    "|(?:一半|半数)(?:就行|就好|就可以|够了?|吧|算了|就够)*"
)
_PLEASE_ZH = (
    f"(?:(?:{_AMOUNT_ZH})?{_TOO_ZH}|不要了|不换了|算了|等等|等一下|不对|不是|我|那|还是|想|要|请|麻烦|帮|给|你|您|能不能|可不可以|可以|能|再|先"
    "|[,，。、\\s])*"
)
_WHAT_ZH = "(?:数量|数目|金额|面额|积分数?|分数|数字?|个数|礼品|东西)"
_END_ZH = "(?:吧|了|啊|呀|吗|可以吗|行吗|好吗|谢谢|[。.!！~？?\\s])*"
_AGAIN_ZH = (
    f"(?:改|换成?|调整?|变)(?:一下|下|改|一?[个款种样]|别的|其他的?|另外?一?[个款种])的?{_WHAT_ZH}?"
    f"|(?:改|调整|修改)(?:{_WHAT_ZH})?"
    f"|(?:把)?{_WHAT_ZH}(?:改|换|调)(?:一下|下|掉)?"
    f"|{_WHAT_ZH}(?:不对|(?:写|填|选|输|搞|弄)?错了)|(?:选|填|输|写)错(?:{_WHAT_ZH})?了?"
    f"|重新?(?:选|挑|填|输)(?:一?[个下次])?{_WHAT_ZH}?"
    "|(?:换|要|来)一?个?(?:更|再)?(?:便宜|贵|好|大|小|高档)(?:一?[点些])?的"
)
_TO_ZH = (
    f"(?:把)?(?:{_AMOUNT_ZH}|{_WHAT_ZH})?(?:改|换|调|变)(?:成|为|到)|我是(?:说|要)|应该是|是要"
    "|(?:不对|不是|[说写输]?错了)[,，\\s]*是"
    "|(?:改|换)(?:[a-z]{2,4})?(?=\\s*[0-9一二两三四五六七八九十百千万])"
    f"|不是{_AMOUNT_ZH}[,，。、\\s]*(?:而|我要的)?是(?:要)?"
)
_WRONG_ZH = "(?:不对|不是|错了|[说写输填发打弄搞]错了?|不要那么多|等等|等一下|算了)"
_TOO_MUCH_ZH = f"(?:{_AMOUNT_ZH})?{_TOO_ZH}"
_NO_ZH = (
    f"(?:(?:{_WRONG_ZH}|{_TOO_MUCH_ZH})[了啊呀,，。、\\s]*)+(?<=[\\s了啊呀,，。、])"
    f"(?:{_WRONG_ZH}|[我那应该就想要送换给的是说,，\\s])*"
)
_TOO_EN = (
    r"(?:[0-9,]+ ?(?:points |yuan )?|that |it |this )?(?:'?s |is |are )?(?:way |a bit |far |much )?"
    r"too (?:much|many|little|few|expensive|high|low)"
)
_PLEASE_EN = (
    rf"(?:(?:{_TOO_EN}|no|wait|hold on|sorry|oh|actually|please|pls|but|and|so|can i|could i|may i"
    r"|can we|i want to|i'?d like to|i need to|let me|let'?s|can you|could you|would you)[\s,.]+)*"
)
_WHAT_EN = "(?:amount|number|points|quantity|sum|value|gift|choice|selection|item|order)"
_END_EN = r"(?:[\s,]+(?:please|pls|thanks|thank you|instead))*[\s.!?~]*"
_VERB_EN = "(?:change|edit|correct|modify|adjust|fix|switch|alter)"
_AGAIN_EN = (
    rf"{_VERB_EN}(?: (?:the|my|this|that|it))?(?: {_WHAT_EN})?"
    r"|(?:(?:pick|choose|select|get|take|want|i want|for|a|an) )*"
    rf"(?:(?:different|other) (?:one|{_WHAT_EN})|another {_WHAT_EN}|something else)"
    rf"|(?:(?:that'?s|it'?s|this is) )?(?:the )?wrong (?:one|{_WHAT_EN})"
    rf"|(?:the )?{_WHAT_EN} is wrong|(?:choose|pick|select) again"
    r"|(?:(?:a|an|something|get|want|i want) )*(?:more expensive|cheaper|better|bigger|smaller"
    r"|nicer)(?: (?:one|gift|thing))?"
)
_TOO_MANY_EN = (
    r"(?:that'?s |it'?s |this is )?(?:way |a bit |far |much )?too (?:much|many|few|little)"
    r"|(?:just |only |make it |i meant )*half(?: of (?:it|that))?(?: is enough| will do)?"
)
_TO_EN = (
    rf"{_VERB_EN}(?: (?:the|my|this|that|it))?(?: {_WHAT_EN})? (?:to|into)|make (?:it|that)"
    r"|i mea?nt?|i said|it should be|should be|it'?s|give|send|want"
    r"|not [0-9a-z ]+?(?:,| but|,? it'?s)"
)
_NO_EN = (
    rf"(?:(?:{_TOO_EN}|no|nope|wait|sorry|oops|wrong|actually|hold on|i mea?nt?|i said|it'?s"
    r"|make it|just|only|give|send|i want|i wanted|not that)[\s,.!-]+)+"
)
_AGAIN = re.compile(
    f"{_PLEASE_ZH}(?:{_AGAIN_ZH}){_END_ZH}|{_PLEASE_EN}(?:{_AGAIN_EN}){_END_EN}", re.IGNORECASE
)
_TOO_MANY = re.compile(
    f"{_PLEASE_ZH}(?:{_TOO_MANY_ZH}){_END_ZH}|{_PLEASE_EN}(?:{_TOO_MANY_EN}){_END_EN}",
    re.IGNORECASE,
)
"""Of points, another amount is wanted; a gift, credit or data that is too much is too dear."""
_TO = re.compile(
    rf"(?:{_PLEASE_ZH}(?:{_TO_ZH})\s*|{_PLEASE_EN}(?:{_TO_EN})\s+)(?P<amount>.+)", re.IGNORECASE
)
_NO = re.compile(rf"(?:{_NO_ZH}|{_NO_EN})(?P<amount>.+)", re.IGNORECASE)
_TOPS_UP = re.compile(
    rf"(?!.*再充)(?:{_PLEASE_ZH}就?充值?|{_PLEASE_EN}(?:top (?:it |me )?up|recharge)(?: with| by)?)"
    r"\s*(?P<amount>.+)",
    re.IGNORECASE,
)
"""A verb that only credit has."""
_BEHIND = re.compile(
    r"(?:[\s,，.。!！~吧了啊呀]|instead\b|(?:and )?not .*|rather than .*|才对|不是.*"
    r"|(?:可以|行|好)吗|please\b|pls\b|thanks\b)++$",
    re.IGNORECASE,
)
_GIGABYTES = re.compile(r"\s*(?:个?gb?|gigs?|gigabytes?)(?:的?流量| (?:of )?data)?$", re.IGNORECASE)
_CREDIT = re.compile(r"(?:的?话费| (?:of )?(?:phone )?credit)$", re.IGNORECASE)
_KEYED = re.compile(r"[\d*#\s]*")
GIGABYTES = "gigabytes"
SAID_ALONE_MIN = 10
"""A smaller number without a unit is a key."""


def change_in(text: str, units: Collection[str]) -> str | None:
    """The amount that the words change to, in digits; "" if they only want another one, or name an
    amount in another unit than these; None if they change nothing, or may wish for another thing:
    "no, 10 yuan of credit". A telephone number is no amount."""
    said = _plain(text)
    if len(said) > CHARS_MAX or understanding.without_telephone(said) != said:
        return None
    if wants_another(text, units):
        return ""
    tops_up = _TOPS_UP.fullmatch(said) if "yuan" in units else None
    if changed := _TO.fullmatch(said) or tops_up:
        amount = _amount(changed["amount"], units)
        if amount is not None:
            return _in_units(amount, units)
    corrected = _NO.fullmatch(said)
    is_keyed = _KEYED.fullmatch(said) is not None or answers.digits_of_words(said) is not None
    amount = None if is_keyed else _amount(corrected["amount"] if corrected else said, units)
    if answers.asks(said) or amount is None or (not amount.unit and amount.value < SAID_ALONE_MIN):
        return None
    return _in_units(amount, units) or None


def wants_another(text: str, units: Collection[str]) -> bool:
    """Whether the words only want another one, without saying which."""
    said = _plain(text)
    if "points" in units and _TOO_MANY.fullmatch(said):
        return True
    return _AGAIN.fullmatch(said) is not None


def _plain(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text).strip()).replace("’", "'")


def _amount(words: str, units: Collection[str]) -> answers.Amount | None:
    plain = _BEHIND.sub("", words.strip())
    if GIGABYTES in units and (unit := _GIGABYTES.search(plain)):
        amount = answers.amount_of(plain[: unit.start()])
        return answers.Amount(amount.value, GIGABYTES) if amount and not amount.unit else None
    return answers.amount_of(_CREDIT.sub("", plain) if "yuan" in units else plain)


def _in_units(amount: answers.Amount, units: Collection[str]) -> str:
    return str(amount.value) if amount.unit in units else ""
