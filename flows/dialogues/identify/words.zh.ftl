# 身份验证；忘记密码或还没有密码，当场设一个。

identify-title = 身份验证
identify-pin = 请输入{ POINTS($digits_max) }位服务密码，忘记密码请回复1：
    .voice = 请输入您的{ POINTS($digits_max) }位服务密码，忘记密码请按1。
identify-pin-simply = { identify-pin }
    .voice = 请输入您的{ POINTS($digits_max) }位服务密码，忘记密码请按1，再按井号键。
identify-wrong = 密码不对，还可以试{ $tries }次。
    .voice = 密码不对，您还可以再试{ POINTS($tries) }次。忘记密码，请按1，再按井号键。
identify-locked = { $lock ->
        [by_hand] 密码已锁定。
       *[today] 密码已锁定，明天可以再试。
    }现在也可以用验证码重设。
    .voice = { $lock ->
        [by_hand] 密码已经锁定。
       *[today] 密码已经锁定，今晚十二点以后可以再试。
    }现在也可以用短信验证码重新设一个。
identify-locked-no_texts = { identify-locked }
    .voice = { $lock ->
        [by_hand] 密码已经锁定。
       *[today] 密码已经锁定，今晚十二点以后可以再试。
    }您的号码收不到短信，现在不能用验证码重设密码。
identify-locked-reset = 重设密码
    .voice = 重新设密码
identify-locked-later = 先不设
    .voice = 先不设
identify-no_pin = 您还没有服务密码，现在就设一个。
    .sms = 您还没有服务密码。
    .voice = 您还没有设置服务密码，我们现在就设一个。
identify-code_sent = 设置服务密码的验证码{ $code }，{ POINTS($code_minutes) }分钟内有效，任何人都不会向您索要。
    .voice = 验证码已经发到您的手机上，{ POINTS($code_minutes) }分钟之内有效。
    .ussd = 验证码{ $code }，用来设置服务密码。
identify-code = 设置密码请回复验证码。
    .voice = { redeem_gift-code.voice }
    .ussd = 请输入验证码：
identify-code-simply = 请回复上一条短信里的{ POINTS($digits_max) }位验证码，不设请回复H。
    .voice = { redeem_gift-code-simply.voice }
    .ussd = 请输入{ POINTS($digits_max) }位验证码：
identify-code_is = 这个验证码是设置服务密码用的。设置请回复验证码，不设请回复取消。{ engine-person }
    .voice = 这个验证码是设置服务密码用的。请按键输入短信里的{ POINTS($digits_max) }位验证码。
    .ussd = 这个验证码是设置服务密码用的。请输入验证码：
identify-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
identify-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
identify-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
identify-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
identify-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
identify-too_soon-drop = 不设了
    .voice = { redeem_gift-too_soon-drop.voice }
identify-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
identify-too_many = { redeem_gift-too_many }
    .voice = 今天电话里的验证码次数用完了。想今天设密码，请发短信“密码”。
identify-expired = 验证码已失效，密码没有改动。
    .voice = 验证码失效了，您的密码没有改动。
identify-dropped = 服务密码没有设置。
    .voice = 服务密码没有设置。
identify-cancelled = 好的，没有设置密码。
    .voice = 好的，没有设置密码。
identify-new = { pin-new }
    .voice = { pin-new.voice }
identify-weak = { pin-weak }
    .voice = { pin-weak.voice }
identify-again = { pin-again }
    .voice = { pin-again.voice }
identify-differs = { pin-differs }
    .voice = { pin-differs.voice }
identify-set_now = { pin-set_now }
    .voice = { pin-set_now.voice }
identify-outdated = { pin-outdated }
    .voice = { pin-outdated.voice }
