# 会员顺口问到的积分规则，只说一两句。

rules_asked-worth = { POINTS($points) }积分相当于{ POINTS($yuan) }元。换话费请回复HF。
    .voice = { POINTS($points) }积分相当于{ POINTS($yuan) }元，可以换话费、流量和礼品。
    .ussd = { POINTS($points) }积分相当于{ POINTS($yuan) }元。
rules_asked-earning = 话费每消费1元积{ POINTS($per_yuan) }分，每月{ POINTS($day) }日入账。等级越高、入会越久，积得越多。
    .voice = 话费每消费一元积{ POINTS($per_yuan) }分，每个月{ POINTS($day) }号到账。等级越高、入会越久，积得越多。
rules_asked-per_yuan = 每消费1元积{ POINTS($per_yuan) }分{ $times ->
        [none] 。升级后积得更多，查等级请回复DJ。
       *[other] ，您是{ tier-name }，按{ $times }倍积分。
    }
    .voice = 每消费一元积{ POINTS($per_yuan) }分{ $times ->
        [none] ，等级升上去以后积得更多。
       *[other] ，您是{ tier-name }，按{ $times }倍积分。
    }
rules_asked-expiry = 今年积的分，{ DATE_YEAR($last) }到期，先到期的先用。查您的积分请回复JF。
    .voice = 今年积的分，{ DATE_YEAR($last) }到期，先到期的先用。
    .ussd = 今年积的分，{ DATE_YEAR($last) }到期，先到期的先用。
rules_asked-new_number = 换号后，积分和等级都会转到新号码。{ engine-person }
    .voice = 换号以后，积分和等级都会转到新号码。
rules_asked-new_province = 迁到外省，积分一比一跟着转，一分不少。
    .voice = 迁到外省，积分一比一跟着转，一分不少。
rules_asked-tiers = 近{ POINTS($months) }个月成长值满{ $tiers }。查您的等级请回复DJ。
    .voice = 最近{ POINTS($months) }个月的成长值，满{ $tiers }。
    .ussd = 近{ POINTS($months) }个月成长值满{ $tiers }。
rules_asked-tier = { POINTS($growth) }升{ tier-name }
    .voice = { POINTS($growth) }升{ tier-name }
rules_asked-between = ，
rules_asked-opening = 累计积满{ POINTS($points) }分就能兑换，以后一直有效。查积分请回复JF。
    .voice = 累计积满{ POINTS($points) }分就可以开始兑换，以后一直有效。
    .ussd = 累计积满{ POINTS($points) }分就能兑换，以后一直有效。
rules_asked-multiplier = { tier-name }{ $times }倍
    .voice = { tier-name }{ $times }倍
rules_asked-extending = 积分到期后不能延期，请在到期前用掉。要兑换请回复DH。
    .voice = 积分到期以后不能延期，请您在到期之前用掉。
    .ussd = 积分到期后不能延期，请在到期前用掉。
rules_asked-benefits = 等级越高积得越多：{ $multipliers }。查您的等级请回复DJ。
    .voice = 等级越高，积分积得越多：{ $multipliers }。
    .ussd = 等级越高积得越多：{ $multipliers }。
rules_asked-genuine = 这里是官方的积分热线。验证码和密码，谁要都不要给。{ engine-person }
    .voice = 这里是官方的积分热线。验证码和密码，谁要都不要给。{ engine-person }
rules_asked-hotline = 在这里就能办：投诉请回复TS加内容。{ engine-person }
    .voice = 您打的就是这个号码，要投诉直接跟我说就行。{ engine-person }
    .ussd = 在这里就能投诉，是主菜单的第7项。
rules_asked-hours = { $all_day ->
        [yes] 人工客服全天都在
       *[no] 人工客服每天{ HOUR($from_hour) }到{ HOUR($until_hour) }在
    }。{ engine-person }
    .voice = { $all_day ->
        [yes] 人工客服二十四小时都在
       *[no] 人工客服每天{ HOUR($from_hour) }到{ HOUR($until_hour) }在
    }。{ engine-person }
rules_asked-lost = 手机丢了请马上挂失，回复GS，积分就冻结了。找到后请客服解除。
    .voice = 手机丢了请马上打来挂失，积分会冻结，找到以后找客服解除就行。
    .ussd = 手机丢了请马上挂失，积分会冻结，找到后请客服解除。
rules_asked-leaving = 积分跟着会员走：退会满{ POINTS($days) }天，您的{ POINTS($points) }分全部失效。在那之前还能用，也能反悔。
    .voice = 积分跟着会员走：退会满{ POINTS($days) }天，您的{ POINTS($points) }分全部失效。在那之前还能用，也能反悔。
