"""Which rule of the programme a whole text asks about. What a member asks of their own points and
tier ("when do my points expire", "how do I get to gold") is no question about a rule: the balance
and the tier answer it."""

from __future__ import annotations

import re
import unicodedata

from flows.dialogues.rules_asked import service_questions
from flows.dialogues.rules_asked.rules import (
    BEFORE,
    BEFORE_EN,
    EARN,
    END,
    HOW,
    IF,
    KEPT_EN,
    OUR_EN,
    THEN,
    UNIT_EN,
    Rule,
)
from flows.language import simplified

CHARS_MAX = 60
"""A longer text says more than what it asks."""

_ASKED: dict[Rule, tuple[str, ...]] = {
    Rule.WORTH: (
        rf"{BEFORE}(?:[\d一二两三四五六七八九十百千万]+个?)?积?分(?:能|可以|到底|大概|是|都)*"
        "(?:值|抵|顶|换|等于|相当于|合|折|当)(?:得|成)?(?:多少|几)"
        f"(?:钱|块钱?|元钱?|现金|人民币|毛钱?|分钱){END}",
        f"{BEFORE}(?:多少|几)个?积?分(?:能|可以|是)*(?:值|抵|顶|等于|相当于|合|当|换)[1一](?:块钱?|元钱?){END}",
        rf"{BEFORE_EN}(?:what|how much)(?:'?s| is| are) (?:a|one|[\d,]+|each) ?{OUR_EN}points?"
        rf" worth(?: in (?:{UNIT_EN}|money|cash))?",
        rf"{BEFORE_EN}(?:what|how much) {OUR_EN}(?:is|are) {OUR_EN}points? worth",
        rf"{BEFORE_EN}how much (?:money |cash )?(?:is|are) (?:a|one|[\d,]+) points?"
        rf"(?: in {UNIT_EN})?",
        rf"{BEFORE_EN}what(?:'s| is) the (?:value|worth) of (?:a|one|[\d,]+|{OUR_EN}) ?points?",
        rf"{BEFORE_EN}how many points (?:is|are|make|to) (?:a|one|1) {UNIT_EN}",
    ),
    Rule.EARNING: (
        f"{BEFORE}积?分(?:都|是)*{HOW}{EARN}{END}",
        f"{BEFORE}{HOW}(?:才|能|可以|多|快速?|快点)*{EARN}的?积?分{END}",
        f"{BEFORE}(?:做|干)?(?:什么|哪些|啥)(?:消费|业务|事)?(?:能|可以|会|才)*(?:有|得|积|赚|攒|给|送)积分{END}",
        f"{BEFORE}(?:交|充|缴)(?:了)?话费(?:会|能)?(?:有没有|有|给|送|积|算|得)积分{END}",
        rf"{BEFORE_EN}how (?:do|can|could|would|to|does)(?: i| you| we| one| members)?"
        r" (?:earn|get|collect|gain|make|build up)(?: (?:some|more|my|the))* points?(?: here)?",
        rf"{BEFORE_EN}how (?:do i|can i|could i|to) (?:earn|collect)"
        r"(?: (?:more|points?|faster|quicker|quickly))+",
        rf"{BEFORE_EN}where do {OUR_EN}points come from",
        rf"{BEFORE_EN}how are {OUR_EN}points (?:earned|calculated|awarded|given|collected)",
        rf"{BEFORE_EN}(?:what earns(?: me)?|how do i get) points",
        rf"{BEFORE_EN}how (?:does earning(?: points)?|do {OUR_EN}points) work",
    ),
    Rule.PER_YUAN: (
        rf"{BEFORE}(?:每|消费|花|用|充|交)*[\d一每](?:块钱?|元钱?)(?:话费)?(?:能|可以|会)*"
        f"(?:积|得|有|给|送|赚|攒|算|累积|返)(?:多少|几)个?积?分{END}",
        f"{BEFORE}(?:多少|几)(?:块钱?|元钱?|钱)(?:能|可以)?(?:积|得|给|送|赚|攒|是|算)[1一]个?积?分{END}",
        rf"{BEFORE_EN}how many points (?:do i|do you|will i|can i|does it|are)"
        r" ?(?:get|earn|give|receive|there)?"
        rf"(?: (?:for|per|with|each|every|one|a|1))+ {UNIT_EN}(?: (?:i )?(?:spend|spent))?",
        rf"{BEFORE_EN}(?:how many )?points per {UNIT_EN}(?: spent)?",
    ),
    Rule.EXPIRY: (
        f"{BEFORE}积分(?:会不会|会|有没有|有|是不是会?|是否会?|要)+(?:过期|到期|失效|作废|清零|有效期|期限)"
        f"(?:限制)?(?:不|没有)?{END}",
        f"{BEFORE}积分的?(?:有效期|期限)(?:是|有)?(?:多久|多长时间|多长|几年|多少年|到什么时候|怎么算的?){END}",
        f"{BEFORE}积分(?:能|可以)?(?:用|放|存|保留|留|有效|管)(?:多久|多长时间|几年|多少年){END}",
        rf"{BEFORE_EN}(?:do|will|can|would) {OUR_EN}points (?:ever )?(?:expire|run out|lapse)",
        rf"{BEFORE_EN}how long (?:are|do|will|can) {OUR_EN}points"
        r" (?:be )?(?:last|valid|good|stay valid|keep|live)(?: for)?",
        rf"{BEFORE_EN}how long (?:can i|do i get to) keep {OUR_EN}points",
        rf"{BEFORE_EN}are {OUR_EN}points (?:valid|good) forever",
    ),
    Rule.NEW_NUMBER: (
        f"{BEFORE}{IF}我?(?:换|改|更换|变更)了?一?个?新?(?:手机号码?|电话号码?|电话|号码?|新号码?){THEN}"
        "积分(?:.{0,8})",
        f"{BEFORE}(?:积分|分)(?:能|可以|会)?(?:不能|不会)?(?:转|跟|带|移|挪)(?:着)?(?:到|去|走)?新(?:手机)?号码?.{{0,4}}",
        rf"{BEFORE_EN}(?:{KEPT_EN}|are|do|will) (?:my|the) points\b"
        r".{0,16}?\b(?:if|when|with|after|to|on)\b.{0,20}"
        r"\bnumber",
        rf"{BEFORE_EN}(?:if|when) i (?:change|switch|get|have) .{{0,16}}number\b"
        r".{0,30}\bpoints\b"
        r".{0,20}",
    ),
    Rule.NEW_PROVINCE: (
        f"{BEFORE}{IF}我?(?:跨省|换省|换个省|(?:搬|迁|转|调|去)(?:到|去|往)?(?:外省|外地|别的省份?|其他省份?|另一个省))"
        f"(?:迁移|搬家)?{THEN}积分.{{0,8}}",
        rf"{BEFORE_EN}(?:{KEPT_EN}) (?:my|the) points\b"
        r".{0,12}?\b(?:if|when|after)\b.{0,24}\bprovinces?",
        rf"{BEFORE_EN}(?:if|when) i (?:move|go) .{{0,24}}province\b.{{0,30}}\bpoints\b.{{0,20}}",
    ),
    Rule.TIERS: (
        f"{BEFORE}(?:会员)?等级(?:是|都)*{HOW}(?:分|算|划分|评定?|定){END}",
        f"{BEFORE}(?:一共|总共)?(?:都?有|分)(?:几|哪些|哪几|多少)个?(?:会员)?(?:等级|级别){END}",
        f"{BEFORE}(?:会员)?(?:等级|级别)(?:一共|都)?(?:有|分)(?:几|哪些|哪几)个?{END}",
        f"{BEFORE}(?:会员)?(?:等级|升级)的?(?:条件|标准|门槛|要求|规则)(?:是什么|是啥|有哪些|是多少)?{END}",
        rf"{BEFORE_EN}(?:how do (?:the )?tiers work|(?:what|which) tiers (?:are there|do you have)"
        r"|what are the (?:membership )?tiers|how many tiers(?: are there)?)",
    ),
    Rule.OPENING: (
        f"{BEFORE}(?:最低|最少|至少|要|需要|得|攒|积|满|够|有|到)*(?:多少|几)积?分(?:起)?(?:才|就|起)*(?:能|可以|可)(?:开始)?"
        f"(?:换|兑换?|使用|用)(?:东西|礼品)?{END}",
        rf"{BEFORE_EN}when can i start (?:redeeming|using)(?: my| the)?(?: points)?",
        rf"{BEFORE_EN}how many points do i need (?:to|before i can) (?:start )?"
        r"(?:redeem(?:ing)?|use them)(?: (?:anything|something|points|my points))?",
    ),
}
_PATTERNS = {
    rule: [re.compile(each) for each in given]
    for rule, given in (_ASKED | service_questions.ASKED).items()
}
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")


def rule_asked(text: str) -> Rule | None:
    """The rule that the whole text asks about; None if it asks about none."""
    if len(text) > CHARS_MAX:
        return None
    said = simplified(unicodedata.normalize("NFKC", text)).casefold().replace("’", "'")
    said = _MARKS.sub(" " if said.isascii() else "", said).strip()
    found = (rule for rule, given in _PATTERNS.items() if any(p.fullmatch(said) for p in given))
    return next(found, None)
