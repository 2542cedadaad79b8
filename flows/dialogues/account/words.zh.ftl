# 账户：服务密码、挂失、推广短信。

pin-title = 服务密码
pin-new = 请输入新的{ POINTS($digits_max) }位密码：
    .voice = 请输入新的{ POINTS($digits_max) }位密码，不要用连号，也不要用手机号里的数字。
pin-weak = 这个密码不够安全，请换一个。
    .voice = 这个密码容易被人猜到，请您换一个。
pin-again = 请再输一遍：
    .voice = 请再输入一遍。
pin-differs = 两次输入不一样，请重新设置。
    .voice = 两次输入的不一样，我们再来一次。
pin-set_now = 密码设好了。
    .voice = 密码设好了。

report_lost-title = 挂失
report_lost-confirm = 挂失后积分不能查、不能用，解挂要验证身份。确认挂失？
    .voice = 挂失以后，积分不能查也不能用，要解除得先验证身份。您确定要挂失吗？
report_lost-confirm-yes = 确认挂失
    .voice = 确认挂失
report_lost-confirm-no = 不挂失
    .voice = 不挂失
report_lost-frozen = 已挂失，您的积分都还在。解除挂失要找客服。{ engine-person }
    .voice = 已经挂失了，您的积分都还在。要解除挂失，可以找客服。{ engine-person }
report_lost-cancelled = 好的，没有挂失。
    .voice = 好的，没有挂失。

stop_marketing-title = 退订推广短信
stop_marketing-stopped = 已退订推广短信，业务通知照常发送。
    .sms = 已退订推广短信，业务通知照常发送。想再收到请回复DY。
    .voice = 好的，以后不再给您发推广短信了，业务通知还会照常发。
stop_marketing-stopped-no_texts = 已退订推广短信。您的号码还退订了所有短信。想恢复，请给我们发短信START。
    .voice = 好的，以后不再给您发推广短信了。您的号码还退订了我们的所有短信。想恢复的话，请给我们发一条短信，内容是START。

subscribe-title = 订阅推广短信
subscribe-subscribed = 已订阅推广短信。
    .sms = 已订阅推广短信，有优惠会告诉您。不想再收请回复TD。
    .voice = 好的，推广短信已经开通，有优惠会发短信告诉您。
subscribe-subscribed-no_texts = 已登记订阅，可您的号码退订了所有短信，还收不到。想恢复，请给我们发短信START。
    .voice = 好的，已经登记了订阅，可您的号码退订了我们的所有短信，还收不到。想恢复的话，请给我们发一条短信，内容是START。

marketing-title = 推广短信
marketing-refuse = 您现在能收到推广短信，要退订吗？
    .voice = 您现在能收到我们的推广短信。
marketing-refuse-yes = 退订
    .voice = 退订
marketing-refuse-no = 不退订
    .voice = 继续接收
marketing-accept = 您现在不接收推广短信，要订阅吗？
    .voice = 您现在不接收我们的推广短信。
marketing-accept-yes = 订阅
    .voice = 订阅
marketing-accept-no = 不订阅
    .voice = 保持不变
marketing-unchanged = 好的，没有改动。
    .voice = 好的，没有改动。
