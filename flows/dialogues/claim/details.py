"""What a member writes of a receipt that is not in the receipt book. Where only the shop is named,
"Shell", the day and the amount are asked for, once: without them an agent finds no receipt. Words
that only repeat that points are missing are none of it, and the question is asked again."""

from __future__ import annotations

import re
from typing import Literal

from flows.engine import MEANT, Context, without_secrets
from flows.language import Label, simplified, understanding

REST, ASKED_AGAIN = "rest", "is_asked_again"
"""The answer that has the day and the amount, and the one that tells that the question was asked
again."""
SAID_CHARS_MAX = 20
BARE_MAX = 5
"""Characters, or English words, that name no receipt besides the wish."""
_DAY_OR_AMOUNT = re.compile(
    r"\d|[一二两三四五六七八九十百千]|[昨前今当]天|周|星期|礼拜|月|上次|记不|忘|不记得|不知道|不清楚"
    r"|\b(?:yesterday|today|last|week\w*|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\w*|ten|twenty|thirty|forty|fifty|hundred"
    r"|don'?t (?:know|remember)|forgot|no idea)\b"
)


def weigh_details(context: Context) -> Literal["enough", "rest", "again"]:
    """ "rest": the day and the amount are missing."""
    words = context.answers["words"]
    is_meant = context.answers.pop(MEANT, False) or context.answers.get(ASKED_AGAIN)
    if words and not is_meant and _only_claims(words):
        context.answers[ASKED_AGAIN] = True
        return "again"
    if not words or _DAY_OR_AMOUNT.search(simplified(words.lower().replace("’", "'"))):
        return "enough"
    shown = " ".join(words.split())
    context.answers["shop"] = shown[:SAID_CHARS_MAX]
    return "rest" if len(shown) <= SAID_CHARS_MAX else "enough"


def _only_claims(words: str) -> bool:
    said = words.split() if words.isascii() else words
    is_claim = understanding.understand(words).wishes == (Label.CLAIM,)
    return is_claim and len(said) <= BARE_MAX and not any(map(str.isdigit, words))


def join_details(context: Context) -> Literal["joined"]:
    """An agent reads both."""
    context.answers.pop(MEANT, None)
    rest = context.answers.pop(REST, "")
    context.answers["words"] = without_secrets(f"{context.answers['words']}\n{rest}".strip())
    return "joined"
