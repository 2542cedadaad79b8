"""Words of a member who wants nothing more of a complaint, and need not say that it is withdrawn:
"不用处理了，已经解决了", "撤了吧，刚才找到了", "I didn't complain".

Every clause must be known, and one of them must say so: who has only found something may have lost
a phone.
"""

from __future__ import annotations

import re

from flows.language import answers, simplified

_ABOUT_ZH = (
    "(?:我们?|你们?|您|那|就|现在|刚才|刚刚|已经?|都|自己|东西|它|问题|事情?|快递|礼品|积分|话费|订单|投诉|这个?|那个?|的|又"
    "|真的?|根本|其实|后来|不好意思|谢谢|好|嗯|哦|还是|算了|麻烦|请|帮我|给我|把|也|可以)*"
)
_END_ZH = "(?:了|啦|吧|啊|呀|呢|的|哈|投诉|这个?|你们|您|谢谢)*"
_SAID_ZH = (
    "(?:不用|不必|不需要|不要|别|甭|无需)(?:再|给我|帮我|麻烦)*(?:处理|管|跟进|受理|追究|追查)"
    "|撤(?:了|掉|[销回诉]了?)?"
    "|(?:没有?|不是|不想?|不要|没想|没说|没说过)(?:再|要|想|来)*投诉过?"
    "|(?<!没)(?:解决|处理好|处理完|弄好|搞定|修好)(?=了|啦)"
)
_BESIDE_ZH = "(?:找[到着回]|收到|送到|到账|刚?到(?=了)|送来|没事|没问题|没关系)"
_ABOUT_EN = (
    r"(?:(?:ok|okay|no|oh|hi|hello|sorry|please|thanks|thank you|actually|well|so|and|but|because"
    r"|you can|i want to|i'd like to|just|it'?s|it is|that'?s|it has|it has been|it's been|it was"
    r"|(?:the|my) (?:problem|issue|matter|complaint)(?: is| was|'s)?|all|already|been|now) )*"
)
_END_EN = (
    r"(?: (?:now|already|please|thanks|thank you|anymore|any more|again|by myself|myself|itself"
    r"|about (?:anything|anyone|it|that|this)|with it|on it|it|this|that|my complaint"
    r"|the complaint|for me))*"
)
_SAID_EN = (
    r"(?:withdraw|retract|drop) (?:it|this|that|(?:my|the) complaint)"
    r"|forget (?:about )?(?:my|the|that) complaint"
    r"|che ?xiao(?: ba| le| tou ?su)?"
    r"|(?:solved|resolved|sorted(?: out)?|fixed|settled)"
    r"|no need to (?:handle|process|look into|deal with|follow up|do anything)"
    r"|(?:don'?t|do not) (?:bother|process|handle|follow up)"
    r"|i (?:didn'?t|did not|never|haven'?t|have not)(?: really| even)? (?:complain(?:ed)?"
    r"|(?:file|filed|make|made|want) (?:a|any|that|this|the) complaint)"
    r"|i(?:'m| am) not complaining"
)
_BESIDE_EN = (
    r"(?:no need|i(?:'ve| have)? (?:just )?(?:found|got|received) (?:it|them)"
    r"|(?:it|they)(?: has| have| just| finally)? (?:arrived|came|turned up)|never ?mind|forget it"
    r"|fine|no problem|ok|okay)"
)
_SAID = re.compile(
    f"{_ABOUT_ZH}(?:{_SAID_ZH}){_END_ZH}|{_ABOUT_EN}(?:{_SAID_EN}){_END_EN}",
)
_BESIDE = re.compile(
    f"{_ABOUT_ZH}(?:{_BESIDE_ZH})?{_END_ZH}|{_ABOUT_EN}(?:{_BESIDE_EN}){_END_EN}"
    r"|(?:no|ok|okay|sorry|thanks|thank you|please|oh|actually)"
)
_CLAUSES = re.compile(r"[,.;:!，。；：！、~…\n]+|(?<=[\u4e00-\u9fff])\s+|\b(?:because|and|since)\b")


def is_settled(text: str) -> bool:
    """Whether the words say that nothing more is to be done, or that nobody has complained."""
    if answers.asks(text):
        return False
    said = simplified(text.lower().replace("’", "'"))
    clauses = [" ".join(each.split()) for each in _CLAUSES.split(said)]
    clauses = [each for each in clauses if each]
    is_known = all(_SAID.fullmatch(each) or _BESIDE.fullmatch(each) for each in clauses)
    return is_known and any(map(_SAID.fullmatch, clauses))
