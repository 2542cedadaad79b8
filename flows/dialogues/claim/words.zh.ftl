# 补登积分。

claim-title = 补登
claim-begun = 补登积分
claim-where = 单号印在小票或账单的上方或底部。
    .voice = 单号印在小票或者账单的上方或者底部，是一串数字。
claim-receipt = 请输入小票或账单号（{ $digits_min }到{ $digits_max }位数字）：
    .voice = 请输入小票或者账单上的号码，按井号键结束。
    .sms = 请回复小票或账单号（{ $digits_min }到{ $digits_max }位数字）。没有单号的话，{ engine-person }
claim-confirm = 用单号{ $receipt }补登积分，对吗？
    .voice = 您要用单号{ DIGITS($receipt) }补登积分，对吗？
claim-confirm-yes = 对
    .voice = 没错
claim-confirm-no = 重填
    .voice = 重新输入
claim-merchant = 有几家商户用过这个单号，您的小票是哪一家的？
    .voice = 有几家商户用过这个单号，您的小票是哪一家的？
claim-merchant-item = { $which ->
        [other] 都不是
       *[shop] { $merchant }
    }
    .voice = { $which ->
        [other] 都不是
       *[shop] 选{ $merchant }
    }
claim-yuan = 小票上一共多少元？角分不用填：
    .voice = 小票上一共多少元？请输入整数，按井号键结束。
claim-details = 请写下在哪家、哪天、消费了多少元：
    .voice = 请在提示音后说出在哪家、哪天、消费了多少元，说完按井号键。
claim-rest = 记下了：{ $shop }。是哪天、消费了多少元？
    .voice = 请在提示音后说出是哪天、消费了多少元，说完按井号键。
claim-no_number = 没有单号的话，客服可以帮您核实。需要人工客服吗？
    .voice = 没有单号的话，客服可以帮您核实。要不要转接人工客服？
claim-no_number-yes = 需要
    .voice = 转接人工客服
claim-no_number-no = 我有单号
    .voice = 输入单号
claim-how_long = 补登最晚{ DATE($due) }有结果。
    .voice = 补登最晚{ DATE($due) }会有结果。
claim-filed = 补登已受理，编号{ DIGITS($number) }，{ DATE($due) }前短信答复。
    .voice = 补登已经受理，编号是{ DIGITS($number) }，我们会在{ DATE($due) }之前发短信答复您。
claim-filed-no_texts = 补登已受理，编号{ DIGITS($number) }，{ DATE($due) }前有结果，请到时查看积分。您的号码收不到短信，不能短信答复。
    .voice = 补登已经受理，编号是{ DIGITS($number) }，{ DATE($due) }之前会有结果。您的号码收不到短信，请到时候打电话来问。
claim-granted = 补登已通过，编号{ DIGITS($number) }，{ POINTS($points) }分已到账。
    .voice = 补登已经通过了，{ POINTS($points) }分已经到账，编号是{ DIGITS($number) }。
claim-too_late = 这张小票已超过{ POINTS($claim_days) }天，不能补登了。
    .voice = 这张小票已经超过{ POINTS($claim_days) }天，不能补登了。
claim-taken = 这张单据已经申请过补登了。
    .voice = 这张单据已经申请过补登了。

withdraw_claim-title = 撤销补登
withdraw_claim-checked = 补登{ DIGITS($number) }正在核实，这里不能撤销。
    .voice = 您的补登正在核实，在这里不能撤销。
withdraw_claim-several = 您有{ $count }个补登正在核实，这里不能撤销。
    .voice = 您有{ POINTS($count) }个补登正在核实，在这里不能撤销。
withdraw_claim-granted = 补登{ DIGITS($number) }已通过，积分已到账，这里不能撤销。
    .voice = 您的补登已经通过，积分已经到账了，在这里不能撤销。
withdraw_claim-none = 您没有正在核实的补登。
    .voice = 您没有正在核实的补登。
