"""Words with the verb of a wish that are about the business of others: "挂失银行卡", "cancel my gym
membership", "把钱转给我女儿".

A row for each kind of wish. `spared` names what is ours: words with it are never taken here. Rows
are looked for as those of `manner_patterns.py` are; `tests/flows/language/test_others_business.py`
checks their examples.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from flows.language.understanding.features import said_in
from flows.language.understanding.labels import Label


@dataclass(frozen=True, slots=True)
class OthersRow:
    """wishes: those whose words may be about others. spared: what is ours."""

    wishes: Collection[Label]
    pattern: re.Pattern[str]
    spared: re.Pattern[str]
    example: str


_CARDS_ZH = (
    "银行卡|信用卡|工资卡|储蓄卡|借记卡|存[折单]|身份证|社保|医保|公积金|公交卡|地铁卡|饭卡|门禁|房卡"
    "|加油卡|护照|驾照|驾驶证|居住证|学生证"
)
_COMPANIES_ZH = (
    "支付宝|微信|淘宝|天猫|京东|拼多多|美团|饿了么|滴滴|抖音|快手|微博|花呗|爱奇艺|优酷|网银|银行"
    "|[招建工农交][商设]?行|信用卡|加油[站卡]|超市|健身|酒店|qq"
)
_ACCOUNTS_ZH = f"{_COMPANIES_ZH}|邮箱|电脑|路由器|wifi|无线网|保险箱|门锁|游戏"
_COMPANIES_EN = (
    r"bank|gym|netflix|spotify|amazon|paypal|ebay|tesco|costco|walmart|marriott|starbucks|kfc"
    r"|mcdonald'?s|facebook|instagram|whatsapp|wechat|alipay|taobao|twitter|hotel|flight|airline"
    r"|uber|taxi|credit card|debit card|atm"
)
_OURS_ZH = "你们|咱们|这里|这儿|积分会员|服务密码|热线"
_OURS_EN = r"\b(?:you|your|loyalty|points?|pts)\b"
_MONEY_ZH = r"钱|转账|红包|工资|[\d一二两三四五六七八九十百千万]+(?:块|元)"
_GOODS_ZH = "照片|文件|视频|链接|车|房子|花"
_MONEY_EN = r"\b(?:money|cash|dollars?|bucks|quid|pounds|euros?|yuan|rmb)\b|[$£€]"

ROWS = (
    OthersRow(
        [Label.LOST],
        re.compile(
            rf"{_CARDS_ZH}|\b(?:bank|credit|debit|id|bus) card\b|\b(?:passport|licence|license)\b"
        ),
        re.compile(r"手机|电话|sim|号码|\b(?:phone|mobile|number)\b"),
        "挂失银行卡",
    ),
    OthersRow(
        [Label.LEAVE],
        re.compile(
            rf"{_COMPANIES_ZH}|群|{_CARDS_ZH}"
            rf"|\b(?:{_COMPANIES_EN}|booking|appointment|newspaper|subscription to)\b"
        ),
        re.compile(rf"{_OURS_ZH}|积分|{_OURS_EN}"),
        "cancel my gym membership",
    ),
    OthersRow(
        [Label.PIN],
        re.compile(
            rf"(?:{_ACCOUNTS_ZH}|{_CARDS_ZH})[^,，。]{{0,6}}密码|密码[^,，。]{{0,4}}(?:{_ACCOUNTS_ZH})"
            rf"|\b(?:{_COMPANIES_EN}"
            r"|e?-?mail|gmail|laptop|computer|wi-?fi|router|apple id|windows)\b"
        ),
        re.compile(rf"{_OURS_ZH}|积分|{_OURS_EN}|hotline"),
        "reset my email password",
    ),
    OthersRow(
        [Label.COMPLAINT],
        re.compile(
            r"(?:投诉|举报)[^,，。]{0,4}(?:邻居|隔壁|楼[上下]|物业|房东|出租车|网约车|公交|司机|外卖"
            r"|医院|学校|老师|领导|同事|老板|城管|饭店|餐厅|航空|对方|装修)"
            r"|\b(?:neighbou?rs?|landlord|taxi|uber|bus|hotel|restaurant|airline|council|my boss"
            r"|my teacher|builders)\b"
        ),
        re.compile(rf"{_OURS_ZH}|积分|礼品|营业厅|{_OURS_EN}|\bgift"),
        "我要投诉物业",
    ),
    OthersRow(
        [Label.GIVE],
        re.compile(rf"{_MONEY_ZH}|把(?:{_GOODS_ZH})|{_MONEY_EN}"),
        re.compile(rf"(?<!十)分(?!钟)|话费|流量|礼品|{_OURS_EN}"),
        "把钱转给我女儿",
    ),
    OthersRow(
        [
            Label.REDEEM, Label.CREDIT, Label.DATA, Label.EXCHANGE, Label.BALANCE, Label.GIVE,
            Label.PAY, Label.HISTORY,
        ],
        re.compile(
            rf"(?:{_COMPANIES_ZH})(?:会员)?(?:卡)?[的里]?(?:积分|里程|京?豆)|京豆|京东豆"
            rf"|\b(?:coupon|voucher|gift card)s? (?:at|in) \w"
            rf"|(?<!for )(?<!into )(?<!to )(?<!4 )\b(?:{_COMPANIES_EN}) points?\b"
        ),
        re.compile(
            r"你们|咱|换成|兑成|转[成到]|过来|互|我的积分|用积分|拿积?分|换酒店"
            r"|\b(?:over|here|this)\b|\b(?:into|for|to|with)\b.*\b(?:points?|miles)\b"
        ),
        "天猫积分能换什么",
    ),
    OthersRow(
        [Label.EXCHANGE, Label.BALANCE],
        re.compile("(?:航空|南航|国航|东航|飞行)(?:公司)?的?里程.{0,3}(?:有?多少|余额|剩|查|过期)"),
        re.compile("换|兑|积分"),
        "我的航空里程有多少",
    ),
    OthersRow(
        [Label.ORDER],
        re.compile(rf"外卖|(?:{_COMPANIES_ZH}).{{0,2}}(?:快递|订单|包裹)|\b(?:pizza|takeaway|taxi)\b"),
        re.compile("积分|礼品|points|gift"),
        "京东快递到哪了",
    ),
    OthersRow(
        [Label.AGENT],
        re.compile(
            r"中介|旅行社|\b(?:travel|estate|insurance|letting|secret|ticket|cleaning|booking)"
            r" agen(?:t|ts|cy)\b"
        ),
        re.compile("人工|客服|真人"),
        "my travel agent",
    ),
)  # fmt: skip


def is_of_others(text: str, wish: Label) -> bool:
    """Whether `text`, which has the words of `wish`, is about the business of others."""
    said = said_in(text)
    return any(
        wish in row.wishes and row.pattern.search(said) and not row.spared.search(said)
        for row in ROWS
    )
