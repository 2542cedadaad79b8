"""What words about a callback mean: that it is wanted, at which time, or not any more."""

from __future__ import annotations

import re

from flows.dialogues.agent.callback_refused import CLAUSES, plain
from flows.language import (
    Label,
    SaidTime,
    answers,
    find_time,
    simplified,
    understanding,
)

_ASKS = re.compile(
    "(?:请|麻烦|帮我|你们?|您|能不能|可以|能|给我|让客服|客服|尽快)*(?:回个?电话?|回拨)(?:给我|吧"
    "|一下|吗|呀)*"
    "|(?:请问|那|到底|大概|你们?|您|客服)*(?:什么时候|啥时候|几点|多久)(?:能|会|才|可以|给我)*"
    "(?:回个?电话?|回拨|打(?:个?电话)?(?:给我|过来|来)?)(?:呢|啊|呀|吗|给我)*"
    "|(?:请问|那|到底|你们?|您|我的|客服|今天|还|是)*(?:什么时间|啥时间|几点|什么时候"
    "|啥时候)(?:要|会)?(?:给我)?"
    "(?:回个?电话?|打(?:个?电话)?(?:给我|过来|来)?)(?:来着|的|呢|啊)*"
    "|(?:请问|那|你们?|您|客服|今天|还|会|给我)*打(?:的是)?(?:哪个|什么|几号)(?:电话"
    "|手机)?号?码?(?:啊|呢)*"
    "|(?:请问|那|你们?|您|客服|今天|到底)*还(?:给我)?(?:打|回)(?:电话)?(?:不打|不回|不|吗)(?:了"
    "|啊)*"
    "|(?:我的?|那|请问)*(?:回电话?|预约)(?:取消了?(?:没有?|吗)|还在(?:吗|不在)|约(?:上"
    "|好)了?(?:没有?|吗))(?:啊|呢)*"
    r"|(?:so |and |ok |but )*(?:you (?:won'?t|will not|will|are not going to) call(?: me)?"
    r"|is (?:it|the call|my call|my call ?back) (?:cancell?ed|off|still on)"
    r"|(?:which|what) number (?:will|do|are) you (?:call|calling|going to call)(?: me on| on)?)"
    r"|(?:please |can you |could you |will you |have someone |just )*call (?:me )?back"
    r"(?: please| now| soon| later)*"
    r"|(?:so |and |ok |but )*when (?:will|are|do|is|would) (?:you|someone|somebody|an agent|they)"
    r" (?:guys )?(?:going to |gonna |be )?(?:call|ring|phone)(?:ing)?(?: me)?(?: back)?"
)
_POLITE_ZH = (
    "(?:请|麻烦|帮我|你们?|您|能不能|可不可以|可以|能|让|安排|客服|人工|我|想|要|希望|需要|预约"
    "|约|定|在|的|给|好|嗯|个|不着?急|直接|不用(?:再)?等了?|(?:别|不要|不用)(?:再)?(?:给我)?发(?:短信|信息)了?"
    "|那|就|还是|再|把|到时候?|叫人|有人|找人|人)*"
)
_END_ZH = "(?:给我|过来|来|吧|一下|吗|呀|啊|呢|了|好吗|可以吗|行吗|好不好|谢谢|方便)*"
_POLITE_EN = (
    "(?:no (?:rush|hurry) |(?:don'?t|stop|instead of) text(?:ing)? (?:me )?|please |pls |plz "
    "|(?:can|could|would|will) (?:you |i )?"
    "|have (?:someone|an agent) |just |i'?d like "
    "|i would like |i want |i need |to |an? |the |my |me |for me |ok(?:ay)? |yes |no |actually "
    "|sorry |and |get |have |give |someone |somebody |anyone |anybody |agent |person |let'?s "
    "|schedule |book |arrange |organi[sz]e |request |set up |is it possible )*"
)
_END_EN = (
    "(?: ?(?:please|thanks|thank you|instead|then|ok|okay|at|on|for|to|is fine|works|sharp|or so"
    r"|(?:is|would be|works|suits me) better|better|back)\b)*"
)
_CALL = re.compile(
    f"{_POLITE_ZH}(?:回个?电话?|回拨|回我电话|(?:打|来)个?电话|打给我|打过来|打回来|打回给我|打来"
    f"|打|联系我|联系)"
    f"{_END_ZH}"
    f"|{_POLITE_EN}(?:call(?: ?-?back| me(?: back)?| us)?|ring(?: me)?(?: back)?"
    r"|phone(?: me)?(?: back)?|return my call)"
    f"{_END_EN}"
)
_CALL_ME = re.compile(
    f"{_POLITE_ZH}(?:回个?电话?|回拨|回我电话|给我(?:打|来)个?电话|打个?电话(?=给我)"
    f"|打给我){_END_ZH}"
    f"|{_POLITE_EN}(?:call(?: ?-?back| me(?: back)?)|(?:ring|phone) me(?: back)?"
    r"|give me an? (?:call|ring)(?: back)?|a call from (?:you|an agent|someone))"
    f"{_END_EN}(?: (?:now|soon|asap|today))*"
)
_ANY_TIME = re.compile(
    "(?:都|那|就|你们?|您|我|现在|马上|立刻|立即|尽快|越快越好|随时|什么时候|都行|都可以|可以|行"
    "|好|打|吧|的|啊|呀|了|方便)*"
    "(?:现在|马上|立刻|立即|尽快|越快越好|随时|什么时候都)"
    "(?:都行|都可以|都好|可以|就行|行|好|打|给我|吧|的|啊|呀|了|回电话?)*"
    r"|(?:(?:call me|ok|yes|right|just|well|please) )*"
    "(?:now|soon|asap|as soon as (?:possible|you can)|any ?time|whenever|straight away"
    r"|right away"
    r"|immediately|the sooner the better)"
    r"(?: (?:you (?:like|can|want)|is (?:fine|ok|good)|works|please|thanks|thank you))*"
)
_LATER = re.compile(
    "(?:我|那|就|等|到|要|得|在|想|约|改|放|吧|的|再说|再打|打给我|打|再|好了|可以|行|方便)*"
    "(?:下个?(?:周|星期|礼拜|月)|这?周末|过(?:几|两|一阵|一段时间)天?|改天|改日|回头|以后|晚一?点"
    "|晚些时候?|换个时间)"
    "(?:我|那|就|吧|的|再说|再打|打给我|打|再|好了|可以|行|方便|呢|啊)*"
    r"|(?:(?:no|not|now|call me|maybe|how about|what about|make it|let'?s say|sometime|some time"
    r"|i'?d prefer|better|in|a|please) )*"
    r"(?:next (?:week|month)|the weekend|a few days|later(?: (?:this|in the) week)?"
    r"|(?:an|some )?other (?:time|day))(?: (?:please|would be (?:better|good|fine)|is better|then"
    r"|works(?: better)?|maybe))*"
)
_CHANGE = re.compile(
    f"{_POLITE_ZH}(?:我的)?(?:回电话?|回电时间|时间|预约)?(?:的时间)?(?:改|换|调|推迟|提前|挪)"
    f"(?:一下)?[到成为在至]?{_END_ZH}"
    f"|{_POLITE_EN}(?:change|move|reschedule|make|postpone|push)"
    f"(?: (?:it|that|this|(?:my |the )?call ?-?back(?: time)?))?{_END_EN}"
)
_BARE = re.compile(
    f"{_POLITE_ZH}{_END_ZH}|(?:{_POLITE_EN}|how about|what about|(?:can|could) we do){_END_EN}"
)
_CORRECTS = re.compile(
    "^(?:(?:不对|不是|错了|说错了|等一下|等等|算了(?=.*[改换])|不|哦|噢|no|nope|wait|oops|sorry|oh|actually"
    r"|rather"
    r"|i mea?nt?|make (?:it|that)|let'?s (?:say|make it)|say|maybe|it'?s|是)(?![a-z])"
    r"[\s,，.。!！、]*)+",
    re.IGNORECASE,
)
_WHY = re.compile(
    "(?:因为|我|老人)*(?:打字(?:太|很)?慢|不(?:太|怎么)?会(?:打字|发短信)|不识字"
    "|看不(?:太)?(?:清楚?|见|懂).*|眼睛不(?:太)?好.*|不(?:太)?方便(?:打字|发短信)|(?:短信|打字)?说不清楚?|年纪大了?)(?:了|啊|呢)*"
    r"|(?:because |as |since )?(?:i(?:'m| am)? (?:a )?(?:type slowly|slow (?:at typing|typist)"
    r"|hate typing|don'?t like (?:typing|texting)|can'?t (?:type|text|see|read).*)"
    r"|typing is (?:hard|slow).*|my (?:eyes|eyesight) .*)"
)
"""Why somebody would rather be called than written to."""
_ELSEWHERE = re.compile(
    "(?:打|拨|回)(?:到|给)?(?:我的?|我家的?|另外?一?个?|其他的?|别的)*"
    "(?:座机|固话|固定电话|家里(?:的?电话)?|办公室(?:的?电话)?|单位(?:的?电话)?|另一个号码?|别的号码?|其他号码?|新号码?)"
    r"|\b(?:call|ring|phone|reach|use)\b.{0,20}\b(?:landline|land line|home phone|home number"
    r"|office|work (?:phone|number)|(?:an|my) ?other (?:number|phone)|different (?:number|phone))\b"
)
_REFUSES = re.compile(r"不|没|别|\b(?:no|not|can'?t|cannot|won'?t|don'?t|busy)\b", re.IGNORECASE)
_PARTS = re.compile(r"[,，。.!！;；、]+\s*|(?<=[^\x00-\x7f])\s+")
_BESIDE = frozenset({Label.AGENT, Label.SURVEY, Label.SUGGESTION})
"""What "call me" and "would be good" beside a time are taken for."""


def asks(text: str) -> bool:
    """Whether the words ask for a callback and name no time."""
    return _ASKS.fullmatch(plain(text)) is not None


def wants_call(text: str) -> bool:
    """Whether the words only ask to be called, and why: "can someone call me, I type slowly". They
    name no time."""
    if find_time(text) is not None:
        return False
    said = [plain(each) for each in _PARTS.split(text) if plain(each)]
    asked = [each for each in said if not _WHY.fullmatch(each)]
    return _CALL_ME.fullmatch(plain(" ".join(asked))) is not None


def any_time(text: str) -> bool:
    """Whether the words, where a time is asked for, mean the next one: 尽快, "whenever you can"."""
    return _ANY_TIME.fullmatch(plain(text)) is not None


def names_other_telephone(text: str) -> bool:
    """Whether the words want the call on another telephone: 打我座机, "call my landline"."""
    return _ELSEWHERE.search(simplified(text.lower())) is not None


_OTHER_NUMBER = re.compile(r"(?:\+?86)?(?<!\d)1[3-9]\d{9}(?!\d)")
_CALLS = re.compile(
    r"回电|回个?电话|回拨|给我打|打给我|打我|打(?:电话)?(?:到|给)?(?=[ :：]*1\d{10})"
    r"|\b(?:call|ring|phone) (?:me|my)\b"
)
_UNSUITED = re.compile(
    "(?:这|那|这个|时间|我|有点|能不能|可以|能|再|都|还是|稍微?|帮我|就|给我|打|约|改)*"
    "(?:太[早晚]|(?:提)?[早晚]一?点|不合适|不方便|不行)(?:了|吧|啊|呢|的|打|行吗|可以吗|好吗)*"
    r"|(?:no |that'?s |it'?s |is |a bit |bit |can you |could you |call |me |any |please |much )*"
    r"(?:too (?:early|late)|earlier|later|no good|not good)(?: please| then)?"
)


def without_other_number(text: str, own: str) -> str | None:
    """The words of whoever wants the call on another number, without that; None for any others."""
    said = simplified(text.lower())
    number = _OTHER_NUMBER.search(said)
    if number is None or not _CALLS.search(said) or own.endswith(number.group()[-11:]):
        return None
    return f"{said[: number.start()]} {said[number.end() :]}".strip()


def finds_unsuited(text: str) -> bool:
    """Whether the words only find the time that is offered too early or too late."""
    return _UNSUITED.fullmatch(plain(text)) is not None


def names_later(text: str) -> bool:
    """Whether the words put a call off, and name no day: 下周, "some other time"."""
    return _LATER.fullmatch(plain(text)) is not None


def asked_at(text: str) -> SaidTime | None:
    """The time at which the words ask to be called back; None if they ask for something else, or
    tell of a call before."""
    said = _time_beside(text, _CALL)
    return None if said is None or said.is_past else said


def changed_to(text: str) -> SaidTime | None:
    """The time that the words change a callback to, or only name; None if they say more."""
    said = _CORRECTS.sub("", text)
    return _time_beside(said, _CHANGE) or only_time(said)


def corrects(text: str) -> bool:
    """Whether the words begin as a correction: "不对，十一点", "make that four"."""
    return _CORRECTS.match(text) is not None


def only_time(text: str) -> SaidTime | None:
    return _time_beside(text, _BARE)


def named_time(text: str) -> SaidTime | None:
    """The time that the words name where one is asked for, whatever they say beside it, as in
    "我在开会，三点以后再打". Of several it is the last, if those before it are refused. None if
    they ask, or wish for something else."""
    if answers.asks(text):
        return None
    *before, last = CLAUSES.split(text.strip(" ,.!，。！"))
    is_instead = any(find_time(each) for each in before) and all(map(_REFUSES.search, before))
    found = find_time(_CORRECTS.sub("", (last if is_instead else text).strip()))
    if found is None:
        return None
    time, rest = found
    wishes = understanding.understand(rest).wishes if rest.strip() else ()
    is_otherwise = any(each not in _BESIDE and not each.is_elsewhere for each in wishes)
    return None if is_otherwise else time


def _time_beside(text: str, said: re.Pattern[str]) -> SaidTime | None:
    found = find_time(text)
    if found is None:
        return None
    time, rest = found
    return time if said.fullmatch(plain(rest)) else None
