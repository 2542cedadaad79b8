"""Whether words tell a story, and whether they tell what went wrong.

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


def is_short(text: str) -> bool:
    """Whether the words are too few to tell a story, with a wish in it."""
    return len(text.split()) <= SHORT_WORDS if text.isascii() else len(text) <= SHORT_CHARS


def tells_grievance(text: str) -> bool:
    """Whether the words tell what went wrong."""
    return _GRIEVANCE.search(said_in(text)) is not None
