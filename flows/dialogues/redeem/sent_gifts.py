"""A gift that is wanted together with the address that it is to be sent to."""

from __future__ import annotations

import re

from flows.dialogues.redeem.address_words import looks_like_address, split
from flows.dialogues.redeem.gift_names import gift_wanted_in
from flows.engine import Context
from flows.language import Does, Label, understanding

_CHANGES = re.compile(r"改|变更|[换換].{0,4}地址|\b(?:change|update|correct)\b", re.IGNORECASE)
_REDEEMS = re.compile(r"换|換|兑|兌|\b(?:redeem|exchange)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"(?:[\s,，、。;；]|\b(?:and|please|then)\b|请|并|然后|帮我|麻烦)+$", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[,，。;；]|(?<=[\u4e00-\u9fff])\s")
"""Chinese has no spaces in a clause."""
ADDRESSED, ADDRESS_AFTER = "is_addressed", "address_after"
"""The answer that tells that the wish named an address, and the sentence that says when to give
it."""


_BESIDE = re.compile(
    r"[\s,，。;；]*(?:再|然后|顺便|顺带|另外|还要?|(?:[,;.]\s*|\s+)(?:and(?: then)?|then)\s+)"
    r"(?P<wish>[^,，。;；]{2,})$",
    re.IGNORECASE,
)
BESIDE = "is_beside"
"""The answer with what is looked up once the gift is ordered: it was wished for behind the
address."""


def look_up_behind(text: str) -> str:
    """The wish for the balance or the tier behind the address: "寄到…，再查一下积分"; "" if there
    is none."""
    beside = _BESIDE.search(text)
    if beside is None:
        return ""
    found = understanding.understand(beside["wish"])
    is_look_up = found.does is Does.ACT and found.wishes[0] in (Label.BALANCE, Label.TIER)
    return found.wishes[0].value if is_look_up else ""


def gift_to_send(context: Context, text: str) -> str | None:
    """The number of the gift that the words ask for, where they name an address besides: 换保温杯，
    寄到...; "" if they name none that there is; None if they ask for none."""
    ahead, address = split(text)
    if not looks_like_address(address) or _CHANGES.search(text.removesuffix(address)):
        return None
    wish = _JOINED.sub("", ahead) if ahead else _CLAUSE_END.split(text)[0]
    found = understanding.understand(wish)
    is_wish = found.does is not Does.OFFER and found.wishes[:1] == (Label.REDEEM,)
    if not is_wish or found.refused:
        return None
    return gift_wanted_in(context, wish) or ("" if _REDEEMS.search(wish) else None)
