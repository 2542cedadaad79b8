# 积分互换：换成什么、用多少分、复述、确认、结果。

exchange-title = 积分互换
exchange-begun = 互换积分
exchange-chosen = 换{ $name }
exchange-pick = 换成什么？
    .voice = 您想把积分换成什么？
exchange-pick-only = 目前只有这一种，要换吗？
    .voice = 现在能换的只有一种。
exchange-pick-item = { $name }（{ POINTS($rate_points) }分换{ POINTS($rate) }）
    .voice = 换{ $name }，每{ POINTS($rate_points) }分换{ POINTS($rate) }
exchange-points = 用多少分换{ $name }？最多{ POINTS($most) }分{ $step ->
        [1] {""}
       *[other] ，须是{ POINTS($step) }的整数倍
    }。
    .voice = 您想用多少分换{ $name }？最多可以用{ POINTS($most) }分{ $step ->
        [1] {""}
       *[other] ，要是{ POINTS($step) }的整数倍
    }。请输入积分数，按井号键结束。
exchange-points-simply = 请输入要用的积分数，例如500。
    .voice = 请输入要用的积分数，比如五百分就输入五、零、零，按井号键结束。
exchange-steps = 请输入{ POINTS($step) }到{ POINTS($most) }之间的积分数{ $step ->
        [1] {""}
       *[other] ，须是{ POINTS($step) }的整数倍
    }。
    .voice = 请输入{ POINTS($step) }到{ POINTS($most) }之间的积分数{ $step ->
        [1] {""}
       *[other] ，要是{ POINTS($step) }的整数倍
    }。
exchange-at_most = 积分不够，您最多可以用{ POINTS($most) }分{ $held ->
        [0] {""}
       *[other] ，另有{ POINTS($held) }分在办理中
    }。
    .voice = 您的积分不够，最多可以用{ POINTS($most) }分{ $held ->
        [0] {""}
       *[other] ，另外有{ POINTS($held) }分正在办理中
    }。
exchange-limit_left = 每月最多换出{ POINTS($points_max) }分，您本月还能用{ POINTS($most) }分。
    .voice = 每个月最多换出{ POINTS($points_max) }分，您这个月还可以用{ POINTS($most) }分。
exchange-confirm = 用{ POINTS($points) }分换{ POINTS($partner_points) }{ $gets }，余{ POINTS($left) }分，换后不能取消。确认？
    .voice = 您要用{ POINTS($points) }分换{ POINTS($partner_points) }{ $gets }，换完还剩{ POINTS($left) }分，确认以后不能取消。
exchange-confirm-simply = 用{ POINTS($points) }分换{ POINTS($partner_points) }{ $gets }，确认请按1，不换请按2。
    .voice = { POINTS($points) }分，换{ POINTS($partner_points) }{ $gets }。
exchange-confirm-yes = 确认
    .voice = 确认互换
exchange-confirm-no = 不换了
    .voice = 取消
exchange-code_sent = 用{ POINTS($points) }分换{ POINTS($partner_points) }{ $gets }，余{ POINTS($left) }分，不能取消。验证码{ $code }，{ POINTS($code_minutes) }分钟内有效，任何人不会向您索要。
    .voice = 验证码已经发到您的手机上，{ POINTS($code_minutes) }分钟之内有效。
exchange-code = { redeem_gift-code }
    .voice = { redeem_gift-code.voice }
exchange-code-simply = { redeem_gift-code-simply }
    .voice = { redeem_gift-code-simply.voice }
exchange-code_for = 换{ $name }
exchange-code_is = 这个验证码是用{ POINTS($points) }分换{ POINTS($partner_points) }{ $gets }的。办理请回复验证码，不办请回复取消。{ engine-person }
    .voice = 这个验证码是用{ POINTS($points) }分换{ POINTS($partner_points) }{ $gets }的。请按键输入短信里的{ POINTS($digits_max) }位验证码。
    .ussd = 这个验证码是用{ POINTS($points) }分换{ POINTS($partner_points) }{ $gets }的。请输入验证码：
exchange-offered = 改用{ POINTS($other) }分换{ $name }吗？
exchange-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
exchange-changed = 好的，改用{ POINTS($points) }分换{ POINTS($partner_points) }{ $gets }。
    .voice = 好的，改用{ POINTS($points) }分换{ POINTS($partner_points) }{ $gets }。
exchange-changing = 好的，改一下积分数。
    .voice = 好的，改一下积分数。
exchange-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
exchange-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
exchange-how_long = 确认后马上开始换，换好后积分历史里可以查到。
    .voice = 确认以后马上就换，换好以后在积分记录里可以查到。
exchange-moved = 刚才用{ POINTS($points) }分换了{ POINTS($partner_points) }{ $gets }，不能取消；没换成的话，积分会退回。
    .voice = 您刚才用{ POINTS($points) }分换{ POINTS($partner_points) }{ $gets }，换了以后不能取消。没换成的话，积分会退给您。
exchange-can_undo = 积分互换后不能取消。
    .voice = 积分换了以后不能取消。
exchange-asked = 正在换{ POINTS($partner_points) }{ $gets }，结果会短信告诉您，余{ POINTS($left) }分。
    .voice = 正在换{ POINTS($partner_points) }{ $gets }，结果会用短信告诉您。您还剩{ POINTS($left) }分。
exchange-asked-no_texts = 正在换{ POINTS($partner_points) }{ $gets }，换好后积分历史里可以查到，余{ POINTS($left) }分。
    .voice = 正在换{ POINTS($partner_points) }{ $gets }，换好以后在积分记录里可以查到。您还剩{ POINTS($left) }分。
exchange-not_open = 累计满{ POINTS($opens_after) }分就能互换，您还差{ POINTS($missing) }分。
    .voice = 累计满{ POINTS($opens_after) }分就可以互换积分，您还差{ POINTS($missing) }分。
exchange-too_few = 换{ $name }至少要{ POINTS($step) }分，您可用的有{ POINTS($available) }分{ $held ->
        [0] {""}
       *[other] ，另有{ POINTS($held) }分在办理中
    }。
    .voice = 换{ $name }至少要{ POINTS($step) }分。您现在可以用的有{ POINTS($available) }分{ $held ->
        [0] {""}
       *[other] ，另外有{ POINTS($held) }分正在办理中
    }。
exchange-limit = 每月最多换出{ POINTS($points_max) }分，您本月的额度已用完。
    .voice = 每个月最多换出{ POINTS($points_max) }分，您这个月的额度已经用完了。
exchange-nothing = 目前没有可以互换的积分。
    .voice = 目前没有可以互换的积分。
exchange-refused = 您的账户目前不能互换积分。
    .voice = 您的账户目前不能互换积分。
exchange-cancelled = 好的，没有互换，积分没有变动。
    .voice = 好的，没有互换，您的积分没有变动。
exchange-expired = 验证码已失效，没有互换，需要请重新办理。
    .voice = 验证码失效了，没有互换，您的积分没有变动。
exchange-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
exchange-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
exchange-too_soon-drop = 不换了
    .voice = { redeem_gift-too_soon-drop.voice }
exchange-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
exchange-too_many = 今天的验证码次数已用完，请明天再试。
    .voice = 今天的验证码次数已经用完，请明天再试。
