"""What members ask about a gift, credit or data in passing that is not its price: what it is like,
which the catalogue does not say, and how soon credit and data are added."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.programme import local_day
from core.redemption import Gift, gifts
from flows.dialogues.redeem.alternatives import names_of
from flows.dialogues.redeem.gift_names import NEARLY, gift_in
from flows.dialogues.redeem.prices import price_of
from flows.engine import Context, Said
from flows.language import Topic, answers, simplified, understanding

CHARS_MAX = 60
"""A longer text says more than what it asks."""
_PROPERTY = re.compile(
    r"(?:多大|多高|多重|多长(?!时间)|多宽|多厚)|容量|颜色|尺寸|大小|材质|什么材料|牌子|品牌|型号|规格|质量(?:怎|好|如)"
    r"|保修|什么样|啥样|长什么|好看|好用[吗不]|保温多久|能装|防水|产地|哪里产|什么做的|有效期|(?:能用|管|用)多久|用到什么时候"
    r"|\b(?:colou?rs?|sizes?|how (?:big|large|tall|heavy|thick|wide)|capacity|brand|model|material"
    r"|made of|warranty|look like|waterproof|weigh(?:t|s)?|what kind|valid|last)\b"
)
_HOW_SOON = re.compile(
    r"(?:多久|多长时间|什么时候|几天|多快).{0,4}(?:到账?|充上|到手|生效|能用上)"
    r"|\bhow (?:long|soon|fast|quick(?:ly)?)\b.*\b(?:take|arrive|add(?:ed)?|get|through|credited)\b"
)
_OTHERWISE = re.compile(
    r"投诉|退|坏|碎|[换充]了|还[没剩有]|\b(?:broken|my (?:order|data|credit))\b"
)
_KINDS = {
    "credit": re.compile(r"话费|\b(?:credit|top ?up)\b"),
    "data": re.compile(r"流量|\bdata\b"),
}


def tell(context: Context, text: str) -> Sequence[Said]:
    """The answer, with the price of the gift that is spoken of."""
    said = simplified(text.casefold().replace("’", "'"))
    is_other = _OTHERWISE.search(said) or understanding.tells_grievance(text)
    if context.caller is None or len(text) > CHARS_MAX or is_other:
        return ()
    kind = next((each for each, words in _KINDS.items() if words.search(said)), "")
    if kind and _HOW_SOON.search(said):
        return [(f"redeem_{kind}-{Topic.HOW_LONG}", {})]
    if not _PROPERTY.search(said):
        return ()
    gift, is_named = _spoken_of(context, text, kind)
    if gift is None or not (is_named or answers.asks(text) or said.endswith("的")):
        return ()
    unlisted: Said = ("redeem_gift-unlisted", {"name": names_of(gift)})
    return [unlisted, price_of(context, gift)] if is_named else [unlisted]


def _spoken_of(context: Context, text: str, kind: str) -> tuple[Gift | None, bool]:
    """The gift that the words name, or else the one that the open question is about; and whether it
    is named."""
    number = gift_in(context, text)
    if number.isdecimal() and NEARLY not in number:
        return gifts.find(context.conn, "gift", int(number), today=local_day(context.at)), True
    if kind:
        return next(
            iter(gifts.available(context.conn, kind=kind, today=local_day(context.at))), None
        ), True
    session = context.session
    sku = "" if session.resting or not session.stack else session.top.answers.get("sku", "")
    return (
        (gifts.by_sku(context.conn, sku, today=local_day(context.at)), False)
        if sku
        else (None, False)
    )
