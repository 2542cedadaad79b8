"""The questions of a call that take the name of a gift as well: who knows it need not hear the
list."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from core.programme import local_day
from core.redemption import gifts
from flows.dialogues.code_confirmation.changes import change_in
from flows.dialogues.code_confirmation.changing import Answers
from flows.dialogues.redeem.actions import ONE_EACH
from flows.dialogues.redeem.gift_names import (
    GIFT_NUMBER_DIGITS_MAX,
    NEARLY,
    gift_wanted_in,
    without_pieces,
)
from flows.dialogues.redeem.prices import LEAST, extreme_in
from flows.engine import Ask, Context, Menu, shown_list
from flows.language import Does, Label, answers, simplified, understanding
from flows.protocol import Heard

NAMED, CHANGED = "named", "changed"
_CANCELS = re.compile(r"取消|退|撤|\b(?:cancel|undo|return|refund)\w*\b|\bsend\b.*\bback\b")
_LIST = re.compile(
    r"(?:请问|那|你们|这里|现在|目前|我|想看看?|看看?|看一下|能|可以|积分|都|还|用)*(?:有|换|兑换?|拿)"
    r"(?:什么|哪些|啥|些什么|哪几种|哪几个|几种)(?:样的|别的|其他)?(?:礼品|礼物|奖品|东西|商品)?(?:可以|能)?(?:换|兑换?|选)?"
    r"(?:的|呢|啊|呀|吗)*"
    r"|(?:礼品|礼物|奖品)(?:都|里)?有(?:什么|哪些|啥|几种|些什么)(?:可以|能)?(?:换|选)?(?:的|呢|啊|呀)*"
    r"|(?:so |and |please |hi )*(?:what|which)(?: kinds? of| other| sort of)? (?:gifts?|rewards?)"
    r" (?:do you have|have you got|are there|are available|can i (?:get|redeem|choose|pick|have)"
    r"|do you offer)(?: (?:for|with) (?:my )?points| now| please| left| there)*"
    r"|(?:please )?(?:show|list|read)(?: me| out)*(?: all)?(?: the| your)? gifts?(?: please)?"
)


@dataclass(frozen=True, kw_only=True)
class GiftEntry(Ask):
    """Asks for the number. A name is the outcome NAMED, with what it names as the same answer."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        return super().hear(context, heard) or _named(context, heard.text, self.save)


@dataclass(frozen=True, kw_only=True)
class WayMenu(Menu):
    """Asks how the gift is to be chosen. A name chooses it: see GiftEntry."""

    def fixed_options(self) -> list[str]:
        return [each for each in super().fixed_options() if each != NAMED]

    def hear(self, context: Context, heard: Heard) -> str | None:
        return super().hear(context, heard) or _named(context, heard.text, self.save)


@dataclass(frozen=True, kw_only=True)
class GiftList(Menu):
    """A list of what there is. The cheapest or the dearest is picked in words; how many pieces are
    asked for picks one of them, which is said. So does an amount that corrects another one, of the
    `kind` that is listed and in its `units`: "no, make that 1 GB" is no "no". reads: the answers
    that words change in place of a choice, such as the receiver: the outcome CHANGED."""

    kind: str = ""
    units: Collection[str] = ()
    reads: Callable[[Context, str], Answers] | None = None

    def outcomes(self) -> frozenset[str]:
        return super().outcomes() | ({CHANGED} if self.reads else frozenset())

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return bool(self._corrected(context, heard) or self._changed(context, heard))

    def hear(self, context: Context, heard: Heard) -> str | None:
        if extreme := extreme_in(heard.text):
            return self._extreme(context, extreme)
        if corrected := self._corrected(context, heard):
            context.answers[self.save] = corrected
            return "picked"
        if changed := self._changed(context, heard):
            context.answers.update(changed)
            return CHANGED
        outcome = super().hear(context, heard)
        if outcome is not None or self.kind not in ("", "gift"):
            return outcome  # of the others a number is an amount, not of pieces
        one = without_pieces(heard.text)
        outcome = super().hear(context, replace(heard, text=one)) or self._named(context, one)
        if outcome == "picked" and one != heard.text:
            context.say(ONE_EACH)
        return outcome

    def _named(self, context: Context, text: str) -> str | None:
        """Picks the one listed gift that the words name as they do elsewhere: "the mug" of a
        cup."""
        number = gift_wanted(context, text).removesuffix(NEARLY)
        if not number.isdecimal():
            return None
        found = gifts.find(context.conn, "gift", int(number), today=local_day(context.at))
        listed = [entry["value"] for entry in shown_list.left(context)]
        if found is None or found.sku not in listed:
            return None
        context.answers[self.save] = found.sku
        return "picked"

    def _corrected(self, context: Context, heard: Heard) -> str:
        """What is listed of the amount that the words name with a unit; "" if nothing is."""
        if self.kind in ("", "gift") or heard.text.strip().isdecimal():
            return ""
        amount = change_in(heard.text, self.units)
        if not amount or len(amount) > GIFT_NUMBER_DIGITS_MAX:
            return ""
        gift = gifts.find(context.conn, self.kind, int(amount), today=local_day(context.at))
        listed = [entry["value"] for entry in shown_list.left(context)]
        return gift.sku if gift is not None and gift.sku in listed else ""

    def _changed(self, context: Context, heard: Heard) -> Answers:
        return self.reads(context, heard.text) if self.reads else {}

    def _extreme(self, context: Context, extreme: str) -> str:
        entries = shown_list.left(context)
        by = min if extreme == LEAST else max
        picked = by(entries, key=lambda entry: entry["facts"]["points"])
        context.answers[self.save] = picked["value"]
        return "picked"


def asks_for_list(text: str) -> bool:
    """Whether the words only ask which gifts there are: "有什么礼品"."""
    said = re.sub(r"[\s,.!?，。！？~]+", " ", simplified(text).lower()).strip()
    return _LIST.fullmatch(said if said.isascii() else said.replace(" ", "")) is not None


def _named(context: Context, text: str, save: str) -> str | None:
    number = gift_wanted(context, text)
    if not number:
        return None
    context.answers[save] = number
    return NAMED


def gift_wanted(context: Context, text: str) -> str:
    """The number of the gift that the words name and want; '' if there is none: "not the cup",
    "cancel that cup" and "my cup is broken" want none."""
    is_refused = answers.refused_in(text) or _CANCELS.search(text.lower())
    if answers.asks(text) or is_refused or understanding.tells_grievance(text):
        return ""
    if understanding.wishes_in(text):
        return ""  # they want something else besides, which is not to be dropped
    found = understanding.understand(text)
    is_other = found.does is not Does.OFFER and found.wishes[:1] not in ((), (Label.REDEEM,))
    return "" if is_other or found.refused else gift_wanted_in(context, text)
