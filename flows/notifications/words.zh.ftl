# 主动发出的短信：回执、结果、到账、到期提醒。一条中文短信70个字。

text-joined = { $points ->
        [0] 您已入会。
       *[other] 您已入会，送您{ POINTS($points) }分。
    }章程{ $page }，退会请回复注销。不是您本人办的？{ engine-person }

text-order_placed = 您用{ POINTS($points) }分换了{ $name }，订单{ DIGITS($order) }，{ DATE($by) }前送到{ $to }。不是您本人办的？{ engine-person }
text-order_unaddressed = 您用{ POINTS($points) }分换了{ $name }，请直接回复收货地址（省市区、街道门牌、收件人）。不是您本人办的？{ engine-person }
text-address_wanted = 请直接回复收货地址：省市区、街道门牌、收件人。不是您本人办的？{ engine-person }
text-address_reminder = 您换的{ $name }还缺收货地址，请在{ DATE($on) }前直接回复：省市区、街道门牌、收件人。否则订单取消，积分退回。
text-order_fulfilled = { $name }已到账{ $to }，扣{ POINTS($points) }分，余{ POINTS($left) }分。单号{ DIGITS($order) }。不是您本人办的？{ engine-person }
text-order_not_added = 抱歉，{ $name }没有充成功，{ POINTS($points) }分已退回，现有{ POINTS($left) }分可用。单号{ DIGITS($order) }。{ engine-person }
text-order_cancelled = 订单{ DIGITS($order) }（{ $name }）已取消，{ POINTS($points) }分已退回，现有{ POINTS($left) }分可用。
text-order_returned = 订单{ DIGITS($order) }（{ $name }）已取消，{ POINTS($points) }分已退回，现有{ POINTS($left) }分可用。
text-parcel_picked_up = 您换的{ $name }已发出，{ DATE($by) }前送到，订单{ DIGITS($order) }{ $tracking ->
        [none] {""}
       *[other] ，快递单号{ $tracking }
    }。
text-parcel_failed = 您换的{ $name }快递没有送成，请留意快递电话{ $tracking ->
        [none] {""}
       *[other] ，快递单号{ $tracking }
    }。{ engine-person }
text-parcel_delivered = 您换的{ $name }已送达，订单{ DIGITS($order) }。没有收到？{ engine-person }
text-parcel_returned = 您换的{ $name }没有送成，快递退回来了，订单{ DIGITS($order) }。退积分请找客服。{ engine-person }
text-voucher = 您换的{ $name }，券码{ $code }，{ DATE($until) }前有效。订单{ DIGITS($order) }。

text-complaint_decided = 投诉{ DIGITS($number) }的处理结果：{ SENTENCE($decision) }如不满意，可向监管部门申诉。{ engine-person }
text-complaint_decided_grade = { text-complaint_decided }您满意吗？请回复1到{ $grades }，{ $grades }是很满意。
text-complaint_closed = 投诉{ DIGITS($number) }已办结。如不满意，可向监管部门申诉。{ engine-person }

text-claim_granted = 补登{ DIGITS($number) }已通过，{ POINTS($points) }分已到账。
text-claim_refused = 补登{ DIGITS($number) }未通过：{ SENTENCE($reason) }{ engine-person }

text-exchange_accepted = { POINTS($partner_points) }{ $name }已到账，扣{ POINTS($points) }分，余{ POINTS($left) }分。不是您本人办的？{ engine-person }
text-exchange_refused = 抱歉，{ $name }没有换成，{ POINTS($points) }分已退回，现有{ POINTS($left) }分可用。{ engine-person }

text-points_spent = 您用了{ POINTS($points) }分（{ $memo }），余{ POINTS($left) }分。不是您本人办的？{ engine-person }

text-transfer = 您送给{ $to }的{ POINTS($points) }分已送出，余{ POINTS($left) }分。不是您本人办的？{ engine-person }
text-transfer_refunded = 您送给{ $to }的{ POINTS($points) }分对方不能接收，已退回，现有{ POINTS($left) }分可用。{ engine-person }
text-points_received = { $to }送给您{ POINTS($points) }分，已到账，现有{ POINTS($left) }分可用。

text-expiry = 您有{ POINTS($points) }分将在{ DATE($on) }到期，回复DH可兑换，不再提醒回复TDDQ。
text-tier = 您的会员等级由{ $was ->
        [silver] 银卡
        [gold] 金卡
        [diamond] 钻石卡
       *[basic] 普通会员
    }变为{ tier-name }，回复DJ查看，不再提醒回复TDDJ。
text-offer = { SENTENCE($words) }不想再收请回复R。

text-outcome_done = 您{ $at }的请求有结果了：{ $reply }
text-outcome_not_done = 您{ $at }的请求没有办成，没有任何变动。需要的话请再办一次。{ engine-person }
text-outcome_unknown = 请您查询一下{ $at }的请求是否已经办成。{ engine-person }

text-picture_too_big = 图片太大，没能保存。请发不超过{ POINTS($megabytes) }MB的。{ engine-person }
text-picture_other_type = 这种文件我们没法保存。请改发JPEG或PNG图片。{ engine-person }
text-picture_not_fetched = 抱歉，您的图片没有收到。请再发一次。{ engine-person }

text-resumed = 业务通知和推广优惠又会发给您了。不想收优惠请回复TD。
