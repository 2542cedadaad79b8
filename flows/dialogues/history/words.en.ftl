# The history of points.

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
        [accrual_reversal] refund
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
