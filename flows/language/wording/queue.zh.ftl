# 排队等人工的时候听到的；接通前后说的，客服那边和会员这边。

queue-ahead = { $ahead ->
        [0] 马上就轮到您了，请稍等。
       *[other] 您前面还有{ POINTS($ahead) }位，请稍等。
    }
queue-minutes = { $ahead ->
        [0] 马上就轮到您了，请稍等。
       *[other] 您前面还有{ POINTS($ahead) }位，大约要等{ POINTS($minutes) }分钟。
    }
queue-nobody = 客服都不在座位上，{ $ahead ->
        [0] 有人回来就先接您的电话。
       *[other] 您前面还有{ POINTS($ahead) }位。
    }
queue-coming = 客服正在接起您的电话，请别挂断。
queue-call_back = 不想等的话，请按1，我们给您回电，您的位置给您留着。

leg-whisper = { $name }，{ tier-name }，想办{ $about }。{ $proved ->
        [yes] 服务密码已验证。
       *[no] 还没有验证密码。
    }接听请按1，不接请按2。
leg-whisper_stranger = 不是会员的来电，想办{ $about }。接听请按1，不接请按2。
leg-anything = 人工服务
leg-gone = 这通电话已经不用接了，谢谢。
leg-declined = 好的，转给别的同事。
leg-joining = 客服来了。为了保证服务质量，通话会录音。
leg-called_back = 您好，这里是积分热线，您刚才请我们给您回电。为了保证服务质量，通话会录音，客服马上就来。
leg-missed_you = 您好，这里是积分热线。很抱歉，客服刚刚走开了，我们会再给您打来。再见。
leg-handed_on = 客服正在把您转给同事，请稍等，您说过的他们都能看到。
leg-back = 客服在线上，请讲。
leg-bye = 感谢您的接听，再见。
