# 退会：原因、会失去什么、确认、反悔。

leave-title = 退会
leave-reason = 您为什么想退会？
    .voice = 您想退会，能告诉我原因吗？
leave-reason-item = { $reason ->
        [unused] 积分用不上
        [choice] 没有想换的
        [number] 号码不用了
       *[other] 其他原因
    }
    .voice = { $reason ->
        [unused] 积分用不上
        [choice] 没有想换的东西
        [number] 这个号码不用了
       *[other] 其他原因
    }
leave-offer = 留下来的话，送您{ POINTS($offer) }分。留下来吗？
    .voice = 您要是留下来，我们送您{ POINTS($offer) }分。您愿意留下来吗？
leave-offer-yes = 留下来
    .voice = 留下来
leave-offer-no = 还是退会
    .voice = 还是想退会
leave-kept = 好的，谢谢您留下来，{ POINTS($offer) }分已到账。
    .voice = 好的，谢谢您留下来，{ POINTS($offer) }分已经到账了。
leave-confirm = 退会{ DATE($on) }生效，{ POINTS($points) }分到时作废，之前可以反悔。确认退会？
    .voice = 退会{ DATE($on) }生效。到时候您的{ POINTS($points) }分全部作废，等级也没有了。在这之前，您随时可以反悔。
leave-confirm-simply = 退会{ DATE($on) }生效，{ POINTS($points) }分作废，确认请按1，不退请按2。
    .voice = 退会{ DATE($on) }生效，您的{ POINTS($points) }分到时候作废。
leave-confirm-yes = 确认退会
    .voice = 确认退会
leave-confirm-no = 不退了
    .voice = 不退了
leave-code_sent = 退会{ DATE($on) }生效，{ POINTS($points) }分到时作废，之前可以反悔。验证码{ $code }，{ POINTS($code_minutes) }分钟内有效，任何人不会向您索要。
    .voice = 验证码已经发到您的手机上，{ POINTS($code_minutes) }分钟之内有效。
leave-code = 确认请回复验证码。
    .voice = 请输入短信里的{ POINTS($digits_max) }位验证码。
leave-code-simply = 请回复上一条短信里的{ POINTS($digits_max) }位验证码，不退请回复H。
    .voice = { redeem_gift-code-simply.voice }
leave-code_is = 这个验证码是退会用的，{ DATE($on) }生效。退会请回复验证码，不退请回复取消。{ engine-person }
    .voice = 这个验证码是退会用的，{ DATE($on) }生效。请按键输入短信里的{ POINTS($digits_max) }位验证码。
    .ussd = 这个验证码是退会用的，{ DATE($on) }生效。请输入验证码：
leave-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
leave-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
leave-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
leave-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
leave-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
leave-too_soon-drop = 不退了
    .voice = 不退了
leave-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
leave-too_many = 今天的验证码次数已用完，请明天再试。
    .voice = 今天的验证码次数已经用完，请明天再试。
leave-expired = 验证码已失效，没有退会，需要请重新办理。
    .voice = 验证码失效了，没有退会，您的积分都还在。
leave-noticed = 已登记退会，{ DATE($on) }生效。在这之前可以取消。
    .sms = 已登记退会，{ DATE($on) }生效。想留下来，请在这之前回复：不退了。
    .voice = 退会已经登记，{ DATE($on) }生效。您想留下来的话，在这之前打这个电话就能取消。
leave-take_back = 您申请了退会，{ DATE($on) }生效。要留下来吗？
    .voice = 您申请了退会，{ DATE($on) }生效。您想留下来吗？
leave-take_back-yes = 留下来
    .voice = 留下来
leave-take_back-no = 照常退会
    .voice = 照常退会
leave-stays = 好的，退会取消了，积分都还在。
    .voice = 好的，退会已经取消，您的积分都还在。
leave-still = 好的，退会照常{ DATE($on) }生效。
    .voice = 好的，退会照常{ DATE($on) }生效。
leave-cancelled = 好的，没有退会，积分都还在。
    .voice = 好的，没有退会，您的积分都还在。
leave-how_long = 退会{ DATE($on) }生效。
    .voice = 退会{ DATE($on) }生效。
leave-can_undo = { DATE($on) }之前，随时可以反悔。
    .voice = { DATE($on) }之前，您随时可以反悔。
leave-member_until = 您目前还是会员，退会{ DATE($on) }生效。
    .sms = 您目前还是会员，退会{ DATE($on) }生效。想留下来请回复：不退了。
    .voice = 您现在还是会员，退会{ DATE($on) }生效。
leave-refused = 现在不能办理，没有改动。
    .voice = 现在不能办理，没有改动。
