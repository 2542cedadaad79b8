# 积分记录。

history-title = 积分记录
history-between = { "\u000A" }
    .voice = { "" }
history-kind = { $kind ->
        [mobile] 话费
        [fixed_line] 固话
        [services] 增值
        [partner] 商户
        [promotion] 活动
        [redeem] 兑换
        [expire] 到期
        [reversal] 退回
        [accrual_reversal] 退款扣回
        [owed_paid] 退款补扣
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
history-held = 兑换中-{ POINTS($points) }
    .voice = 兑换中，占用{ POINTS($points) }分。
history-page = { $entries }
history-page-older = 更早
    .voice = 听更早的
history-last = { $entries }
    .voice = { $entries }没有更早的记录了。
history-given_by = { DATE($on) }{ $to }送您{ POINTS($points) }分
    .voice = { DATE($on) }，尾号{ DIGITS($last) }的会员送给您{ POINTS($points) }分。
history-given_to = { DATE($on) }送出{ POINTS($points) }分给{ $to }，{ $status ->
        [credited] 已到账
        [refunded] 对方未能接收，已退还给您
       *[open] 正在送出，几分钟内到账
    }。
    .voice = { DATE($on) }送给尾号{ DIGITS($last) }的{ POINTS($points) }分，{ $status ->
        [credited] 已经到账了
        [refunded] 对方没能接收，已经退还给您
       *[open] 正在送出，几分钟之内到账
    }。
history-received = { $received }
history-nobody = { $which ->
        [given] 目前没有您送出积分的记录。
       *[received] 目前没有别人送您积分的记录。
    }
    .voice = { $which ->
        [given] 目前没有您送出积分的记录。
       *[received] 目前没有别人送给您积分的记录。
    }
history-none = 还没有积分记录。
    .voice = 您还没有积分记录。
