"""Words with the verb of a wish that are about the business of others: "挂失银行卡", "cancel my gym
membership", "把钱转给我女儿". What is ours, in `unless`, is never taken for theirs."""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

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
_OUR_PHONE = r"手机|电话|sim|号码|\b(?:phone|mobile|number)\b"
_OURS_EN = r"\b(?:you|your|loyalty|points?|pts)\b"
_OURS = rf"你们|咱们|这里|这儿|积分|服务密码|热线|hotline|{_OURS_EN}"
_MONEY_ZH = r"钱|转账|红包|工资|[\d一二两三四五六七八九十百千万]+(?:块|元)"
_GOODS_ZH = "照片|文件|视频|链接|车|房子|花"
_MONEY_EN = r"\b(?:money|cash|dollars?|bucks|quid|pounds|euros?|yuan|rmb)\b|[$£€]"
_OF_POINTS = frozenset(
    {
        Label.REDEEM, Label.CREDIT, Label.DATA, Label.EXCHANGE, Label.BALANCE, Label.GIVE,
        Label.PAY, Label.HISTORY,
    }
)  # fmt: skip
_INTO_OURS = (
    r"你们|咱|换成|兑成|转[成到]|过来|互|我的积分|用积分|拿积?分|换酒店"
    r"|\b(?:over|here|this)\b|\b(?:into|for|to|with)\b.*\b(?:points?|miles)\b"
)

_BACK = r"[退还要]回|还给|\bback\b"

_of_others = partial(reading, Meaning.OF_OTHERS)

_ASKED_OF = frozenset({Label.CREDIT, Label.DATA, Label.GIVE, Label.REDEEM})

ASKED_OF_ANOTHER = (
    _of_others(
        "asked of another",
        _ASKED_OF,
        ZH,
        r"[要让叫请喊求](?:\d{7,}|[他她]|我[^\W\d_]{1,3}|朋友|别人)(?:来|去|再|也|能)*[给帮替]我",
        "要13800000002给我充10块",
        unless=_BACK,
    ),
    _of_others(
        "asked of another",
        _ASKED_OF,
        EN,
        r"\b(?:ask|tell|have|get|make|let) (?:\d[\d -]{6,}|him|her|them|my \w+) (?:to )?"
        r"(?:top|give|send|recharge|buy|put|charge|load|add|get)\b(?: \w+){0,4}? (?:me|my)\b",
        "ask 13800000002 to top me up",
        unless=_BACK,
    ),
)
"""Others are to do it, with what is theirs. Points that they have got and are to give back were the
member's."""

OF_OTHERS = (
    *ASKED_OF_ANOTHER,
    _of_others("a card", [Label.LOST], ZH, _CARDS_ZH, "挂失银行卡", unless=_OUR_PHONE),
    _of_others(
        "a card", [Label.LOST], EN,
        r"\b(?:bank|credit|debit|id|bus) card\b|\b(?:passport|licence|license)\b",
        "block my credit card", unless=_OUR_PHONE,
    ),
    _of_others(
        "a contract", [Label.LEAVE], ZH, rf"{_COMPANIES_ZH}|群|{_CARDS_ZH}",
        "退出微信群", unless=_OURS,
    ),
    _of_others(
        "a contract", [Label.LEAVE], EN,
        rf"\b(?:{_COMPANIES_EN}|booking|appointment|newspaper|subscription to)\b",
        "cancel my gym membership", unless=_OURS,
    ),
    _of_others(
        "another password", [Label.PIN], ZH,
        rf"(?:{_ACCOUNTS_ZH}|{_CARDS_ZH})[^,，。]{{0,6}}密码|密码[^,，。]{{0,4}}(?:{_ACCOUNTS_ZH})",
        "我的邮箱密码忘了", unless=_OURS,
    ),
    _of_others(
        "another password", [Label.PIN], EN,
        rf"\b(?:{_COMPANIES_EN}|e?-?mail|gmail|laptop|computer|wi-?fi|router|apple id|windows)\b",
        "reset my email password", unless=_OURS,
    ),
    _of_others(
        "a complaint elsewhere", [Label.COMPLAINT], ZH,
        r"(?:投诉|举报)[^,，。]{0,4}(?:邻居|隔壁|楼[上下]|物业|房东|出租车|网约车|公交|司机|外卖"
        r"|医院|学校|老师|领导|同事|老板|城管|饭店|餐厅|航空|对方|装修)",
        "我要投诉物业", unless=rf"{_OURS}|礼品|营业厅",
    ),
    _of_others(
        "a complaint elsewhere", [Label.COMPLAINT], EN,
        r"\b(?:neighbou?rs?|landlord|taxi|uber|bus|hotel|restaurant|airline|council|my boss"
        r"|my teacher|builders)\b",
        "complain about my landlord", unless=rf"{_OURS}|\bgift",
    ),
    _of_others(
        "money or goods", [Label.GIVE], ZH, rf"{_MONEY_ZH}|把(?:{_GOODS_ZH})", "把钱转给我女儿",
        unless=rf"(?<!十)分(?!钟)|话费|流量|礼品|{_OURS_EN}",
    ),
    _of_others(
        "money", [Label.GIVE], EN, _MONEY_EN, "send 20 dollars to my son",
        unless=rf"{_OURS_EN}|话费|流量|礼品",
    ),
    _of_others(
        "other points", _OF_POINTS, ZH,
        rf"(?:{_COMPANIES_ZH})(?:会员)?(?:卡)?[的里]?(?:积分|里程|京?豆)|京豆|京东豆",
        "天猫积分能换什么", unless=_INTO_OURS,
    ),
    _of_others(
        "other points", _OF_POINTS, EN,
        r"\b(?:coupon|voucher|gift card)s? (?:at|in) \w"
        rf"|(?<!for )(?<!into )(?<!to )(?<!4 )\b(?:{_COMPANIES_EN}) points?\b",
        "check my tesco points", unless=_INTO_OURS,
    ),
    _of_others(
        "other miles", [Label.EXCHANGE, Label.BALANCE], ZH,
        "(?:航空|南航|国航|东航|飞行)(?:公司)?的?里程.{0,3}(?:有?多少|余额|剩|查|过期)",
        "我的航空里程有多少", unless="换|兑|积分",
    ),
    _of_others(
        "another order", [Label.ORDER], ZH,
        rf"外卖|(?:{_COMPANIES_ZH}).{{0,2}}(?:快递|订单|包裹)", "京东快递到哪了",
        unless="积分|礼品",
    ),
    _of_others(
        "another order", [Label.ORDER], EN, r"\b(?:pizza|takeaway|taxi)\b",
        "where's my pizza order",
        unless=r"\b(?:points|gift)",
    ),
    _of_others(
        "another agent", [Label.AGENT], ZH, "中介|旅行社", "帮我找中介", unless="人工|客服|真人",
    ),
    _of_others(
        "another agent", [Label.AGENT], EN,
        r"\b(?:travel|estate|insurance|letting|secret|ticket|cleaning|booking) agen(?:t|ts|cy)\b",
        "my travel agent",
    ),
)  # fmt: skip
