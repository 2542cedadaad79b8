# 账户：服务密码、挂失。

pin-title = 密码设置
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
pin-outdated = 密码刚刚在别处设过了，这次没有改动。
    .voice = 您的密码刚刚在别处设过了，这次没有改动。

report_lost-title = 挂失
report_lost-which = 丢的是手机还是会员卡？
    .voice = 您丢的是手机，还是会员卡？
report_lost-which-phone = 手机
    .voice = 挂失手机
report_lost-which-card = 会员卡
    .voice = 挂失会员卡
report_lost-confirm = 冻结{ $own }，解挂要验证身份。确认挂失？
    .voice = 您要挂失的是尾号{ DIGITS($last) }的号码。挂失以后，积分不能查也不能用，要解除得先验证身份。您确定要挂失吗？按键以后，请再按井号键。
report_lost-confirm-yes = 确认挂失
    .voice = 确认挂失
report_lost-confirm-no = 不挂失
    .voice = 不挂失
report_lost-frozen = 已挂失，您的积分都还在。解除挂失要找客服。{ engine-person }
    .voice = 已经挂失了，您的积分都还在。要解除挂失，可以找客服。{ engine-person }
report_lost-already = 您的账户已经挂失了，积分都还在。解除挂失要找客服。{ engine-person }
    .voice = 您的账户已经挂失了，积分都还在。要解除挂失，可以找客服。{ engine-person }
report_lost-lifting = 挂失以后，找客服验证身份就能解除，积分都还在。
    .voice = 挂失以后，找客服验证身份就能解除，积分都还在。
report_lost-cancelled = 好的，没有挂失。
    .voice = 好的，没有挂失。

lost_whose-title = 挂失
lost_whose-whose = 这里只能挂失本机{ $own }，别的号码要找客服。挂失哪个？
    .voice = 这里只能挂失您现在用的这个号码，尾号{ DIGITS($last) }。别的号码，客服可以帮您挂失。
lost_whose-whose-own = 挂失本机
    .voice = 挂失现在这个号码
lost_whose-whose-other = 找客服挂失别的号码
    .voice = 找客服挂失别的号码
