"""Words about points that were received, did not come, or are gone: they have the words of giving
points, of phone credit or of a lost phone."""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_EVERY = frozenset(Label)
_MONTH_ZH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}|上个?|这个?)月份?"
_SPENT_ZH = r"(?:[充冲]了?值?了?|交了?|缴了?|花了?|买了?|消费了?)"

_meant = partial(reading, Meaning.MEANT)
RECEIVED = "points received"
"""The name of the rows about points that somebody has given."""
GIVEN = "points given"
"""The name of the rows that ask whether what the member gave has come."""
_OTHER_ZH = (
    "(?:对方|人家|[他她]们?|那边|(?:我的?)?"
    "(?:老婆|老公|爱人|女儿|儿子|闺女|孩子|[爸妈哥姐弟妹]{1,2}|朋友|同学|同事|家人))"
)
_ME_ZH = "我(?![妈爸老女儿闺孩姐哥弟妹朋同爱家用付]|们家|的)"
"""The member, and nobody who is named by them: 给我妈转500分 gives points."""
_OTHER_EN = (
    r"(?:he|she|they|my (?!points?\b|order|gift|data|credit)\w+"
    r"|the (?:other (?:person|one|side|member)|receiver|recipient))"
)

ABOUT_POINTS = (
    _meant(
        GIVEN, _EVERY, ZH,
        rf"^\W*(?:请问|那|帮?我?查一?下|看看|看一?下)*{_OTHER_ZH}(?:那边|手机)?(?:到底|已经|现在|有没有)*"
        r"(?:收到|到账)(?:了)?(?:我送的)?(?:积?分)?(?:了)?(?:没有?|吗|么|嘛)?(?:啊|呀|呢)*\W*$"
        r"|(?<![给送])(?:给|送给|转给)(?!我的?(?:送|转|[^老女儿孩爸妈哥姐弟妹朋同家对]))"
        r"[^,，。]{1,8}(?:送|转|赠)过?去?的[^,，。]{0,6}(?:到账?|收到|成功)了?(?:没有?|吗|么|嘛)"
        r"|我(?:刚才?|昨天|今天|上次)?(?:送|转|赠)(?:出去?|过去|给[^,，。我]{1,6})?的"
        r"[^,，。]{0,6}(?:到账?|收到|成功)了?(?:没有?|吗|么|嘛)",
        "我给老公送的积分到了没", unless=r"礼[品物]|话费|流量|快递|包裹|订单|给我(?:送|转)|短信",
        leads_to=(Label.HISTORY,),
    ),
    _meant(
        GIVEN, _EVERY, EN,
        rf"^\W*(?:so |and |hi |hey |can you check |check )*(?:if |whether )?"
        rf"(?:did|has|have) {_OTHER_EN} (?:already |ever |actually )*(?:get|got|gotten|received?) "
        r"(?:it|them|(?:the|my|those|these) (?:\d+ )?points)"
        r"(?: (?:yet|already|(?:that )?i (?:just )?(?:sent|gave)(?: \w+)?))*\W*$"
        r"|^\W*(?:so |and )*(?:did|have|has) the (?:\d+ )?points (?:that )?"
        r"i (?:sent|gave|transferred)(?: \w+){0,4} "
        r"(?:arrived?|come|gone? through|get there|reach(?:ed)? \w+)(?: yet)?\W*$",
        "did he receive the points I sent", leads_to=(Label.HISTORY,),
    ),
    _meant(
        RECEIVED, _EVERY, ZH,
        rf"^(?=.*积?分)(?:.*(?:(?:给|送|转)(?:了)?(?:给)?{_ME_ZH}|收到).*(?:[吗没么嘛]|谁|有没有|哪里?来)"
        rf"|.*(?:谁|哪个|什么人).{{0,4}}(?:给|送|转)(?:了)?(?:给)?{_ME_ZH})"
        r"|(?:给|送|转)(?:了)?(?:给)?我(?:转|送)?(?:了)?[^,，]{0,4}积?分.{0,4}(?:到了?[没吗]|收到|到账)"
        r"|收到[^,，。]{0,8}(?:分|积分).{0,4}(?:谁|哪)",
        "有人给我送了积分吗",
        unless=r"礼[品物]|话费|流量|短信|快递|包裹|订单|怎么(?:给|送|转)|想|[要能]不[要能]|充|消费|买|投诉"
        "|付款|支付|^\\W*(?:能|可以)?帮我|为什么|多少|几分|到期|收到(?:验证码|回复)|没收到",
        leads_to=(Label.HISTORY,),
    ),
    _meant(
        RECEIVED, _EVERY, EN,
        r"^\W*(?:hi |hello |so |and |please |can you check |check )*(?:did|has|have)"
        r" (?:i|anyone|anybody|someone|somebody|my \w+|he|she|they) (?:ever |just |already )*"
        r"(?:(?:get|got|received?|receive) (?:any |some |my |the |\d+ )*points"
        r"(?: (?:from|as a gift).*)?"
        r"|(?:sen[dt]|gave|give|given|transfer(?:red)?) (?:me )?(?:any |some |the |\d+ )*points"
        r"(?: to me)?(?: .*)?)\W*$"
        r"|\bwho (?:sent|gave|transferred|has sent|has given|is sending)"
        r" (?:me )?(?:the |these |those |my |some |\d+ )*points\b"
        r"|\bwho (?:are|were|did) (?:the|these|those|my|\d+)? ?points (?:come )?from\b"
        r"|^\W*i (?:just )?(?:got|received) (?:some |the |\d+ )*points from (?:my|a|someone)"
        r"[^.,;]*\?\W*$"
        r"|\b(?:points|\d+) (?:just )?(?:came in|arrived)\b.*\bwho\b"
        r"|\bi (?:just )?(?:got|received) (?:\d+|some) points\b.*\bwho\b",
        "who sent me points", unless=r"\bhow (?:do|can)\b|\bclaim\b|\bgift\b(?! of)",
        leads_to=(Label.HISTORY,),
    ),
    _meant(
        "points spent, and how many", _EVERY, ZH,
        rf"(?:{_MONTH_ZH}|[昨前今]天|上次|上个?(?:星期|礼拜|周)|[今去]年|一共|总共|之前|以前|最近)[^,，。要会]{{0,8}}"
        r"(?:花|用|扣|消费|消耗)(?:掉|去)?了?(?:多少|几)(?:个)?积?分"
        r"|^\W*我?(?:花|用|扣|消费|消耗)(?:掉|去)?了(?:多少|几)(?:个)?积?分",
        "上个月花了多少分", unless="话费|流量|元", leads_to=(Label.HISTORY,),
    ),
    _meant(
        "points spent, and how many", _EVERY, EN,
        r"\bhow (?:many|much)(?: of my)?(?: points)?(?: did (?:i|we)| have (?:i|we)|'?ve (?:i|we))"
        r" (?:already |just )?(?:use|used|spend|spent|redeem|redeemed)\b"
        r"|\bpoints (?:i )?(?:used|spent)(?: up)? (?:last|this|in|so far)\b",
        "how many points did I use last month", leads_to=(Label.HISTORY,),
    ),
    _meant(
        "spent, and no points", _EVERY, ZH,
        rf"(?:{_MONTH_ZH}|昨天|前天|上次|上周|刚才?)?.{{0,4}}{_SPENT_ZH}.{{0,10}}"
        r"(?:(?:怎么|为什么|为啥|却|但是?|可是)?[^,，]{0,4}(?:一分|积?分)(?:都|也)?(?:没|不)"
        r"|(?:没有?|没给|没见|不给|(?<!多)少)(?:给|加|到)?(?:我)?(?:积?分))",
        "我11月充了两百话费，怎么一分都没有",
        unless=r"用积?分|兑|换|到期|过期|退|礼[品物]|转[给赠]|送给", leads_to=(Label.CLAIM,),
    ),
    _meant(
        "spent, and no points", _EVERY, EN,
        r"\b(?:topped up|recharged|paid|spent|bought|shopped)\b.*\b(?:no|not any|zero|without any"
        r"|(?:did|have|was)(?:n'?t| not) (?:get|got|gotten|given|receive[d]?|see)"
        r"(?: any| my| the)?|where are (?:my|the)) points\b",
        "I topped up 200 in November and got no points",
        unless=r"\bwith (?:my )?points\b|\bredeem", leads_to=(Label.CLAIM,),
    ),
    _meant(
        "points taken away", _EVERY, EN,
        r"\b(?:you|u|they)(?: guys| people)?(?:'ve| have|'re| are)? (?:just )?(?:stole|stolen"
        r"|stealing|took|taken|robbed|ate|eaten)(?: away)? (?:all )?(?:of )?my points\b",
        "you stole my points", unless=r"\bcomplain", leads_to=(Label.HISTORY, Label.COMPLAINT),
    ),
    _meant(
        "points taken away", _EVERY, ZH,
        r"你们.{0,6}(?:偷|吞|私吞|黑|吃|贪)(?:了|掉)?(?:我的?)?[^,，]{0,2}积?分"
        r"|(?:把)?我的?积?分.{0,4}(?:你们)?(?:偷|吞|黑|吃|贪)(?:了|掉|走)",
        "你们偷了我的积分", unless="投诉", leads_to=(Label.HISTORY, Label.COMPLAINT),
    ),
)  # fmt: skip
