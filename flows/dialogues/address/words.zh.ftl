# 收货地址：留地址、改地址。

address-title = 收货地址
address-words = 请回复收货地址：省市区、街道门牌、收件人。
    .voice = 请在提示音后说出收货地址。
address-unclear = 请写全省市区、街道门牌和收件人。
    .voice = 没有听清地址。
address-unserved = 抱歉，礼品目前送不到那里，请换一个地址。
    .voice = 抱歉，礼品目前送不到那里，请换一个地址。
address-later = 先换好礼品，再回复一次这个地址就能改。
address-whole = 要改地址，请重新回复完整地址和收件人。
address-texted = 已发短信，请直接回复收货地址。
    .voice = 已经给您发了短信，直接回复收货地址就可以。
address-texted-no_texts = 您的号码收不到短信。{ engine-person }
    .voice = 您的号码收不到我们的短信，可以请客服帮您记下地址。{ engine-person }
address-code_sent = { $unsent ->
        [0] 以后的礼品
        [1] { $name }
       *[other] { POINTS($unsent) }件礼品
    }寄到：{ $address }。验证码{ $code }，{ POINTS($code_minutes) }分钟内有效，任何人不会向您索要。
    .voice = 验证码已经发到您的手机上，{ POINTS($code_minutes) }分钟之内有效。
address-code = 确认请回复验证码。
    .voice = { leave-code.voice }
address-code-simply = 请回复上一条短信里的{ POINTS($digits_max) }位验证码，不改请回复H。
    .voice = { redeem_gift-code-simply.voice }
address-code_is = 这个验证码是改收货地址用的。要改请回复验证码，不改请回复取消。{ engine-person }
    .voice = 这个验证码是改收货地址用的。请按键输入短信里的{ POINTS($digits_max) }位验证码。
    .ussd = 这个验证码是改收货地址用的。请输入验证码：
address-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
address-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
address-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
address-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
address-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
address-too_soon-drop = 不改了
    .voice = 不改了
address-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
address-too_many = { leave-too_many }
    .voice = { leave-too_many.voice }
address-expired = 验证码已失效，地址没有改动，请重新回复地址。
    .voice = 验证码失效了，地址没有改动。
address-kept = 好的，礼品寄到{ $to }，{ DATE($by) }前送达。发出前改地址请回复DZ。
    .voice = 好的，礼品会寄到{ $to }，{ DATE($by) }之前送到。
    .ussd = 好的，礼品寄到{ $to }，{ DATE($by) }前送达。
address-remembered = 好的，以后的礼品寄到{ $to }。
    .voice = 好的，以后的礼品都寄到{ $to }。
address-cancelled = 好的，地址没有改动。
    .voice = 好的，地址没有改动。
address-refused = 抱歉，礼品目前送不到那里，地址没有改动。
    .voice = 抱歉，礼品目前送不到那里，地址没有改动。
