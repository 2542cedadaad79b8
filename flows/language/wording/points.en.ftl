# Balance, tier, history; and how points are counted.

tier-name = { $tier ->
        [silver] Silver
        [gold] Gold
        [diamond] Diamond
       *[basic] Basic
    }

count-points = { $points ->
        [one] 1 point
       *[other] { POINTS($points) } points
    }
count-left = { $left ->
        [one] 1 point
       *[other] { POINTS($left) } points
    }

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

tier-title = tier
tier-top = You are { tier-name } until { DATE_YEAR($until) }, our highest tier.
    .voice = You are a { tier-name } member until { DATE_YEAR($until) }. That is our highest tier.
tier-top_open = You are { tier-name }, our highest tier.
    .voice = You are a { tier-name } member. That is our highest tier.
tier-below = You are { tier-name } until { DATE_YEAR($until) }. { POINTS($needed) } more growth value makes you { $next ->
        [silver] Silver
        [gold] Gold
       *[diamond] Diamond
    }.
    .voice = You are a { tier-name } member until { DATE_YEAR($until) }. With { POINTS($needed) } more growth value you move up to { $next ->
        [silver] Silver
        [gold] Gold
       *[diamond] Diamond
    }.
tier-below_open = You are { tier-name }. { POINTS($needed) } more growth value makes you { $next ->
        [silver] Silver
        [gold] Gold
       *[diamond] Diamond
    }.
    .voice = You are a { tier-name } member. With { POINTS($needed) } more growth value you move up to { $next ->
        [silver] Silver
        [gold] Gold
       *[diamond] Diamond
    }.

history-title = history
history-between = { "\u000A" }
    .voice = { " " }
history-kind = { $kind ->
        [mobile] phone bill
        [fixed_line] home line
        [services] services
        [partner] partner shop
        [promotion] promotion
        [redeem] redeemed
        [expire] expired
        [reversal] given back
        [bonus] loyalty bonus
        [give] given away
        [receive] given to you
        [exchange] exchanged
        [goodwill] goodwill
        [opening] brought over
       *[other] adjustment
    }
history-entry_in = { DATE($on) } { $what } +{ POINTS($points) }
    .voice = { DATE($on) }, { $what }, plus { POINTS($points) }.
history-entry_out = { DATE($on) } { $what } -{ POINTS($points) }
    .voice = { DATE($on) }, { $what }, minus { POINTS($points) }.
history-page = { $entries }
history-page-older = Older
    .voice = hear older ones
history-last = { $entries }
    .voice = { $entries } That is everything.
history-none = There is no history yet.
    .voice = You don't have any points history yet.
