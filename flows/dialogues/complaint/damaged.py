"""What came damaged, and what is to be done: 杯子碎了怎么办, "my cup is broken, what now"."""

from __future__ import annotations

import re

from flows.dialogues.complaint.filing import COMPLAINT
from flows.engine import Context
from flows.language import simplified
from flows.protocol import Frame

_DAMAGED = re.compile(
    r"(?P<told>(?:你们|我|换|兑换|寄来|送来|收到|的|那个?|这个?|上次)*[^,，。?？\s]{1,8}(?:是|都|已经|全)?"
    "(?:坏|碎|破|裂|漏水?|摔坏|摔碎)(?:的|了|掉了?)+)[,，。 ]*"
    "(?:请问|我|该|要|应该|可以|能|能不能|可不可以)*(?:怎么办|咋办|怎么弄|怎么处理|找谁|退|换|退换|退货|换货|赔)"
    "(?:一个|新的|吗|呢|啊|呀)*[?？。!！]*"
    r"|(?P<told_en>(?:my|the) [a-z ]{2,20} (?:is|was|came|arrived) (?:all )?"
    r"(?:broken|damaged|cracked|smashed|faulty))[,. ]*(?:so |and )?"
    r"(?:what (?:now|do i do|should i do|can i do)|can i (?:return|exchange|send) it(?: back)?"
    r"|who do i (?:call|tell|ask))\??",
    re.IGNORECASE,
)


def continuation(context: Context, text: str) -> Frame | None:
    """The complaint that is read back; None for any other words."""
    told = _DAMAGED.fullmatch(simplified(text.strip()).replace("’", "'"))
    if told is None or context.caller is None:
        return None
    return COMPLAINT.start(argument=told["told"] or told["told_en"])
