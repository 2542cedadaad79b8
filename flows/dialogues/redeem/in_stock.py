"""Whether a gift is in stock, and when it will be again: what members ask in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.programme import local_day
from core.redemption import gifts
from flows.dialogues.redeem.gift_names import gift_in
from flows.dialogues.redeem.prices import open_kind, price_of
from flows.engine import Context, Said
from flows.language import simplified

CHARS_MAX = 60
"""A longer text says more than what it asks."""
_WHEN = r"(?:什么时[候间]|啥时候?|几时|多久|哪天|几号|何时)"
_GONE = r"(?:没货|没有货|缺货|断货|无货|补货|有货|上架|卖完|sold out|out of stock)"
_AGAIN = re.compile(
    rf"{_GONE}.*{_WHEN}|{_WHEN}.*{_GONE}|[兑换]完.*{_WHEN}(?:还|会|再|才|能|可以)*[有补上进来到]"
    r"|\bwhen\b.*\b(?:in stock|back in|restock\w*|available again)\b"
    r"|\b(?:sold out|out of stock)\b.*\bwhen\b"
)
_AGAIN_HERE = re.compile(
    rf"\W*(?:那|它|这个|么|的话)*{_WHEN}(?:还|会|再|才|能|可以)*有(?:啊|呀|呢|的)*\W*"
    r"|\W*(?:so |and )*when will (?:it|they|you) (?:be (?:back|available)|have (?:it|them|more))\W*"
)
_HAVE = re.compile(
    r"有没有|有货|还有[^,，。]{0,8}[吗么没]|有[^,，。]{1,8}[吗么]\W*$|还?有(?:没有|吗|么|没)\W*$"
    r"|\bin stock\b|\bavailable\b|\b(?:do you|you) (?:still )?have\b|\bhave you (?:still )?got\b"
    r"|\b(?:is|are) there (?:still )?(?:an?|any)\b"
)
_ANY = re.compile(
    r"(?:请问|那|你们|这里|还)*(?:有没有|有)[^,，。?？]{1,8}(?:[吗么]|呢)?[?？]?"
    r"|(?:do you (?:have|sell)|have you got|(?:is|are) there|got)(?: an?| any| some)?"
    r" [a-z ]{2,24}\??"
)
"""At a list of gifts these words ask for one."""
_OTHERWISE = re.compile(
    r"订单|我的|收到|扣|到账|快递|送货|投诉|[换兑]了|坏|碎|多少|几个|更|别的|其他|便宜"
    r"|\b(?:order|my|other|cheaper|another)\b"
)
"""With these the words ask about an order, or for something else."""


def tell(context: Context, text: str) -> Sequence[Said]:
    """The answer; nothing if the words ask neither."""
    said = simplified(text.casefold().replace("’", "'"))
    if context.caller is None or len(text) > CHARS_MAX or _OTHERWISE.search(said):
        return ()
    if _AGAIN.search(said) or (open_kind(context) and _AGAIN_HERE.fullmatch(said)):
        return [("redeem_gift-restock", {})]
    number = gift_in(context, text) if _HAVE.search(said) else ""
    gift = (
        gifts.find(context.conn, "gift", int(number), today=local_day(context.at))
        if number.isdecimal()
        else None
    )
    if gift is not None:
        return [price_of(context, gift)]
    is_no_such = open_kind(context) == "gift" and _ANY.fullmatch(said) and not number
    return [("redeem_gift-no_such", {})] if is_no_such else ()
