# 短信查询。

summary-title = 短信查询
summary-asked = 好的，短信马上就到。
    .voice = 好的，您的积分、快到期的积分和等级，马上用短信发给您。
