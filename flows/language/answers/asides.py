"""What members ask beside the question, in whole texts only: how long it takes or what happens
next, whether it can be undone, what it costs; and that it costs too much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from flows.language.answers.text import ANSWER_CHARS_MAX, plain


class Topic(StrEnum):
    HOW_LONG = "how_long"
    CAN_UNDO = "can_undo"
    COST = "cost"
    TOO_DEAR = "too_dear"
    HARM = "harm"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Aside:
    """thing: what the question names, as it was written: 话费 of "话费多久到账"; "" if nothing."""

    topic: Topic
    thing: str


_BEFORE_ZH = "(?:请问|你好|您好|喂|那么?|哦|嗯|好的?|对了|大概|一般|现在|我?想?问一?下)*"
_THING_ZH = "(?P<thing>[^\\W\\d多几什啥何哪可能还怎要大一后]{0,8}?)(?:的话|这个)?"
_AUX_ZH = "(?:大概|大约|一般|还|得|需要?|要|是|会|的|等|花|才|能)*"
_WHEN_ZH = "(?:多久|多长时间|多少时间|几天|什么时[候间]|啥时候?|几时|哪天|几号)"
_ARRIVES_ZH = (
    "(?:到账?|到货|送?到家?|送达|送来|送|收到|到手|发货|发出|寄到?|来|下来|有?结果|有?答复|有?回复|有?回音"
    "|处理[好完]?|办[好完]|完成|生效|能?好|行|审核)"
)
_END_ZH = "(?:啊|呀|呢|的|了|我|吗|么|嘛|\\?)*"
_WHOSE_ZH = "(?:我的?|礼品的?|收货|收件|送货|寄送|邮寄|新的?)*"
_NEXT_ZH = "(?:接下来|下一步|然后|之后|后面|接着|现在)"

_UNDONE_EN = (
    r"(?:cancel(?:led|ed)?|undo(?:ne)?|return(?:ed)?|revers(?:e|ed)|take (?:it )?back"
    r"|refund(?:ed)?)"
)
_ABOUT_EN = r"(?P<thing>(?:(?:the|my|this|that|your|a) )?[a-z]+?(?: [a-z]+?)?)"
_BEFORE_EN = r"(?:(?:so|and|ok|okay|but|hi|hello|well|wait|please|um) )*"

_ASKED: dict[Topic, tuple[str, ...]] = {
    Topic.HOW_LONG: (
        f"{_BEFORE_ZH}{_THING_ZH}{_AUX_ZH}{_WHEN_ZH}(?:能|会|可以|才|就|之?内|以?后)*"
        f"{_ARRIVES_ZH}?(?:我?家|我这儿?)?{_END_ZH}",
        f"{_BEFORE_ZH}{_THING_ZH}(?:到账?|送到|办好|有结果)(?:了吗|了没有?|没有?|了么){_END_ZH}",
        f"{_BEFORE_ZH}{_NEXT_ZH}(?:呢|会?怎么?样|怎么办|(?:要|该|会)*(?:做|干|发生|是)(?:什么|啥|嘛)){_END_ZH}",
        rf"{_BEFORE_EN}how (?:long|soon|many days|quick(?:ly)?|fast)(?: (?:does|do|will|would|is"
        rf"|until|before|till)(?: (?:it|that|this|they|i|you|{_ABOUT_EN}))?(?: (?:take|takes|be"
        r"|have to|wait|usually|get|arrive|arrives|come|comes|get here|here|there|ready|done"
        r"|delivered|added|to|for|it))*)?\??",
        rf"{_BEFORE_EN}when (?:will|does|do|is|would|can|should)"
        rf" (?:it|that|this|they|i|you|we|{_ABOUT_EN})"
        r"(?: (?:get|be|arrive|come|here|there|ready|done|delivered|added|it|going|to|expect|know"
        r"|hear|back|receive|decide|take|effect|effective|start|happen))+\??",
        rf"{_BEFORE_EN}what(?: happens|s|will happen| is)(?: (?:going to happen))? (?:now|next|then"
        r"|after(?: that| this)?)\??",
    ),
    Topic.CAN_UNDO: (
        f"{_BEFORE_ZH}{_THING_ZH}(?:换完|换了|送了|以后|之后|后|到时候|万一)*(?:还|再)?"
        "(?:能不能|可不可以|可以|能|可)(?:再|够|不)*(?:取消|退货?|退回|退款|撤回|撤销|反悔|后悔|换回来|退换)"
        f"(?:掉|回来)?{_END_ZH}",
        f"{_BEFORE_ZH}(?:等等|等一下|哎呀?|不好|糟了|刚才|刚刚|我)*"
        rf"(?:送|转|赠|发|给|换|充|兑)错(?:了|人|号码?|东西|的)*(?:怎么办)?{_END_ZH}",
        f"{_BEFORE_ZH}(?:我|想|要|请|把|它|刚才|刚刚|的|那个?)*撤回(?:来|吧|一下|了)*{_END_ZH}",
        r"(?:wait|oh|oh no|oops|no|sorry|help|hang on|hold on|i| )*"
        r"(?:made a mistake|(?:sent|gave|transferred|got|chose|ordered|picked|redeemed)"
        r"(?: (?:it|them|that|the|points|my|to))* wrong (?:person|number|one|gift|thing|amount))",
        rf"{_BEFORE_EN}(?:can|could|may) (?:i|it|this|that|we|you|they)(?: (?:still|be|get|have"
        rf"|later))* {_UNDONE_EN}(?: (?:it|this|that|them|later|back|afterwards|after|again))*\??",
    ),
    Topic.HARM: (
        f"{_BEFORE_ZH}(?:投诉|登记|这样|这个?|以后|之后|后|了|我|对我的?|对)*"
        "(?:会不会|会|有没有|有|是不是会?|要不要)*(?:被|给我)?(?:影响|封号?|停机|扣分|后果|坏处|报复|记录)"
        f"(?:到|我的?|手机|号码?|积分|信用|下来)*{_END_ZH}",
        rf"{_BEFORE_EN}(?:(?:will|would|does|could|can|may|is) (?:this|that|it|i|there|they|you|my"
        r" \w+|complaining|a complaint)(?: be)?) (?:affect|hurt|harm|block|suspend|any trouble"
        r"|get in trouble|go on my record|count against|held against|charged?)"
        r"(?: (?:me|my|number|account|points|for|this|it|record|phone|tier|the))*\??",
    ),
    Topic.COST: (
        f"{_BEFORE_ZH}{_THING_ZH}(?:一共|总共|到底|是|得|会|要|需要?|用|花|扣|收)*(?:多少|几)个?积?分{_END_ZH}",
        rf"{_BEFORE_EN}how (?:many points|much)(?: (?:is|was|does|will|do|for|it|this|that|cost|i"
        r"|pay|need|again|be|points|take))*\??",
    ),
    Topic.ADDRESS: (
        f"{_BEFORE_ZH}(?:我|想|要|请|帮我|麻烦|能不能|可不可以|可以|需要|给|把|等等|等一下|先)*"
        f"(?:改|换|更改|修改|变更)(?:一下|下|个)?{_WHOSE_ZH}地址{_END_ZH}",
        f"{_BEFORE_ZH}(?:等等|等一下|把|先)*{_WHOSE_ZH}地址(?:我|想|要|需要|能不能|可不可以|可以)*"
        f"(?:改|换|更改|修改|变更)(?:一下|下|吧)?{_END_ZH}",
        rf"{_BEFORE_EN}(?:(?:i|we|want to|need to|would like to|d like to|id like to|can|could|may"
        r"|how do|let me) )*(?:change|update|correct) (?:(?:my|the|a|new|shipping|delivery) )*"
        r"address(?: first)?\??",
    ),
    Topic.TOO_DEAR: (
        f"{_BEFORE_ZH}(?:这个?|那个?|也|是|真的?是?|实在|感觉|觉得|有一?点儿?|太|好|挺|这么|那么)*"
        f"(?:贵|不划算|不值得?)(?:吧|啦|点|哦|{_END_ZH})*",
        f"{_BEFORE_ZH}(?:要|用|花|扣)?(?:这么|那么|太)多(?:积?分)?{_END_ZH}",
        f"{_BEFORE_ZH}(?:有没有|有|能不能|换个?|来个?|要)*(?:便宜一?点儿?|更便宜|便宜些)的?{_END_ZH}",
        rf"{_BEFORE_EN}(?:no |hmm |oh )*(?:i think )?(?:(?:its|thats|this is|that is|it is|a bit"
        r"|a little|way|far|much|really|so|just|kind of|too|very) )*"
        r"(?:expensive|dear|pricey|costly)(?: for me)?",
        rf"{_BEFORE_EN}(?:(?:its|thats|that is|it is|this is|way) )*too (?:much|many points)"
        r"(?: points)?(?: for me)?",
        rf"{_BEFORE_EN}(?:(?:do you have|is there|have you got|got|can i have|any|show me) )*"
        r"(?:anything |something )?cheaper(?: ones?)?\??",
        rf"{_BEFORE_EN}(?:its |thats |this is )?not worth it",
    ),
}
_PATTERNS = {topic: [re.compile(each) for each in given] for topic, given in _ASKED.items()}
_BETWEEN_ZH = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


def aside_in(text: str) -> Aside | None:
    """What the whole text asks; None if it asks none of these."""
    said = _BETWEEN_ZH.sub("", plain(text))
    if not said or len(said) > ANSWER_CHARS_MAX:
        return None
    for topic, patterns in _PATTERNS.items():
        for pattern in patterns:
            if asked := pattern.fullmatch(said):
                thing = asked["thing"] if "thing" in pattern.groupindex else ""
                return Aside(topic, (thing or "").strip())
    return None
