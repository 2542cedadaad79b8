"""What members ask about prices in passing: what a gift, credit or data costs, and which is the
cheapest or the dearest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from core.programme import local_day
from core.redemption import Gift, gifts
from flows.dialogues.redeem.alternatives import enough_for, names_of
from flows.dialogues.redeem.gift_names import GIFT_NUMBER_DIGITS_MAX, NEARLY, gift_in
from flows.engine import Context, Said, digits_of
from flows.language import answers, simplified, understanding

CHARS_MAX = 40
"""A longer text says more than what it asks."""
TOLD_MAX = 3
"""So many gifts of one name are told one by one."""
LEAST, MOST = "least", "most"
KINDS = {"redeem_gift": "gift", "redeem_credit": "credit", "redeem_data": "data"}

_PRICE = re.compile(
    r"(?:多少|几)个?(?:积?分|钱)|什么价|价[格钱]|(?:要|需要?|得|用|花)多少"
    r"|\bhow (?:many points?|much)\b|\bprice\b|\bcosts?\b|\bworth\b"
)
_OTHERWISE = re.compile(
    r"[扣花用兑换]了|剩|还有|还余|为什么|怎么(?!换)|没[收到有]"
    r"|\b(?:did|was|were|why|charged?|left|cost me)\b"
)
"""Behind these the words ask about what was already redeemed, or what is left."""
_CREDIT = re.compile(r"话费|花费|\bcredit\b")
_DATA = re.compile(r"流量|\bdata\b|\d ?(?:个?gb?|gigs?)(?![a-z])")

_LEAST = r"最(?:便宜|省积?分|少积?分|低)|(?:积?分)(?:要得|用得|要求)?最[少低]|最少(?=多少)"
_MOST = r"最(?:贵|高档|高级|值钱)|积?分(?:要得|用得)?最[多高]"
_LEAST_EN = r"(?:cheapest|least expensive|lowest[- ]price(?:d)?|fewest points|least points)"
_MOST_EN = r"(?:dearest|most expensive|highest[- ]price(?:d)?|priciest)"
_AROUND_ZH = (
    "请问|那么?|有没有|你们|这里|这儿|里面?|现在|目前|可以|什么|多少|积分|哪[一个款种样]*|几[个款种样]"
    "|[一个款种样]|礼品|礼物|东西|商品|奖品|话费|流量|能|想要?|就|要|换|兑|有|是|的|我|给|来|选|分|吧|呢|啊|呀|了"
)
_AROUND_EN = (
    r"(?:so|and|hi|please|pls|what|whats|what's|which|is|are|the|your|a|an|gifts?|ones?|things?|items?"
    r"|do|you|have|can|could|i|get|give|me|show|take|want|redeem|ll|i'll|would|like|for|points|with"
    r"|of|it|them|now|there|option)"
)
_SUPERLATIVE = re.compile(
    rf"(?:{_AROUND_ZH}|\s)*(?P<zh>(?P<least_zh>{_LEAST})|{_MOST})(?:{_AROUND_ZH}|\s)*"
    rf"|(?:{_AROUND_EN}\s+)*(?P<en>(?P<least_en>{_LEAST_EN})|{_MOST_EN})(?:\s+{_AROUND_EN})*"
)


_POINTS_ZH = r"(?P<points_zh>\d{1,6}[百千万]?|[一二两三四五六七八九十百千万]{1,6})"
_WITHIN = re.compile(
    rf"(?:请问|那|我)*(?:用|花|有|要)?{_POINTS_ZH}个?积?分(?:以内|以下|之内|内)?(?:的)?"
    r"(?:都|还)?(?:(?:能|可以)(?:换|兑换?)(?:点|些)?|有)(?:什么|啥|哪些)(?:东西|礼品|呢|啊)*"
    r"|(?:(?:what|anything|something)(?: else)? )?(?:(?:can|could) i (?:get|have|redeem)|is there"
    r"|do you have|have you got)?(?: (?:anything|something))? ?"
    r"(?:for|under|below|within|up to|with|less than)"
    r" (?P<points_en>[\d ]{2,7}?) ?(?:points?|pts)(?: or less)?"
)


def _within(context: Context, text: str) -> Sequence[Said]:
    """What can be had for as many points as the words name; nothing if they ask otherwise."""
    asked = _WITHIN.fullmatch(_plain(text.replace(",", "")))
    if asked is None:
        return ()
    amount = answers.amount_of(asked["points_zh"] or asked["points_en"])
    if amount is None:
        return ()
    instead = enough_for(context, amount.value, None)
    facts = {"points": amount.value, "instead": instead or "none"}
    return [("redeem_gift-within" if instead else "redeem_gift-within_none", facts)]


def tell(context: Context, text: str) -> Sequence[Said]:
    """The prices that the words ask for."""
    if context.caller is None or len(text) > CHARS_MAX:
        return ()
    if within := _within(context, text):
        return within
    kind = open_kind(context)
    if (too_dear := _too_dear_at_code(context, text)) is not None:
        return [price_of(context, too_dear)]
    if extreme_in(text) and (answers.asks(text) or not kind):
        found = extreme_of(
            gifts.available(context.conn, kind=kind or "gift", today=local_day(context.at)), text
        )
        return [price_of(context, found)] if found else ()
    return [price_of(context, gift) for gift in _asked(context, text)]


def open_kind(context: Context) -> str:
    """The kind of the list, or of the gift, that the open question is about; '' if it is about
    none."""
    session = context.session
    if session.resting:
        return ""
    return next((KINDS[each.flow] for each in reversed(session.stack) if each.flow in KINDS), "")


def extreme_in(text: str) -> str:
    """LEAST or MOST, if the words only name the cheapest or the dearest; else ''."""
    found = _SUPERLATIVE.fullmatch(_plain(text))
    if found is None:
        return ""
    return LEAST if found["least_zh"] or found["least_en"] else MOST


def extreme_of(choices: Sequence[Gift], text: str) -> Gift | None:
    """The cheapest or the dearest of them, as the words say."""
    by = min if extreme_in(text) == LEAST else max
    return by(choices, key=lambda gift: gift.points, default=None)


def _too_dear_at_code(context: Context, text: str) -> Gift | None:
    """What a number in place of the code names, if the member has too few points for it. What the
    points are enough for is offered: see code_confirmation.changing.Change."""
    entry = digits_of(text)
    is_number = entry.isdecimal() and len(entry) <= GIFT_NUMBER_DIGITS_MAX
    if not is_number or context.session.resting or not context.traits.sessionless:
        return None
    top = context.session.top
    if top.flow not in KINDS or top.state != "code":
        return None
    gift = gifts.find(context.conn, KINDS[top.flow], int(entry), today=local_day(context.at))
    is_dear = gift is not None and gift.left != 0 and gift.points > context.member.available
    return gift if is_dear else None


def _asked(context: Context, text: str) -> list[Gift]:
    """Those on sale whose price the words ask for."""
    said = _plain(text)
    if not _PRICE.search(said) or _OTHERWISE.search(said) or understanding.tells_grievance(text):
        return []
    wanted = [("gift", number) for number in gift_in(context, text).removesuffix(NEARLY).split()]
    if _CREDIT.search(said):
        wanted.append(("credit", understanding.yuan_in(text)))
    if _DATA.search(said):
        wanted.append(("data", understanding.gigabytes_in(text)))
    found = [
        gifts.find(context.conn, kind, int(number), today=local_day(context.at))
        for kind, number in wanted
        if number.isdecimal() and len(number) <= GIFT_NUMBER_DIGITS_MAX
    ]
    return [gift for gift in found if gift is not None] if len(found) <= TOLD_MAX else []


def price_of(context: Context, gift: Gift) -> Said:
    available = context.member.available
    instead = enough_for(context, available, gift)
    affordable = "yes" if gift.points <= available else "no" if instead else "nothing"
    facts: dict[str, Any] = {
        "name": names_of(gift),
        "points": gift.points,
        "kind": gift.kind,
        "wanted": str(gift.number),
        "affordable": "gone" if gift.left == 0 else affordable,
        "instead": instead,
    }
    return "redeem_gift-price", facts


def _plain(text: str) -> str:
    said = simplified(unicodedata.normalize("NFKC", text)).casefold().replace("’", "'")
    return re.sub(r"[\s,.;:!?，。；：！？、~…]+", " ", said).strip()
