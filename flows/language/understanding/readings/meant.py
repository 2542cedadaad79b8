"""Words that mean one thing, whatever else they sound like: those about notices, which are no
marketing, and short ones that hardly any phrase of the corpus is like.
"""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_EVERY = frozenset(Label)
_MARKETING_ZH = "推[广销送]|广告|促销|营销|优惠|活动|打折|折扣|会员日|垃圾|骚扰"
_MARKETING_EN = (
    r"\b(?:offers?|deals?|promo\w*|market\w*|ads?|adverts?\w*|spam\w*|discounts?|sales?"
    r"|newsletters?)\b"
)
_NOTICE_ZH = r"提醒|通知|(?:到期|过期|等级变?[动化]?|升级|降级)(?:的?短信|消息)"
_NOTICE_EN = (
    r"\b(?:reminders?|notices?|notifications?|alerts?)\b|\b(?:expiry|expiration|tier) (?:texts?|sms"
    r"|messages?)\b|\btexts? about (?:my )?(?:expir\w+|points? expir\w+|tiers?)\b"
)
_SWITCHES_ZH = (
    r"[开关停]|恢复|取消|退订|订阅|别|不[要用想]|不需要|不再|再发|接着发|继续|重新|接收|设置?|改|td|dy"
    r"|^\W*(?:我的?|积分)?(?:到期|过期|等级)?(?:变动)?(?:提醒|通知)(?:短信)?\W*$"
)
_SWITCHES_EN = (
    r"\b(?:on|off|stop|start|resume|restore|again|back|cancel|end|no|not|don'?t|without|enable"
    r"|disable|mute|silence|quit|unsubscribe|subscribe|change|manage|settings?|set|opt)\b"
    r"|^\W*(?:my )?(?:points? )?(?:expiry|tier)? ?(?:reminders?|notices?)\W*$"
)
_OTHER_NOTICES_ZH = f"{_MARKETING_ZH}|账单|来电|余额|欠费|验证码|话费|流量|除了|除开|以外|建议|希望"
_OTHER_NOTICES_EN = (
    rf"{_MARKETING_EN}|\b(?:bills?|billing|club|code|leaving|except|but|complaint|data usage"
    r"|balance|period)\b"
)
_SETS_TEXTS = frozenset(
    {Label.NOTICES, Label.STOP, Label.SUBSCRIBE, Label.TIER, Label.BALANCE, Label.LEAVE,
     Label.MENU, Label.HISTORY}
)  # fmt: skip
_AMOUNT_ZH = r"(?:\d+|[一二两三四五六七八九十百]+)(?:块钱?|元钱?)"
_POLITE_ZH = r"(?:请|麻烦|帮忙?|给|替|我|你|您|想|要|就|能不能|可以|用积分)*"
_WHEN_ZH = "(?:什么时[候间]|啥时候?|几时|哪天|几号|多久)"
_EARNS_ZH = r"(?:[赚攒挣拿得积]到?|获[得取]|积累|累积)"
_CALLS_BACK = _EVERY - {Label.COMPLAINT, Label.SUGGESTION, Label.STOP, Label.LOST}
_CALLS_NO = (
    r"别|不[要用]|甭|谁|老是|总|为什么|推销|广告|了[吗没]|没人|刚才?|骗|女儿|儿子|[老爸妈]"
    r"|\b(?:don'?t|not|stop|never|no|who|why|if|did|when|nobody|taxi|cab|keep|crazy|names?)\b"
)

_OTHER_NUMBER = r"(?<!\d)1\d{2}(?:\d{4}|\*{2,6})\d{4}(?!\d)"
_NUMBER_ZH = r"[\d零一二两三四五六七八九十百千万]"
_meant = partial(reading, Meaning.MEANT)

MEANT = (
    _meant(
        "notices", _SETS_TEXTS, ZH, rf"(?=.*(?:{_SWITCHES_ZH})).*(?:{_NOTICE_ZH})",
        "恢复到期提醒", unless=_OTHER_NOTICES_ZH, leads_to=(Label.NOTICES,),
    ),
    _meant(
        "notices", _SETS_TEXTS, EN, rf"(?=.*(?:{_SWITCHES_EN})).*(?:{_NOTICE_EN})",
        "turn off expiry reminders", unless=_OTHER_NOTICES_EN, leads_to=(Label.NOTICES,),
    ),
    _meant(
        "marketing beside notices", [Label.NOTICES], ZH,
        rf"(?=.*(?:[不别停关]|退订)).*(?:{_MARKETING_ZH})",
        "积分到期提醒要，广告不要", leads_to=(Label.STOP, Label.NOTICES),
    ),
    _meant(
        "marketing beside notices", [Label.NOTICES], EN,
        rf"(?=.*\b(?:no|not|stop|off|don'?t|end|without)\b).*{_MARKETING_EN}",
        "keep the reminders on, stop the ads", leads_to=(Label.STOP, Label.NOTICES),
    ),
    _meant(
        "how notices could be", [Label.NOTICES], ZH, "希望|建议|要是能|如果能|能不能加",
        "希望到期前早点发短信提醒", leads_to=(Label.SUGGESTION,),
    ),
    _meant(
        "how notices could be", [Label.NOTICES], EN,
        r"\bi (?:think|suggest|wish)\b|\bhow about\b|\byou (?:could|should|might)\b",
        "I think you could send a reminder before points expire", leads_to=(Label.SUGGESTION,),
    ),
    _meant(
        "still wanted", [Label.STOP], ZH,
        rf"^\W*(?:我|那些?|你们的?)*(?:还是?|仍然?)(?:想要?|要)(?:收|看|接收)?[^,，。不]{{0,4}}(?:{_MARKETING_ZH})",
        "我还想要收推广短信", leads_to=(Label.SUBSCRIBE,),
    ),
    _meant(
        "still wanted", [Label.STOP], EN,
        r"\bi (?:do )?still (?:want|like|need)(?: to (?:get|receive|have))? [^,.]{0,16}"
        rf"{_MARKETING_EN}",
        "I still want your offers", leads_to=(Label.SUBSCRIBE,),
    ),
    _meant(
        "no complaint, but", [Label.COMPLAINT, Label.SUGGESTION, Label.STATUS, Label.AGENT], ZH,
        r"^\W*(?:我|这|可|倒|也)*不(?:是|想|要)?(?:来|要|想)*投诉[,，。;； 啊哈]+"
        r"(?:我|就|只|是|就是|只是|而已|不过)*(?:想|要|来|跟你们?)*(?:反映|反馈|说|提|建议|讲)",
        "我不投诉，就是反映一下排队太久", leads_to=(Label.SUGGESTION,),
    ),
    _meant(
        "no complaint, but", [Label.COMPLAINT, Label.SUGGESTION, Label.STATUS, Label.AGENT], EN,
        r"^\W*(?:(?:this|it)(?: is|'s)? )?(?:not (?:a complaint|complaining)"
        r"|(?:i'?m |i am )not complaining|i do ?n'?t want to complain)\W+"
        r"(?:but |i'?m |i am |it'?s |i )*(?:just|only|but|want(?:ed)? to)\b",
        "not a complaint, just saying the wait is too long", leads_to=(Label.SUGGESTION,),
    ),
    _meant(
        "data", _EVERY, EN,
        r"^\W*(?:i (?:need|want|could use)|i'd like|give me|get me) (?:to get )?(?:some |more"
        r" |a bit of |extra )*(?:internet|mobile data|data)(?: access| data| plan| package)?"
        r"(?: please| pls| for my phone| on my phone)*\W*$",
        "i need internet", leads_to=(Label.DATA,),
    ),
    _meant(
        "credit of an amount", _EVERY, ZH,
        rf"^\W*{_POLITE_ZH}(?:[充冲]值?(?:个|了|一下)?{_AMOUNT_ZH}的?(?:话|花)费"
        rf"|(?:[充冲]值?)?(?:话|花)费(?:[充冲]值?)?{_AMOUNT_ZH})(?:吧|谢谢|行吗|好吗)?\W*$",
        "充50块话费", leads_to=(Label.CREDIT,),
    ),
    _meant(
        "credit of an amount", _EVERY, EN,
        r"^\W*(?:please |pls |can you |i want to |i'd like to )?(?:top ?up|recharge|add|load)"
        r"(?: me| my phone| my number)?(?: with| by)? \d+ ?(?:yuan|rmb|kuai)?"
        r"(?: of)?(?: phone)?(?: credit)?(?: (?:for|to|on|onto) (?:me|my (?:phone|number|line"
        r"|mobile)))?(?: please| pls| with (?:my )?points| now)*\W*$",
        "top up 50 yuan", leads_to=(Label.CREDIT,),
    ),
    _meant(
        "when they expire", _EVERY, ZH,
        rf"^\W*(?:那|那么|那[个些]|这个|请问|它们?|这些|我|我的|的|积分|都|是)*{_WHEN_ZH}(?:会|就|才|要)?"
        r"(?:过期|到期|失效|作废|清零)(?:啊|呀|呢|的|了)?\W*$",
        "那什么时候到期", leads_to=(Label.BALANCE,),
    ),
    _meant(
        "when they expire", _EVERY, EN,
        r"^\W*(?:and |so )?(?:when (?:do|does|will|are|is) (?:they|it|those|these|that|my points)"
        r" (?:all )?(?:expir\w+|run out|lapse)|(?:the )?expir(?:y|ation) dates?)\W*$",
        "when will they expire", leads_to=(Label.BALANCE,),
    ),
    _meant(
        "to be called", _CALLS_BACK, ZH,
        r"[给跟]我[打回]一?个?电话|打个?电话(?:给|过来)|给我?回一?个?电话|回[个我]电话",
        "我不会弄，你给我打个电话吧", unless=_CALLS_NO, leads_to=(Label.AGENT,),
    ),
    _meant(
        "to be called", _CALLS_BACK, EN,
        r"\b(?:call|ring|phone) me(?: back| up| instead| later)?(?: please| pls| then)?\W*$"
        r"|\b(?:call|ring|phone) me (?:back |up )?(?:later |again )?(?:tomorrow|tonight|this|next"
        r"|on|at|in|after|before|when)\b"
        r"|\bgive me a (?:call|ring)\b",
        "please call me", unless=_CALLS_NO, leads_to=(Label.AGENT,),
    ),
    _meant(
        "a complaint, and not what was taken for it", _EVERY, ZH,
        r"^\W*(?:我|说的|这)*(?:不是|没[说想]?)(?:要|想|来)*"
        r"[^,，。.;；投诉]{1,6}(?:投诉)?[,，。.;； ]+"
        r"(?:而?是|我|就|[想要]|再|另外|另|还|重新|新|[一个])*投诉(?:一个|一次|别的|另外的?|[的吧了])*\W*$",
        "我不是要撤销，我要再投诉一个", leads_to=(Label.COMPLAINT,),
    ),
    _meant(
        "a complaint, and not what was taken for it", _EVERY, EN,
        r"^\W*(?:(?:no|nope|sorry|wait|not (?:to )?[a-z]+)[,.;: ]+)+(?:but )?"
        r"(?:(?:i mean|actually)[, ]+)*"
        r"(?:i (?:want|wish|need|meant) to|i'?d like to|it'?s a)? ?(?:complain|complaint"
        r"|(?:make|file|lodge) an?(?:other| new)? complaint)(?: instead| please)?\W*$",
        "no I mean I want to complain", leads_to=(Label.COMPLAINT,),
    ),
    _meant(
        "a status", _EVERY, ZH,
        rf"^\W*{_POLITE_ZH}(?:[查看](?:[查看询]|一下)?)?我?的?(?:当前|现在)?的?状态"
        r"(?:是什么|怎么样|呢|查询)?\W*$",
        "我的状态是什么", leads_to=(Label.TIER, Label.STATUS),
    ),
    _meant(
        "a status", _EVERY, EN,
        r"^\W*(?:(?:what'?s|what is|check|show(?: me)?|tell me|see) )?my (?:current )?status"
        r"(?: now| please| pls)?\W*$",
        "what's my status", leads_to=(Label.TIER, Label.STATUS),
    ),
    _meant(
        "miles that were exchanged", _EVERY, ZH,
        r"^\W*(?:请问|可是|我|用|拿|之前|上次|上周|昨天|积分|分|[换兑]|了|的|那些?)*(?:航空)?(?:公司)?的?里程"
        r"(?:怎么|为什么|到现在|都|一直|还是?|也)*"
        r"(?:(?:没有?|未)(?:到账?|收到|给我?|加上?|来|进账)|到账?了?(?:吗|没有?|么)|呢)"
        r"(?:啊|呀|呢|吧|了)*\W*$"
        r"|^\W*(?:我|一直|还|都)*(?:没有?|未)(?:收到|拿到|看到)(?:我|积分|[换兑]|了|的|航空)*里程\W*$",
        "积分换的里程没到账", leads_to=(Label.HISTORY, Label.COMPLAINT),
    ),
    _meant(
        "miles that were exchanged", _EVERY, EN,
        r"^\W*(?:did|have|has) (?:my|the) (?:\w+ )?miles (?:\w+ )?(?:arrive|come|post|credit|go)\w*"
        r"(?: through| yet)*\W*$|^\W*where are my (?:\w+ )?miles\W*$"
        r"|^\W*(?:but )?(?:my|the) (?:\w+ )?miles (?:(?:that )?i \w+ )?(?:still |have |were )*"
        r"(?:haven'?t|have not|didn'?t|never|not)(?: been)? \w+(?: yet)?\W*$"
        r"|^\W*i (?:still )?(?:never|haven'?t|have not|didn'?t) (?:got|gotten|get|received?|seen?)"
        r" (?:my|the|any) (?:\w+ )?miles(?: yet)?\W*$",
        "did my miles arrive", leads_to=(Label.HISTORY, Label.COMPLAINT),
    ),
    _meant(
        "the number of a receipt", [Label.RECEIPT], ZH,
        r"(?:小票|账单|收据|单据)(?:上)?的?(?:编?号码?|单号)?(?:是|为|:|：|\s)*[a-z]{0,4}-?\d{4,}",
        "我的小票号是ab12345", leads_to=(Label.CLAIM,),
    ),
    _meant(
        "the number of a receipt", [Label.RECEIPT], EN,
        r"\b(?:receipt|bill)(?: (?:number|no\.?|#))?(?: is|:)? ?[a-z]{0,4}-?\d{4,}",
        "my receipt number is ab12345", leads_to=(Label.CLAIM,),
    ),
    _meant(
        "how points are earned", _EVERY, ZH,
        r"^\W*(?:请问|那|我)*(?:怎么样?|如何|怎样|咋)(?:才?[能可]以?)?(?:多|快速)?"
        rf"{_EARNS_ZH}(?:更多)?的?积?分\W*$",
        "怎么赚积分",
    ),
    _meant(
        "how points are earned", _EVERY, EN,
        r"\bhow (?:do|can|could|would|to|does one) (?:i |you |we )?(?:earn|gain|collect|get|make"
        r"|build up)(?: some| more)? (?:more )?(?:points|pts)\W*$",
        "how do i earn points",
    ),
    _meant(
        "not what was wanted", [Label.LOST], ZH,
        r"^\W*(?:这|那)?个?不是我想?要的(?:那个|东西|礼品)?\W*$",
        "不是我要的",
    ),
    _meant(
        "points that are gone", [Label.LOST], ZH, r"积分[^,，。]{0,4}(?:丢|不见|没)了",
        "我的积分丢了", leads_to=(Label.HISTORY, Label.CLAIM),
    ),
    _meant(
        "points that are gone", [Label.LOST], EN, r"\blo(?:st|sing|se) (?:\w+ ){0,3}points\b",
        "I lost my points", leads_to=(Label.HISTORY, Label.CLAIM),
    ),
    _meant(
        "points as a present", [Label.GIVE], ZH,
        r"(?:送|给)(?:我|咱)们?(?:再|多|先|也|都|免费)*(?:送|发|加|补|来|赠)?"
        rf"(?:(?:一?[点些]|几|{_NUMBER_ZH}+)[^,，。个]{{0,3}})?积?分",
        "送我点积分呗", unless="了[吗没么]|有没有|收到|到账|为什么|怎么|什么时候",
    ),
    _meant(
        "of another number", [Label.BALANCE, Label.TIER, Label.HISTORY], ZH, _OTHER_NUMBER,
        "帮我查13800000003的积分", unless="我的|本机|自己|送|转|给[^我]|充",
        leads_to=(Label.BALANCE, Label.AGENT),
    ),
    _meant(
        "of another number", [Label.BALANCE, Label.TIER, Label.HISTORY], EN, _OTHER_NUMBER,
        "how many points does 13800000003 have",
        unless=r"我的|本机|自己|\bmy (?:number|phone|own)\b|\b(?:send|give|transfer|top)\b",
        leads_to=(Label.BALANCE, Label.AGENT),
    ),
    _meant(
        "points for one of theirs", [Label.SURVEY], ZH,
        rf"(?:给|送|转)(?:给|到)?(?:我|俺|咱)?(?:家)?(?:的)?[^\W\d_]{{1,3}}{_NUMBER_ZH}{{2,}}积?分\W*$",
        "给太太1000分", unless=r"你们|客服|服务|打分|评|坐席|态度|满分|[给打]\d分",
        leads_to=(Label.GIVE, Label.AGENT),
    ),
    _meant(
        "points as a present", [Label.GIVE], EN,
        r"\b(?:give|send|gift|grant) (?:me|us) (?:\w+ ){0,3}points\b(?! back)",
        "give me 300 points",
    ),
    _meant(
        "texts that do not come", [Label.STOP, Label.SUBSCRIBE], EN,
        r"(?:n't|\bnot|\bnever) (?:\w+ )?(?:get|getting|receive|receiving|received|got|gotten)"
        r" (?:\w+ ){0,2}(?:texts?|messages?|sms|offers)\b(?! any ?more)",
        "I don't get your texts", unless=r"\b(?:want|wanna|like|wish|please|stop)\b",
        leads_to=(Label.SUBSCRIBE, Label.AGENT),
    ),
    _meant(
        "texts that do not come", [Label.STOP, Label.SUBSCRIBE], ZH,
        r"(?:收不到|没收到|没有收到|一直没收|接不到)[^,，。]{0,6}(?:短信|信息|消息)",
        "收不到你们的短信", unless="验证码|广告|优惠|促销", leads_to=(Label.SUBSCRIBE, Label.AGENT),
    ),
    _meant(
        "all gone", _EVERY, ZH, r"^\W*[就都]?没(?:有)?了[吗么嘛]?\W*$", "没了？",
    ),
    _meant("all gone", _EVERY, EN, r"^\W*(?:all )?gone\W*$", "gone?"),
    _meant(
        "does not remember", [Label.LEAVE, Label.JOIN], EN,
        r"\b(?:don'?t|do not|can'?t|cannot|didn'?t) (?:really |even )?remember\b",
        "i don't remember",
    ),
)  # fmt: skip
"""What the words mean is in `leads_to`; where that is empty they ask for nothing that the hotline
has."""
