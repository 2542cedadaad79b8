# 没听准时的反问：是不是想办这件事，或者两件里的哪一件。

wish-name = { $wish ->
        [balance] 查积分
        [tier] 查会员等级
        [history] 查积分明细
        [redeem] 用积分换礼品
        [credit] 用积分换话费
        [data] 用积分换流量
        [order] 查订单
        [claim] 补登积分
        [complaint] 投诉
        [status] 查投诉进度
        [agent] 找人工客服
        [give] 把积分送给别人
        [pin] 设置服务密码
        [lost] 挂失
        [stop] 退订推广短信
        [notices] 设置提醒短信
        [language] 换语言
        [partner] 找合作商户
        [join] 入会
        [leave] 退会
        [club] 看会员活动
        [exchange] 和别家互换积分
        [survey] 给服务打分
        [suggestion] 提建议
        [menu] 看菜单
        [subscribe] 订阅推广短信
        [benefits] 查会员权益
        [numbers] 查改会员号码
        [receipt] 用小票码积分
        [pay] 用积分付款
       *[other] 办别的事
    }

ask_wish-title = 确认
ask_wish-meant = 您是想{ wish-name }吗？
ask_wish-never_mind = 好的，您可以换个说法。{ engine-person }
    .voice = 好的，您可以换个说法再说一遍。{ engine-person }
    .ussd = 好的，请从菜单里选。
ask_wish-dropped = 好的，没有为您办理。
    .voice = 好的，有需要您再说。
ask_wish-not_offered = { engine-not_offered }

offer_wishes-title = 确认
offer_wishes-which = 您是想：
    .voice = 您是想办哪一件？
offer_wishes-which-item = { wish-name }
offer_wishes-not_offered = { engine-not_offered }

wish_or_words-title = 确认
wish_or_words-which = 这是您要写的内容，还是您想{ wish-name }？
wish_or_words-which-words = 是要写的内容
wish_or_words-which-wish = { wish-name }
wish_or_words-not_offered = { engine-not_offered }
