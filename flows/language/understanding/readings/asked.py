"""Words that ask about the wish, weigh it or only suppose it."""

from __future__ import annotations

import re
from functools import partial

from flows.language.understanding.labels import COSTLY, Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_ACT_ZH = "(?:挂失|退会|注销|投诉|[换兑转送]|改密码|补登)"
_IF_NOT_POLITE = "(?!可以|能|行|方便|有|够|没问题|不麻烦)"
_NOT_TO_PAY = "".join(
    f"(?<!{each} )" for each in ("phone", "call", "month", "monthly", "plan", "broadband")
)
"""Before "fee": what points are to pay, not what a wish costs."""
_HOW_ZH = "怎么(?!搞|回事|还|这|那|做事|办事|给我)|怎样|如何|咋(?!搞|回事|还|这|那|给我)|电话是多少"
_HOW_EN = "how (?:do|can|to|does)|where (?:do|can)"
HOW = re.compile(f"{_HOW_ZH}|{_HOW_EN}", re.IGNORECASE)
ASKED_BEFORE = frozenset({Label.COMPLAINT, Label.LOST, Label.LEAVE})
"""Wishes that members ask about before they want them. "How do I redeem" is a wish: the dialogue
answers it with what there is."""
_OR_JOIN = COSTLY | {Label.JOIN}
_SPENT = COSTLY - {Label.CLAIM, Label.PIN, Label.COMPLAINT}

_asked = partial(reading, Meaning.ASKED)

ASKED = (
    _asked(
        "why, or what about it", [Label.STOP], ZH,
        r"怎么办|为什么|为啥|再发(?:一|下|送一|过来)", "退订怎么办",
    ),
    _asked(
        "why, or of gifts", [Label.STOP], EN, r"\bwhy\b|(?<!about )\bgifts?\b",
        "stop sending me gifts",
    ),
    _asked(
        "what it costs or does", COSTLY, ZH,
        "多久|几天|手续费|(?<!乱)收费(?!业务)|(?<!不)要钱|后果|会怎么?样|万一",
        "挂失要多久才能恢复",
    ),
    _asked(
        "what it costs or does", COSTLY, EN,
        rf"how long|{_NOT_TO_PAY}\bfees?\b|what happens|what if",
        "what happens if I report it lost",
    ),
    _asked("what the first one is", [Label.PIN], ZH, "初始|默认|原始", "初始密码是多少"),
    _asked(
        "what the first one is", [Label.PIN], EN, r"\b(?:initial|default|original)\b",
        "what is the default PIN",
    ),
    _asked("what it does to the number", [Label.NUMBERS], ZH, "影响|停机", "会不会影响我的号码"),
    _asked(
        "what it does to the number", [Label.NUMBERS], EN, r"\baffect\w*\b|\bharm\w*\b",
        "will this affect my number",
    ),
    _asked("how", ASKED_BEFORE, ZH, _HOW_ZH, "怎么投诉？"),
    _asked("how", ASKED_BEFORE, EN, _HOW_EN, "how do I complain"),
    _asked(
        "whether to", COSTLY, ZH,
        r"要不要(?!钱)|该不该|犹豫|纠结|拿不定|在想(?!要?用)|(?:值|划)不(?:值|划)|值得吗",
        "犹豫要不要换里程",
    ),
    _asked(
        "whether to", COSTLY, EN,
        r"\bshould (?:i|we)\b|\bwould it be\b|\bis it worth\b|\bin two minds\b"
        r"|\bnot sure (?:if|whether)\b|\bwhether (?:i|to|or)\b|\bthinking (?:about|of)\b",
        "should I redeem my points for credit",
    ),
    _asked(
        "supposed", COSTLY, ZH,
        rf"如果{_IF_NOT_POLITE}|假[如设装]|装作|要是{_IF_NOT_POLITE}|比如说|比方说",
        "假如我退会了，积分怎么办",
    ),
    _asked(
        "supposed", COSTLY, EN,
        r"\b(?:suppose|supposing|imagine|pretend(?:ing)?|assum(?:e|ing)|hypothetically)\b"
        r"|\b(?:let'?s|just) say\b|^\W*say (?:i|my)\b|\bif (?:i|my) (?!can|may|could|have)",
        "suppose I lost my phone, what then",
    ),
    _asked(
        "just asking", _OR_JOIN, ZH, "随便问|就问问|只?是问|先问|问一下|问问|打听|听说|真的假的",
        "就问问，积分能送人吗",
    ),
    _asked(
        "just asking", _OR_JOIN, EN,
        r"\bjust (?:asking|wondering|curious)\b|^\W*(?:i was )?wondering\b",
        "just asking, can I give points to my wife",
    ),
    _asked(
        "its terms", COSTLY, ZH,
        r"几比|比例|怎么算的|多少(?:积?分)?[换兑一]|[一1两\d] ?(?:个?[gG]|块|元)\w{0,4}多少分"
        r"|有(?:什么|啥)(?:用|损失|坏处|好处|影响|限制|要求|风险)|损失什么",
        "积分换里程是几比几",
    ),
    _asked(
        "its terms", COSTLY, EN,
        r"\bwhat(?:'s| is) the (?:rate|ratio|catch|limit)\b|\bhow many points (?:is|are|for)\b",
        "what's the rate for phone credit",
    ),
    _asked(
        "whether it can be had", _SPENT, ZH,
        r"(?:话费|流量|里程)(?:能|可以|可不可以|能不能)\w{0,6}[换兑]\w{0,4}[吗么嘛不]?\W*$"
        r"|^\W*(?:能|可以|能不能|可不可以)?用?(?:积分)?(?:能|可以)?用?(?:积分)?[换兑]\w{0,6}[吗么嘛不][?？]?\W*$",
        "话费能用积分换吗",
    ),
    _asked(
        "whether it can be had", _SPENT, EN,
        r"\b(?:can|are|could) points be\b|\bcan'?t i\b|\bor not\W*$", "can points be given away",
    ),
    _asked(
        "with points, or with money", [Label.CREDIT], ZH,
        r"^(?!.*[分换兑抵扣]).*[充冲交缴]\w{0,6}(?:话费|花费)", "充一百块话费",
    ),
    _asked(
        "what for", COSTLY, ZH, rf"{_ACT_ZH}\w{{0,3}}干(?:嘛|啥|什么)(?![不这那还老])",
        "挂失干嘛 手机好好的",
    ),
    _asked(
        "what for", COSTLY, EN, r"\bwhy (?:on earth )?would i\b",
        "why would I leave the program",
    ),
    _asked(
        "only its name, with a question mark", COSTLY, ZH,
        r"^\W*(?!.*(?:[帮替给请]|可以|能|行吗|好吗))\w{2,5}\W*[?？]\W*$", "换话费？",
    ),
    _asked(
        "only its name, with a question mark", COSTLY, EN,
        r"^\W*(?!.*\b(?:can|could|may|please|pls)\b)(?:\w+\W+)?\w+\W*\?\W*$", "phone credit?",
    ),
    _asked(
        "the word with a question mark", [Label.SUBSCRIBE], ZH,
        r"^\W*(?:dy|订阅)(?:吗|么)?\W*[?？]|^\W*订阅[吗么]", "订阅？",
    ),
    _asked(
        "the word with a question mark", [Label.SUBSCRIBE], EN,
        r"^\W*(?:dy|subscribe)\W*\?", "subscribe?",
    ),
    _asked(
        "of agents", [Label.AGENT], ZH,
        r"收费|要钱|多少钱|有用吗|你们?是(?:不是)?(?:机器人?|真人|人工)|几点|上班|下班"
        r"|^\W*(?:转|找|接)?(?:人工|客服)(?:客服)?[吗么嘛]?[?？]|^\W*(?:转|找|接)?(?:人工|客服)[吗么嘛]\W*$"
        r"|(?:怎么|如何)(?=.{0,6}(?:人工|客服)).*[?？]",
        "人工要收费吗",
    ),
    _asked(
        "of agents", [Label.AGENT], EN,
        r"\bfees?\b|\bcharge[ds]?\b|\bcost\b|\bhours\b|^\W*(?:agent|human|operator|rg)\W*\?",
        "agent?",
    ),
)  # fmt: skip
