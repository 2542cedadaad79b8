"""What is told beside the questions of giving points: who gets them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.dialogues.give.flow import GIVE
from flows.engine import Context, Said
from flows.language import simplified

CHARS_MAX = 40
"""A longer text says more than that."""
_NUMBER_ZH = "(?:手机|电话)?号码?"
_IT_EN = r"(?:it|this|that|them|they|these|(?:the )?points)"
_WHO = re.compile(
    r"(?:请问|等等|等一下|那|这个?|是|要|我|积?分|把|现在|\W)*"
    rf"(?:[送转赠发]?给的?是?(?:谁|哪个人|哪位|什么人|哪个{_NUMBER_ZH})|是?谁会?[收得拿]到?"
    rf"|收的?人是(?:谁|哪个|哪位)|(?:(?:对方|收的?人|他)的?)?{_NUMBER_ZH}是?(?:多少|什么|哪个))"
    r"(?:的|呢|啊|呀|来着|\W)*"
    r"|(?:(?:wait|so|and|sorry|um|ok|okay|hold on)\W+)*"
    rf"(?:who(?:'s| is| are| does|m)? {_IT_EN}(?: is| are)? ?(?:for|to|going to|go to)"
    rf"|who (?:gets|receives|is getting|will get)(?: {_IT_EN})?"
    rf"|who (?:am|are) (?:i|we) (?:giving|sending)(?: {_IT_EN})?(?: to)?|to whom?"
    rf"|(?:which|what) (?:phone )?number(?: (?:is|are) {_IT_EN}(?: for| going to)?)?)\W*",
    re.IGNORECASE,
)


def tell(context: Context, text: str) -> Sequence[Said]:
    """Who gets the points, if the words ask while they are given."""
    session = context.session
    if session.resting or session.top.flow != GIVE.name or "digits" not in session.top.answers:
        return ()
    is_asked = len(text) <= CHARS_MAX and _WHO.fullmatch(simplified(text).replace("’", "'"))
    facts = {name: session.top.answers[name] for name in ("digits", "number")}
    return [(f"{GIVE.name}-to_whom", facts)] if is_asked else ()
