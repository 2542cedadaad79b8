# 账户：服务密码、挂失、退订推广短信。

pin-title = 服务密码
pin-new = 请输入新的{ POINTS($digits_max) }位密码：
    .voice = 请输入新的{ POINTS($digits_max) }位密码，不要用连号，也不要用手机号里的数字。
pin-weak = 这个密码太简单。
    .voice = 这个密码太容易被猜到了。
pin-again = 请再输一遍：
    .voice = 请再输入一遍。
pin-differs = 两次不一样，请重来。
    .voice = 两次输入的不一样，我们再来一次。
pin-set_now = 密码设好了。
    .voice = 密码设好了。
pin-by_text = 设置密码请用本机发短信H，再依次回复9和1。
    .voice = 您还没有设置服务密码。为了您的积分安全，第一个密码不在电话里设。请用这部手机给本热线发一条短信，内容是字母H，收到回复以后回复9，再回复1，就可以设了。不方便的话，请按0转人工。
pin-locked = 密码已锁定，今天不能修改，急用请找人工。
    .voice = 密码已经锁定，今天不能修改，着急的话请按0转人工。

report_lost-title = 挂失
report_lost-confirm = 挂失后积分不能查、不能用，解挂要验证身份。确认挂失？
    .voice = 挂失以后，积分不能查也不能用，要解除得先验证身份。您确定要挂失吗？
report_lost-confirm-yes = 确认挂失
    .voice = 确认挂失
report_lost-confirm-no = 不挂失
    .voice = 不挂失
report_lost-frozen = 已挂失，您的积分都还在。解挂请找人工。
    .voice = 已经挂失了，您的积分都还在。要解除的话，请按0转人工。
report_lost-cancelled = 好的，没有挂失。
    .voice = 好的，没有挂失。

stop_marketing-title = 退订推广短信
stop_marketing-stopped = 已退订推广短信，您办理业务的通知照常发送。
    .voice = 好的，以后不再给您发推广短信了。您自己办理业务的通知还会照常发。
