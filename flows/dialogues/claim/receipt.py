"""What the receipt book knows of a receipt that is claimed, and what is asked besides its number.

Nothing, where billing says that it is the member's. The amount, where a merchant has issued it: it
shows that the member holds it, since numbers can be guessed. The merchant too, where several have
issued that number. Of a receipt that is not in the book an agent is told in the member's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.programme import current_rules, local_day
from core.service import IssuedReceipt, ReceiptFacts, claims, receipt_book
from flows.engine import Ask, Choice, Context
from flows.language import answers
from flows.protocol import Heard

OTHER = ":other"
"""The entry for all other merchants: no name begins with a colon."""
YUAN_DIGITS_MAX = 7
_YUAN = re.compile(
    r"[¥￥]?\s*([0-9]{1,7})(?:[.][0-9]{1,2})?\s*(?:元|块|块钱|yuan|rmb)?", re.IGNORECASE
)
Asked = Literal["file", "merchant", "yuan", "details", "taken", "too_late"]


@dataclass(frozen=True, kw_only=True)
class YuanEntry(Ask):
    """Asks for an amount in yuan; what is said of it behind the point does not count."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        written = _YUAN.fullmatch(heard.text.strip())
        amount = answers.amount_of(heard.text)
        if written is not None:
            context.answers[self.save] = written[1]
        elif amount and amount.unit in ("", "yuan") and amount.value < 10**YUAN_DIGITS_MAX:
            context.answers[self.save] = str(amount.value)
        else:
            return None
        return "given"


def look_up(context: Context) -> Asked:
    known = receipt_book.of_number(context.conn, context.answers["receipt"])
    if len(known) > 1:
        return "merchant"
    if claims.is_claimed(context.conn, context.answers["receipt"]):
        return "taken"
    return _asked(context, known[0]) if known else _unknown(context)


def merchants(context: Context) -> Sequence[Choice]:
    known = receipt_book.of_number(context.conn, context.answers["receipt"])
    listed = [(each.merchant, {"which": "shop", "merchant": each.merchant}) for each in known]
    listed.append((OTHER, {"which": "other", "merchant": ""}))
    return [Choice(value, str(n), facts) for n, (value, facts) in enumerate(listed, start=1)]


def take_merchant(context: Context) -> Asked:
    picked = context.answers.pop("picked")
    known = receipt_book.of_number(context.conn, context.answers["receipt"], picked)
    if not known:
        return _unknown(context)
    if claims.is_claimed(context.conn, context.answers["receipt"], picked):
        return "taken"
    context.answers["merchant"] = picked
    return _asked(context, known[0])


def facts_said(context: Context) -> ReceiptFacts:
    """What the member has said of the receipt."""
    found = context.answers
    yuan = found.get("yuan")
    return ReceiptFacts(
        merchant=found.get("merchant"),
        yuan=int(yuan) if yuan else None,
        words=found.get("words") or None,
    )


def _asked(context: Context, receipt: IssuedReceipt) -> Asked:
    if not receipt.may_be_claimed_on(local_day(context.at)):
        context.answers["claim_days"] = current_rules().claim.within_days
        return "too_late"
    if receipt.member_id == context.member.member_id:
        return "file"
    return "yuan" if receipt.member_id is None else _unknown(context)


def _unknown(context: Context) -> Asked:
    """On a call nothing is asked: nobody writes down what was said."""
    return "file" if context.traits.spoken else "details"
