"""Digits that are drawn in rings, brackets and on keys, as digits: 3 for ③ and 3️⃣."""

from __future__ import annotations

import re
import unicodedata

_RINGED = {
    code: str(int(number))
    for code in range(0x2460, 0x2794)  # ①, ⑴, ⒈, ⓵, ❶, ➀, ➊
    if (number := unicodedata.numeric(chr(code), None)) is not None
}
_KEYCAP = re.compile("(?<=[0-9#*])\ufe0f?\u20e3")
"""What makes the picture of a key of the character before it."""


def in_plain_digits(text: str) -> str:
    """Also digits of other scripts, such as Arabic ones: 3 for ٣."""
    plain = _KEYCAP.sub("", text.translate(_RINGED))
    return "".join(str(unicodedata.decimal(each, each)) for each in plain)
