"""Words that praise the hotline or its people: "投诉处理得真好", "great service".

They have the words of a complaint or of an order, and want nothing. Who wants the praise passed on
("我要表扬") makes a suggestion, and who names something that went wrong does not praise.
"""

from __future__ import annotations

from functools import partial

from flows.language.understanding.grievance import GRIEVANCE
from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_VERY_ZH = "(?:真的?是?|很|挺|蛮|好|太|非常|特别|十分|相当|超级?|这么|还?算|都?比较)"
_GOOD_ZH = (
    "(?:好|棒|赞|快|牛|厉害|强|漂亮|满意|周到|热情|贴心|耐心|细心|专业|负责|客气|和气|礼貌|不错|给力|到位"
    "|方便|及时|高效|省心|喜欢|靠谱|优秀|完美|聪明|感动|温柔)"
)
_WANTS_ZH = (
    "吗|(?<![这那])么|呢|[?？]|怎么(?!这么)|如何|什么|哪|多少|几|帮|请|麻烦|给我|能不能|我[要想]|想要|希望|尽快|赶[快紧]|快点"
    "|表扬|好评|评价|打分|建议|提议|意见(?<!没意见)|写封|转告|但|可是|就是|不过|只是|要是|如果|还[想要]|再|查|换[个点成]|兑|转人工"
    "|好好|才好|不[好快棒满太](?!意思)|没[好人收有]|[才都]\\w?天"
    r"|[\d一二三四五六七八九十满]分(?!钟)|星"
)
_WANTS_EN = (
    r"[?]|\b(?:i want|i need|i'?d like|i would (?:like|love)|i'?d love|want to|please|can|could"
    r"|how(?! you)|what|where|when|which|who|if|but|although|however|except|pass|compliment\w*"
    r"|praise|feedback|rate|review|delay\w*|again|another|redeem|check|gets?|complain|report|freeze"
    r"|send|now|if only|would be|should|neither|nor|i'?ll|as good|good (?:as|for)|tell|stars?"
    r"|marks?|score|points? (?:for|out)|one|two|three|four|five|ten)\b|\d"
)
_GOOD_EN = (
    r"(?:great|good|excellent|amazing|awesome|fantastic|wonderful|brilliant|perfect(?:ly)?|superb|lovely"
    r"|well|nice(?:ly)?|helpful|friendly|kind|polite|patient|professional|fast|quick(?:ly)?"
    r"|impress(?:ed|ive)|satisfied|happy|pleased|delighted|smooth(?:ly)?|outstanding|best)"
)
_PEOPLE_EN = (
    "(?:service|hotline|line|team|staff|agents?|people|guys|courier|driver|support|job|work)"
)
_OURS_EN = (
    rf"(?:{_PEOPLE_EN}|complaint|claim|order|delivery|gift|mug|kettle|headphones|earphones|credit|points|program\w*"
    r"|app|system|it|that|this|you|everything)"
)

_every = frozenset(Label)
_praised = partial(reading, Meaning.PRAISED)

PRAISED = (
    _praised(
        "said of how it was done", _every, ZH,
        rf"{_VERY_ZH}{_GOOD_ZH}|[得的]{_VERY_ZH}?{_GOOD_ZH}\W*$|点个?赞|辛苦(?:你们|了)|做得好|干得好|好样的"
        rf"|^\W*(?:服务|态度|质量|速度|处理|效率){_GOOD_ZH}\W*$",
        "投诉处理得真好", unless=f"{GRIEVANCE}|{_WANTS_ZH}",
    ),
    _praised(
        "said of how it was done", _every, EN,
        rf"\b{_OURS_EN}\b[^.,;!]*\b(?:is|are|was|were|'s|'re|works?|worked|went|did|handled|solved|dealt"
        rf"|sorted|resolved|arrived|came)\b.*\b{_GOOD_EN}\b",
        "the complaint was handled really well", unless=f"{GRIEVANCE}|{_WANTS_EN}",
    ),
    _praised(
        "a word of praise", _every, EN,
        rf"\b{_GOOD_EN} (?:\w+ )?{_PEOPLE_EN}\b|\bwell done\b|\bkeep (?:up|it up)\b"
        r"|\bthanks? (?:you )?(?:\w+ )?for (?:\w+ )?"
        r"(?:sorting|solving|fixing|helping|handling|resolving)"
        r"|\b(?:i|we) (?:really )?(?:loved?|liked?|appreciate) (?:the|your|my|how|this|it)\b"
        rf"|\b(?:very|really|so|super|extremely|most) {_GOOD_EN}\b"
        r"|\b(?:happy|pleased|satisfied|impressed|delighted) with (?:how|the|your|my)\b",
        "great service", unless=f"{GRIEVANCE}|{_WANTS_EN}",
    ),
)  # fmt: skip
"""The words are of any wish, or of none."""
