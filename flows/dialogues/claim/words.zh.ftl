# 补登积分。

claim-title = 补登
claim-begun = 补登积分
claim-receipt = 请输入小票或账单号（{ $digits_min }到{ $digits_max }位数字）：
    .voice = 请输入小票或者账单上的号码，按井号键结束。
    .sms = 请回复小票或账单号（{ $digits_min }到{ $digits_max }位数字）。没有单号的话，{ engine-person }
claim-confirm = 用单号{ $receipt }补登积分，对吗？
    .voice = 您要用单号{ DIGITS($receipt) }补登积分，对吗？
claim-confirm-yes = 对
    .voice = 没错
claim-confirm-no = 重填
    .voice = 重新输入
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
claim-filed-no_texts = 补登已受理，编号{ DIGITS($number) }，{ DATE($due) }前有结果，请到时查看积分。您的号码退订了短信，不能短信答复。
    .voice = 补登已经受理，编号是{ DIGITS($number) }，{ DATE($due) }之前会有结果。您的号码退订了短信，请到时候打电话来问。
claim-taken = 这张单据已经申请过补登了。
    .voice = 这张单据已经申请过补登了。
