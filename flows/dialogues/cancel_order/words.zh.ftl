# 取消订单：还没发出的，客服可以取消。

cancel_order-title = 取消订单
cancel_order-ask = { $name }还没发出，客服可以取消。找客服吗？
    .voice = 您换的{ $name }还没有发出，客服可以帮您取消，积分会退给您。要找客服吗？
cancel_order-kept = 好的，{ $name }照常寄出。
    .voice = 好的，{ $name }照常寄给您。
cancel_order-sent = { $name }（订单{ DIGITS($number) }）已发出，不能取消。有质量问题或没收到，{ POINTS($days) }天内找客服。
    .voice = 您换的{ $name }已经发出了，不能取消。要是有质量问题，或者没有收到，{ POINTS($days) }天之内可以找客服。
cancel_order-final = { $name }换后不能取消。
    .voice = { $name }换了以后不能取消。
cancel_order-gone = 订单{ DIGITS($number) }已经取消，积分已退回。
    .voice = { $name }的订单已经取消了，积分也退给您了。
cancel_order-none = 没有找到这个订单。
    .voice = 没有找到这个订单。
