# 投诉和投诉进度。

complaint-title = 投诉
complaint-words = 请写下您要投诉的内容：
    .voice = 请在提示音后说出您要投诉的事，说完按井号键。为了处理投诉，这段话会录音。
complaint-confirm = 您要投诉：“{ $beginning }”，现在登记吗？
    .voice = 您要投诉的是：{ $beginning }。现在登记吗？
complaint-confirm-yes = 登记
    .voice = 要登记
complaint-confirm-no = 不登记
    .voice = 不登记
complaint-cancelled = 好的，没有登记投诉。
    .voice = 好的，没有登记投诉。
complaint-unheard = 没有收到内容，所以没有登记投诉。要投诉请发TS加内容，找人工请回复RG。
    .voice = 还是没有录到您的话，所以没有登记投诉。您可以从菜单再录一次，转人工请按0。
    .ussd = 没有收到内容，所以没有登记投诉。
complaint-filed = 投诉已受理，编号{ DIGITS($number) }，{ POINTS($contact_hours) }小时内联系您，{ DATE($due) }前答复。
    .voice = 您的投诉已经受理，编号是{ DIGITS($number) }。我们会在{ POINTS($contact_hours) }小时内联系您，最晚{ DATE($due) }之前给您答复。

complaint_status-title = 投诉进度
complaint_status-none = 您没有投诉记录。
    .voice = 您没有投诉记录。
complaint_status-unknown = 没有查到编号{ DIGITS($number) }的投诉。
complaint_status-open = 投诉{ DIGITS($number) }正在处理，{ DATE($due) }前答复。
    .voice = 您{ DATE($opened) }的投诉正在处理，编号是{ DIGITS($number) }，最晚{ DATE($due) }之前给您答复。
complaint_status-overdue = 投诉{ DIGITS($number) }仍在处理，原定{ DATE($due) }前答复，已经超期，很抱歉。可回复RG找人工。
    .voice = 您{ DATE($opened) }的投诉还在处理，编号是{ DIGITS($number) }。本来应该在{ DATE($due) }之前给您答复，已经超期了，很抱歉。要找人工，请按0。
    .ussd = 投诉{ DIGITS($number) }仍在处理，原定{ DATE($due) }前答复，已经超期，很抱歉。
complaint_status-appealable = 投诉{ DIGITS($number) }仍在处理，原定{ DATE($due) }前答复，已经超期，很抱歉。可回复RG找人工，也可向监管部门申诉。
    .voice = 您{ DATE($opened) }的投诉还在处理，编号是{ DIGITS($number) }。本来应该在{ DATE($due) }之前给您答复，已经超期了，很抱歉。您可以向监管部门申诉，要找人工，请按0。
    .ussd = 投诉{ DIGITS($number) }仍在处理，原定{ DATE($due) }前答复，已经超期，很抱歉。您可以向监管部门申诉。
complaint_status-decided = 投诉{ DIGITS($number) }已有结果，如不满意，可向监管部门申诉。
    .voice = 您{ DATE($opened) }的投诉已经有结果了。如果您不满意，可以要求上级复核，也可以向监管部门申诉。
complaint_status-closed = 投诉{ DIGITS($number) }已办结。
    .voice = 您{ DATE($opened) }的投诉已经办结，编号是{ DIGITS($number) }。
