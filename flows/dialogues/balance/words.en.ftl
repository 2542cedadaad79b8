# The balance, what of it expires soon, what cannot be used yet, and what is owed.

balance-title = balance
balance-none = You have no points yet. You earn { $per_yuan ->
        [one] 1 point
       *[other] { POINTS($per_yuan) } points
    } for every yuan you spend.
    .voice = You don't have any points yet. You earn { $per_yuan ->
        [one] one
       *[other] { POINTS($per_yuan) }
    } for every yuan you spend.
balance-safe = You have { count-points }. Nothing expires soon{ $expires ->
        [all] ; { $points ->
            [one] it
           *[other] all of them
        } will on { DATE_YEAR($on) }
        [yes] ; the first { POINTS($expiring) } will on { DATE_YEAR($on) }
       *[no] {""}
    }.
    .voice = You have { count-points }. Nothing expires any time soon{ $expires ->
        [all] . { $points ->
            [one] It
           *[other] All of them
        } will expire on { DATE_YEAR($on) }
        [yes] . The first { POINTS($expiring) } will expire on { DATE_YEAR($on) }
       *[no] {""}
    }.
balance-expiring = You have { count-points }. { $expiring ->
        [one] 1 point expires
       *[other] { POINTS($expiring) } of them expire
    } on { DATE($on) }.
    .voice = You have { count-points }. { $expiring ->
        [one] 1 point expires
       *[other] { POINTS($expiring) } of them expire
    } on { DATE($on) }, so now is a good time to redeem.
balance-total = { $total ->
        [one] 1 point
       *[other] { POINTS($total) } points
    }
balance-usable = { $waiting_days ->
        [1] can be used from { DATE($waiting_until) }
       *[other] become usable by { DATE($waiting_until) }
    }
balance-waiting = You have { balance-total }. { POINTS($waiting) } of them { balance-usable }.
    .voice = You have { balance-total }. { POINTS($waiting) } of them { balance-usable }.
balance-waiting_expiring = You have { balance-total }. { POINTS($waiting) } of them { balance-usable }; { $expiring ->
        [one] 1 expires
       *[other] { POINTS($expiring) } expire
    } on { DATE($on) }.
    .voice = You have { balance-total }. { POINTS($waiting) } of them { balance-usable }. { $expiring ->
        [one] 1 other point expires
       *[other] { POINTS($expiring) } others expire
    } on { DATE($on) }, so now is a good time to redeem.
balance-all_waiting = You have { $waiting ->
        [one] 1 point. It
       *[other] { POINTS($waiting) } points. They
    } { balance-usable }.
    .voice = You have { $waiting ->
        [one] 1 point. It
       *[other] { POINTS($waiting) } points. They
    } { balance-usable }.
balance-owed = You owe { $owed ->
        [one] 1 point. It comes
       *[other] { POINTS($owed) } points. They come
    } out of the next points you earn.
    .voice = You owe { $owed ->
        [one] 1 point. It'll come
       *[other] { POINTS($owed) } points. They'll come
    } out of the next points you earn.
