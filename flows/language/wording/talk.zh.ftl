# 语言、身份、人工、断线续办、猜词。

language-title = 语言
language-choose = 请选择语言 Language
    .voice = 请选择语言。Please choose your language.
language-choose-zh = 中文
    .voice = 使用中文
language-choose-en = English
    .voice = For English，英语服务
language-done = 好的，以后用中文为您服务。

identify-title = 身份验证
identify-pin = 请输入6位服务密码：
    .voice = 请输入您的六位服务密码。
identify-wrong = 密码不对，还可以试{ $tries }次。
    .voice = 密码不对，您还可以再试{ POINTS($tries) }次。
identify-locked = 密码输错太多次，今天已锁定，明天可再试，急用请找人工。
    .voice = 密码已经锁定，今晚十二点以后可以再试，着急的话请按0转人工。
    .ussd = 密码已锁定，明天可再试，急用请找人工。
identify-no_pin = 您还没有设置服务密码，请在“更多”里设置。
    .voice = { pin-by_text.voice }

agent-title = 人工服务
agent-wait = 正在为您转接人工，您刚才说过的，客服都能看到。
agent-back = 客服马上回来。
    .voice = 好的，请稍等，这就给您接回客服。
agent-closed = 人工服务时间是{ HOUR($from_hour) }到{ HOUR($until_hour) }。
    .voice = 现在不是人工服务时间，{ HOUR($from_hour) }到{ HOUR($until_hour) }都有人工服务。
agent-full = 现在排队的人很多。
    .voice = 现在排队的人特别多，就不让您等在线上了。
agent-writing = 人工会在这里用短信答复您，{ $ahead ->
        [0] 马上就轮到您
       *[other] 前面还有{ POINTS($ahead) }位
    }。有话请直接发，他们都能看到。
agent-booked = 好的，人工会尽快回电给您，{ $ahead ->
        [0] 马上就轮到您
       *[other] 前面还有{ POINTS($ahead) }位
    }。
    .voice = 好的，我们会尽快打这个号码给您回电，您不用等在线上。
agent-left = 客服已结束对话，之后由自动服务回复您。需要菜单请发H。
agent-unreachable = 抱歉，没能转接上人工，请稍后再试。
    .voice = 抱歉，这次没能为您转接上。您的号码没有显示，我们没法给您回电，请再试一次，或者过一会儿再打来。
agent-helped = 感谢您的来电。
    .voice = 还有别的需要，您可以继续。

offer-title = 人工服务
offer-help = 需要人工帮忙吗？
    .voice = 要不要我帮您转接人工？
offer-help-yes = 要
    .voice = 转接人工
offer-help-no = 不用
    .voice = 继续自己办
offer-bye = 那先到这里，随时可以再来。
    .voice = 一直没有听到您的声音，我先挂了，您随时可以再打来。再见。

resume-title = 继续
resume-offer = 上次没有办完，要继续吗？
    .voice = 上次电话断了，您还没有办完。
resume-offer-go_on = 继续
    .voice = 从刚才的地方继续
resume-offer-afresh = 重新开始
    .voice = 重新开始

guess-title = 确认
guess-meant = 您是想发“{ $word }”吗？
guess-go_on = 好的，我们接着办。
guess-never_mind = 好的。需要菜单请回复H。
