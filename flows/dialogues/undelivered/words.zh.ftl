# 没有送达的短信。

undelivered-title = 未送达的短信
undelivered-about = { $about ->
        [text] 客服的留言
        [turn_outcome] 您那次请求结果
        [joined] 您的入会
        [order_placed] 您的订单
        [order_fulfilled] 您的订单
        [order_cancelled] 您的订单
        [order_returned] 您的订单
        [address_wanted] 收货地址
        [address_reminder] 收货地址
        [complaint_filed] 您的投诉
        [complaint_decided] 投诉处理结果
        [complaint_closed] 您的投诉
        [claim_filed] 您的补登
        [claim_decided] 补登结果
        [transfer] 您送出的积分
        [transfer_refunded] 退回给您的积分
        [points_received] 别人送的积分
        [expiry] 积分到期提醒
        [tier] 等级变动
       *[other] 您的账户
    }
undelivered-missed = { $count ->
        [1] 有一条短信没能发到您的手机，
       *[other] 有{ POINTS($count) }条短信没能发到您的手机，最近一条
    }是关于{ undelivered-about }的。
