# 积分余额，快到期的积分，还不能使用的积分，欠的积分。

balance-title = 积分余额
balance-none = 您目前还没有积分，缴费后每消费1元积{ POINTS($per_yuan) }分。
    .voice = 您目前还没有积分。每消费一元话费，就有{ POINTS($per_yuan) }分。
balance-safe = 可用积分{ POINTS($points) }分，近期没有到期{ $expires ->
        [all] ，全部{ DATE_YEAR($on) }到期
        [yes] ，最早是{ DATE_YEAR($on) }到期{ POINTS($expiring) }分
       *[no] {""}
    }。
    .voice = 您有{ POINTS($points) }分可用积分，近期没有到期的积分{ $expires ->
        [all] ，全部在{ DATE_YEAR($on) }到期
        [yes] ，最早的{ POINTS($expiring) }分{ DATE_YEAR($on) }到期
       *[no] {""}
    }。
balance-expiring = 可用积分{ POINTS($points) }分，其中{ POINTS($expiring) }分{ DATE($on) }到期。
    .voice = 您有{ POINTS($points) }分可用积分，其中{ POINTS($expiring) }分{ DATE($on) }到期，建议您尽早使用。
balance-usable = { $waiting_days ->
        [1] { DATE($waiting_until) }起可以使用
       *[other] 最晚{ DATE($waiting_until) }起可以使用
    }
balance-waiting = 积分共{ POINTS($total) }分，其中{ POINTS($waiting) }分{ balance-usable }。
    .voice = 您一共有{ POINTS($total) }分，其中{ POINTS($waiting) }分{ balance-usable }。
balance-waiting_expiring = 积分共{ POINTS($total) }分，其中{ POINTS($waiting) }分{ balance-usable }，{ POINTS($expiring) }分{ DATE($on) }到期。
    .voice = 您一共有{ POINTS($total) }分，其中{ POINTS($waiting) }分{ balance-usable }。还有{ POINTS($expiring) }分{ DATE($on) }到期，建议您尽早使用。
balance-all_waiting = 积分{ POINTS($waiting) }分，{ balance-usable }。
    .voice = 您有{ POINTS($waiting) }分，{ balance-usable }。
balance-owed = 还欠{ POINTS($owed) }分，会从以后的积分里扣。
    .voice = 您还欠{ POINTS($owed) }分，会从您以后得到的积分里扣。
