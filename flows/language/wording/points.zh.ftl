# 余额、等级、记录。

tier-name = { $tier ->
        [silver] 银卡
        [gold] 金卡
        [diamond] 钻石卡
       *[basic] 普通会员
    }

balance-title = 积分余额
balance-none = 您目前还没有积分，缴费后每消费1元积{ POINTS($per_yuan) }分。
    .voice = 您目前还没有积分。缴了话费以后，每消费一元就会有{ POINTS($per_yuan) }分。
balance-safe = 可用积分{ POINTS($points) }分，近期没有到期。
    .voice = 您有{ POINTS($points) }分可用积分，最近没有要到期的。
balance-expiring = 可用积分{ POINTS($points) }分，其中{ POINTS($expiring) }分{ DATE($on) }到期。
    .voice = 您有{ POINTS($points) }分可用积分，其中{ POINTS($expiring) }分会在{ DATE($on) }到期，建议您尽早使用。

tier-title = 会员等级
tier-top = 您是{ tier-name }，有效期到{ DATE_YEAR($until) }，已是最高等级。
    .voice = 您是{ tier-name }，有效期到{ DATE_YEAR($until) }，这已经是最高等级了。
tier-top_open = 您是{ tier-name }，已是最高等级。
    .voice = 您是{ tier-name }，这已经是最高等级了。
tier-below = 您是{ tier-name }，到{ DATE_YEAR($until) }。再有{ POINTS($needed) }成长值升级为{ $next ->
        [silver] 银卡
        [gold] 金卡
       *[diamond] 钻石卡
    }。
    .voice = 您是{ tier-name }，有效期到{ DATE_YEAR($until) }。再积{ POINTS($needed) }点成长值，就能升到{ $next ->
        [silver] 银卡
        [gold] 金卡
       *[diamond] 钻石卡
    }。
tier-below_open = 您是{ tier-name }。再有{ POINTS($needed) }成长值升级为{ $next ->
        [silver] 银卡
        [gold] 金卡
       *[diamond] 钻石卡
    }。
    .voice = 您是{ tier-name }。再积{ POINTS($needed) }点成长值，就能升到{ $next ->
        [silver] 银卡
        [gold] 金卡
       *[diamond] 钻石卡
    }。

history-title = 积分记录
history-between = { "\u000A" }
    .voice = { "" }
history-kind = { $kind ->
        [mobile] 话费
        [fixed_line] 宽带
        [services] 增值
        [partner] 商户
        [promotion] 活动
        [redeem] 兑换
        [expire] 到期
        [reversal] 退回
        [bonus] 网龄
        [give] 转赠
        [receive] 获赠
        [exchange] 互换
        [goodwill] 补偿
        [opening] 转入
       *[other] 调整
    }
history-entry_in = { DATE($on) }{ $what }+{ POINTS($points) }
    .voice = { DATE($on) }，{ $what }，增加{ POINTS($points) }分。
history-entry_out = { DATE($on) }{ $what }-{ POINTS($points) }
    .voice = { DATE($on) }，{ $what }，减少{ POINTS($points) }分。
history-page = { $entries }
history-page-older = 更早
    .voice = 听更早的
history-last = { $entries }
    .voice = { $entries }没有更早的记录了。
history-none = 还没有积分记录。
    .voice = 您还没有积分记录。
