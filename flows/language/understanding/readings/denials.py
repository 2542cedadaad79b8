"""Words of denial: those aimed at an act, those aimed at something else, and any at all."""

from __future__ import annotations

import re
from functools import partial

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_BIE = r"(?<![特个区告级类性])别(?![人的处家])"
"""别 as "don't", not that of 特别, 级别 and 别人."""

AIMED_ZH = (
    rf"(?:(?:不(?:想|要|用|必|需要|打算|准备|愿意?|再|是[要想来我])|先[不别]|{_BIE}|甭"
    r"|没(?:打算|想|要|说要))(?:把[^了,，。\s]{1,6}?|[^了,，。\s]{0,3}?)|[不唔](?:再|去|先|[给帮]我)?)"
)
"""Before a verb: it is not wanted. 不 alone must stand at the verb, because it is in 找不到 too."""

AIMED_EN = (
    r"\b(?:do not|don'?t|did not|didn'?t|won'?t|never|not going to|no longer)\b"
    r"(?: (?:want|wanna|need|to|wish|you|please))*"
)

_RESIGNED = r"(?:[换抵兑]成|给我|送|给)[^\W不没别就是的]{0,6}|(?<=取消)|(?<=退了)|(?<=销了)"
"""Before 算了: "换成话费算了" resigns to the act, and "换礼品的事就算了" drops it."""
_THING = "(?:礼品|礼物|东西|话费|流量|里程)"

_no_denial = partial(reading, Meaning.NO_DENIAL)
_EVERY = frozenset(Label)

NO_DENIALS = (
    _no_denial(
        "whether or not", _EVERY, ZH,
        r"(?<![不没唔])([^\W不没唔]{1,2})[不没唔]\1", "积分还够不够换东西",
    ),
    _no_denial(
        "unless it is done now", _EVERY, ZH,
        r"不(\w)白不\1|再不(?=[^,，。]{1,12}?[就要我])", "再不换就过期了",
    ),
    _no_denial(
        "counted wrongly", _EVERY, ZH,
        r"[划少多错]算了|算了(?=积?分|[一两几][笔次])", "积分给我少算了",
    ),
    _no_denial(
        "resigns to it", _EVERY, ZH, rf"(?:{_RESIGNED})算了(?!\w)", "全给我换成话费算了",
    ),
    _no_denial(
        "another thing instead", _EVERY, ZH,
        rf"(?:{_THING}不[要换兑]了?我?|不[换兑]{_THING}了?)(?=[换兑转][^\W了吧啊]\w)",
        "礼品不要换成话费",
    ),
    _no_denial(
        "denied before, and wanted now", _EVERY, ZH,
        r"(?:之前|上[回次]|以前|前天|当时)[^,，。]{0,6}[不别停][^,，。]{0,4}(?=.*(?:现在|又))",
        "之前说别发，现在可以发了",
    ),
    _no_denial(
        "why not", _EVERY, ZH,
        r"(?:为什么|为啥|怎么|咋|干嘛)还?[不没]有?", "怎么不给我补积分",
    ),
    _no_denial("or rather", _EVERY, ZH, r"要不(?:然|是)?(?!要)|不如|不停(?!机)", "要不换话费吧"),
    _no_denial(
        "it does not work", _EVERY, ZH,
        r"(?<![用犯])不(?:够|能|了|到|见|知道|记得|会|清|起|上|成|着|过|错|同|仅|懂|明白|多|少|开|下"
        r"|对(?!换)|好意思|行|太|出|准|全|解决|处理|管|算|满|小心)",
        "积分对不上",
    ),
    _no_denial(
        "why not", _EVERY, EN,
        r"\bwhy (?:do|did|does|have|has|is|are|was|can|could|wo|would)(?:n'?t| not| there no)\b",
        "why haven't my points arrived",
    ),
    _no_denial(
        "does not have", _EVERY, EN,
        r"\b(?:do|did|does)(?:n'?t| not) (?:\w+ )?(?:have|know|remember|recall|see|get|receive"
        r"|understand|work|arrive|come|show|add|match)\b",
        "I don't have my PIN",
    ),
    _no_denial(
        "has not come", _EVERY, EN,
        r"\b(?:never|not|haven'?t|hasn'?t) (?:been )?(?:received|got|gotten|seen|arrived|came"
        r"|come|had|credited|added|posted|shown?|showing|there|enough|sure|working)\b",
        "I haven't received my points",
    ),
    _no_denial(
        "no to what was asked", _EVERY, EN,
        r"^\W*(?:no|nope|nah)\b"
        r"(?=\W+(?:(?:i|i'd|i would|we) (?:want|need|like)|(?:just )?give me)\b)",
        "no, I want data",
    ),
    _no_denial(
        "never had one", _EVERY, EN,
        r"\b(?:never|haven'?t|hadn'?t|didn'?t|did not) (?:even |yet |ever )?"
        r"(?:set|made|make|created?|chosen|had)(?: up)? (?:a|an|any|one|it|my)\b",
        "I never set up a PIN",
    ),
)  # fmt: skip

DENIAL = re.compile(
    rf"[不唔]|{_BIE}|甭|没有?(?:打算|想|要|说|让|准备|忘|叫|申请|同意|订阅|退订)|从来没|拒[绝收]|误会"
    r"|算了|懒得|作罢|反悔|改主意|谁(?:要|说|让|叫|跟|稀罕)|取消|留着|白搭|免了"
    r"|n't\b|\b(?:dont|didnt|wont|wasnt|isnt|not|no|never|nobody|nah|nope|without|forget|cancel"
    r"|stop|skip|drop|scratch|scrap|hold off|keep|save|rather|instead|why|nothing|bu"
    r"|who (?:said|told|says)|refuse|decline|against|false alarm)\b"
    r"|\bleave (?:it|them|that|everything|my (?:points|pin|phone)|.{1,20}\b(?:alone|as|on)\b)"
    r"|chang(?:ed|e) my mind|never ?mind|on second thought|take (?:it|that) back"
)
"""What a refusal has, wherever it stands. Words without it refuse nothing, however much they sound
like those that do."""
