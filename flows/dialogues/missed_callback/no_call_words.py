"""Words of who has not been called: "没人给我打电话", "nobody contacted me"."""

from __future__ import annotations

import re

from flows.dialogues.agent.callback_refused import plain

_LEAD_ZH = (
    "(?:可是?|但是?|怎么|为什么|为何|我|等了?|好久|半天|很久|这么久|一天|一[上下]午|到现在|到底|现在|今天|昨天|刚才"
    "|还是|还|一直|都|根本|并|也|从来|说好的?|说的?|的|了|啊|约好)*"
)
_US_ZH = "(?:你们?|您|他们?|客服|人工|那边)"
_CALL_ZH = "(?:回电|回拨|来电|电话)"
_REACH_ZH = (
    f"(?:(?:[打来回]过?(?:一?个)?{_CALL_ZH}?|{_CALL_ZH}|联系|找|搭理|理)"
    "(?:过|到)?(?:给)?(?:我|过来)?)"
)
_END_ZH = "(?:电话|了|过|啊|呀|呢|的|啦|到现在|吗|什么情况|怎么回事)*"
_ZH = (
    rf"{_LEAD_ZH}没有?(?:一个)?(?:人|谁)(?:来|再|主动|[给跟和向]我?)*{_REACH_ZH}{_END_ZH}"
    rf"|{_LEAD_ZH}没有?(?:见|接到|收到|等到)过?(?:任何|{_US_ZH}|人)*的?{_CALL_ZH}{_END_ZH}"
    rf"|{_LEAD_ZH}{_US_ZH}{_LEAD_ZH}没有?(?:来|再|主动)*(?:给我[打回]过?|联系过?我|找过?我|打给我"
    rf"|[打回]我){_CALL_ZH}?{_END_ZH}"
)
_LEAD_EN = (
    r"(?:(?:but|so|and|hey|hello|sorry|still|why|how come|its been \w+ \w+|it'?s|well|yet|no)"
    r"[\s,]+)*"
)
_DONE_EN = (
    r"(?:call(?:ed|ing)?|contact(?:ed)?|r[aiu]ng|phone[d]?|reach(?:ed)?(?: out)?"
    r"|g[oe]t(?:ten)? back to|got in touch|been in touch)"
)
_END_EN = (
    r"(?: (?:me|us|back|to me|with me|yet|so far|at all|still|today|until now|about \w+ \w+))*"
)
_NOT_EN = r"(?:never|not|n'?t|haven'?t|hasn'?t|didn'?t)"
_EN = (
    r"(?:nobody|no ?one|no agent|none of you)(?: has| have| had|'s| ever| even| really)* "
    rf"{_DONE_EN}"
    rf"|(?:you|they|the agent)(?: guys| people)?(?: have| has| did)? ?{_NOT_EN}(?: even| ever)* "
    rf"{_DONE_EN}"
    r"|i (?:have not|haven'?t|never|did not|didn'?t|had no|got no)"
    r"(?: (?:been|got|gotten|get|had|received?|heard))* ?"
    r"(?:called|contacted|(?:a|any|the|my|your|that)? ?(?:call|phone call|call ?-?back)s?"
    r"|(?:anything )?(?:back )?from (?:you|anyone|anybody))"
    r"|(?:no|where is (?:the|my)|where'?s (?:my|the)) (?:phone )?call(?: ?-?back)?"
)
_NO_CALL = re.compile(f"{_ZH}|{_LEAD_EN}(?:{_EN}){_END_EN}")


def tells_of_no_call(text: str) -> bool:
    """Whether the whole text says that nobody has called, or been in touch."""
    return _NO_CALL.fullmatch(plain(text)) is not None
