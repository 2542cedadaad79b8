# The balance, and what of it expires soon.

balance-title = balance
balance-none = You have no points yet. You earn { $per_yuan ->
        [one] 1 point
       *[other] { POINTS($per_yuan) } points
    } for every yuan you spend.
    .voice = You don't have any points yet. You earn { $per_yuan ->
        [one] one
       *[other] { POINTS($per_yuan) }
    } for every yuan you spend.
balance-safe = You have { count-points }. Nothing expires soon.
    .voice = You have { count-points }. Nothing expires any time soon.
balance-expiring = You have { count-points }. { $expiring ->
        [one] 1 point expires
       *[other] { POINTS($expiring) } of them expire
    } on { DATE($on) }.
    .voice = You have { count-points }. { $expiring ->
        [one] 1 point expires
       *[other] { POINTS($expiring) } of them expire
    } on { DATE($on) }, so now is a good time to redeem.
