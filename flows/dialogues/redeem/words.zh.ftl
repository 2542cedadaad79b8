# 兑换：挑选、复述、确认、结果。

redeem_gift-title = 礼品兑换
redeem_gift-begun = 兑换礼品
redeem_gift-chosen = 换{ $name }
redeem_gift-unknown = 没有编号{ $wanted }的礼品。
    .voice = 没有编号是{ DIGITS($wanted) }的礼品。
redeem_gift-gone = 抱歉，这个礼品已经兑完了。
    .voice = 抱歉，这个礼品已经兑完了。
redeem_gift-repriced = 抱歉，需要的积分刚刚有调整。
    .voice = 抱歉，兑换需要的积分刚刚有调整。
redeem_gift-meant = 您是想换{ $name }吗？
redeem_gift-which = 您要换哪一个？
redeem_gift-which-item = { redeem_gift-pick-item }
    .voice = { redeem_gift-pick-item.voice }
redeem_gift-pick = 请选礼品：
    .voice = 现在可以换的礼品有这些。
redeem_gift-pick-only = 目前只有这一种礼品，要换吗？
    .voice = 现在能换的礼品只有一种。
redeem_gift-pick-item = { $name } { POINTS($points) }分{ $affordable ->
        [no] ，积分不够
       *[yes] {""}
    }
    .voice = 换{ $name }，{ POINTS($points) }分{ $own_code ->
        [none] {""}
       *[other] ，编号{ DIGITS($own_code) }
    }{ $affordable ->
        [no] ，您的积分还不够
       *[yes] {""}
    }
redeem_gift-final = { $kind ->
        [voucher] 换后
       *[gift] 发出后
    }不能取消
    .voice = { $kind ->
        [voucher] 确认以后
       *[gift] 发出以后
    }不能取消
redeem_gift-confirm = 用{ POINTS($points) }分换{ $name }，余{ POINTS($left) }分，{ redeem_gift-final }。确认？
    .voice = 您要用{ POINTS($points) }分换{ $name }，换完还剩{ POINTS($left) }分，{ redeem_gift-final.voice }。
redeem_gift-confirm-simply = 用{ POINTS($points) }分换{ $name }，确认请按1，不换请按2。
    .voice = { $name }，{ POINTS($points) }分。
redeem_gift-confirm-yes = 确认
    .voice = 确认兑换
redeem_gift-confirm-no = 不换了
    .voice = 取消
redeem_gift-code_sent = 用{ POINTS($points) }分换{ $name }，余{ POINTS($left) }分，{ redeem_gift-final }。验证码{ $code }，{ POINTS($code_minutes) }分钟内有效，任何人不会向您索要。
    .voice = 验证码已经发到您的手机上，{ POINTS($code_minutes) }分钟之内有效。
redeem_gift-code = 确认请回复验证码。
    .voice = 请输入短信里的{ POINTS($digits_max) }位验证码。
redeem_gift-code-simply = 请回复上一条短信里的{ POINTS($digits_max) }位验证码，不换请回复H。
    .voice = 请按键输入刚才那条短信里的{ POINTS($digits_max) }位数字。没收到的话，请按1，再按井号键。
redeem_gift-code_for = 换{ $name }
redeem_gift-code_is = 这个验证码是用{ POINTS($points) }分换{ $name }的。办理请回复验证码，不办请回复取消。{ engine-person }
    .voice = 这个验证码是用{ POINTS($points) }分换{ $name }的。请按键输入短信里的{ POINTS($digits_max) }位验证码。
    .ussd = 这个验证码是用{ POINTS($points) }分换{ $name }的。请输入验证码：
redeem_gift-offered = 改换{ $other }吗？
    .voice = 要改换{ $other }吗？
redeem_gift-code_wait = 验证码已发出，还没收到请过{ POINTS($wait) }秒回复“重发”。
    .voice = 验证码已经发出去了。还没收到的话，请过{ POINTS($wait) }秒按1，再按井号键。
    .ussd = 验证码已发出，想换一个请过{ POINTS($wait) }秒回复1。
redeem_gift-now = 好的，改换{ $name }。
    .voice = 好的，改换{ $name }。
redeem_gift-changed = 好的，改换{ $name }，{ POINTS($points) }分。
    .voice = 好的，改换{ $name }，{ POINTS($points) }分。
redeem_gift-changing = 好的，重新选。
    .voice = 好的，重新选。
redeem_gift-code_replaced = 这是之前的验证码，已失效，请用最新一条短信里的。
    .voice = 这个验证码已经换了新的，请用最新一条短信里的。
redeem_gift-code_wrong = 验证码不对，{ POINTS($code_minutes) }分钟内还可以试{ $tries }次。
    .voice = 验证码不对，{ POINTS($code_minutes) }分钟之内您还可以再试{ POINTS($tries) }次。
redeem_gift-how_long = { $kind ->
        [voucher] { $name }，换好马上发短信给您。
       *[gift] { $name }，{ DATE($by) }前送达。
    }
    .voice = { $kind ->
        [voucher] { $name }换好以后，马上用短信发给您。
       *[gift] { $name }会在{ DATE($by) }之前送到。
    }
redeem_gift-can_undo = { redeem_gift-final }。{ $kind ->
        [voucher] {""}
       *[gift] { engine-cancelling }
    }
    .voice = { redeem_gift-final.voice }。{ $kind ->
        [voucher] {""}
       *[gift] { engine-cancelling.voice }
    }
redeem_gift-moved = 刚才用{ POINTS($points) }分换了{ $name }，订单{ DIGITS($order) }。{ engine-cancelling }
    .voice = 您刚才用{ POINTS($points) }分换了{ $name }，订单号是{ DIGITS($order) }。{ engine-cancelling.voice }
redeem_gift-cost = { $name }，{ POINTS($points) }分。
redeem_gift-address = 兑换后、发货前都能改地址。
    .voice = 兑换以后，发货之前都可以改地址。
redeem_gift-no_such = 目前没有这一种，能换的都在下面。
    .voice = 目前没有这一种。
redeem_gift-within = { POINTS($points) }分可以换{ $instead }。看全部请回复DH。
    .voice = { POINTS($points) }分可以换{ $instead }。
    .ussd = { POINTS($points) }分可以换{ $instead }。
redeem_gift-within_none = { POINTS($points) }分还换不了东西。
redeem_gift-too_dear = { $is_cheapest ->
        [yes] 这是积分最少的了，不换请回复H。
       *[no] 积分少一点的有{ $instead }。
    }
    .ussd = { $is_cheapest ->
        [yes] 这是积分最少的了。
       *[no] 积分少一点的有{ $instead }。
    }
    .voice = { $is_cheapest ->
        [yes] 这已经是积分最少的了。
       *[no] 积分少一点的有{ $instead }。
    }
redeem_gift-for_whom = { $kind ->
        [data] 流量
       *[credit] 话费
    }可以充到任何内地手机号。{ $is_open ->
        [yes] 现在是充到{ redeem_credit-whom }。
       *[no] 请回复{ $kind ->
            [data] LL
           *[credit] HF
        }、数量和手机号。
    }
    .voice = { $kind ->
        [data] 流量
       *[credit] 话费
    }可以充到任何内地手机号{ $is_open ->
        [yes] ，现在是充到{ redeem_credit-whom.voice }。
       *[no] 。
    }
    .ussd = { $kind ->
        [data] 流量
       *[credit] 话费
    }可以充到任何内地手机号{ $is_open ->
        [yes] ，现在是充到{ redeem_credit-whom }。
       *[no] 。
    }
redeem_gift-restock = 什么时候补货还没有定。现在有货的请回复DH。
    .voice = 什么时候补货，现在还没有定。
    .ussd = 什么时候补货还没有定。
redeem_gift-unlisted = 目录里没有{ $name }的这项说明。
redeem_gift-price = { $name }，{ POINTS($points) }分{ $affordable ->
        [gone] ，暂时没货。
        [no] ，您的积分还不够，可以换{ $instead }。
        [nothing] ，您的积分还不够。{ engine-person }
       *[yes] 。想换请回复{ $kind ->
            [credit] HF
            [data] LL
           *[gift] DH
        } { $wanted }。
    }
    .voice = { $name }要{ POINTS($points) }分{ $affordable ->
        [gone] ，现在没货。
        [no] ，您的积分还不够，可以换{ $instead }。
        [nothing] ，您的积分还不够。{ engine-person }
       *[yes] 。
    }
    .ussd = { $name }，{ POINTS($points) }分{ $affordable ->
        [gone] ，暂时没货。
        [no] ，您的积分还不够，可以换{ $instead }。
        [nothing] ，您的积分还不够。{ engine-person }
       *[yes] 。
    }
redeem_gift-one_by_one = 一次换一样，这个换好再换另一个。
    .voice = 一次只能换一样，换好以后接着换另一个。
redeem_gift-address_after = 收货地址请在换好后再回复一次。
    .voice = 换好以后，请再说一次收货地址。
redeem_gift-one_each = 一单换一件。
    .voice = 一单只能换一件。
redeem_gift-ordered = 换好了：{ $name }，{ POINTS($points) }分，订单{ DIGITS($order) }，{ DATE($by) }前送到{ $to }，余{ POINTS($left) }分。
    .sms = 换好了：{ $name }，订单{ DIGITS($order) }，{ DATE($by) }前送到{ $to }，余{ POINTS($left) }分。改地址回复DZ。
    .voice = 换好了。{ $name }会在{ DATE($by) }之前送到{ $to }。订单号是{ DIGITS($order) }，您还剩{ POINTS($left) }分。
redeem_gift-unaddressed = 换好了：{ $name }，订单{ DIGITS($order) }，余{ POINTS($left) }分。还缺收货地址，请直接回复稍后的短信。
    .sms = 换好了：{ $name }，订单{ DIGITS($order) }，余{ POINTS($left) }分。请直接回复收货地址：省市区、街道门牌、收件人。
    .voice = 换好了，还缺收货地址。我们给您发短信，直接回复地址就可以。订单号是{ DIGITS($order) }，您还剩{ POINTS($left) }分。
redeem_gift-unaddressed-no_texts = 换好了：{ $name }，订单{ DIGITS($order) }，余{ POINTS($left) }分。还缺收货地址。{ engine-person }
    .voice = 换好了，还缺收货地址，可以请客服帮您记下。{ engine-person }订单号是{ DIGITS($order) }，您还剩{ POINTS($left) }分。
redeem_gift-adding = 正在充值{ $name }，一分钟内到账，结果会短信告诉您。单号{ DIGITS($order) }，余{ POINTS($left) }分。
    .voice = 正在充值{ $name }，一分钟之内到账，结果会用短信告诉您。您还剩{ POINTS($left) }分。
redeem_gift-adding-no_texts = 正在充值{ $name }，一分钟内到账。单号{ DIGITS($order) }，余{ POINTS($left) }分。
    .voice = 正在充值{ $name }，一分钟之内到账，您可以按订单号查结果。您还剩{ POINTS($left) }分。
redeem_gift-texted = 换好了：{ $name }，券码用短信发给您。订单{ DIGITS($order) }，余{ POINTS($left) }分。
    .voice = 换好了，{ $name }的券码用短信发给您。订单号是{ DIGITS($order) }，您还剩{ POINTS($left) }分。
redeem_gift-texted-no_texts = 换好了：{ $name }，订单{ DIGITS($order) }，余{ POINTS($left) }分。您收不到短信，券码请找客服。
    .voice = 换好了。您收不到短信，{ $name }的券码可以请客服告诉您。订单号是{ DIGITS($order) }，您还剩{ POINTS($left) }分。
redeem_gift-too_few = 积分不够，还差{ POINTS($missing) }分。
    .voice = 您的积分不够，还差{ POINTS($missing) }分。
redeem_gift-something_else = 积分不够，还差{ POINTS($missing) }分。您有{ POINTS($available) }分，可以换{ $instead }。
    .voice = 您的积分不够，还差{ POINTS($missing) }分。您有{ POINTS($available) }分，可以换{ $instead }。
redeem_gift-not_open = 累计满{ POINTS($opens_after) }分就能兑换，您还差{ POINTS($missing) }分。
    .voice = 累计满{ POINTS($opens_after) }分就可以开始兑换，您还差{ POINTS($missing) }分。
redeem_gift-limit = 今天的兑换次数或积分已达上限，请明天再来。
    .voice = 您今天的兑换次数或者积分已经达到上限，请明天再来。
redeem_gift-refused = 您的账户目前不能兑换。
    .voice = 您的账户目前不能兑换。
redeem_gift-cancelled = 好的，没有兑换，积分没有变动。
    .voice = 好的，没有兑换，您的积分没有变动。
redeem_gift-expired = 验证码已失效，没有兑换，需要请重新发送DH。
    .voice = 验证码失效了，没有兑换，您的积分没有变动。
redeem_gift-too_soon = { $earlier ->
        [taken] 刚为{ $earlier_for }发过验证码，可先回复它，或过{ POINTS($wait) }秒再继续。
        [void] 刚才的验证码已作废，请过{ POINTS($wait) }秒再继续。
       *[none] 刚为别的业务发过验证码，请过{ POINTS($wait) }秒再继续。
    }
    .voice = 刚才为别的业务发过验证码，请不要挂机，过{ POINTS($wait) }秒再继续。
redeem_gift-too_soon-go_on = 继续
    .voice = 继续
redeem_gift-too_soon-drop = 不换了
    .voice = 取消
redeem_gift-texts_refused = { $line ->
        [fixed] 固话收不到验证码，客服可以帮您办，或先加一个手机号。
       *[mobile] 您的号码退订了所有短信，收不到验证码。想恢复，请给我们发短信START。
    }
    .voice = { $line ->
        [fixed] 固定电话收不到验证码。客服可以帮您办，也可以请客服先给您加一个手机号码。
       *[mobile] 您的号码退订了我们的所有短信，收不到验证码。想恢复的话，请给我们发一条短信，内容是START。
    }
redeem_gift-too_many = 今天的验证码次数已用完，请明天再试。
    .voice = 今天的验证码次数已经用完，请明天再试。
redeem_gift-nothing = 目前没有可换的礼品。
    .voice = 目前没有可以换的礼品。

redeem_credit-title = 话费兑换
redeem_credit-begun = 兑换话费
redeem_credit-chosen = 给{ redeem_credit-whom }换{ $name }
    .voice = 给{ redeem_credit-whom.voice }换{ $name }
redeem_credit-unknown = 没有{ $wanted }元的话费。
redeem_credit-gone = { redeem_gift-gone }
    .voice = 抱歉，这个话费已经兑完了。
redeem_credit-repriced = { redeem_gift-repriced }
    .voice = { redeem_gift-repriced.voice }
redeem_credit-pick = 请选话费：
    .voice = 现在可以换的话费有这些。
redeem_credit-pick-only = 目前只有这一种话费，要换请回复1。
    .voice = 现在能换的话费只有一种。
redeem_credit-pick-item = { redeem_gift-pick-item }
    .voice = 换{ $name }，{ POINTS($points) }分{ $affordable ->
        [no] ，您的积分还不够
       *[yes] {""}
    }
redeem_credit-whom = { $whose ->
        [other] { $phone }
       *[own] 本机
    }
    .voice = { $whose ->
        [other] { DIGITS($digits) }
       *[own] 本机
    }
redeem_credit-whom_read_back = { $whose ->
        [other] { $digits }
       *[own] 本机
    }
redeem_credit-now = 好的，改换{ $name }。
    .voice = 好的，改换{ $name }。
redeem_credit-now_for_another = 好的，充到别的号码。
    .voice = 好的，充到别的号码。
redeem_credit-now_for = 好的，充到{ redeem_credit-whom_read_back }。
    .voice = 好的，充到{ redeem_credit-whom.voice }。
redeem_credit-one_by_one = 一次充一个号码，充好再充下一个。
redeem_credit-receiver = 请输入要充值的手机号：
    .voice = 请输入要充值的手机号码，按井号键结束。
redeem_credit-receiver-simply = 请输入要充值的{ NUMERAL($number_digits) }位手机号，不充请返回。
    .voice = 您想给哪个号码充？请输入手机号码，按井号键结束。
redeem_credit-no_mobile = { $wanted }不是内地手机号，请核对。
    .voice = { DIGITS($wanted) }不是内地的手机号，请核对一下。
redeem_credit-confirm = 用{ POINTS($points) }分给{ redeem_credit-whom_read_back }换{ $name }，余{ POINTS($left) }分，换后不能取消。确认？
    .voice = 您要用{ POINTS($points) }分给{ redeem_credit-whom.voice }换{ $name }，换完还剩{ POINTS($left) }分，确认以后不能取消。
redeem_credit-confirm-simply = 用{ POINTS($points) }分给{ redeem_credit-whom_read_back }换{ $name }，确认请按1，不换请按2。
    .voice = 给{ redeem_credit-whom.voice }换{ $name }，{ POINTS($points) }分。
redeem_credit-confirm-yes = { redeem_gift-confirm-yes }
    .voice = { redeem_gift-confirm-yes.voice }
redeem_credit-confirm-no = { redeem_gift-confirm-no }
    .voice = { redeem_gift-confirm-no.voice }
redeem_credit-confirm-other = 给别的号码
    .voice = 充到别的号码
redeem_credit-code_sent = 用{ POINTS($points) }分给{ redeem_credit-whom_read_back }换{ $name }，余{ POINTS($left) }分，不能退。验证码{ $code }，{ POINTS($code_minutes) }分钟有效，任何人不会索要。
    .voice = { redeem_gift-code_sent.voice }
redeem_credit-code = { redeem_gift-code }
    .voice = { redeem_gift-code.voice }
redeem_credit-code-simply = { redeem_gift-code-simply }
    .voice = { redeem_gift-code-simply.voice }
redeem_credit-code_for = 给{ redeem_credit-whom }换{ $name }
redeem_credit-code_is = 这个验证码是用{ POINTS($points) }分给{ redeem_credit-whom_read_back }换{ $name }的。办理请回复验证码，不办请回复取消。{ engine-person }
    .voice = 这个验证码是用{ POINTS($points) }分给{ redeem_credit-whom.voice }换{ $name }的。请按键输入短信里的{ POINTS($digits_max) }位验证码。
    .ussd = 这个验证码是用{ POINTS($points) }分给{ redeem_credit-whom_read_back }换{ $name }的。请输入验证码：
redeem_credit-offered = { $other_is ->
        [phone] 改给{ $other }换吗？
       *[gift] 改换{ $other }吗？
    }
    .voice = { $other_is ->
        [phone] 要改给{ DIGITS($other) }换吗？
       *[gift] 要改换{ $other }吗？
    }
redeem_credit-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
redeem_credit-changed = 好的，改成给{ redeem_credit-whom_read_back }换{ $name }，{ POINTS($points) }分。
    .voice = 好的，改成给{ redeem_credit-whom.voice }换{ $name }，{ POINTS($points) }分。
redeem_credit-changing = { redeem_gift-changing }
    .voice = { redeem_gift-changing.voice }
redeem_credit-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
redeem_credit-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
redeem_credit-how_long = 话费换好后一分钟内到账。
    .voice = 话费换好以后一分钟之内到账。
redeem_credit-can_undo = 话费换后不能取消。
    .voice = 话费换了以后不能取消。
redeem_credit-too_dear = { redeem_gift-too_dear }
    .ussd = { redeem_gift-too_dear.ussd }
    .voice = { redeem_gift-too_dear.voice }
redeem_credit-moved = 刚才用{ POINTS($points) }分给{ redeem_credit-whom }换了{ $name }，换后不能取消；没有到账的话，积分会退回。
    .voice = 您刚才用{ POINTS($points) }分给{ redeem_credit-whom.voice }换了{ $name }，换了以后不能取消。没有到账的话，积分会退给您。
redeem_credit-cost = { redeem_gift-cost }
redeem_credit-ordered = { redeem_gift-ordered }
    .voice = { redeem_gift-ordered.voice }
redeem_credit-unaddressed = { redeem_gift-unaddressed }
    .voice = { redeem_gift-unaddressed.voice }
redeem_credit-unaddressed-no_texts = { redeem_gift-unaddressed-no_texts }
    .voice = { redeem_gift-unaddressed-no_texts.voice }
redeem_credit-adding = 正在给{ redeem_credit-whom }充值{ $name }，一分钟内到账，结果会短信告诉您。单号{ DIGITS($order) }，余{ POINTS($left) }分。
    .voice = 正在给{ redeem_credit-whom.voice }充值{ $name }，一分钟之内到账，结果会用短信告诉您。您还剩{ POINTS($left) }分。
redeem_credit-adding-no_texts = 正在给{ redeem_credit-whom }充值{ $name }，一分钟内到账。单号{ DIGITS($order) }，余{ POINTS($left) }分。
    .voice = 正在给{ redeem_credit-whom.voice }充值{ $name }，一分钟之内到账，您可以按订单号查结果。您还剩{ POINTS($left) }分。
redeem_credit-texted = { redeem_gift-texted }
    .voice = { redeem_gift-texted.voice }
redeem_credit-texted-no_texts = { redeem_gift-texted-no_texts }
    .voice = { redeem_gift-texted-no_texts.voice }
redeem_credit-too_few = { redeem_gift-too_few }
    .voice = { redeem_gift-too_few.voice }
redeem_credit-something_else = { redeem_gift-something_else }
    .voice = { redeem_gift-something_else.voice }
redeem_credit-not_open = { redeem_gift-not_open }
    .voice = { redeem_gift-not_open.voice }
redeem_credit-limit = { redeem_gift-limit }
    .voice = { redeem_gift-limit.voice }
redeem_credit-refused = { redeem_gift-refused }
    .voice = { redeem_gift-refused.voice }
redeem_credit-cancelled = { redeem_gift-cancelled }
    .voice = { redeem_gift-cancelled.voice }
redeem_credit-expired = 验证码已失效，没有兑换，需要请重新发送HF。
    .voice = { redeem_gift-expired.voice }
redeem_credit-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
redeem_credit-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
redeem_credit-too_soon-drop = { redeem_gift-too_soon-drop }
    .voice = { redeem_gift-too_soon-drop.voice }
redeem_credit-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
redeem_credit-too_many = { redeem_gift-too_many }
    .voice = { redeem_gift-too_many.voice }
redeem_credit-nothing = 目前没有可换的话费。
    .voice = 现在没有可以换的话费。

redeem_data-title = 流量兑换
redeem_data-begun = 兑换流量
redeem_data-chosen = { redeem_credit-chosen }
    .voice = { redeem_credit-chosen.voice }
redeem_data-unknown = 没有{ $wanted }GB的流量。
redeem_data-gone = { redeem_gift-gone }
    .voice = 抱歉，这个流量已经换完了。
redeem_data-repriced = { redeem_gift-repriced }
    .voice = { redeem_gift-repriced.voice }
redeem_data-pick = 请选流量：
    .voice = 现在可以换的流量有这些。
redeem_data-pick-only = 目前只有这一种流量，要换请回复1。
    .voice = 现在能换的流量只有一种。
redeem_data-pick-item = { redeem_gift-pick-item }
    .voice = { redeem_credit-pick-item.voice }
redeem_data-now = { redeem_credit-now }
    .voice = { redeem_credit-now.voice }
redeem_data-now_for_another = { redeem_credit-now_for_another }
    .voice = { redeem_credit-now_for_another.voice }
redeem_data-now_for = { redeem_credit-now_for }
    .voice = { redeem_credit-now_for.voice }
redeem_data-one_by_one = { redeem_credit-one_by_one }
redeem_data-receiver = { redeem_credit-receiver }
    .voice = { redeem_credit-receiver.voice }
redeem_data-receiver-simply = { redeem_credit-receiver-simply }
    .voice = { redeem_credit-receiver-simply.voice }
redeem_data-no_mobile = { redeem_credit-no_mobile }
    .voice = { redeem_credit-no_mobile.voice }
redeem_data-confirm = { redeem_credit-confirm }
    .voice = { redeem_credit-confirm.voice }
redeem_data-confirm-simply = { redeem_credit-confirm-simply }
    .voice = { redeem_credit-confirm-simply.voice }
redeem_data-confirm-yes = { redeem_gift-confirm-yes }
    .voice = { redeem_gift-confirm-yes.voice }
redeem_data-confirm-no = { redeem_gift-confirm-no }
    .voice = { redeem_gift-confirm-no.voice }
redeem_data-confirm-other = { redeem_credit-confirm-other }
    .voice = { redeem_credit-confirm-other.voice }
redeem_data-code_sent = { redeem_credit-code_sent }
    .voice = { redeem_gift-code_sent.voice }
redeem_data-code = { redeem_gift-code }
    .voice = { redeem_gift-code.voice }
redeem_data-code-simply = { redeem_gift-code-simply }
    .voice = { redeem_gift-code-simply.voice }
redeem_data-code_for = { redeem_credit-code_for }
redeem_data-code_is = { redeem_credit-code_is }
    .voice = { redeem_credit-code_is.voice }
    .ussd = { redeem_credit-code_is.ussd }
redeem_data-offered = { redeem_credit-offered }
    .voice = { redeem_credit-offered.voice }
redeem_data-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
redeem_data-changed = { redeem_credit-changed }
    .voice = { redeem_credit-changed.voice }
redeem_data-changing = { redeem_gift-changing }
    .voice = { redeem_gift-changing.voice }
redeem_data-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
redeem_data-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
redeem_data-how_long = 流量换好后一分钟内到账。
    .voice = 流量换好以后一分钟之内到账。
redeem_data-can_undo = 流量换后不能取消。
    .voice = 流量换了以后不能取消。
redeem_data-too_dear = { redeem_gift-too_dear }
    .ussd = { redeem_gift-too_dear.ussd }
    .voice = { redeem_gift-too_dear.voice }
redeem_data-moved = { redeem_credit-moved }
    .voice = { redeem_credit-moved.voice }
redeem_data-cost = { redeem_gift-cost }
redeem_data-ordered = { redeem_gift-ordered }
    .voice = { redeem_gift-ordered.voice }
redeem_data-unaddressed = { redeem_gift-unaddressed }
    .voice = { redeem_gift-unaddressed.voice }
redeem_data-unaddressed-no_texts = { redeem_gift-unaddressed-no_texts }
    .voice = { redeem_gift-unaddressed-no_texts.voice }
redeem_data-adding = { redeem_credit-adding }
    .voice = { redeem_credit-adding.voice }
redeem_data-adding-no_texts = { redeem_credit-adding-no_texts }
    .voice = { redeem_credit-adding-no_texts.voice }
redeem_data-texted = { redeem_gift-texted }
    .voice = { redeem_gift-texted.voice }
redeem_data-texted-no_texts = { redeem_gift-texted-no_texts }
    .voice = { redeem_gift-texted-no_texts.voice }
redeem_data-too_few = { redeem_gift-too_few }
    .voice = { redeem_gift-too_few.voice }
redeem_data-something_else = { redeem_gift-something_else }
    .voice = { redeem_gift-something_else.voice }
redeem_data-not_open = { redeem_gift-not_open }
    .voice = { redeem_gift-not_open.voice }
redeem_data-limit = { redeem_gift-limit }
    .voice = { redeem_gift-limit.voice }
redeem_data-refused = { redeem_gift-refused }
    .voice = { redeem_gift-refused.voice }
redeem_data-cancelled = { redeem_gift-cancelled }
    .voice = { redeem_gift-cancelled.voice }
redeem_data-expired = 验证码已失效，没有兑换，需要请重新发送LL。
    .voice = { redeem_gift-expired.voice }
redeem_data-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
redeem_data-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
redeem_data-too_soon-drop = { redeem_gift-too_soon-drop }
    .voice = { redeem_gift-too_soon-drop.voice }
redeem_data-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
redeem_data-too_many = { redeem_gift-too_many }
    .voice = { redeem_gift-too_many.voice }
redeem_data-nothing = 目前没有可换的流量。
    .voice = 现在没有可以换的流量。

redeem_gift-how = 怎么选？
    .voice = 您知道礼品编号吗？
redeem_gift-how-by_number = 输入编号
    .voice = 输入礼品编号
redeem_gift-how-read_out = 看列表
    .voice = 听我念一遍有哪些
redeem_gift-number = 请输入礼品编号：
    .voice = 请输入礼品编号，按井号键结束。也可以直接说名称。
