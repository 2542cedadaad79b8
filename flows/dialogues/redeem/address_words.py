"""Words that are an address, or ask to change one."""

from __future__ import annotations

import re

from core.redemption import addresses
from flows.language import answers, simplified, understanding

LATIN_CHARS_MIN = 20
READ_BACK_CHARS_MAX, GAP = {"zh": 23, "en": 35}, "..."
"""How much of an address is read back, so that it fits in one text with the code."""

_PLACES_ZH = re.compile(r"[省市区县镇乡村旗州街路道巷弄号栋幢座楼室]")
_AREA_ZH = re.compile(r"省|县|旗|州|(?<!超)市|(?<![小社园])区")
"""What tells in which town a street is."""
_PLACES_EN = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|lane|district|city|county|province|building|bldg|room|rm"
    r"|apartment|apt|floor|unit|block|no)\b",
    re.IGNORECASE,
)
_HOUSE_EN = re.compile(
    r"\b\d+[a-z]?,?(?:\s+[a-z'.]+){1,4}?\s+(?:street|st|road|rd|avenue|ave|lane|boulevard|blvd|drive"
    r"|alley|square|lu|jie|xiang|hutong)\b",
    re.IGNORECASE,
)
"""The number of a house with its street, as it is written first: 12 Nanjing Road."""
_PARTS_EN = re.compile(r"\s*[,;\n]\s*")
PARTS_MIN, PART_WORDS_MAX = 3, 6
_SAYS_SO = re.compile(
    r"(?:不对|不是|错了|我的?|收货|收件|寄送|邮寄|新的?|地址|请|寄到|送到|发到|改成|改为|换成|是|[:：,，\s])+"
    r"|(?:(?:no|wait|sorry|oops|actually|i mea?nt?|i said)[\s,.]+)+"
    r"|(?:(?:my|the|new|shipping|delivery|mailing)\s+)*address(?:\s+is)?[:\s]+"
    r"|(?:please\s+)?(?:send|ship|deliver)\s+(?:it\s+)?to[:\s]+",
    re.IGNORECASE,
)
_SENT_TO = re.compile(
    r"(?:寄|送|发|邮|递|改|换|变|填|写)(?:一下)?(?:收货|新)*(?:地址)?(?:到|往|去|给|成|为|至)|地址(?:是|为)"
    r"|\b(?:send|ship|deliver|mail|post|change|update)\b[^,.;\d]{0,40}?\bto\b"
    r"|\b(?:sent|shipped|delivered|mailed) to\b|\baddress(?: is|:)",
    re.IGNORECASE,
)
"""What stands between a wish and the address: 换保温杯，寄到..., "order 12, send it to ..."."""
_CHANGE = re.compile(
    r"(?:我|想|要|请|帮我|麻烦|能不能|可以|需要|一下|给我|把)*(?:改|换|更改|修改|变更|填)(?:一下|个)?"
    r"(?:我的|礼品的?|订单的?|收货|收件|送货|寄送|邮寄|新的?)*地址(?:吗|吧|了|一下)?"
    r"|(?:我的?|礼品的?|收货|收件)*地址(?:要|想|需要|能不能)?(?:改|换|更改|修改)(?:一下|了)?(?:吗|吧)?"
    r"|(?:我们?|最近|刚刚?|现在|已经?)*(?:搬家|搬了家|换地址|地址换|地址变)了?(?:吧|啊)?"
    r"|(?:hi |so )?i(?:'?ve| have)? (?:just |recently )?moved(?: house| home| out"
    r"| to (?:a |my )?new (?:address|place|home|house|flat|apartment))?"
    r"|(?:please |hi |i |i'?ve |have |got |my |a |the |new |shipping |delivery )*new address"
    r"|(?:我的?|礼品的?|收货|收件|的)*地址(?:写|填|发|给)?(?:错了?|不对|有误)(?:吧|了)?"
    r"|(?:please |i |want to |need to |would like to |'d like to |can i |could i |how do i )*"
    r"(?:change|update|correct|give) (?:my |the |a |new |shipping |delivery )*address"
)
PART_CHARS_MAX = 40
_PART = re.compile(
    r"(?:不对|不是|错了|写错了|等等|应该|改成|改为|换成|是|门牌号?|房号|地址|[,，。、:：\s])*"
    r"(?:[0-9一二三四五六七八九十百a-z-]+[号栋幢座楼室弄单元]+)+[0-9]*(?:吧|才对|不是.*|[。.!！\s])*"
    r"|(?:不对|错了|[,，。\s])*(?:收件人|收货人|名字|姓名|电话)(?:改成|改为|换成|应该|写错了|错了|是|叫|写"
    r"|[,，:：\s])*[^,，。\s]{0,12}[。.\s]*"
    r"|(?:(?:no|wait|sorry|wrong|address|address is wrong|oops"
    r"|actually|it'?s|it is|it should be|should be|make it|the|my)"
    r"[\s,.]+)*(?:(?:no\.?|number|flat|apartment|apt|room|unit|building|floor|house|block)\s+"
    r"(?:is\s+|number\s+)*[0-9]+[a-z]?|(?:recipient|receiver|name)\b.{0,24})[\s.!]*",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+$")


def asks_to_change(text: str) -> bool:
    said = _MARKS.sub("", simplified(text.lower().replace("’", "'"))).strip()
    return _CHANGE.fullmatch(said) is not None


def split(text: str) -> tuple[str, str]:
    """What is said ahead of the address, such as a wish, and the address: 换保温杯，寄到..."""
    for mark in _SENT_TO.finditer(simplified(text)):
        ahead, address = text[: mark.start()], text[mark.end() :].lstrip(" :：,，")
        if looks_like_address(address) and not _is_placed_exactly(ahead):
            return ahead.strip(), address
    return "", text


def address_in(text: str) -> str:
    """The address without the words around it: 我的地址是..."""
    _, said = split(answers.changed_to(text) or text)
    opening = _SAYS_SO.match(said)
    rest = said[opening.end() :].strip() if opening else said
    return rest if len(rest) >= addresses.CHARS_MIN else said.strip()


def looks_like_address(text: str) -> bool:
    """Whether it may be one: it names a place, and the town that it is in."""
    is_placed = _named_places(text) > 0 or _HOUSE_EN.search(text) is not None
    parts = len(_PARTS_EN.split(text.strip(" .")))
    is_in_town = (
        addresses.province_of(text) is not None
        or _AREA_ZH.search(simplified(text)) is not None
        or parts >= PARTS_MIN
    )
    is_long = len(text) >= (LATIN_CHARS_MIN if text.isascii() else addresses.CHARS_MIN)
    return is_long and is_placed and is_in_town


def is_plainly_address(text: str) -> bool:
    """Whether words that nobody has asked for are one: they name several places with a number, and
    neither complain nor ask."""
    if answers.asks(text) or understanding.tells_grievance(text):
        return False
    is_house = _HOUSE_EN.fullmatch(text.strip(" .")) is not None
    return is_house or _is_house_in_place(text) or _is_placed_exactly(text)


def corrects_part(text: str) -> bool:
    """Whether words in place of the code are of a part of the address: "it's flat 5", 是2号."""
    return len(text) <= PART_CHARS_MAX and _PART.fullmatch(simplified(text.strip())) is not None


def _is_house_in_place(text: str) -> bool:
    """Whether it is written from the house to the province, in a list: "12 Nanjing Road, Huangpu,
    Shanghai, Tom Ford"."""
    parts = [each for each in _PARTS_EN.split(text.strip(" .")) if each]
    is_list = len(parts) >= PARTS_MIN or addresses.province_of(text) is not None
    is_short = all(len(each.split()) <= PART_WORDS_MAX for each in parts)
    return is_list and (is_short or len(parts) == 1) and _HOUSE_EN.search(text) is not None


def _is_placed_exactly(text: str) -> bool:
    is_numbered = re.search(r"\d|[一二三四五六七八九十]+[号栋幢座楼室]", text) is not None
    return is_numbered and _named_places(text) >= 2


def read_back(address: str) -> dict[str, str]:
    """Both ends of it: the province, and the number of the house and the name."""
    return {language: _shortened(address, most) for language, most in READ_BACK_CHARS_MAX.items()}


def _shortened(address: str, most: int) -> str:
    if len(address) <= most:
        return address
    kept = (most - len(GAP)) // 2
    return f"{address[:kept]}{GAP}{address[-kept:]}"


def _named_places(text: str) -> int:
    return len(set(_PLACES_ZH.findall(simplified(text)))) + len(_PLACES_EN.findall(text))


def destination(address: str) -> dict[str, str]:
    """Where a gift goes, as a receipt says it. A Chinese name would make an English text twice as
    long, so it is not in one."""
    area = addresses.area_of(address)
    return {"zh": area, "en": area if area.isascii() else "the address we have"}
