"""Words of a member who wants another grade for a complaint than the one that they gave:
"改成不满意", "change my rating to 1". What is graded stays so; a low one may have a second look."""

from __future__ import annotations

import re

from flows.language import answers, simplified

CHARS_MAX = 40
"""A longer text says more than that."""
WORST = 1
_GRADE_ZH = "(?:评价|评分|打分|满意度|好评|分数)"
_CHANGED = re.compile(
    "(?:我|想|要|把|请|麻烦|帮|给|能不能|可不可以|可以|能|刚才|之前|那个?|的|[打点按评选]错了?|不对|[,，。\\s])*"
    f"(?P<named_zh>{_GRADE_ZH})?(?:我|想|要|能不能|可以|[打点按评选]错了?|[,，。\\s])*"
    f"(?:改|换|修改|重新[打评选]?|重[打评])(?:成|为|到|一?下)?(?P<behind_zh>{_GRADE_ZH})?"
    "(?P<zh>[^吗呢?？]*?)(?:了|吧|吗|呢|啊|可以吗|行吗|[。.!！?？\\s])*"
    r"|(?:(?:i(?:'d| would)? (?:want|like|need|wish) to|can i|could i|may i|please|let me|sorry|no"
    r"|wait|actually)[\s,]+)*(?:change|edit|correct|redo|update|fix) (?:my|the|that) "
    r"(?P<named_en>grade|rating|score|feedback|review)(?: (?:to|into) (?P<en>.+?))?[\s.!?]*",
    re.IGNORECASE,
)


def regraded(text: str, *, just_now: bool) -> int:
    """The grade that the words want in place of the first, WORST where they do not say which; 0 if
    they want none. just_now: a grade was given last, so it need not be named."""
    said = simplified(text.strip().replace("’", "'"))
    found = _CHANGED.fullmatch(said) if len(said) <= CHARS_MAX else None
    if found is None:
        return 0
    wanted = (found["zh"] or found["en"] or "").strip(" ,，:：")
    is_named = found["named_zh"] or found["behind_zh"] or found["named_en"]
    grade = answers.grade_of(wanted) if wanted else None
    if grade is None:
        return WORST if is_named and not wanted else 0
    return grade if is_named or just_now else 0
