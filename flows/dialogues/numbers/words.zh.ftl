# 我的号码：有哪些号码，加号码、删号码、换主号码，会员卡挂失。

numbers-title = 我的号码
numbers-which = 您的会员号码：{ $mine }，第一个是主号码{ $card ->
        [none] 。
       *[other] 。会员卡尾号{ $card }。
    }
    .voice = 您名下有{ POINTS($mobiles) }个手机号码{ $fixed ->
        [0] {""}
       *[other] 和{ POINTS($fixed) }个固定电话
    }，主号码尾号是{ DIGITS($last) }。{ $card ->
        [none] {""}
       *[other] 会员卡尾号是{ DIGITS($card) }。
    }
    .ussd = 手机{ $mobiles }个、固话{ $fixed }个，主号{ $own }{ $card ->
        [none] {""}
       *[other] ，卡尾号{ $card }
    }
numbers-which-add = 加号码
    .voice = 加一个号码
numbers-which-main = 换主号
    .voice = 换一个主号码
numbers-which-remove = 删号码
    .voice = 删除一个号码
numbers-which-change = 换新号
    .voice = 了解换新号码怎么办
numbers-which-lost = 卡挂失
    .voice = 挂失会员卡
numbers-change = 办理换号后，积分、等级都跟着您走，不用另外办。没有跟过来的话，找客服就能改。{ engine-person }
    .voice = 您办理换号以后，积分和等级都跟着您走，不用另外办。没有跟过来的话，客服可以帮您改。{ engine-person }
    .ussd = 换号后积分、等级都跟着您走，没跟过来找客服。
numbers-card_is = { $card ->
        [none] 您名下没有会员卡，用手机号就能查积分、换礼品。
       *[other] 您的会员卡尾号{ $card }，完整卡号在卡的正面。
    }
    .voice = { $card ->
        [none] 您名下没有会员卡，用手机号就可以查积分、换礼品。
       *[other] 您的会员卡尾号是{ DIGITS($card) }，完整的卡号在卡的正面。
    }

change_numbers-title = 改号码
change_numbers-one_by_one = 请一次只说一个号码。
change_numbers-entered = 请输入要加的手机号：
    .voice = 请输入要加的手机号码，按井号键结束。
change_numbers-entered-simply = 请输入要加的{ NUMERAL($number_digits) }位手机号，不加请返回。
    .voice = 您想加哪个手机号码？请按键输入，按井号键结束。
change_numbers-no_number = 这个号码不存在，请核对后再输一次。
    .voice = 没有这个号码，请您核对以后再输一次。
change_numbers-yours = { $other }已经是您的会员号码。
    .voice = 这个号码已经是您的会员号码了。
change_numbers-fixed_line = 固话收不到验证码，要请客服帮您加。
    .voice = 固定电话收不到验证码，要请客服帮您加。
change_numbers-full = 最多{ POINTS($numbers_max) }个号码，您已经加满了。
    .voice = 一个会员最多有{ POINTS($numbers_max) }个号码，您的已经满了，可以先删除一个。
change_numbers-pick = { $change ->
        [main] 哪个当主号码？
       *[remove] 删除哪个号码？
    }
    .voice = { $change ->
        [main] 您想让哪个号码当主号码？
       *[remove] 您想删除哪个号码？
    }
change_numbers-pick-item = { $other }
    .voice = 选尾号{ DIGITS($other_last) }的号码
change_numbers-in_use = 您正在用这个号码，请用名下另一个号码来删除。
    .voice = 您正在用这个号码打电话，请用您名下的另一个号码来删除它。
change_numbers-none = { $change ->
        [main] 您名下没有别的手机号码。
       *[remove] 您名下没有可以删除的号码。
    }
    .voice = { $change ->
        [main] 您名下没有别的手机号码可以当主号码。
       *[remove] 您名下没有可以删除的号码，正在用的号码和主号码不能删。
    }
change_numbers-what = { $change ->
        [add] 加入{ $whole }
        [main] 主号码换成{ $other }
       *[remove] 删除{ $other }
    }
    .voice = { $change ->
        [add] 加入{ DIGITS($whole) }
        [main] 把主号码换成尾号{ DIGITS($other_last) }
       *[remove] 删除尾号{ DIGITS($other_last) }的号码
    }
change_numbers-then = { $change ->
        [add] 以后它也能用您的积分
        [main] 以后短信和验证码发到那里
       *[remove] 以后它不能再用您的积分
    }
change_numbers-confirm = { change_numbers-what }，{ change_numbers-then }。确认吗？
    .voice = 您要{ change_numbers-what }，{ change_numbers-then }。您确定吗？
change_numbers-confirm-yes = 确认
    .voice = 确认
change_numbers-confirm-no = 不改
    .voice = 不改
change_numbers-code_sent = { change_numbers-what }，{ change_numbers-then }。验证码{ $code }，{ POINTS($code_minutes) }分钟内有效，任何人不会向您索要。
    .voice = 验证码已经发到您的手机上，{ POINTS($code_minutes) }分钟之内有效。
change_numbers-code = 确认请回复验证码。
    .voice = { leave-code.voice }
change_numbers-code-simply = 请回复上一条短信里的{ POINTS($digits_max) }位验证码，不改请回复H。
    .voice = { redeem_gift-code-simply.voice }
change_numbers-code_is = 这个验证码用来{ change_numbers-what }。要改请回复验证码，不改请回复取消。{ engine-person }
    .voice = 这个验证码用来{ change_numbers-what }。请按键输入短信里的{ POINTS($digits_max) }位验证码。
    .ussd = 这个验证码用来{ change_numbers-what }。请输入验证码：
change_numbers-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
change_numbers-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
change_numbers-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
change_numbers-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
change_numbers-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
change_numbers-too_soon-drop = 不改了
    .voice = 不改了
change_numbers-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
change_numbers-too_many = { leave-too_many }
    .voice = { leave-too_many.voice }
change_numbers-expired = 验证码已失效，号码没有改动，需要请重新办理。
    .voice = 验证码失效了，您的号码没有改动。
change_numbers-agreement = 已给{ $whole }发验证码，对方同意的话，请输入：
    .voice = 验证码已经发到{ DIGITS($whole) }上了。对方同意的话，请输入那条短信里的{ POINTS($digits_max) }位验证码。
change_numbers-agreement-simply = 请输入{ $whole }收到的{ POINTS($digits_max) }位验证码，不加请返回。
    .voice = 请按键输入那个号码收到的{ POINTS($digits_max) }位验证码。
change_numbers-there_text = { $own }想把本号码加入其积分会员。同意请把验证码{ $code }告诉对方，{ POINTS($code_minutes) }分钟内有效，客服不会向您索要。
change_numbers-in_a_minute = 刚发过验证码，请过{ POINTS($wait) }秒再办。
    .voice = 刚刚发过验证码，请过{ POINTS($wait) }秒再办。
change_numbers-done = { $change ->
        [add] { $whole }已加入您的会员号码。
        [main] 主号码已换成{ $other }，短信和验证码以后发到那里。
       *[remove] { $other }已不是您的会员号码。
    }
    .voice = { $change ->
        [add] 好的，{ DIGITS($whole) }已经是您的会员号码了。
        [main] 好的，主号码换成了尾号{ DIGITS($other_last) }的号码，短信和验证码以后发到那里。
       *[remove] 好的，尾号{ DIGITS($other_last) }的号码已经删除了。
    }
change_numbers-cancelled = 好的，号码没有改动。
    .voice = 好的，号码没有改动。
change_numbers-refused = 抱歉，这个号码目前办不了，没有改动。
    .voice = 抱歉，这个号码目前办不了，没有改动。

lost_card-title = 会员卡挂失
lost_card-confirm = 会员卡尾号{ $card }挂失后不能再用，积分都还在。确认挂失？
    .voice = 您要挂失的是尾号{ DIGITS($card) }的会员卡。挂失以后这张卡就不能再用，您的积分都还在。您确定要挂失吗？按键以后，请再按井号键。
lost_card-confirm-yes = 确认挂失
    .voice = 确认挂失
lost_card-confirm-no = 不挂失
    .voice = 不挂失
lost_card-reported = 会员卡尾号{ $card }已挂失，积分都还在。换新卡请到营业厅。
    .voice = 尾号{ DIGITS($card) }的会员卡已经挂失了，您的积分都还在。换新卡请到营业厅办理。
lost_card-none = 您名下没有在用的会员卡，积分都还在。
    .voice = 您名下没有正在用的会员卡，您的积分都还在。
lost_card-cancelled = 好的，没有挂失。
    .voice = 好的，没有挂失。
