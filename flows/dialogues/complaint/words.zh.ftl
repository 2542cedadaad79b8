# 投诉、投诉进度、撤销投诉。

complaint-title = 投诉
complaint-begun = 登记投诉
complaint-words = 请写下您要投诉的内容：
    .voice = 请在提示音后说出您要投诉的事，说完按井号键。为了处理投诉，这段话会录音。
complaint-dropped = 刚写的投诉没有登记。
    .voice = 刚才那个投诉没有登记。
complaint-doubtful = 这是您要投诉的内容，还是想查投诉进度？
    .voice = 这是您要投诉的内容，还是想查投诉进度？
complaint-doubtful-words = 是投诉的内容
    .voice = 登记成投诉
complaint-doubtful-status = 查投诉进度
    .voice = 查投诉进度
complaint-how = 要投诉请直接写下来。{ engine-person }
    .voice = 要投诉的话，直接告诉我就可以。{ engine-person }
complaint-harm = 投诉不影响您的号码和积分。
complaint-not_yet = 现在还没有登记。
complaint-not_added = 这句没有写进投诉。
complaint-how_long = 登记后{ POINTS($days) }个工作日内答复您。
complaint-confirm = 您要投诉：“{ SENTENCE($beginning) }”现在登记吗？
    .voice = 您要投诉的是：{ SENTENCE($beginning) }现在登记吗？
    .ussd = “{ SENTENCE($beginning) }”登记这条投诉吗？
complaint-confirm-yes = 登记
    .voice = 要登记
complaint-confirm-no = 不登记
    .voice = 不登记
complaint-heard = 您要投诉：“{ SENTENCE($beginning) }”
    .voice = 您要投诉的是：{ SENTENCE($beginning) }要登记吗？
complaint-heard-file = { complaint-keep-file }
    .voice = { complaint-keep-file.voice }
complaint-heard-again = { complaint-keep-again }
    .voice = 改成录音
complaint-heard-drop = { complaint-keep-drop }
    .voice = { complaint-keep-drop.voice }
complaint-keep = 录好了，要登记吗？
    .voice = 录好了。
complaint-keep-file = 登记
    .voice = 登记投诉
complaint-keep-again = 重录
    .voice = 重新录
complaint-keep-drop = 不登记
    .voice = 不投诉了
complaint-cancelled = { $earlier ->
        [none] 好的，没有登记投诉。
       *[other] 好的，这个没有登记。投诉{ DIGITS($earlier) }继续处理。
    }
    .voice = { $earlier ->
        [none] 好的，没有登记投诉。
       *[other] 好的，这个投诉没有登记。您刚才的投诉我们继续处理。
    }
complaint-praised = { engine-praised }
    .voice = { engine-praised.voice }
    .ussd = { engine-praised.ussd }
complaint-hotline = { rules_asked-hotline }
    .voice = { rules_asked-hotline.voice }
    .ussd = { rules_asked-hotline.ussd }
complaint-unheard = 没有收到内容，所以没有登记投诉。要投诉请发TS加内容。
    .voice = 没有录到您的声音，所以没有登记投诉。您可以从菜单再录一次。
    .ussd = 没有收到内容，所以没有登记投诉。
complaint-about = 是哪方面的问题？
    .voice = 是哪方面的问题呢？
complaint-about-delivery = 配送
    .voice = 配送
complaint-about-quality = 质量
    .voice = 礼品质量
complaint-about-points = 积分
    .voice = 积分
complaint-about-service = 服务
    .voice = 服务态度
complaint-about-partner = 商户
    .voice = 合作商户
complaint-noted = 好的，记下了。
    .voice = 好的，已经记下了。
complaint-untold = 好的，投诉照常处理。
    .voice = 好的，投诉我们照常处理。
complaint-filed = 投诉已受理，编号{ DIGITS($number) }，{ POINTS($contact_hours) }小时内联系您，{ DATE($due) }前答复。
    .sms = 投诉已受理，编号{ DIGITS($number) }，{ POINTS($contact_hours) }小时内联系您，{ DATE($due) }前答复。{ $can_withdraw ->
        [yes] 想撤销请回复：撤销。
       *[no] {""}
    }
    .voice = 您的投诉已经受理，编号是{ DIGITS($number) }。我们会在{ POINTS($contact_hours) }小时内联系您，最晚{ DATE($due) }之前给您答复。

complaint_category-title = 投诉的类别
complaint_category-about = { complaint-about }
    .voice = { complaint-about.voice }
complaint_category-about-delivery = { complaint-about-delivery }
    .voice = { complaint-about-delivery.voice }
complaint_category-about-quality = { complaint-about-quality }
    .voice = { complaint-about-quality.voice }
complaint_category-about-points = { complaint-about-points }
    .voice = { complaint-about-points.voice }
complaint_category-about-service = { complaint-about-service }
    .voice = { complaint-about-service.voice }
complaint_category-about-partner = { complaint-about-partner }
    .voice = { complaint-about-partner.voice }
complaint_category-untold = { complaint-untold }
    .voice = { complaint-untold.voice }
complaint_category-noted = { complaint-noted }
    .voice = { complaint-noted.voice }

add_to_complaint-title = 补充投诉
add_to_complaint-begun = 补充投诉
add_to_complaint-dropped = 刚写的补充没有登记。
    .voice = 刚才那段补充没有登记。
add_to_complaint-words = 请写下要补充的内容：
    .voice = 请在提示音后说出要补充的内容，说完按井号键。
add_to_complaint-filed = 投诉{ DIGITS($number) }已受理，{ DATE($due) }前答复。
    .voice = 您的投诉已经受理，{ DATE($due) }前答复您。
add_to_complaint-ask = “{ SENTENCE($added) }”补充到投诉{ DIGITS($number) }吗？
    .voice = 您说：{ SENTENCE($added) }要补充到您的投诉里吗？
    .ussd = “{ SENTENCE($added) }”补充到您的投诉吗？
add_to_complaint-ask-add = 补充
    .voice = 补充进去
add_to_complaint-ask-new = 另外登记
    .voice = 另外登记一个投诉
add_to_complaint-ask-neither = 不用了
    .voice = 不用了
add_to_complaint-added = 已补充到投诉{ DIGITS($number) }。
    .voice = 已经补充到您的投诉里了。
add_to_complaint-neither = 好的，没有补充。
    .voice = 好的，没有补充。
add_to_complaint-stays = 已补充的内容不能删除，可以再补充更正。
    .voice = 已经补充的内容不能删除，不过您可以再补充更正。
add_to_complaint-too_late = 投诉{ DIGITS($number) }已经不在处理，没有补充进去。
    .voice = 这个投诉已经不在处理了，没有补充进去。

complaint_status-title = 投诉进度
complaint_status-which = 您有{ open-cases }，想查哪一个？
    .voice = 您有{ open-cases.voice }，想查哪一个？
complaint_status-which-item = { $kind ->
        [all] 全部投诉都撤销
        [claim] { DATE($opened) }补登，小票尾号{ $listed }
        [decided] 看结果：{ DATE($opened) }投诉{ $listed ->
            [none] （录音）
           *[other] “{ $listed }”
        }
       *[complaint] { DATE($opened) }投诉{ $listed ->
            [none] （录音）
           *[other] “{ $listed }”
        }
    }
    .voice = { $kind ->
        [all] 把还没人处理的投诉全部撤销
        [claim] 查{ DATE($opened) }的补登，小票尾号{ DIGITS($listed) }
        [decided] 听{ DATE($opened) }{ $listed ->
            [none] 录音投诉的结果
           *[other] 投诉的结果：{ $listed }
        }
       *[complaint] 查{ DATE($opened) }的{ $listed ->
            [none] 录音投诉
           *[other] 投诉：{ $listed }
        }
    }
open-cases = { $claims ->
        [0] { $complaints }个投诉
       *[other] { $complaints ->
            [0] { $claims }个补登
           *[other] { $complaints }个投诉和{ $claims }个补登
        }
    }
    .voice = { $claims ->
        [0] { POINTS($complaints) }个投诉
       *[other] { $complaints ->
            [0] { POINTS($claims) }个补登
           *[other] { POINTS($complaints) }个投诉和{ POINTS($claims) }个补登
        }
    }
complaint_status-new = 投诉{ DIGITS($number) }已受理，{ DATE($due) }前答复。
    .voice = 您{ DATE($opened) }的投诉已经受理，编号是{ DIGITS($number) }，最晚{ DATE($due) }之前给您答复。
complaint_status-new-keep = 好的
    .voice = 返回
complaint_status-new-withdraw = 撤销投诉
    .voice = 撤销这个投诉
complaint_status-callback = { $planned ->
        [yes] 已约好{ callback-when }给您回电。
       *[no] 已为您预约回电，客服会打给您。
    }
    .voice = { $planned ->
        [yes] 已经约好了{ callback-when.voice }给您回电。
       *[no] 您已经预约了回电，我们会打给您。
    }
complaint_status-none = 您没有投诉记录。
    .voice = 您没有投诉记录。
complaint_status-unknown = 没有查到编号{ DIGITS($number) }的投诉。
complaint_status-open = 投诉{ DIGITS($number) }正在处理，{ DATE($due) }前答复。
    .voice = 您{ DATE($opened) }的投诉正在处理，编号是{ DIGITS($number) }，最晚{ DATE($due) }之前给您答复。
complaint_status-overdue = 投诉{ DIGITS($number) }仍在处理，原定{ DATE($due) }前答复，已经超期，很抱歉。{ engine-person }
    .voice = 您{ DATE($opened) }的投诉还在处理，编号是{ DIGITS($number) }。本来应该在{ DATE($due) }之前给您答复，已经超期了，很抱歉。{ engine-person }
complaint_status-appealable = 投诉{ DIGITS($number) }仍在处理，原定{ DATE($due) }前答复，已经超期，很抱歉。您可以向监管部门申诉。{ engine-person }
    .voice = 您{ DATE($opened) }的投诉还在处理，编号是{ DIGITS($number) }。本来应该在{ DATE($due) }之前给您答复，已经超期了，很抱歉。您可以向监管部门申诉。{ engine-person }
complaint_status-told = 投诉{ DIGITS($number) }的处理结果：“{ SENTENCE($decision) }”{ $level ->
        [1] 不满意请回复“复核”，也可向监管部门申诉。
       *[other] 如不满意，可向监管部门申诉。
    }
complaint_status-settled = 投诉{ DIGITS($number) }已有结果。如不满意，也可向监管部门申诉。
    .voice = 您{ DATE($opened) }的投诉已经有结果了。如果您不满意，也可以向监管部门申诉。
complaint_status-settled-hear = 看处理结果
    .voice = 听处理结果
complaint_status-settled-again = 请上级重新处理
    .voice = 请上级重新处理
complaint_status-settled-over = 返回
    .voice = 返回
complaint_status-final = { $level ->
        [0] 投诉{ DIGITS($number) }已办结。如不满意，可向监管部门申诉。
       *[other] 投诉{ DIGITS($number) }已由上级处理。如不满意，可向监管部门申诉。
    }
    .voice = { $level ->
        [0] 您{ DATE($opened) }的投诉已经办结了。如果您不满意，可以向监管部门申诉。
       *[other] 您{ DATE($opened) }的投诉，上级已经处理完了。如果您不满意，可以向监管部门申诉。
    }
complaint_status-final-hear = { complaint_status-settled-hear }
    .voice = { complaint_status-settled-hear.voice }
complaint_status-final-over = { complaint_status-settled-over }
    .voice = { complaint_status-settled-over.voice }
complaint_status-decided = 投诉{ DIGITS($number) }已有结果，如不满意，可向监管部门申诉。
    .voice = 您{ DATE($opened) }的投诉已经有结果了。如果您不满意，可以向监管部门申诉。
complaint_status-closed = 投诉{ DIGITS($number) }已办结。
    .voice = 您{ DATE($opened) }的投诉已经办结，编号是{ DIGITS($number) }。
complaint_status-withdrawn = 投诉{ DIGITS($number) }已撤销。
    .voice = 您{ DATE($opened) }的投诉已经撤销了，编号是{ DIGITS($number) }。

complaint_status-claim_open = 补登{ DIGITS($number) }正在核实，{ DATE($due) }前短信答复。
    .voice = 您的补登正在核实，编号是{ DIGITS($number) }，我们会在{ DATE($due) }之前发短信答复您。
complaint_status-claim_open-no_texts = 补登{ DIGITS($number) }正在核实，{ DATE($due) }前有结果，请到时再查。
    .voice = 您的补登正在核实，编号是{ DIGITS($number) }，{ DATE($due) }之前会有结果。您的号码收不到短信，请到时候再打来查。
complaint_status-claim_overdue = 补登{ DIGITS($number) }还在核实，原定{ DATE($due) }前答复，已经超期，很抱歉。
    .voice = 您的补登还在核实，编号是{ DIGITS($number) }。本来应该在{ DATE($due) }之前答复您，已经超期了，很抱歉。
complaint_status-claim_granted = 补登{ DIGITS($number) }已通过，积分已到账。
    .voice = 您的补登已经通过，编号是{ DIGITS($number) }，积分已经到账了。
complaint_status-claim_refused = 补登{ DIGITS($number) }没有通过。
    .voice = 您的补登没有通过，编号是{ DIGITS($number) }。

decision-title = 投诉处理结果
decision-told = 投诉{ DIGITS($number) }的处理结果：“{ SENTENCE($decision) }”
    .voice = 处理结果是：{ SENTENCE($decision) }
decision-told-again = { complaint_status-settled-again }
    .voice = { complaint_status-settled-again.voice }
decision-told-over = { complaint_status-settled-over }
    .voice = { complaint_status-settled-over.voice }
decision-final = { decision-told }
    .voice = { decision-told.voice }

second_look-title = 上级复核
second_look-again = 要请上级重新处理投诉{ DIGITS($number) }吗？
    .voice = 要请上级重新处理您{ DATE($opened) }的投诉吗？
second_look-again-yes = 重新处理
    .voice = 重新处理
second_look-again-no = 不用了
    .voice = 不用了
second_look-raise = 要请上级处理投诉{ DIGITS($number) }吗？
    .voice = 要请上级处理您{ DATE($opened) }的投诉吗？
second_look-raise-yes = 请上级处理
    .voice = 请上级处理
second_look-raise-no = 不用了
    .voice = 不用了
second_look-asked = 投诉{ DIGITS($number) }已转上级处理，{ DATE($due) }前答复。
    .voice = 已经转给上级处理，编号是{ DIGITS($number) }，最晚{ DATE($due) }之前给您答复。
second_look-kept = 好的，没有转给上级。
    .voice = 好的，没有转给上级。
second_look-in_hand = 投诉{ DIGITS($number) }上级正在处理，{ DATE($due) }前答复。
    .voice = 您{ DATE($opened) }的投诉，上级正在处理，最晚{ DATE($due) }之前给您答复。
second_look-appeal = 投诉{ DIGITS($number) }上级已经处理过。如不满意，可向监管部门申诉。
    .voice = 这个投诉，上级已经处理过了。如果您不满意，可以向监管部门申诉。
second_look-too_late = 投诉{ DIGITS($number) }已办结超过{ POINTS($reopen_days) }天，不能重新处理。如有新情况，可以再投诉。
    .voice = 这个投诉已经办结超过{ POINTS($reopen_days) }天，不能重新处理了。如果有新的情况，您可以再投诉。
second_look-withdrawn = { complaint_status-withdrawn }
    .voice = { complaint_status-withdrawn.voice }
second_look-unknown = { complaint_status-unknown }
second_look-none = { complaint_status-none }
    .voice = { complaint_status-none.voice }

withdraw_complaint-title = 撤销投诉
withdraw_complaint-confirm = { $beginning ->
        [none] 要撤销{ DATE($opened) }的投诉{ DIGITS($number) }吗？
       *[other] 要撤销投诉{ DIGITS($number) }吗？“{ SENTENCE($beginning) }”
    }
    .voice = { $beginning ->
        [none] 您要撤销{ DATE($opened) }的投诉吗？编号是{ DIGITS($number) }。
       *[other] 您{ DATE($opened) }投诉说：{ SENTENCE($beginning) }要撤销吗？编号是{ DIGITS($number) }。
    }
withdraw_complaint-confirm-yes = 撤销
    .voice = 撤销
withdraw_complaint-confirm-no = 不撤销
    .voice = 不撤销
withdraw_complaint-which = 您要撤销哪一个投诉？
    .voice = 您有{ $count }个投诉还没人处理，要撤销哪一个？
withdraw_complaint-which-item = { $entry ->
        [all] 全部撤销
       *[other] { DATE($opened) } { $listed ->
            [none] 录音
           *[other] “{ $listed }”
        }
    }
    .voice = { $entry ->
        [all] 全部撤销
       *[other] 撤销{ DATE($opened) }的{ $listed ->
            [none] 录音投诉
           *[other] 投诉：{ $listed }
        }
    }
withdraw_complaint-confirm_all = { $count ->
        [2] 两个投诉都还没人处理，都要撤销吗？
       *[other] 要撤销全部{ $count }个还没人处理的投诉吗？
    }
    .voice = { $count ->
        [2] 这两个投诉都还没人处理，要都撤销吗？
       *[other] 要把这{ $count }个还没人处理的投诉全部撤销吗？
    }
withdraw_complaint-confirm_all-yes = 全部撤销
    .voice = 全部撤销
withdraw_complaint-confirm_all-no = 不撤销
    .voice = 不撤销
withdraw_complaint-withdrawn = 投诉{ DIGITS($number) }已撤销，不再处理。{ others-open }
    .sms = 投诉{ DIGITS($number) }已撤销，不再处理。{ others-open }{ $called ->
        [yes] { complaint_status-callback }不用了请回复：不用回电了。
       *[no] 想重新投诉，请发TS加内容。
    }
    .voice = 投诉{ DIGITS($number) }已经撤销，我们不再处理了。{ others-open.voice }{ $called ->
        [yes] { complaint_status-callback.voice }
       *[no] {""}
    }
withdraw_complaint-withdrawn_all = { $count }个投诉已撤销，不再处理。{ others-open }
    .voice = { $count }个投诉都已经撤销，我们不再处理了。{ others-open }
others-open = { $others ->
        [0] { "" }
       *[other] 另外{ $others }个投诉还在处理。
    }
    .voice = { $others ->
        [0] { "" }
       *[other] 您另外还有{ $others }个投诉，还在处理。
    }
withdraw_complaint-kept_all = 好的，您的投诉都继续处理。
    .voice = 好的，您的投诉我们都继续处理。
withdraw_complaint-none_left = 这些投诉都已有专人在处理，这里不能撤销。
    .voice = 这些投诉都已经有专人在处理，在这里不能撤销。
withdraw_complaint-kept = 好的，投诉{ DIGITS($number) }继续处理。
    .voice = 好的，您的投诉我们继续处理。
withdraw_complaint-not_filed = 好的，没有登记投诉。
    .voice = 好的，没有登记投诉。
withdraw_complaint-how = 还没人处理的投诉可以撤销，在投诉进度里选。
    .sms = 还没人处理的投诉可以撤销，请回复：撤销。
withdraw_complaint-none = 您没有投诉记录。
    .voice = 您没有投诉记录。
withdraw_complaint-unknown = 没有查到编号{ DIGITS($number) }的投诉。
withdraw_complaint-in_work = 投诉{ DIGITS($number) }已有专人在处理，这里不能撤销。
    .voice = 您的投诉已经有专人在处理，在这里不能撤销。
withdraw_complaint-decided = 投诉{ DIGITS($number) }已有结果，不用撤销了。
    .voice = 您的投诉已经有结果了，不用撤销。
withdraw_complaint-closed = 投诉{ DIGITS($number) }已办结，不用撤销了。
    .voice = 您的投诉已经办结，不用撤销。
withdraw_complaint-withdrawn_before = 投诉{ DIGITS($number) }之前已撤销。
    .voice = 您的投诉之前已经撤销了，编号是{ DIGITS($number) }。

grade-title = 评价
grade-ask = 投诉{ DIGITS($number) }已有结果，您满意吗？
    .voice = 您的投诉已经有结果了，您对处理满意吗？
grade-ask-worst = 很不满意
    .voice = 很不满意
grade-ask-bad = 不满意
    .voice = 不满意
grade-ask-fair = 一般
    .voice = 一般
grade-ask-good = 满意
    .voice = 满意
grade-ask-best = 很满意
    .voice = 很满意
grade-thanks = 谢谢您的评价，投诉{ DIGITS($number) }已办结。
    .voice = 谢谢您的评价，这个投诉已经办结了。
grade-unasked = 谢谢您的评价！
grade-again = 抱歉没能让您满意，要请上级重新处理吗？
    .voice = 很抱歉没能让您满意。要请上级重新处理吗？
grade-again-yes = 重新处理
    .voice = 重新处理
grade-again-no = 不用了
    .voice = 不用了
grade-reopened = 投诉{ DIGITS($number) }已转上级重新处理，{ DATE($due) }前答复。
    .voice = 已经转给上级重新处理，最晚{ DATE($due) }之前给您答复。
grade-appeal = 投诉{ DIGITS($number) }已办结。您可以向监管部门申诉。{ engine-person }
    .voice = 很抱歉，这个投诉已经办结了。您可以向监管部门申诉。{ engine-person }
