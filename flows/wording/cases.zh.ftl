# 投诉、订单、补登、账户。

complaint-title = 投诉
complaint-words = 请写下您要投诉的内容：
    .voice = 请在提示音后说出您要投诉的事，说完按井号键。为了处理投诉，这段话会录音。
complaint-filed = 投诉已受理，编号{ DIGITS($number) }，{ POINTS($contact_hours) }小时内联系您，{ DATE($due) }前答复。
    .voice = 您的投诉已经受理，编号是{ DIGITS($number) }。我们会在{ POINTS($contact_hours) }小时内联系您，最晚{ DATE($due) }之前给您答复。

complaint_status-title = 投诉进度
complaint_status-none = 您没有投诉记录。
    .voice = 您没有投诉记录。
complaint_status-unknown = 没有查到编号{ DIGITS($number) }的投诉。
complaint_status-open = 投诉{ DIGITS($number) }正在处理，{ DATE($due) }前答复。
    .voice = 您{ DATE($opened) }的投诉正在处理，编号是{ DIGITS($number) }，最晚{ DATE($due) }之前给您答复。
complaint_status-decided = 投诉{ DIGITS($number) }已有结果，如不满意，可向监管部门申诉。
    .voice = 您{ DATE($opened) }的投诉已经有结果了。如果您不满意，可以要求上级复核，也可以向监管部门申诉。
complaint_status-closed = 投诉{ DIGITS($number) }已办结。
    .voice = 您{ DATE($opened) }的投诉已经办结，编号是{ DIGITS($number) }。

order-title = 订单查询
order-none = 您还没有订单。
    .voice = 您还没有订单。
order-unknown = 没有查到订单{ DIGITS($number) }。
order-held = { $name }，订单{ DIGITS($number) }，正在备货，{ DATE($by) }前送达。
    .voice = 您{ DATE($ordered) }换的{ $name }正在备货，会在{ DATE($by) }之前送到。
order-sent = { $name }，订单{ DIGITS($number) }，已发出，{ DATE($by) }前送达。
    .voice = 您{ DATE($ordered) }换的{ $name }已经发出了，会在{ DATE($by) }之前送到。
order-delivered = { $name }，订单{ DIGITS($number) }，已送达。
    .voice = 您{ DATE($ordered) }换的{ $name }已经送到了。
order-cancelled = { $name }，订单{ DIGITS($number) }，已取消，积分已退回。
    .voice = 您{ DATE($ordered) }换的{ $name }已经取消，积分退回给您了。
order-returned = { $name }，订单{ DIGITS($number) }，已撤销，积分已退还。
    .voice = 您{ DATE($ordered) }换的{ $name }已经撤销，积分退还给您了。

order_by_number-title = 按单号查询
order_by_number-number = 请输入8位订单号：
    .voice = 请输入八位订单号。
order_by_number-none = { order-none }
    .voice = { order-none.voice }
order_by_number-unknown = { order-unknown }
    .voice = 没有查到这个订单，请核对一下订单号。
order_by_number-held = { order-held }
    .voice = { order-held.voice }
order_by_number-sent = { order-sent }
    .voice = { order-sent.voice }
order_by_number-delivered = { order-delivered }
    .voice = { order-delivered.voice }
order_by_number-cancelled = { order-cancelled }
    .voice = { order-cancelled.voice }
order_by_number-returned = { order-returned }
    .voice = { order-returned.voice }

not_received-title = 没收到或有损坏
not_received-none = 您还没有订单。
    .voice = 您还没有订单。

claim-title = 补登
claim-receipt = 请输入小票或账单号：
    .voice = 请输入小票或者账单上的号码，按井号键结束。
claim-confirm = 用单号{ $receipt }补登积分，对吗？
    .voice = 您要用单号{ DIGITS($receipt) }补登积分，对吗？
claim-confirm-yes = 对
    .voice = 对的话
claim-confirm-no = 重填
    .voice = 重新输入
claim-filed = 补登已受理，编号{ DIGITS($number) }，{ DATE($due) }前短信答复。
    .voice = 补登已经受理，编号是{ DIGITS($number) }，我们会在{ DATE($due) }之前发短信答复您。
claim-taken = 这张单据已经申请过补登了。
    .voice = 这张单据已经申请过补登了。

pin-title = 服务密码
pin-new = 请输入新的6位密码：
    .voice = 请输入新的六位密码，不要用连号，也不要用手机号里的数字。
pin-weak = 这个密码太简单。
    .voice = 这个密码太容易被猜到了。
pin-again = 请再输一遍：
    .voice = 请再输入一遍。
pin-differs = 两次不一样，请重来。
    .voice = 两次输入的不一样，我们再来一次。
pin-set_now = 密码设好了。
    .voice = 密码设好了。
pin-by_text = 设置密码请用本机发短信H，再依次回复9和1。
    .voice = 您还没有设置服务密码。为了您的积分安全，第一个密码不在电话里设。请用这部手机给本热线发一条短信，内容是字母H，收到回复以后回复9，再回复1，就可以设了。不方便的话，请按0转人工。
pin-locked = 密码已锁定，今天不能修改，急用请找人工。
    .voice = 密码已经锁定，今天不能修改，着急的话请按0转人工。

report_lost-title = 挂失
report_lost-confirm = 挂失后积分不能查、不能用，解挂要验证身份。确认挂失？
    .voice = 挂失以后，积分不能查也不能用，要解除得先验证身份。您确定要挂失吗？
report_lost-confirm-yes = 确认挂失
    .voice = 确认挂失
report_lost-confirm-no = 不挂失
    .voice = 不挂失
report_lost-frozen = 已挂失，您的积分都还在。解挂请找人工。
    .voice = 已经挂失了，您的积分都还在。要解除的话，请按0转人工。
report_lost-cancelled = 好的，没有挂失。
    .voice = 好的，没有挂失。

stop_marketing-title = 退订推广短信
stop_marketing-stopped = 已退订推广短信，您办理业务的通知照常发送。
    .voice = 好的，以后不再给您发推广短信了。您自己办理业务的通知还会照常发。
