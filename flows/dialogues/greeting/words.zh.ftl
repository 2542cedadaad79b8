# 来电开头报等级和积分。

account_greeting-title = 积分余额
account_greeting-member = { $tier ->
        [silver] 银卡会员
        [gold] 金卡会员
        [diamond] 钻石卡会员
       *[basic] 普通会员
    }
account_greeting-decided = 您的投诉已经有结果了。
account_greeting-leaving = 您申请了退会，{ DATE($leaves_on) }生效，想留下来现在还可以取消。
account_greeting-nothing = 您是{ account_greeting-member }，现在没有可用积分。
account_greeting-safe = 您是{ account_greeting-member }，有{ POINTS($points) }分。
account_greeting-expiring = 您是{ account_greeting-member }，有{ POINTS($points) }分，其中{ POINTS($expiring) }分{ DATE($on) }到期。
account_greeting-all_expiring = 您是{ account_greeting-member }，有{ POINTS($points) }分，{ DATE($on) }到期。
