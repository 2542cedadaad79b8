"""The question whether a wish is meant, which also takes the number that its dialogue asks for, and
tells a no from "never mind"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.dialogues.account.lost import reply_to_freezing
from flows.engine import REQUEST, Context, YesNo
from flows.language import Label, answers, understanding
from flows.protocol import Heard

DROPS = "drops"
"""The answer whether the member wants nothing of it: "never mind", which is more than a no."""
RECEIPT_DIGITS_MIN = 4
"""Fewer digits are a key."""
RECEIVER_DIGITS_MIN = 7
POINTS_MIN = 100
_POINTS = ("", "points")
_RECEIPT = re.compile(
    r"(?:yes|yeah|ok|the|my|it'?s|对|是的?|好的?|我的|[\s,，.。])*"
    r"(?:receipt|bill|小票|账单|收据|单)?\s*(?:number|no\.?|#|编?号码?)?\s*(?:is|是|为|:|：)?\s*"
    r"(?P<digits>[a-z0-9 -]+|[^a-z]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class WishMeant(YesNo):
    """A number in place of a yes is one, with the number. What was lost and is found is a no."""

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return bool(_number_in(context, heard.text)) or _is_found(context, heard.text)

    def while_waiting(self, context: Context) -> tuple[str, Mapping[str, Any]]:
        return "engine-no_hurry", {}

    def hear(self, context: Context, heard: Heard) -> str | None:
        if _is_found(context, heard.text):
            context.answers[DROPS] = True
            return self.no
        number = _number_in(context, heard.text)
        if not number:
            context.answers[DROPS] = answers.reply_of(heard.text) is answers.Reply.CANCEL
            return super().hear(context, heard)
        opened = context.answers["opens"][context.answers["wish"]]
        _, _, amount = opened["answers"].get(REQUEST, "").partition(" ")
        said = f"{number} {amount}".strip() if " " not in number else number
        opened["answers"].update({"argument": said, REQUEST: said})
        return "yes"


def _is_found(context: Context, text: str) -> bool:
    is_lost = context.answers["wish"] == Label.LOST
    return is_lost and reply_to_freezing(text) is answers.Reply.NO


def _number_in(context: Context, text: str) -> str:
    """The receipt, the receiver or the points in the words, as it would follow the keyword; "" if
    there is none, or the wish takes none."""
    if answers.asks(text):
        return ""
    match context.answers["wish"]:
        case Label.CLAIM:
            said = _RECEIPT.fullmatch(text.strip())
            digits = (said and answers.digits_of_words(said["digits"].strip())) or ""
            return digits if len(digits) >= RECEIPT_DIGITS_MIN else ""
        case Label.GIVE:
            transfer = understanding.request_in(text)
            digits = answers.digits_of_words(text) or ""
            if transfer.partition(" ")[0]:
                return transfer
            return digits if len(digits) >= RECEIVER_DIGITS_MIN else ""
        case Label.EXCHANGE:
            amount = answers.amount_of(text)
            is_given = amount is not None and amount.value >= POINTS_MIN
            return str(amount.value) if amount and is_given and amount.unit in _POINTS else ""
    return ""
