"""Words that want back what was done, whatever it was: "充错了，取消", "我不要了，把分退给我",
"wrong person, take it back". Every clause must say so, or nothing by itself."""

from __future__ import annotations

import re
import unicodedata

from flows.language.answers.text import ANSWER_CHARS_MAX
from flows.language.simplified import simplified

_CLAUSES = re.compile(
    r"[,.;!?~…，。；！？、:：]+|(?<=[\u4e00-\u9fff])\s+|(?<=了)(?=[帮给能可怎快赶还把想我取撤要])"
)

_FILLER_ZH = (
    "(?:哎呀?|唉|啊|呀|呃|嗯|哦|喂|等等|等一?下|不好|糟了|坏了|完了|不好意思|对不起|抱歉|那个?|这个?|麻烦|请问?"
    "|谢谢|您好|你好|怎么办|快点?|赶紧|马上|不对|不是|不行|刚才|刚刚)"
)
_ABOUT_ZH = (
    "(?:我|您|你们?|请|麻烦|帮|给|把|将|想|要|能不能|可不可以|能否|可以|能|还|再|那|它|这个?|那个?|些|的|刚才|刚刚"
    "|积?分|礼品|东西|话费|流量|订单|换|送|转|出去|快|赶紧|马上|怎么|如何|都|又|不小心|手滑|一下)*"
)
_DONE_ZH = "(?:送|转赠?|赠|发|给|换|充值?|兑换?|选|点|按|操作|弄|搞|下单)"
_BACK_ZH = (
    "(?:取消(?:掉|了)?|撤[回销了掉]|撤回来|收回来?|要回来?|追回来?|拿回来?|换回来?"
    "|退(?:回来?|还|给我|掉|了|一下|款|货|积?分)?"
    "|还给我|返还|反悔|作废)"
)
_END_ZH = (
    "(?:刚才|刚刚|上一?[笔次个]|那|这|个|笔|次|的|转赠|赠送|转账|转出去|送出去|兑换|充值|操作"
    "|吧|了|啊|呀|吗|么|嘛|不|没|一下|给我|积?分|行不行|好吗|行吗|可以吗|怎么办|谢谢)*"
)
_WRONG_ZH = f"{_DONE_ZH}错(?:了|人|号码?|东西|礼品|数|的)*"
_MISTAKE_ZH = f"(?:不小心|误|手滑|手误){_DONE_ZH}?(?:的|了|错)*|误操作"
_UNASKED_ZH = (
    "(?:我|可|又|都|根本|并|从来)*(?:没有?|谁)(?:让|叫|要|说要?|同意|授权|想)(?:过|你们?|您|给我|帮我|我)*"
    f"(?:{_DONE_ZH})(?:的|了|话费|流量|积分|礼品|东西|这个?|它)*"
    "|(?:根本|并|都)*不是(?:我|本人)(?:想|要|想要|点|选|订)的?|(?:我)?要的不是(?:这个?|它)"
)
_CHANGED_ZH = "(?:不想?要|不想?换|不想?送|后悔|反悔|改主意|改变主意)了?"
_ZH = re.compile(
    f"(?P<said>{_ABOUT_ZH}(?:{_WRONG_ZH}|{_MISTAKE_ZH}|{_BACK_ZH}|{_UNASKED_ZH}){_END_ZH})"
    f"|{_FILLER_ZH}+|(?P<changed>{_ABOUT_ZH}{_CHANGED_ZH}{_END_ZH})|算了(?:吧|啦)?"
)

_FILLER_EN = (
    r"(?:oh|no|wait|oops|sorry|help|hey|hi|hello|hang on|hold on|please|pls|actually|omg|damn"
    r"|ugh|hmm+|hm|uh|er|ah|ok|okay|but|and|so|um|well|can i|could i|can you|could you|may i"
    r"|how do i|how can i|i want to|i'd like|i'd like to|i need to|i|let me|just|now|quick|quickly"
    r"|immediately)"
)
_THING_EN = (
    r"(?:it|that|this|them|those|everything|(?:the|my|that|this|those)(?: last)?"
    r" (?:\w+ )?(?:points?|gift|order|credit|data|transfer|exchange|redemption|transaction))"
)
_LATER_EN = r"(?: (?:please|pls|now|back|again|asap|to me|for me|instead|anymore|any more))*"
_BACK_EN = (
    rf"(?:take|get|give me|want|have|need|bring|send) {_THING_EN}? ?back"
    rf"|(?:get|give me|want|have|need) back {_THING_EN}"
    rf"|(?:undo|reverse|revert|refund|return|recall|cancel)(?: me)?(?: {_THING_EN})?"
    r"|(?:a )?refund"
)
_WRONG_EN = (
    r"(?:(?:i|it|that|this|it's|that's|went|was|is|to|the|sent|gave|chose|picked|ordered|got|redeemed"
    r"|topped up|transferred|points?|have|made|an?) )*"
    r"(?:wrong (?:person|number|one|gift|thing|amount|phone|guy|account)|mistake"
    r"|by (?:mistake|accident))"
)
_UNASKED_EN = (
    r"(?:i )?(?:(?:didn'?t|did not|never) (?:ask(?:ed)?(?: you)? (?:for|to)|order(?:ed)?"
    r"|request(?:ed)?|authori[sz]ed?|agreed? to|sa(?:y|id) (?:yes )?to|redeem(?:ed)?)"
    r"(?: (?:do|get|redeem|give|send|it|this|that|them|any of|the \w+(?: \w+)?))*"
    r"|who (?:asked|told) you to(?: \w+){0,3}"
    r"|i (?:didn'?t|did not) (?:want|mean)(?: to)?(?: do)? (?:it|that|this|them)"
    r"|(?:it|that|this)(?:'s| is| was)(?:n'?t| not) what i"
    r" (?:wanted|asked for|meant|ordered|chose))"
)
_CHANGED_EN = (
    r"(?:i )?(?:(?:don'?t|do not) want (?:it|that|this|them|the \w+)|(?:i'?ve )?changed my mind"
    r"|didn'?t (?:mean|want) (?:to|that|it|this)(?: \w+){0,3})"
)
_EN = re.compile(
    rf"(?:{_FILLER_EN} )*(?:(?P<said>{_BACK_EN}|{_WRONG_EN}|{_UNASKED_EN})"
    rf"|(?P<changed>{_CHANGED_EN})){_LATER_EN}|never ?mind|(?:{_FILLER_EN}(?: |$))+"
)
_FOR_ME = re.compile(
    r"(?:不对|不是|错了|搞错了?|哎呀?|等等|不(?=[\s,，.。!！])|[\s,，.。!！])+"
    r"(?:给(?:他|她|别人|我[妈爸老女儿]\w?)的?[\s,，]*)?(?:是|要|应该|想|我|的)*"
    r"(?:给|充到?|换给|加到?|到)(?:我?自己|我?本人|本机|我)(?:的?(?:手机|号码?|这个号))?"
    r"(?:的|了|吧|啊|呀|[\s。.!！])*"
    r"|(?:(?:no|nope|oh|sorry|wait|not (?:for )?(?:him|her|them|that (?:one|number)|my \w+))"
    r"[\s,.!]+)+"
    r"(?:(?:it|that|this|was|is|it'?s|that'?s|i meant?|should be|supposed to be|i wanted it) )*"
    r"(?:(?:for|to|on) )?(?:me|myself|my (?:own )?(?:phone|number|cell))[\s.!]*"
)
"""It was for who writes, and went to another."""


def takes_back(text: str) -> bool:
    """Whether the whole text wants back what was done, or says that it was done by mistake."""
    return "said" in _said_in(text) or is_for_oneself(text)


def is_for_oneself(text: str) -> bool:
    """Whether the whole text says that it was not meant for another: "no, for me"."""
    return _FOR_ME.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text)).casefold().replace("’", "'").strip()


def regrets(text: str) -> bool:
    """Whether the whole text takes back what was done, or says no more than that it is not wanted
    any more: "changed my mind", which may also be said of what is not done yet."""
    return bool({"said", "changed"} & _said_in(text))


def _said_in(text: str) -> set[str]:
    """What the clauses say: "said" or "changed", or nothing by themselves; none of it if one says
    something else."""
    if len(text) > ANSWER_CHARS_MAX:
        return set()
    clauses = [" ".join(each.split()) for each in _CLAUSES.split(_plain(text))]
    read = [(_EN if each.isascii() else _ZH).fullmatch(each) for each in clauses if each]
    if None in read:
        return set()
    return {name for each in read if each for name, words in each.groupdict().items() if words}
