# 短信查询。

summary-title = 短信查询
summary-asked = 好的，短信马上就到。
    .voice = 好的，您的积分、快到期的积分和等级，马上用短信发给您。
summary-texts_refused = 您的号码退订了所有短信，发不过去。想恢复，请给我们发短信START。
    .voice = 您的号码退订了我们的所有短信，没法发给您。想恢复的话，请给我们发一条短信，内容是START。
summary-no_mobile = 固定电话收不到短信，客服可以帮您加一个手机号码。
    .voice = 固定电话收不到短信，客服可以帮您加一个手机号码。
