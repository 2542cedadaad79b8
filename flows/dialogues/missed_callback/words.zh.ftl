# 说没人打电话的人：回电还在，什么时候打来，要不要现在找客服。

callback_stands-title = 问回电
callback_stands-told = { $is_late ->
        [yes] 抱歉，{ callback-when }的回电还没打，会尽快打给您。
       *[no] { agent-booked_before }
    }
    .voice = { $is_late ->
        [yes] 抱歉，约好{ callback-when.voice }的回电还没打，我们会尽快打给您。
       *[no] { agent-booked_before.voice }
    }
callback_stands-offer = { callback_stands-told }要找客服吗？
    .voice = { callback_stands-told.voice }要不要现在就转接人工客服？
callback_stands-offer-yes = 找客服
    .voice = 现在转接人工客服
callback_stands-offer-no = 等电话
    .voice = 等电话
callback_stands-kept = 好的，请等客服的电话。
callback_stands-none = { cancel_callback-none }
    .voice = { cancel_callback-none.voice }
