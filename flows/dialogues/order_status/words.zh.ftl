# 订单：查最近一单、按单号查、没收到或有损坏。

order-title = 订单查询
order-several = 您有{ POINTS($count) }个订单还没送到：
    .voice = 您有{ POINTS($count) }个订单还没有送到。
order-several-item = { $name }，{ DATE($ordered) }下单
    .voice = 查{ DATE($ordered) }换的{ $name }
order-none = 您还没有订单。
    .voice = 您还没有订单。
order-none_of = 没有查到您换的{ $kind ->
        [data] 流量
       *[credit] 话费
    }。
order-unknown = 没有查到订单{ DIGITS($number) }。
order-held = { $name }，订单{ DIGITS($number) }，正在备货，{ DATE($by) }前送达。
    .voice = 您{ DATE($ordered) }换的{ $name }正在备货，会在{ DATE($by) }之前送到。
    .sms = { $name }，订单{ DIGITS($number) }，正在备货，{ DATE($by) }前送达。改地址回复DZ。
order-unaddressed = { $name }，订单{ DIGITS($number) }，还缺收货地址，已发短信，请直接回复。
    .sms = { $name }，订单{ DIGITS($number) }，还缺收货地址，请直接回复：省市区、街道门牌、收件人。
    .voice = 您{ DATE($ordered) }换的{ $name }还缺收货地址。已经给您发了短信，直接回复地址就可以。
order-unaddressed-no_texts = { $name }，订单{ DIGITS($number) }，还缺收货地址。{ engine-person }
    .voice = 您{ DATE($ordered) }换的{ $name }还缺收货地址，可以请客服帮您记下。{ engine-person }
order-what = { $whose ->
        [other] 充到{ $phone }的{ $name }
       *[own] { $name }
    }
    .voice = { $whose ->
        [other] 您{ DATE($ordered) }给尾号{ DIGITS($last) }换的{ $name }
       *[own] 您{ DATE($ordered) }换的{ $name }
    }
order-adding = { order-what }，订单{ DIGITS($number) }，正在充值，结果会短信告诉您。
    .voice = { order-what.voice }正在充值，结果会用短信告诉您。
order-adding-no_texts = { order-what }，订单{ DIGITS($number) }，正在充值。
    .voice = { order-what.voice }正在充值，请过一会儿再查。
order-packed = { $name }，订单{ DIGITS($number) }，等快递来取，{ DATE($by) }前送达。
    .voice = 您{ DATE($ordered) }换的{ $name }在等快递来取，会在{ DATE($by) }之前送到。
order-sent = { $name }，订单{ DIGITS($number) }，已发出，{ DATE($by) }前送达。
    .sms = { $name }，订单{ DIGITS($number) }，已发出，{ DATE($by) }前送达{ $tracking ->
        [none] {""}
       *[other] ，快递单号{ $tracking }
    }。
    .voice = 您{ DATE($ordered) }换的{ $name }已经发出了，会在{ DATE($by) }之前送到。
order-failed = { $name }，订单{ DIGITS($number) }，快递送过一次，没有送成。
    .voice = 您{ DATE($ordered) }换的{ $name }，快递送过一次，没有送成。
    .sms = { $name }，订单{ DIGITS($number) }，快递送过，没有送成{ $tracking ->
        [none] {""}
       *[other] ，快递单号{ $tracking }
    }。
order-brought_back = { $name }，订单{ DIGITS($number) }，没有送成，快递退回来了。退积分请找客服。
    .voice = 您{ DATE($ordered) }换的{ $name }没有送成，快递退回来了。退积分可以找客服办。
order-late = 抱歉，{ $name }（{ DIGITS($number) }）{ DATE($by) }前没到。要投诉吗？
    .voice = 您{ DATE($ordered) }换的{ $name }本来应该在{ DATE($by) }之前送到，已经晚了，很抱歉。要投诉吗？
order-waiting = { $name }，订单{ DIGITS($number) }，{ DATE($by) }前送达。要投诉吗？
    .voice = 您{ DATE($ordered) }换的{ $name }，会在{ DATE($by) }之前送到。要投诉吗？
order-disputed = { order-what }，记录是{ $kind ->
        [gift] 已送达
       *[other] 已到账
    }。要投诉吗？
    .voice = { order-what.voice }，系统显示{ $kind ->
        [gift] 已经送到了
       *[other] 已经到账了
    }。您没收到的话，要投诉吗？
order-left = 好的，没有登记投诉。
    .voice = 好的，没有登记投诉。客服可以帮您催一下。
order-delivered = { order-what }，订单{ DIGITS($number) }，{ $kind ->
        [gift] 已送达
       *[other] 已到账
    }。
    .voice = { order-what.voice }{ $kind ->
        [gift] 已经送到了
       *[other] 已经到账了
    }。
order-voucher = { $name }，订单{ DIGITS($number) }，券码再用短信发给您，{ DATE($until) }前有效。
    .voice = 您{ DATE($ordered) }换的{ $name }，券码再用短信发给您，{ DATE($until) }之前有效。
order-voucher-no_texts = { $name }，订单{ DIGITS($number) }，{ DATE($until) }前有效，券码请找客服。
    .voice = 您{ DATE($ordered) }换的{ $name }，{ DATE($until) }之前有效，券码可以请客服告诉您。
order-voucher_expired = { $name }，订单{ DIGITS($number) }，券码{ DATE($until) }已到期。
    .voice = 您{ DATE($ordered) }换的{ $name }，券码{ DATE($until) }已经到期了。
order-cancelled = { order-what }，订单{ DIGITS($number) }，已取消，积分已退回。
    .voice = { order-what.voice }已经取消，积分退回给您了。
order-returned = { $name }，订单{ DIGITS($number) }，已取消，积分已退回。
    .voice = 您{ DATE($ordered) }换的{ $name }已经取消，积分退回给您了。

order_by_number-title = 按单号查询
order_by_number-number = 请输入{ POINTS($digits_max) }位订单号：
    .voice = 请输入{ POINTS($digits_max) }位订单号。
order_by_number-none = { order-none }
    .voice = { order-none.voice }
order_by_number-unknown = { order-unknown }
    .voice = 没有查到这个订单，请您核对一下订单号。
order_by_number-held = { order-held }
    .voice = { order-held.voice }
order_by_number-unaddressed = { order-unaddressed }
    .voice = { order-unaddressed.voice }
    .sms = { order-unaddressed.sms }
order_by_number-unaddressed-no_texts = { order-unaddressed-no_texts }
    .voice = { order-unaddressed-no_texts.voice }
order_by_number-adding = { order-adding }
    .voice = { order-adding.voice }
order_by_number-adding-no_texts = { order-adding-no_texts }
    .voice = { order-adding-no_texts.voice }
order_by_number-packed = { order-packed }
    .voice = { order-packed.voice }
order_by_number-sent = { order-sent }
    .voice = { order-sent.voice }
    .sms = { order-sent.sms }
order_by_number-failed = { order-failed }
    .voice = { order-failed.voice }
    .sms = { order-failed.sms }
order_by_number-brought_back = { order-brought_back }
    .voice = { order-brought_back.voice }
order_by_number-late = { order-late }
    .voice = { order-late.voice }
order_by_number-left = { order-left }
    .voice = { order-left.voice }
order_by_number-delivered = { order-delivered }
    .voice = { order-delivered.voice }
order_by_number-voucher = { order-voucher }
    .voice = { order-voucher.voice }
order_by_number-voucher-no_texts = { order-voucher-no_texts }
    .voice = { order-voucher-no_texts.voice }
order_by_number-voucher_expired = { order-voucher_expired }
    .voice = { order-voucher_expired.voice }
order_by_number-cancelled = { order-cancelled }
    .voice = { order-cancelled.voice }
order_by_number-returned = { order-returned }
    .voice = { order-returned.voice }

not_received-title = 没收到或有损坏
not_received-none = 您还没有订单。
    .voice = 您还没有订单。
