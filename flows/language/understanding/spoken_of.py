"""More patterns of the manner of a wish: weighed, supposed, asked of its terms, told of others, and
pressed on the member by somebody else. They are read behind the rows of `manner_patterns.py`."""

from __future__ import annotations

import re

from flows.language.understanding.labels import COSTLY, Label
from flows.language.understanding.manner_patterns import Manner, Row

_ACT_ZH = "(?:挂失|退会|注销|投诉|[换兑转送]|改密码|补登)"
_PEOPLE_ZH = (
    "朋友|同事|邻居|同学|亲戚|老板|领导|室友|闺蜜"
    "|表[哥弟姐妹]|堂[哥弟姐妹]|哥们|客户|房东|徒弟|师傅"
)
_PEOPLE_EN = (
    "neighbou?r|friend|mate|colleague|coworker|boss|roommate|flatmate|cousin|classmate|landlord"
)
_IF_NOT_POLITE = "(?!可以|能|行|方便|有|够|没问题|不麻烦)"

SPOKEN_OF = (
    Row(
        Manner.ASKED,
        COSTLY,
        re.compile(
            r"要不要(?!钱)|该不该|犹豫|纠结|拿不定|在想(?!要?用)|(?:值|划)不(?:值|划)|值得吗"
            r"|\bshould (?:i|we)\b|\bwould it be\b|\bis it worth\b|\bin two minds\b"
            r"|\bnot sure (?:if|whether)\b|\bwhether (?:i|to|or)\b|\bthinking (?:about|of)\b"
        ),
        "犹豫要不要换里程",
    ),
    Row(
        Manner.ASKED,
        COSTLY,
        re.compile(
            rf"如果{_IF_NOT_POLITE}|假[如设]|要是{_IF_NOT_POLITE}|比如说|比方说"
            r"|\b(?:suppose|supposing|imagine|assum(?:e|ing)|hypothetically)\b"
            r"|\b(?:let'?s|just) say\b|^\W*say (?:i|my)\b|\bif (?:i|my) (?!can|may|could|have)"
        ),
        "suppose I lost my phone, what then",
    ),
    Row(
        Manner.ASKED,
        COSTLY | {Label.JOIN},
        re.compile(
            r"随便问|就问问|只?是问|先问|问一下|问问|打听|听说|真的假的"
            r"|\bjust (?:asking|wondering|curious)\b|^\W*(?:i was )?wondering\b"
        ),
        "just asking, can I give points to my wife",
    ),
    Row(
        Manner.ASKED,
        COSTLY,
        re.compile(
            r"几比|比例|怎么算的|多少(?:积?分)?[换兑一]|[一1两\d] ?(?:个?[gG]|块|元)\w{0,4}多少分"
            r"|有(?:什么|啥)(?:用|损失|坏处|好处|影响|限制|要求|风险)|损失什么"
            r"|\bwhat(?:'s| is) the (?:rate|ratio|catch|limit)\b|\bhow many points (?:is|are|for)\b"
        ),
        "积分换里程是几比几",
    ),
    Row(
        Manner.ASKED,
        COSTLY - {Label.CLAIM, Label.PIN, Label.COMPLAINT},
        re.compile(
            r"(?:话费|流量|里程)(?:能|可以|可不可以|能不能)\w{0,6}[换兑]\w{0,4}[吗么嘛不]?\W*$"
            r"|^\W*(?:能|可以|能不能|可不可以)?用?(?:积分)?(?:能|可以)?用?(?:积分)?[换兑]\w{0,6}[吗么嘛不][?？]?\W*$"
            r"|\b(?:can|are|could) points be\b|\bcan'?t i\b|\bor not\W*$"
        ),
        "话费能用积分换吗",
    ),
    Row(
        Manner.ASKED,
        COSTLY,
        re.compile(
            rf"{_ACT_ZH}\w{{0,3}}干(?:嘛|啥|什么)(?![不这那还老])|\bwhy (?:on earth )?would i\b"
        ),
        "挂失干嘛 手机好好的",
    ),
    Row(
        Manner.TOLD,
        COSTLY,
        re.compile(
            rf"(?<!给)(?<!转)我(?:那|的|这)?个?(?:{_PEOPLE_ZH})的?(?:手机|卡|号|\w{{0,2}}[要想说问]|把|投诉|退)"
            rf"|(?:^|[,，。\s])(?:{_PEOPLE_ZH})(?:的手机|要退|想退|说)"
            rf"|\b(?:my|our|a) (?:{_PEOPLE_EN})(?:'?s)? "
            r"(?:phone|sim|mobile|card|wants|lost|had|gave|swapped|is|was|said|told)"
        ),
        "my neighbour's phone was stolen",
    ),
    Row(
        Manner.TOLD,
        COSTLY - {Label.COMPLAINT, Label.SUBSCRIBE},
        re.compile(
            r"[我他她妈爸](?:非|硬|一定)?[要叫让逼劝](?:着)?我\w{1,14}[\s,，。]*我?(?:不[肯干愿答同]|没[答同理])"
            r"|我(?:不肯|不干|没答应|没同意|没理)"
            r"|\b(?:wants|told|tells|keeps? telling|asked|begs) me to\b"
            r"|\bbut (?:no|i (?:won'?t|refuse|said no|don'?t want))\b"
        ),
        "我妈非要我把分转给她 我不肯",
    ),
    Row(
        Manner.ASKED,
        [Label.SUBSCRIBE],
        re.compile(r"^\W*(?:dy|订阅|subscribe)(?:吗|么)?\W*[?？]|^\W*订阅[吗么]"),
        "DY?",
    ),
    Row(
        Manner.REFUSED,
        [Label.AGENT],
        re.compile(r"不(?:是(?:要|想|来)?[找转叫]|等|找)了?(?:人工|客服|真人)|别转"),
        "不是找人工，查积分",
    ),
    Row(
        Manner.ASKED,
        [Label.AGENT],
        re.compile(
            r"收费|要钱|多少钱|有用吗|你们?是(?:不是)?(?:机器人?|真人|人工)|几点|上班|下班|^\W*(?:转|找|接)?(?:人工|客服)(?:客服)?[吗么嘛]?[?？]|"
            r"^\W*(?:转|找|接)?(?:人工|客服)[吗么嘛]\W*$|(?:怎么|如何)(?=.{0,6}(?:人工|客服)).*[?？]"
            r"|\bfees?\b|\bcharge[ds]?\b|\bcost\b|\bhours\b|^\W*(?:agent|human|operator|rg)\W*\?"
        ),
        "人工要收费吗",
    ),
    Row(
        Manner.WISHED,
        COSTLY,
        re.compile(r"(?:还想|还要|想要?|帮我)再[换兑转送]"),
        "上个月换过话费，还想再换50元话费",
    ),
)
