"""Words on the phone that want what was said as a text: "text it to me", "用短信发给我". They ask
for the summary, and never for marketing texts."""

from __future__ import annotations

import re
import unicodedata

from flows.dialogues.history.flow import HISTORY
from flows.dialogues.summary.flow import SUMMARY
from flows.engine import Context
from flows.language import simplified
from flows.protocol import Frame

_IT_ZH = "(?:把|这个?|这些|那个?|它|积分|余额|结果|内容|信息|明细|记录|情况|的)*"
_ZH = re.compile(
    "(?:那|好的?|请|麻烦|您|你们?|帮我?|给我|能不能|能|可以|可不可以|就|我想|我要)*"
    f"{_IT_ZH}(?:都)?"
    "(?:(?:用|通过|以)?短信(?:的?(?:方式|形式))?(?:发送?|通知)(?:一?[下个条])?(?:给?我|到?我?手机上?|过来|一?下)"
    f"|(?:发|用|以)?短信(?:发送?|告诉|通知)(?:给|到)?我{_IT_ZH}"
    f"|发送?(?:一?[个条])?{_IT_ZH}短信(?:给我|到我?手机上?|过来)|发送?{_IT_ZH}(?:到|在)我?的?手机上?)"
    "(?:吧|吗|好吗|行吗|可以吗|谢谢)*"
)
_IT_EN = (
    r"(?:it|that|this|them|those|everything"
    r"|(?:the|my) (?:points(?: balance)?|balance|summary|history|details|tier))"
)
_EN = re.compile(
    r"(?:(?:please|ok|okay|so|and|just|can|could|would|will|you|i want you to|i'd like you to) )*"
    rf"(?:(?:text|sms|message) (?:me )?{_IT_EN}(?: to (?:me|my phone))?"
    rf"|(?:text|send|get|have|want|i want|i'd like)(?: me)? {_IT_EN}(?: to (?:me|my phone))?"
    r"(?: (?:by|in|as|via|with) (?:an? )?"
    r"(?:text|sms)(?: message)?)|send me (?:(?:that|this|it) (?:by|in|as|via)"
    rf" (?:an? )?(?:text|sms)|(?:an? )?(?:text|sms) (?:of|with) {_IT_EN})"
    rf"|send {_IT_EN} to my phone)"
    r"(?: (?:please|instead|too|thanks))*"
)
_BARE = re.compile(
    r"(?:请|麻烦)?给我发(?:一?[个条])?短信(?:吧|好吗|可以吗)?"
    r"|(?:(?:please|can you|could you) )?(?:send me an? (?:text|sms)(?: message)?|(?:text|sms) me)"
    r"(?: please)?"
)
"""They name nothing. One text is no marketing, and the summary is what there is."""
_LOOK_UPS = {"points_menu", HISTORY.name}
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")


def asked(context: Context, text: str) -> Frame | None:
    """The summary, where nothing is begun whose code the words may mean."""
    session = context.session
    if not context.traits.spoken or context.caller is None:
        return None
    said = _plain(text)
    is_looked_up = not session.resting and session.top.flow in _LOOK_UPS
    is_free = is_looked_up or session.resting or len(session.stack) == 1
    return SUMMARY.start() if is_free and _wants_it(said) else None


def _plain(text: str) -> str:
    said = simplified(unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))
    return _MARKS.sub(" " if said.isascii() else "", said).strip()


def _wants_it(said: str) -> bool:
    wanted = (_EN if said.isascii() else _ZH).fullmatch(said) or _BARE.fullmatch(said)
    return wanted is not None
