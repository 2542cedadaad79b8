# 会员等级。

tier-name = { $tier ->
        [silver] 银卡
        [gold] 金卡
        [diamond] 钻石卡
       *[basic] 普通会员
    }

tier-title = 会员等级
tier-top = 您是{ tier-name }，有效期到{ DATE_YEAR($until) }，已是最高等级。
    .voice = 您是{ tier-name }，有效期到{ DATE_YEAR($until) }，这已经是最高等级了。
tier-top_open = 您是{ tier-name }，已是最高等级。
    .voice = 您是{ tier-name }，这已经是最高等级了。
tier-reached = 您是{ tier-name }，成长值已达到{ $next ->
        [silver] 银卡
        [gold] 金卡
       *[diamond] 钻石卡
    }标准，下次月度评定时升级。
    .voice = 您是{ tier-name }，成长值已经够升{ $next ->
        [silver] 银卡
        [gold] 金卡
       *[diamond] 钻石卡
    }了，下次月度评定的时候就会升级。
tier-below = 您是{ tier-name }，有效期到{ DATE_YEAR($until) }。再有{ POINTS($needed) }成长值可升级为{ $next ->
        [silver] 银卡
        [gold] 金卡
       *[diamond] 钻石卡
    }。
    .voice = 您是{ tier-name }，有效期到{ DATE_YEAR($until) }。再积{ POINTS($needed) }点成长值，就能升级为{ $next ->
        [silver] 银卡
        [gold] 金卡
       *[diamond] 钻石卡
    }。
tier-below_open = 您是{ tier-name }。再有{ POINTS($needed) }成长值可升级为{ $next ->
        [silver] 银卡
        [gold] 金卡
       *[diamond] 钻石卡
    }。
    .voice = 您是{ tier-name }。再积{ POINTS($needed) }点成长值，就能升级为{ $next ->
        [silver] 银卡
        [gold] 金卡
       *[diamond] 钻石卡
    }。
