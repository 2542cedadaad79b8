"""Words of a member who has not done what their points were used for: "这不是我换的", "I didn't do
that". Only an agent can find out who did, so an agent is offered."""

from __future__ import annotations

import re
import unicodedata

from flows.dialogues.agent.flow import OFFER
from flows.engine import Context
from flows.language import simplified
from flows.protocol import Frame

CHARS_MAX = 60
"""A longer text says more than that."""
_USED_ZH = (
    "(?:兑换|换|用|花|送|转赠|转|领|订|下单|下|买|充值?|操作|办|做|弄|干|动|使用|消费|申请|授权)"
)
_OF_IT_ZH = (
    "(?:这个?|这些|这笔|这条|那个?|那些|那笔|那条|它|东西|礼品|话费|流量|积分|分|订单|单|的)*"
)
_NAMED_ZH = "(?!手机|号|卡|密码|地址)(?:(?![怎什么吗啥])[\u4e00-\u9fff]){0,4}"
"""A gift by its name."""
_LEADING_ZH = "(?:等等|等一下|咦|啊|哎|喂|你好|您好|怎么|可是|但是|但|可|我的积分少了)*"
_END_ZH = "(?:啊|呀|呢|的|了|吧|怎么回事|什么情况|咋回事)*"
_TAKEN_ZH = (
    "(?:我的?|我家|有人|别人|人家|谁|被|让|给|人|全|都|把|账户|账号|积分|分|话费|流量)*"
    "(?:盗|偷|冒)(?:走|用|刷|换|光|领|取|掉)*(?:了|过)*(?:我的?|积分|分|话费|流量)*"
)
_ZH = re.compile(
    f"{_LEADING_ZH}(?:(?:话费|流量|礼品|积分)?(?:扣|少|花)了?[0-9]*积?分)?(?:{_TAKEN_ZH}|{_OF_IT_ZH}(?:都|根本|肯定|绝对|并)*不是(?:我|我本人|本人|我自己)(?:来|去)?"
    f"{_USED_ZH}{_OF_IT_ZH}"
    f"|{_OF_IT_ZH}(?:我|本人)(?:可|都|根本|从来|并|就|肯定|绝对)*没有?(?:在这里)?"
    f"(?:{_USED_ZH}过{_OF_IT_ZH}{_NAMED_ZH}|(?:动|做|干){_OF_IT_ZH})"
    f"|{_OF_IT_ZH}(?:都|根本|肯定|绝对|并)*不是我的?(?:手机)?(?:号码?|订单|单))"
    f"{_END_ZH}"
)
_OF_IT_EN = (
    r"(?:(?: (?:that|this|it|them|those|these|any|of|the|a|my|anything|points?|gifts?|things?|order"
    r"|one|redemption|exchange|transfer|purchase|credit|data|myself|cup|mug|thermos|stand|doll"
    r"|headphones?|earphones?))*)"
)
_EN = re.compile(
    r"(?:(?:hey|wait|no|but|what|hi|hello|oh|um|so|and) )*"
    r"(?:(?:i|we) (?:really |definitely |certainly )?"
    r"(?:(?:didn'?t|did not)(?: even| ever)? (?:do|use|redeem|spend|make|order|authori[sz]e"
    r"|exchange|transfer)|(?:never|haven'?t|have not|have never|don'?t remember)(?: even| ever)?"
    r" (?:did|done|doing|used|using|redeem(?:ed|ing)|spent|spending|made|making|order(?:ed|ing)"
    rf"|authori[sz]ed|exchanged|transferred)){_OF_IT_EN}"
    r"|(?:that|this|it)(?: one| order| gift)? (?:wasn'?t|was not|isn'?t|is not)(?: done by)? me"
    r"|(?:someone|somebody|some one|they|he|she|(?:a |the )?(?:hacker|thief|scammer)s?|who) "
    r"(?:has |have |just )*"
    r"(?:stole|steals?|stolen|took|taken|used?|hacked|spent|hack) (?:all )?(?:of )?my "
    r"(?:points?|pts|credit|data|account)(?: again| away)?"
    r"|(?:all )?my (?:points?|pts|credit|account) (?:was|were|got|have been|has been|been|is|are)"
    r" (?:stolen|hacked|taken)"
    r"|not me who (?:did|used|ordered|redeemed|spent)(?: \w+){0,2}"
    r"|(?:that|this|it)(?: one| order| gift)? (?:wasn'?t|was not|isn'?t) mine"
    r"|(?:that'?s|that is|this is|it'?s|it is) not my (?:phone )?(?:number|order))"
    r"(?: (?:at all|though|please|ok|what happened|who did))*"
)
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")


def asked(context: Context, text: str) -> Frame | None:
    if context.caller is None or not is_disowned(text):
        return None
    return OFFER.start()


def is_disowned(text: str) -> bool:
    """Whether the whole text says that it was not the member who did it."""
    if len(text) > CHARS_MAX:
        return False
    said = simplified(unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))
    said = _MARKS.sub(" " if said.isascii() else "", said).strip()
    return (_EN if said.isascii() else _ZH).fullmatch(said) is not None
