"""The words of a question about what the hotline does: its telephone, its agents, a lost phone,
leaving, the tiers' benefits, and whether it is genuine."""

from __future__ import annotations

from flows.dialogues.rules_asked.rules import BEFORE, BEFORE_EN, END, THEN, Rule

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

ASKED: dict[Rule, tuple[str, ...]] = {
    Rule.HOTLINE: (
        f"{BEFORE}(?:有没有|有|给我|拨?打|要|的)*(?:投诉|人工客服|客服|热线|服务|公司|官方)+的?"
        f"(?:热线|服务)?(?:电话|热线|号码)(?:号码?)?(?:是|打|拨|有)*(?:多少|几号?|什么|哪个|啥|有){END}",
        f"{BEFORE}(?:投诉|客服)(?:热线|电话)(?:号码)?{END}",
        f"{BEFORE}(?:要|想)?(?:投诉|找客服|找人工)(?:应该|要|该|是|得|可以|能)*(?:拨?打|找)"
        f"(?:哪个|什么|多少|啥|哪里?)(?:电话|号码?|热线)?{END}",
        f"{BEFORE}(?:拨?打|找)(?:哪个|什么|多少|啥)(?:电话|号码?|热线)(?:可以|能|来|去|才能)*(?:投诉|找客服|找人工){END}",
        rf"{BEFORE_EN}(?:what(?:'?s| is)?|which|is there|do you have|can i have|can i get|give me)"
        r"(?: (?:the|your|a|an|is))* (?:phone |telephone )?"
        r"(?:complaints?|customer (?:service|care)|hotline|support|help ?line|service)"
        r"(?: (?:phone|telephone|hot ?line))* ?(?:number|line)",
        rf"{BEFORE_EN}(?:what|which) (?:phone |telephone )?(?:number|line) (?:do|should|can|must) i"
        r" (?:call|ring|dial|phone|use)(?: (?:if i want|in order))?(?: to (?:complain"
        r"|make a complaint|file a complaint|speak to .{1,20}|talk to .{1,20})"
        r"| for (?:a )?complaints?)?",
        rf"{BEFORE_EN}(?:who|where) (?:do|should|can) i (?:call|phone|ring) to complain",
    ),
    Rule.HOURS: (
        f"{BEFORE}{_STAFF}的?(?:每天|周末|节假日|晚上|一般|都|是|到底)*{_WHEN}"
        f"(?:才|就|开始|会)*{_ON_DUTY}(?:电话)?{END}",
        f"{BEFORE}{_WHEN}(?:才|能|可以|会)*(?:有|找到?|打通?|联系到?|转到?)"
        f"(?:人工客服|人工|客服|真人){END}",
        f"{BEFORE}{_STAFF}的?(?:上班|服务|工作|在线|营业|值班)(?:时间|时段)(?:是|到)*"
        f"(?:{_WHEN}|多少|怎么样|怎么安排)?(?:到{_WHEN})?{END}",
        f"{BEFORE}{_STAFF}(?:是|在)?{_ODD_TIMES}(?:都|也|还)*(?:{_ON_DUTY}|的)?{END}",
        f"{BEFORE}{_ODD_TIMES}(?:都|也|还)*(?:有|找得到|能找到)(?:人工客服|人工|客服|真人){END}",
        rf"{BEFORE_EN}(?:what(?:'s| are| time)?|which) (?:(?:are|is|the|your|agents?'?|support"
        r"|customer (?:service|care)|business|opening|office|working|service) )*"
        r"(?:hours|opening times?)"
        rf"(?: (?:of|for) {_AGENTS_EN})?",
        rf"{BEFORE_EN}(?:when|what time|until when|till when|from when|what hours|what days)"
        rf" (?:are|is|do|does|can|will) {_AGENTS_EN}"
        r" (?:open|close|closed|there|available|on duty"
        rf"|working?|start|finish|answer|online|here)"
        rf"(?: (?:today|tomorrow|until|till|from|{_DAYS_EN}))?",
        rf"{BEFORE_EN}(?:are|is) {_AGENTS_EN}"
        rf" (?:open|there|available|on duty|working|online) {_DAYS_EN}",
    ),
    Rule.LOST: (
        f"{BEFORE}(?:如果|要是|假如|假设|万一|哪天)+(?:我的?|有一?天|哪天|不小心|把)*(?:手机|电话|卡|手机卡|号码卡?)"
        "(?:不小心|被人?|给人?)*(?:弄|搞)?(?:丢|掉|遗失|偷|盗|不见|没)(?:了|失|走)*(?:的话)?"
        f"(?:我|应?该|要|得|可以|需要)*(?:怎么办|怎么弄|咋办|咋整|怎么处理|怎么做|如何处理|怎么挂失|做什么|干什么)?{END}",
        rf"{BEFORE_EN}(?:what (?:if|happens if|happens when)"
        r"|what (?:should|do|would|can|must) i do (?:if|when|in case))"
        r" (?:i (?:ever )?lose my (?:phone|sim(?: card)?|cell ?phone)"
        r"|my (?:phone|sim(?: card)?|cell ?phone) (?:ever )?(?:gets?|is|goes|were)"
        r" (?:lost|stolen|missing))(?: one day| ever| someday)?",
    ),
    Rule.LEAVING: (
        f"{BEFORE}(?:为什么|为啥|凭什么|怎么)?(?:退会|退出|注销)?{THEN}我?的?积分(?:会不会|会|要|就|都|还|全|也)*"
        f"(?:没|清零|作废|失效|没有|归零|取消|在不在|在|能用|有用|算数|保留|怎么办|怎么算)(?:了|掉)?{END}",
        f"{BEFORE}(?:退会|退出|注销)?{THEN}(?:我|会|要|将|得|就|一共|总共|到时候|的话)*"
        f"(?:损失|失去|丢掉?|少掉?|没掉|扣掉?|清掉|作废|清零|浪费)(?:掉|了)?(?:多少|几|哪些|什么)个?(?:积?分|东西)?{END}",
        f"{BEFORE}(?:我的?|有|会|要|还|一共)*(?:多少|几)个?积?分(?:会|要|就|将|到时候)*"
        f"(?:没|作废|清零|失效|扣掉|损失)(?:了|掉)*{END}",
        rf"{BEFORE_EN}(?:how many points|how much|what|which points)"
        r" (?:do|will|would|am|must|have|could|can) i (?:to )?(?:lose|losing|forfeit|give up)"
        r"(?: (?:then|if i leave|when i leave|by leaving|if i do))*",
        rf"{BEFORE_EN}(?:why|when)? ?(?:do|will|would|am|must|have) i (?:to )?(?:lose|losing|keep)"
        rf" (?:my |the |all |all my |all the )*points(?: then| if i leave| when i leave)?",
        rf"{BEFORE_EN}(?:what happens (?:to|with)|what about|why are) (?:my|the) points"
        r"(?: (?:lost|gone|then|if i leave|when i leave|after i leave))*",
    ),
    Rule.EXTENDING: (
        f"{BEFORE}(?:我的?)?(?:积分)?(?:到期|过期|快?要?过期|失效|作废)?{THEN}积?分?"
        f"(?:可以|能|可不可以|能不能|会|有没有办法|怎么)(?:再)?(?:延期|延长|延后|续期|恢复|补回来|找回来|要回来){END}",
        rf"{BEFORE_EN}(?:can|could) (?:i|you|we) (?:extend|renew|restore|get back|reactivate)"
        r" (?:(?:my|the|expired|them|those|it) ?)*(?:points?|expiry|expiration)?(?: date)?",
    ),
    Rule.BENEFITS: (
        f"{BEFORE}(?:我的?|各个?|不同)?(?:银卡|金卡|钻石卡|普通会员|等级|会员|升级)"
        f"(?:都|以?后|会员)*(?:有|是|能享受|享受|给)*(?:什么|哪些|啥)?(?:好处|权益|特权|优惠|福利|用处?|用)(?:是|有)?(?:什么|哪些|啥)?{END}",
        rf"{BEFORE_EN}(?:what(?:'s| is| are)?|which|any|tell me) (?:the |my )?"
        r"(?:benefits?|perks|privileges|advantages?|point)(?: (?:do|does|of|for|from|in|with|have|i"
        r"|get|being|a|the|as|gold|silver|diamond|tiers?|members?|membership|basic))*",
        rf"{BEFORE_EN}(?=.*\b(?:gold|silver|diamond|tiers?|members?)\b)"
        r"what (?:do|does|can) (?:i|you|members|a|the|gold|silver|diamond|tier"
        r"|member| )* (?:get|have|mean)(?: (?:as|with|for|at|in|me|gold|silver|diamond|a|member))*",
    ),
    Rule.GENUINE: (
        f"{BEFORE}(?:这|你们|您|这里|这个?(?:号码|短信|电话|热线))*(?:是|是不是|不会是|会不会是)*(?:诈骗|骗子|骗人|骗局|假)的?"
        f"(?:短信|电话)?{END}",
        f"{BEFORE}(?:这|你们|这里|这个?(?:号码|短信|电话|热线))*(?:是|是不是)(?:官方|真|正规|正式)的?(?:短信|号码|电话|客服)?{END}",
        f"{BEFORE}(?:我|刚才|刚刚|不小心|把|有人|对方|骗子|冒充|你们|客服|的|人|在)*(?:验证码|密码)"
        f"(?:我|被|给|告诉|发给|说给|骗|泄露|说出去|了|别人|人家|骗子|对方|走|去|掉|要)*(?:怎么办|咋办|要紧|安全){END}",
        f"{BEFORE}(?:有人|对方|骗子|刚才|刚刚|人|在)*(?:冒充|假冒|自称)(?:你们|客服|官方|的|人)*(?:来|向我|跟我|问我|找我)*"
        f"(?:要|问|骗)(?:我的?)?(?:验证码|密码){END}",
        rf"{BEFORE_EN}(?:is|are) (?:this|you|it|that)(?: (?:text|message|number|call|a|an|the))*"
        r" (?:scam(?:mers?)?|fraud|fake|phishing|legit(?:imate)?|real|genuine|official)",
        rf"{BEFORE_EN}(?:someone|somebody|a man|a woman|they|i) (?:asked|is asking|wants|gave|told"
        r"|sent|shared)(?: (?:me|for|my|a|the|to|someone|somebody|them|him|her|with|give))*"
        r" (?:code|pin|password)(?: (?:to|with|away)? ?(?:someone|somebody|a stranger|them|him|her"
        r"|another person))?",
        rf"{BEFORE_EN}i (?:got|received|get) (?:a |the )?(?:text|code|message)"
        r"(?: (?:with|saying|and|a|code|from|you))* (?:but )?(?:that )?i did ?n[o']?t (?:ask"
        r"|request|order)(?: (?:for )?(?:it|one|anything))?",
    ),
}
