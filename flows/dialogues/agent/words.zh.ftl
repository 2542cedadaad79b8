# 人工客服：排队、短信、回电；接通前后两边听到的话。

agent-title = 人工客服
agent-seen = 您刚才说的，客服都能看到。
agent-wait = 正在为您转接人工客服，请稍等。
agent-back = 客服马上回来。
    .voice = 好的，请稍等，这就给您接回客服。
agent-closed = 人工客服的服务时间是{ HOUR($from_hour) }到{ HOUR($until_hour) }。
    .voice = 现在人工客服下班了，服务时间是{ HOUR($from_hour) }到{ HOUR($until_hour) }。
agent-full = 现在排队的人很多。
    .voice = 现在排队的人比较多，就不请您在线等了。
agent-writing = { $staff ->
        [closed] 客服的服务时间是{ HOUR($from_hour) }到{ HOUR($until_hour) }，到时会在这里用短信答复您
        [nobody] 目前没有客服在线，有人上线会在这里用短信答复您
       *[here] 客服会在这里用短信答复您
    }，{ $ahead ->
        [longer] 还要多等一会儿
        [0] 您排在第一位
       *[other] 前面还有{ POINTS($ahead) }位
    }。有话请直接发。不用客服了请回复“取消”。
agent-booked = { $staff ->
        [closed] 客服的服务时间是{ HOUR($from_hour) }到{ HOUR($until_hour) }，到时会回电给您
        [nobody] 目前没有客服在线，有人上线会回电给您
       *[here] 好的，客服会尽快回电给您
    }，{ $ahead ->
        [longer] 还要多等一会儿
        [0] 您排在第一位
       *[other] 前面还有{ POINTS($ahead) }位
    }。
    .voice = { $staff ->
        [closed] 好的，客服上班以后，我们会打这个号码给您回电。
        [nobody] 现在没有客服在线，有人上线，我们就打这个号码给您回电。
       *[here] 好的，我们会尽快打这个号码给您回电，您不用在线等。
    }
agent-offer_time = 也可以定个时间：
    .voice = 想定个时间，也可以直接说，比如“明天下午三点”。
agent-offer_time-fine = 尽快就好
    .voice = 尽快回电
agent-offer_time-time = 定个时间
    .voice = 定个时间
agent-soon = 好的，客服会打给您，请留意接听。
    .voice = 好的，我们会打这个号码给您回电，请您留意接听。
agent-booked_before = { $planned ->
        [yes] 已约好{ callback-when }给您回电，客服会打给您。
       *[no] 您在{ DATE($booked_on) }{ TIME($booked_at) }约过回电，客服会尽快打给您。
    }
    .voice = { $planned ->
        [yes] 已经约好了，{ callback-when.voice }打这个号码给您，您不用再预约。
       *[no] 您在{ DATE($booked_on) }{ TIME($booked_at) }约过回电，我们会尽快打这个号码给您，您不用再预约。
    }
cancel_callback-title = 取消回电
cancel_callback-cancelled = 好的，回电已取消，客服不会再打给您。
    .voice = 好的，回电已经取消，我们不会再打给您。
cancel_callback-calling = 客服正在给您打电话。
    .voice = 客服正在给您打电话。
cancel_callback-none = 您没有预约回电。
    .voice = 您没有预约回电。
callback-title = 回电
callback-when = { $call_day ->
        [today] 今天
        [tomorrow] 明天
       *[later] { DATE($call_on) }
    }{ TIME($call_time) }
    .voice = { $call_day ->
        [today] 今天
        [tomorrow] 明天
       *[later] { DATE($call_on) }
    }{ TIME($call_time) }
callback-booked = { agent-booked_before }
    .voice = { agent-booked_before.voice }
callback-none = { cancel_callback-none }
    .voice = { cancel_callback-none.voice }
callback_time-title = 预约回电
callback_time-when = 几点给您回电？请写“尽快”“明天15点”，或输入1530。
    .voice = 您想什么时候接电话？可以说“尽快”，或者“明天下午三点”，也可以按四位数字，一五三零就是下午三点半。
callback_time-only_here = 回电只打您现在用的号码。
    .voice = 我们只能打您现在用的这个号码。
callback_time-past = 这个时间已经过了。
callback_time-too_far = 可以约{ POINTS($days) }天以内的时间。
callback_time-nearest = 客服{ HOUR($from_hour) }到{ HOUR($until_hour) }在，{ callback-when }打给您？
    .voice = 人工客服的服务时间是{ HOUR($from_hour) }到{ HOUR($until_hour) }，{ callback-when.voice }给您回电，可以吗？
callback_time-nearest-yes = 可以
    .voice = 就约这个时间
callback_time-nearest-no = 换个时间
    .voice = 换个时间
callback_time-night = 那是夜里，真的{ callback-when }给您回电吗？
    .voice = 那会儿是夜里，真的{ callback-when.voice }给您回电吗？
callback_time-night-yes = 就这个时间
    .voice = 就约这个时间
callback_time-night-no = 换个时间
    .voice = 换个时间
callback_time-instead = { callback-when }打给您，就不在这里等客服了，可以吗？
    .voice = { callback-when.voice }打给您，就不等客服的短信了，可以吗？
callback_time-instead-yes = 可以
    .voice = 就约这个时间
callback_time-instead-no = 继续等
    .voice = 继续等
callback_time-kept = 好的，您继续等，客服会在这里答复您。
    .voice = 好的，您继续等，客服会发短信答复您。
callback_time-dropped = 好的，不给您打电话了。
callback_time-chosen = 好的，{ callback-when }给您回电，号码{ $to }。
    .sms = 好的，{ callback-when }给您回电，号码{ $to }。不用了请回复：不用回电了。
    .voice = 好的，{ callback-when.voice }给您回电，打尾号{ DIGITS($last) }的号码。
callback_time-soon = { agent-booked }
    .voice = { agent-booked.voice }
text_instead-title = 短信答复
text_instead-writing = 好的，不打电话了，客服会在这里用短信答复您。有话请直接发。
text_instead-calling = { cancel_callback-calling }
    .voice = { cancel_callback-calling.voice }
callback_time-calling = { cancel_callback-calling }
    .voice = { cancel_callback-calling.voice }
callback_time-unreachable = 没有您的号码，没法给您回电。
    .voice = 您的号码没有显示，我们没法给您回电。
agent-received =
    .sms = 收到，已转给客服，{ $ahead ->
        [longer] 还要多等一会儿
        [0] 您排在第一位
       *[other] 前面还有{ POINTS($ahead) }位
    }。不用客服了请回复“取消”。
agent-keyword =
    .sms = 收到，已转给客服。想马上{ wish-name }，请回复{ $keyword }。
agent-place =
    .sms = { $ahead ->
        [longer] 还要多等一会儿
        [0] 您排在第一位，有人接就在这里答复您
       *[other] 您前面还有{ POINTS($ahead) }位
    }。不用客服了请回复“取消”。
agent-withdrawn = 好的，已取消人工客服。看菜单请回复H。{ engine-person }
agent-left = 客服已结束本次对话。看菜单请回复H。{ engine-person }
agent-replaced = 刚才的客服离开了，我们会请其他客服回复您，您写的内容他们都能看到。
agent-unreachable = 抱歉，没能转接上人工客服，请稍后再试。
    .voice = 抱歉，这次没能为您转接上。您的号码没有显示，我们没法给您回电，请稍后再打来。
agent-helped = 感谢您的来电。
    .voice = 如果还需要别的服务，您可以继续。

offer-title = 人工客服
offer-help = 需要人工客服帮忙吗？
    .voice = 要不要我帮您转接人工客服？
offer-help-yes = 要
    .voice = 转接人工客服
offer-help-no = 不用
    .voice = 继续自助办理
offer-declined = 好的，那我们继续。
    .voice = 好的，那我们继续。
offer-bye = 那先到这里，随时可以再来。
    .voice = 一直没有听到您的声音，先结束这次通话，欢迎您随时再打来。再见。

queue-ahead = { $ahead ->
        [0] 马上就轮到您了，请稍等。
       *[other] 您前面还有{ POINTS($ahead) }位，请稍等。
    }
queue-minutes = { $ahead ->
        [0] 马上就轮到您了，请稍等。
       *[other] 您前面还有{ POINTS($ahead) }位，大约要等{ POINTS($minutes) }分钟。
    }
queue-nobody = { $staff ->
        [closed] 现在人工客服下班了，服务时间是{ HOUR($from_hour) }到{ HOUR($until_hour) }，
        [nobody] 目前没有客服在线，有人上线就为您接通，
       *[here] 目前客服都在忙，
    }{ $ahead ->
        [0] 您排在第一位。
       *[other] 您前面还有{ POINTS($ahead) }位。
    }
queue-coming = 客服马上接听，请不要挂机。
queue-call_back = 不想等的话，请按1，我们给您回电，您的排队位置会保留。

leg-whisper = { $name }，{ tier-name }，想办{ $about }。{ $proved ->
        [yes] 服务密码已验证。
       *[no] 还没有验证密码。
    }接听请按1，不接请按2。
leg-whisper_stranger = 不是会员的来电，想办{ $about }。接听请按1，不接请按2。
leg-anything = 积分业务
leg-gone = 这通电话已经不用接了，谢谢。
leg-declined = 好的，转给别的同事。
leg-joining = 已为您接通客服。为了保证服务质量，通话会录音。
leg-called_back = 您好，这里是积分热线，您之前请我们给您回电。为了保证服务质量，通话会录音，客服马上就来。
leg-missed_you = 您好，这里是积分热线。很抱歉，客服暂时没法接听，我们会再给您打来。再见。
leg-handed_on = 正在为您转接另一位客服，请稍等，您刚才说的，对方都能看到。
leg-back = 客服在线，请讲。
leg-bye = 感谢您的接听，再见。
leg-call_again = 很抱歉，客服已经不在线了，请您挂机后再打一次。
