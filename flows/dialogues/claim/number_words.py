"""What members say of a receipt's number in place of one: where it stands, and that the one that is
read back is wrong."""

from __future__ import annotations

import re

from flows.language import simplified

_NUMBER_ZH = (
    "(?:(?:小票|单据|账单|收据|发票|票据|流水)?的?(?:单号|号码?|编号|流水号|数字)|小票|收据)"
)
_WHERE_ZH = "(?:哪里|哪儿|哪|什么地方|什么位置|啥地方)"
_WHERE = re.compile(
    rf"{_NUMBER_ZH}(?:一般|都|是|印|写|会|在|从|到底|要|怎么|怎样|如何|去)*(?:{_WHERE_ZH}|找|看)"
    rf"|(?:{_WHERE_ZH}|怎么|如何|怎样)(?:能|可以|才能|去)*(?:找|看|查)(?:得?到|见)?[^,，。]{{0,4}}{_NUMBER_ZH}"
    rf"|{_NUMBER_ZH}(?:是|指)?的?(?:什么|啥|哪个|哪一个|哪串)|(?:哪个|什么|哪一个|哪串)(?:是|叫)?{_NUMBER_ZH}"
    r"|\bwhere\b.{0,24}\b(?:number|it|that)\b|\b(?:which|what)(?: is|'s)?(?: the| a)?"
    r"(?: receipt| bill)? number\b|\bhow (?:do|can) i (?:find|see|get) (?:it|the|that|my)\b"
    r"|\bwhere (?:do|can) i (?:find|see|get|look)\b"
)
_OTHER = re.compile(r"快递|物流|订单|\b(?:tracking|order|parcel|points?|phone)\b")
"""What has another number."""
_WRONG = re.compile(
    r"(?:不对|不是|错了|等等|我|说|打|输|写|填|按)*[,，。 ]*(?:不是这个|这个不是"
    r"|(?:号码?|单号|编号|数字)(?:不对|错|有误)|(?:打|输|写|填|按|说)错)"
    r"(?:号码?|单号|编号|数字|的|了|吧)*[,，。.!！ ]*"
    r"|(?:no|sorry|wait|oh|oops|that'?s|that is|it'?s|it is|not|the|this|a"
    r"|i (?:typed|entered|gave|put)|[,. ])*"
    r"(?:(?:wrong|different|incorrect) (?:number|one|receipt|digits)"
    r"|(?:not|isn'?t) (?:the (?:right )?|my |that |this )?(?:number|one|receipt)"
    r"|number is (?:wrong|not right|incorrect)|(?:a )?typo|mistyped(?: it)?)[,.! ]*"
)


def asks_where(text: str) -> bool:
    """Whether the words ask where the number stands."""
    said = _plain(text)
    return _WHERE.search(said) is not None and _OTHER.search(said) is None


def is_wrong(text: str) -> bool:
    """Whether the whole text says that the number is another one."""
    return _WRONG.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    return simplified(text.strip().lower().replace("’", "'"))
