# 断线续办；猜词。

resume-title = 继续
resume-offer = 上次您正在{ $begun }，要继续吗？
    .voice = 上次您正在{ $begun }，还没有办完。
resume-offer-go_on = 继续
    .voice = 从刚才的地方继续
resume-offer-afresh = 重新开始
    .voice = 重新开始

guess-title = 确认
guess-meant = 您是想发“{ $word }”吗？
guess-go_on = 好的，我们接着办。
guess-never_mind = 好的。需要菜单请回复H。
