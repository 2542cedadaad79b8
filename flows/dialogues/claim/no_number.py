"""Words that say that there is no number to enter: 没有单号, "I lost the receipt"."""

from __future__ import annotations

import re

from flows.language import answers, simplified

_THING_ZH = "(?:小票|单号|单据|票据|收据|发票|账单|单子|凭证|票|号码?|编号)"
_GONE_ZH = (
    "(?:没有?(?!错|问题)|丢|掉|不见|扔|弄丢|弄没|遗失|找不(?:到|着)|不在|不知道|不记得|记不得|忘)"
)
_THING_EN = r"(?:receipts?|bills?|invoices?|slips?|tickets?|numbers?|proof|one|it)"
_GONE_EN = (
    r"(?:lost|lose|(?:do|did|have|has|could)(?: not|n'?t)|can(?:'?t|not| not)|without"
    r"|never (?:got|had|kept|received)|threw|thrown|missing|misplaced|forgot|gone|unknown)"
)
_NONE = re.compile(
    f"{_GONE_ZH}.{{0,6}}?{_THING_ZH}|{_THING_ZH}.{{0,6}}?{_GONE_ZH}"
    rf"|\bno (?:\w+ )?{_THING_EN}\b"
    rf"|\b{_GONE_EN}\b.{{0,24}}?\b{_THING_EN}\b"
    rf"|\b{_THING_EN}\b.{{0,16}}?\b(?:lost|gone|missing|misplaced|thrown)\b"
)


def has_no_number(text: str) -> bool:
    """Whether the text says so. A question asks something else."""
    said = simplified(text.lower().replace("’", "'"))
    return not answers.asks(text) and not any(map(str.isdigit, said)) and bool(_NONE.search(said))
