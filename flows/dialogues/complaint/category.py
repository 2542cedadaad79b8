"""What a complaint is about, by the words of the member: what agents filter and count by.

An agent corrects it at the desk. The first pattern that matches decides, so the narrower ones come
first: "快递员态度差" is about people, "积分算错了" about points, whatever else is in them.
"""

from __future__ import annotations

import re

from flows.language import answers, simplified

CATEGORY = "category"
"""The answer that has what the member has said that their complaint is about."""

_PATTERNS = {
    "service": re.compile(
        r"态度|骂|凶|没礼貌|不耐烦|挂(?:我|了?我?的?)电话|没人(?:接|理|管|回)|不理|敷衍|推诿|踢皮球|打不通|服务差|服务不"
        r"|\b(?:rude|swore|sworn|shout(?:ed|s)?|yell(?:ed|s)?|insult\w*|impolite|attitude|hung up"
        r"|ignored?|unhelpful|(?:nobody|no one) (?:answers?|helps?|called))\b"
    ),
    "points": re.compile(
        r"积分|分数|少了?分|扣分|补登|没到账|未到账|等级|成长值|\b(?:points?|tier|credited|balance)\b"
    ),
    "partner": re.compile(
        r"商户|合作|门店|店家|商家|收银|\b(?:partner|merchant|shop|store|cashier|till)\b"
    ),
    "quality": re.compile(
        r"坏|碎|破|裂|质量|次品|假货|瑕疵|不能用|用不了|漏|脏|过期|发错|寄错|少发|货不对板"
        r"|\b(?:broken?|damaged|defect\w*|fake|quality|leak\w*|dirty|cracked"
        r"|wrong (?:item|gift|colou?r|size)|doesn'?t work|not working)\b"
    ),
    "delivery": re.compile(
        r"快递|物流|送货|配送|没收到|未收到|没送|没到|迟迟|发货|丢件|包裹"
        r"|\b(?:deliver\w*|courier|parcel|package|shipp\w*|arriv\w*|lost in"
        r"|not received|never (?:came|got))\b"
    ),
}

_NAMES = {
    "delivery": re.compile("配送|送货|快递|物流|发货|delivery|shipping|(?:the )?courier"),
    "quality": re.compile(
        "(?:礼品|东西|商品)?的?质量|礼品"
        "|(?:the )?(?:gift quality|gift|quality)(?: of (?:a|the|my) gift)?"
    ),
    "points": re.compile(
        "(?:少|缺|漏|丢|没给|没到)?了?(?:我的?)?(?:积分|分数)(?:少了?|缺了?|没了|不见了?|没到账?|不对|不够)?"
        "|(?:my |the |some )?(?:missing )?points(?: (?:are |were )?(?:missing|gone|lost|wrong))?"
    ),
    "service": re.compile("服务|(?:服务)?态度|(?:the |customer )?service|(?:bad )?attitude"),
    "partner": re.compile("(?:合作)?商[户家]|门店|(?:a |the )?(?:partner|shop|store|merchant)"),
    "other": re.compile(
        "其他的?|别的|以?上?都不[是对]|(?:something |anything )?else|others?"
        "|none(?: of (?:them|these|those))?"
    ),
}
_AROUND_ZH = re.compile(
    "^(?:是|就是|嗯|关于|有关|主要是|应该是)+|(?:上|方面)?的?(?:问题|事情?|原因)?[吧的了啊]*$"
)
_AROUND_EN = re.compile(
    "^(?:it'?s |it was |that'?s |um |about |the )+|(?: (?:problem|issue|one|please))+$"
)


def category_named(words: str) -> str | None:
    """The category that the words name and say nothing else: "配送的问题", "it's about points"."""
    said = _plain(words)
    around = _AROUND_EN if said.isascii() else _AROUND_ZH
    said = around.sub("", said)
    return next((each for each, name in _NAMES.items() if name.fullmatch(said)), None)


_OVER_ZH = (
    "(?:(?:不对|错了|[选说写按点]错了?|哦不|等等|等一下|抱歉|不好意思"
    "|(?:投诉)?的?(?:类别|分类|类型|方面)(?:不对|错了|选错了?|弄错了?))[,，。.!！、 ]*"
    "|不是?[,，。.!！、 ]+)"
)
_SWAP_ZH = (
    "(?:我?(?:是说|说的是|要说的是|想说的是|要选|想选|选的是)|应该[是选]"
    "|(?:把?(?:投诉的?)?(?:类别|分类|类型))?(?:改成|换成|改为|改选)|而?是)"
)
_OVER_EN = (
    r"(?:(?:no|nope|wait|sorry|oops|actually|hold on|oh|well|wrong(?: one| category)?"
    r"|my mistake)\b[,.! ]+)"
)
_SWAP_EN = (
    r"(?:(?:i (?:mea?nt?|wanted)(?: to (?:say|pick))?|make (?:it|that)|it should(?: have)? bee?n?"
    r"|should be|it'?s|it is|that'?s"
    r"|(?:change|switch|set) (?:(?:it|that|this|(?:the |its )?(?:category|type|kind)) )?to)[,: ]+)"
)
_CORRECTION = re.compile(
    f"{_OVER_ZH}+{_SWAP_ZH}?|{_SWAP_ZH}|{_OVER_EN}+{_SWAP_EN}?|{_SWAP_EN}",
)
_INSTEAD_OF = re.compile("[,，;； ]+(?:而?不是|(?:and )?not )[^,，]+$")


_WRONG = re.compile(
    "(?:投诉)?的?(?:类别|分类|类型|方面)(?:不对|(?:选|弄|写|填|搞)?错了?)"
    "|(?:(?:that'?s|it'?s|you have|you've got) )?(?:the )?wrong (?:category|type|kind)"
    "|(?:the )?(?:category|type|kind) is wrong"
)


def calls_wrong(words: str) -> bool:
    """Whether the words say no more than that the category is wrong."""
    return _WRONG.fullmatch(_plain(words)) is not None


def corrected_answer(words: str) -> str:
    """What the words say in place of another answer: 服务 of "不对，是服务"; "" if they correct
    none."""
    said = _INSTEAD_OF.sub("", _plain(words))
    correction = _CORRECTION.match(said)
    return said[correction.end() :] if correction else answers.changed_to(words)


def category_meant(words: str) -> str | None:
    """The category that the words put in the place of another one; None for a mere name of one."""
    return category_named(corrected_answer(words))


_DECLINES = re.compile(
    "(?:我|也|这|都|不用|不必|不说|不想说|不选|没有|没了|说不清|说不好|说不上来|不好说|不知道|不晓得|不清楚|不确定"
    "|不了解|随便|无所谓|算了|不|谢谢|了|吧|啊|呢)+"
    "|(?:(?:i|no|nope|nah|skip(?: it)?|never ?mind|nothing|none|not sure|unsure"
    "|(?:don'?t|do not)(?: really)? (?:know|care)|dunno|idk|no idea|no clue|can'?t (?:say|tell)"
    "|hard to say|whatever|doesn'?t matter|thanks|thank you|pass)[ ,.]*)+"
)


def declines(words: str) -> bool:
    """Whether the words say no more than that the member does not tell, or cannot."""
    return _DECLINES.fullmatch(_plain(words)) is not None


def _plain(words: str) -> str:
    return simplified(words.lower().replace("’", "'")).strip(" .。!！,，~")


def category_of(words: str, *, is_about_order: bool) -> str | None:
    """One of COMPLAINT_CATEGORIES; None for a recording, or for words that do not tell.

    is_about_order: the member has complained about an order that has not come or is damaged."""
    said = words.lower().replace("’", "'")
    found = (category for category, pattern in _PATTERNS.items() if pattern.search(said))
    return next(found, "delivery" if is_about_order else None)
