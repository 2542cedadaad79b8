"""Whether words tell a story, what went wrong, or what should be otherwise.

Where almost any words are an answer, as in a complaint, a wish counts only in few words, and words
that tell what went wrong are what the member wants to say.
"""

from __future__ import annotations

import re

from flows.language.understanding.features import said_in

SHORT_CHARS, SHORT_WORDS = 16, 8
GRIEVANCE = (
    r"为什么|为何|凭什么|怎么[还没又这老总能会就不]|太(?![好棒赞])|慢|差(?!多少)|骂|不[满对到是给让能认]"
    r"|没(?!有?[吗呢]?\W*$|意见|问题)|未|一直|总是|扣|(?<!多)少|坏|碎|乱|错(?<!不错)|骗|丢|破|垃圾|打不[通开进]"
    r"|写不进|对不上|态度(?!\w{0,3}好)|不正常|不公|失败|崩|卡[住死顿]"
    r"|\b(?:slow|bad|worst?|wrong|rude|broken?|never|nobody|no one|late|lost|missing|terrible"
    r"|awful|not|no|down|unfair|stopped|fail(?:s|ed)?|charged|crash(?:es|ed)?|why)\b"
    r"|n't\b|\b(?:do|does|did|is|was|are|were|has|have|had|ca|wo|could|would)nt\b"
)
_GRIEVANCE = re.compile(GRIEVANCE)
_CHANGE = re.compile(
    r"^(?!.*(?:怎么|什么|多少|几|哪|谁|吗))(?:"
    r".*[多少大小长短早晚快慢久宽高低简清好便易](?:[单明楚宜])?(?:一点|一些|些|(?<!快)点)儿?(?:吧|啊|呀|了)?\W*$"
    r"|.*[多少早晚快慢](?:上|发|送|来|出|开)?(?:一点|一些|些|点)[^\W\d_了]|.*(?:少|别|不要)(?:发|打|推送)"
    r"|.*(?:延长|缩短|增加|[添加]个|改成|希望|建议|最好|更[多少大小长短早晚快简清方好]))"
    r"|^(?!.*\b(?:how|what|when|where|which|who)\b).*\b(?:more|fewer|less|bigger|larger|smaller"
    r"|longer|shorter|faster|sooner|earlier|easier|simpler|clearer|better|should|ought|add|allow"
    r"|wish|hope|suggest)\b"
)


def is_short(text: str) -> bool:
    """Whether the words are too few to tell a story, with a wish in it."""
    return len(text.split()) <= SHORT_WORDS if text.isascii() else len(text) <= SHORT_CHARS


def tells_grievance(text: str) -> bool:
    """Whether the words tell what went wrong."""
    return _GRIEVANCE.search(said_in(text)) is not None


def wants_change(text: str) -> bool:
    """Whether the words tell what should be otherwise: "积分余额显示大一点", "more gifts"."""
    return _CHANGE.search(said_in(text)) is not None
