"""Words about points, gifts and cases: they are answered here, or not at all, and never with where
else to ask."""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import ELSEWHERE
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_CASH_ZH = r"(?:不(?:是|查|要|用)|没用?)积?分|不是积分"
_CASH_EN = r"\b(?:not|no|without)\b[^,.;]{0,12}\bpoints?\b"

_ours = partial(reading, Meaning.OURS, wishes=ELSEWHERE)

OURS = (
    _ours(
        "points", language=ZH, pattern=r"积分|[\d一两几多少]+分(?!钟|公司)|[分元块]钱?积|里程|会员",
        example="换了手机号积分怎么办", unless=_CASH_ZH,
    ),
    _ours(
        "points", language=EN, pattern=r"\bpoints?\b|\bmiles\b",
        example="my points with a new number", unless=_CASH_EN,
    ),
    _ours(
        "gifts and cases", language=ZH, pattern=r"礼品|兑换|补登|我的投诉|换的(?:话费|流量)",
        example="换的流量怎么用",
    ),
    _ours(
        "gifts and cases", language=EN,
        pattern=r"\bgifts?\b|\bredeem\w*|\bclaims?\b|\b(?:my|the|this|that) complaint\b",
        example="add to my complaint: the bill was 300 yuan",
    ),
    _ours(
        "what it is worth", language=EN,
        pattern=r"^\W*(?:so |and )?(?:how much|what)(?:'s| is| are| was)?"
        r" (?:that|it|this|one|those|they)(?: worth)? in (?:yuan|money|cash|rmb)\W*$",
        example="how much is that in yuan?",
    ),
)  # fmt: skip
