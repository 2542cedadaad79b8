"""Words about what comes after what is confirmed, where one message asked for several: "and the
other one?", 我弟那份呢."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.engine import Context, Said, one_after_another
from flows.language import answers, simplified

CHARS_MAX = 30
"""A longer text says more than that."""
_ABOUT_NEXT = re.compile(
    r"\W*.{0,8}(?:那[份笔个位]|下一?[个位份]|第[二三四2-4][个位份]|另外?一?[个位份笔]|另外那?[个位]|还有一?[个位]|两[个位份]"
    r"|后面|剩下|其[他余]|都)(?:那?个?人|号码?|的|积分|礼品|东西|没)*(?:怎么|什么时候|也|还|都|要|送|换|充|给|不)*"
    r"(?:办|了|吗|没|呢|吧|啊|呀|\W)*"
    r"|(?:(?:and|so|wait|but|no|actually|what about|how about|where is|where's|when|do|then|i want"
    r"|i said|can i get|give me)\W+)*(?:the |my |for )*"
    r"(?:both|(?:other|second|next|third|last|rest)"
    r"(?: (?:one|two|person|people|number|gift|transfer))?|other half|brother|sister|mom|mum|dad"
    r"|wife|husband|son|daughter|friend)(?:'s)?(?:\W+(?:too|as well|please|then|one|share|of them"
    r"|of those|part))*\W*",
    re.IGNORECASE,
)


def tell(context: Context, text: str) -> Sequence[Said]:
    """That it comes after this one, if the words are about it."""
    flow, _ = one_after_another.waiting(context)
    is_of_list = "shown" in context.session.top.answers and answers.option_of(text) is not None
    if not flow or len(text) > CHARS_MAX or is_of_list:
        return ()
    said = simplified(text.strip()).replace("’", "'")
    is_about = is_amount_of_next(context, text) or _ABOUT_NEXT.fullmatch(said)
    return [(f"{flow}-one_by_one", {})] if is_about else ()


def is_amount_of_next(context: Context, text: str) -> bool:
    """Whether the words are nothing but the amount of one that comes later, and not of this one."""
    _, later = one_after_another.waiting(context)
    amount = answers.amount_of(text)
    said = {number for each in later for number in each.split()}
    return amount is not None and str(amount.value) in said
