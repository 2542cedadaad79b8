"""Which rule of the programme a whole text asks about. What a member asks of their own points and
tier ("when do my points expire", "how do I get to gold") is no question about a rule: the balance
and the tier answer it."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from flows.language import simplified

CHARS_MAX = 60
"""A longer text says more than what it asks."""


class Rule(StrEnum):
    WORTH = "worth"
    EARNING = "earning"
    PER_YUAN = "per_yuan"
    EXPIRY = "expiry"
    NEW_NUMBER = "new_number"
    NEW_PROVINCE = "new_province"
    TIERS = "tiers"
    OPENING = "opening"
    HOTLINE = "hotline"
    HOURS = "hours"
    LOST = "lost"
    LEAVING = "leaving"


_BEFORE = (
    "(?:请问一?下?|您?你?好|那么?|对了|我?想?问一?下?|我想知道|我们?|你们的?|咱们|会员|这个?|现在)*"
)
_END = "(?:啊|呀|呢|的|了|吗|么|嘛|吧|来着)*"
_HOW = "(?:怎么样?|如何|怎样|咋)"
_EARN = "(?:赚|攒|挣|拿|得|积|获得|获取|积累|累积|累计|算|来|计算)(?:到|来|取|更多)*"
_IF = "(?:如果|要是|假如|万一)?"
_THEN = "(?:了|以后|之后|后|的话|我的?|原来的?|之前的?|以前的?|老号码?的?|那)*"
_BEFORE_EN = r"(?:(?:so|and|ok|okay|but|hi|hello|well|please|um|tell me|just wondering) )*"
_OUR_EN = r"(?:(?:the|your|these|loyalty|our|all) )*"
_KEPT_EN = "what happens (?:to|with)|do i (?:keep|lose)|will i (?:keep|lose)|can i keep|what about"
_UNIT_EN = "(?:yuan|rmb|kuai)"

_ASKED: dict[Rule, tuple[str, ...]] = {
    Rule.WORTH: (
        rf"{_BEFORE}(?:[\d一二两三四五六七八九十百千万]+个?)?积?分(?:能|可以|到底|大概|是|都)*"
        "(?:值|抵|顶|换|等于|相当于|合|折|当)(?:得|成)?(?:多少|几)"
        f"(?:钱|块钱?|元钱?|现金|人民币|毛钱?|分钱){_END}",
        f"{_BEFORE}(?:多少|几)个?积?分(?:能|可以|是)*(?:值|抵|顶|等于|相当于|合|当|换)[1一](?:块钱?|元钱?){_END}",
        rf"{_BEFORE_EN}(?:what|how much)(?:'?s| is| are) (?:a|one|[\d,]+|each) ?{_OUR_EN}points?"
        rf" worth(?: in (?:{_UNIT_EN}|money|cash))?",
        rf"{_BEFORE_EN}(?:what|how much) {_OUR_EN}(?:is|are) {_OUR_EN}points? worth",
        rf"{_BEFORE_EN}how much (?:money |cash )?(?:is|are) (?:a|one|[\d,]+) points?"
        rf"(?: in {_UNIT_EN})?",
        rf"{_BEFORE_EN}what(?:'s| is) the (?:value|worth) of (?:a|one|[\d,]+|{_OUR_EN}) ?points?",
        rf"{_BEFORE_EN}how many points (?:is|are|make|to) (?:a|one|1) {_UNIT_EN}",
    ),
    Rule.EARNING: (
        f"{_BEFORE}积?分(?:都|是)*{_HOW}{_EARN}{_END}",
        f"{_BEFORE}{_HOW}(?:才|能|可以|多|快速?|快点)*{_EARN}的?积?分{_END}",
        f"{_BEFORE}(?:做|干)?(?:什么|哪些|啥)(?:消费|业务|事)?(?:能|可以|会|才)*(?:有|得|积|赚|攒|给|送)积分{_END}",
        f"{_BEFORE}(?:交|充|缴)(?:了)?话费(?:会|能)?(?:有没有|有|给|送|积|算|得)积分{_END}",
        rf"{_BEFORE_EN}how (?:do|can|could|would|to|does)(?: i| you| we| one| members)?"
        r" (?:earn|get|collect|gain|make|build up)(?: (?:some|more|my|the))* points?(?: here)?",
        rf"{_BEFORE_EN}where do {_OUR_EN}points come from",
        rf"{_BEFORE_EN}how are {_OUR_EN}points (?:earned|calculated|awarded|given|collected)",
        rf"{_BEFORE_EN}(?:what earns(?: me)?|how do i get) points",
        rf"{_BEFORE_EN}how (?:does earning(?: points)?|do {_OUR_EN}points) work",
    ),
    Rule.PER_YUAN: (
        rf"{_BEFORE}(?:每|消费|花|用|充|交)*[\d一每](?:块钱?|元钱?)(?:话费)?(?:能|可以|会)*"
        f"(?:积|得|有|给|送|赚|攒|算|累积|返)(?:多少|几)个?积?分{_END}",
        f"{_BEFORE}(?:多少|几)(?:块钱?|元钱?|钱)(?:能|可以)?(?:积|得|给|送|赚|攒|是|算)[1一]个?积?分{_END}",
        rf"{_BEFORE_EN}how many points (?:do i|do you|will i|can i|does it|are)"
        r" ?(?:get|earn|give|receive|there)?"
        rf"(?: (?:for|per|with|each|every|one|a|1))+ {_UNIT_EN}(?: (?:i )?(?:spend|spent))?",
        rf"{_BEFORE_EN}(?:how many )?points per {_UNIT_EN}(?: spent)?",
    ),
    Rule.EXPIRY: (
        f"{_BEFORE}积分(?:会不会|会|有没有|有|是不是会?|是否会?|要)+(?:过期|到期|失效|作废|清零|有效期|期限)"
        f"(?:限制)?(?:不|没有)?{_END}",
        f"{_BEFORE}积分的?(?:有效期|期限)(?:是|有)?(?:多久|多长时间|多长|几年|多少年|到什么时候|怎么算的?){_END}",
        f"{_BEFORE}积分(?:能|可以)?(?:用|放|存|保留|留|有效|管)(?:多久|多长时间|几年|多少年){_END}",
        rf"{_BEFORE_EN}(?:do|will|can|would) {_OUR_EN}points (?:ever )?(?:expire|run out|lapse)",
        rf"{_BEFORE_EN}how long (?:are|do|will|can) {_OUR_EN}points"
        r" (?:be )?(?:last|valid|good|stay valid|keep|live)(?: for)?",
        rf"{_BEFORE_EN}how long (?:can i|do i get to) keep {_OUR_EN}points",
        rf"{_BEFORE_EN}are {_OUR_EN}points (?:valid|good) forever",
    ),
    Rule.NEW_NUMBER: (
        f"{_BEFORE}{_IF}我?(?:换|改|更换|变更)了?一?个?新?(?:手机号码?|电话号码?|电话|号码?|新号码?){_THEN}"
        "积分(?:.{0,8})",
        f"{_BEFORE}(?:积分|分)(?:能|可以|会)?(?:不能|不会)?(?:转|跟|带|移|挪)(?:着)?(?:到|去|走)?新(?:手机)?号码?.{{0,4}}",
        rf"{_BEFORE_EN}(?:{_KEPT_EN}|are|do|will) (?:my|the) points\b"
        r".{0,16}?\b(?:if|when|with|after|to|on)\b.{0,20}"
        r"\bnumber",
        rf"{_BEFORE_EN}(?:if|when) i (?:change|switch|get|have) .{{0,16}}number\b"
        r".{0,30}\bpoints\b"
        r".{0,20}",
    ),
    Rule.NEW_PROVINCE: (
        f"{_BEFORE}{_IF}我?(?:跨省|换省|换个省|(?:搬|迁|转|调|去)(?:到|去|往)?(?:外省|外地|别的省份?|其他省份?|另一个省))"
        f"(?:迁移|搬家)?{_THEN}积分.{{0,8}}",
        rf"{_BEFORE_EN}(?:{_KEPT_EN}) (?:my|the) points\b"
        r".{0,12}?\b(?:if|when|after)\b.{0,24}\bprovinces?",
        rf"{_BEFORE_EN}(?:if|when) i (?:move|go) .{{0,24}}province\b.{{0,30}}\bpoints\b.{{0,20}}",
    ),
    Rule.TIERS: (
        f"{_BEFORE}(?:会员)?等级(?:是|都)*{_HOW}(?:分|算|划分|评定?|定){_END}",
        f"{_BEFORE}(?:一共|总共)?(?:都?有|分)(?:几|哪些|哪几|多少)个?(?:会员)?(?:等级|级别){_END}",
        f"{_BEFORE}(?:会员)?(?:等级|级别)(?:一共|都)?(?:有|分)(?:几|哪些|哪几)个?{_END}",
        f"{_BEFORE}(?:会员)?(?:等级|升级)的?(?:条件|标准|门槛|要求|规则)(?:是什么|是啥|有哪些|是多少)?{_END}",
        rf"{_BEFORE_EN}(?:how do (?:the )?tiers work|(?:what|which) tiers (?:are there|do you have)"
        r"|what are the (?:membership )?tiers|how many tiers(?: are there)?)",
    ),
    Rule.OPENING: (
        f"{_BEFORE}(?:最低|最少|至少|要|需要|得|攒|积|满|够|有|到)*(?:多少|几)积?分(?:起)?(?:才|就|起)*(?:能|可以|可)(?:开始)?"
        f"(?:换|兑换?|使用|用)(?:东西|礼品)?{_END}",
        rf"{_BEFORE_EN}when can i start (?:redeeming|using)(?: my| the)?(?: points)?",
        rf"{_BEFORE_EN}how many points do i need (?:to|before i can) (?:start )?"
        r"(?:redeem(?:ing)?|use them)(?: (?:anything|something|points|my points))?",
    ),
}
_ASKED[Rule.HOTLINE] = (
    f"{_BEFORE}(?:有没有|有|给我|拨?打|要|的)*(?:投诉|人工客服|客服|热线|服务|公司|官方)+的?"
    f"(?:热线|服务)?(?:电话|热线|号码)(?:号码?)?(?:是|打|拨|有)*(?:多少|几号?|什么|哪个|啥|有){_END}",
    f"{_BEFORE}(?:投诉|客服)(?:热线|电话)(?:号码)?{_END}",
    f"{_BEFORE}(?:要|想)?(?:投诉|找客服|找人工)(?:应该|要|该|是|得|可以|能)*(?:拨?打|找)"
    f"(?:哪个|什么|多少|啥|哪里?)(?:电话|号码?|热线)?{_END}",
    f"{_BEFORE}(?:拨?打|找)(?:哪个|什么|多少|啥)(?:电话|号码?|热线)(?:可以|能|来|去|才能)*(?:投诉|找客服|找人工){_END}",
    rf"{_BEFORE_EN}(?:what(?:'?s| is)?|which|is there|do you have|can i have|can i get|give me)"
    r"(?: (?:the|your|a|an|is))* (?:phone |telephone )?"
    r"(?:complaints?|customer (?:service|care)|hotline|support|help ?line|service)"
    r"(?: (?:phone|telephone|hot ?line))* ?(?:number|line)",
    rf"{_BEFORE_EN}(?:what|which) (?:phone |telephone )?(?:number|line) (?:do|should|can|must) i"
    r" (?:call|ring|dial|phone|use)(?: (?:if i want|in order))?(?: to (?:complain|make a complaint"
    r"|file a complaint|speak to .{1,20}|talk to .{1,20})| for (?:a )?complaints?)?",
    rf"{_BEFORE_EN}(?:who|where) (?:do|should|can) i (?:call|phone|ring) to complain",
)
_STAFF = "(?:人工客服|人工服务|人工|真人|客服人员|客服|话务员|坐席|你们|您们)+"
_WHEN = "(?:几点钟?|什么时候|什么时间|啥时候|多会儿)"
_ON_DUTY = "(?:上班|下班|在线|在|有人|工作|开始|结束|休息|接|营业|服务)+"
_ODD_TIMES = "(?:24小时|二十四小时|全天|周末|晚上|夜里|半夜|节假日|星期天|周日|周六)+"
_AGENTS_EN = (
    "(?:you|you guys|(?:your |the |an )?agents?|someone|a person|support"
    "|customer (?:service|care)|the hotline)"
)
_DAYS_EN = (
    "(?:24/7|24 hours|round the clock|at night|on weekends|on sundays?|on saturdays?|all day)"
)
_ASKED[Rule.HOURS] = (
    f"{_BEFORE}{_STAFF}的?(?:每天|周末|节假日|晚上|一般|都|是|到底)*{_WHEN}"
    f"(?:才|就|开始|会)*{_ON_DUTY}(?:电话)?{_END}",
    f"{_BEFORE}{_WHEN}(?:才|能|可以|会)*(?:有|找到?|打通?|联系到?|转到?)"
    f"(?:人工客服|人工|客服|真人){_END}",
    f"{_BEFORE}{_STAFF}的?(?:上班|服务|工作|在线|营业|值班)(?:时间|时段)(?:是|到)*"
    f"(?:{_WHEN}|多少|怎么样|怎么安排)?(?:到{_WHEN})?{_END}",
    f"{_BEFORE}{_STAFF}(?:是|在)?{_ODD_TIMES}(?:都|也|还)*(?:{_ON_DUTY}|的)?{_END}",
    f"{_BEFORE}{_ODD_TIMES}(?:都|也|还)*(?:有|找得到|能找到)(?:人工客服|人工|客服|真人){_END}",
    rf"{_BEFORE_EN}(?:what(?:'s| are| time)?|which) (?:(?:are|is|the|your|agents?'?|support"
    r"|customer (?:service|care)|business|opening|office|working|service) )*"
    r"(?:hours|opening times?)"
    rf"(?: (?:of|for) {_AGENTS_EN})?",
    rf"{_BEFORE_EN}(?:when|what time|until when|till when|from when|what hours|what days)"
    rf" (?:are|is|do|does|can|will) {_AGENTS_EN}"
    r" (?:open|close|closed|there|available|on duty"
    rf"|working?|start|finish|answer|online|here)"
    rf"(?: (?:today|tomorrow|until|till|from|{_DAYS_EN}))?",
    rf"{_BEFORE_EN}(?:are|is) {_AGENTS_EN}"
    rf" (?:open|there|available|on duty|working|online) {_DAYS_EN}",
)
_ASKED[Rule.LOST] = (
    f"{_BEFORE}(?:如果|要是|假如|假设|万一|哪天)+(?:我的?|有一?天|哪天|不小心|把)*(?:手机|电话|卡|手机卡|号码卡?)"
    "(?:不小心|被人?|给人?)*(?:弄|搞)?(?:丢|掉|遗失|偷|盗|不见|没)(?:了|失|走)*(?:的话)?"
    f"(?:我|应?该|要|得|可以|需要)*(?:怎么办|怎么弄|咋办|咋整|怎么处理|怎么做|如何处理|怎么挂失|做什么|干什么)?{_END}",
    rf"{_BEFORE_EN}(?:what (?:if|happens if|happens when)"
    r"|what (?:should|do|would|can|must) i do (?:if|when|in case))"
    r" (?:i (?:ever )?lose my (?:phone|sim(?: card)?|cell ?phone)"
    r"|my (?:phone|sim(?: card)?|cell ?phone) (?:ever )?(?:gets?|is|goes|were)"
    r" (?:lost|stolen|missing))(?: one day| ever| someday)?",
)
_ASKED[Rule.LEAVING] = (
    f"{_BEFORE}(?:为什么|为啥|凭什么|怎么)?(?:退会|退出|注销)?{_THEN}我?的?积分(?:会不会|会|要|就|都|还|全|也)*"
    f"(?:没|清零|作废|失效|没有|归零|取消|在不在|在|能用|有用|算数|保留|怎么办|怎么算)(?:了|掉)?{_END}",
    f"{_BEFORE}(?:退会|退出|注销)?{_THEN}(?:我|会|要|将|得|就|一共|总共|到时候|的话)*"
    f"(?:损失|失去|丢掉?|少掉?|没掉|扣掉?|清掉|作废|清零|浪费)(?:掉|了)?(?:多少|几|哪些|什么)个?(?:积?分|东西)?{_END}",
    f"{_BEFORE}(?:我的?|有|会|要|还|一共)*(?:多少|几)个?积?分(?:会|要|就|将|到时候)*"
    f"(?:没|作废|清零|失效|扣掉|损失)(?:了|掉)*{_END}",
    rf"{_BEFORE_EN}(?:how many points|how much|what|which points)"
    r" (?:do|will|would|am|must|have|could|can) i (?:to )?(?:lose|losing|forfeit|give up)"
    r"(?: (?:then|if i leave|when i leave|by leaving|if i do))*",
    rf"{_BEFORE_EN}(?:why|when)? ?(?:do|will|would|am|must|have) i (?:to )?(?:lose|losing|keep)"
    rf" (?:my |the |all |all my |all the )*points(?: then| if i leave| when i leave)?",
    rf"{_BEFORE_EN}(?:what happens (?:to|with)|what about|why are) (?:my|the) points"
    r"(?: (?:lost|gone|then|if i leave|when i leave|after i leave))*",
)
_PATTERNS = {rule: [re.compile(each) for each in given] for rule, given in _ASKED.items()}
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")


def rule_asked(text: str) -> Rule | None:
    """The rule that the whole text asks about; None if it asks about none."""
    if len(text) > CHARS_MAX:
        return None
    said = simplified(unicodedata.normalize("NFKC", text)).casefold().replace("’", "'")
    said = _MARKS.sub(" " if said.isascii() else "", said).strip()
    found = (rule for rule, given in _PATTERNS.items() if any(p.fullmatch(said) for p in given))
    return next(found, None)
