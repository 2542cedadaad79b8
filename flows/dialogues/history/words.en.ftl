# The history of points.

history-title = history
history-between = { "\u000A" }
    .voice = { " " }
history-kind = { $kind ->
        [mobile] phone bill
        [fixed_line] landline bill
        [services] services
        [partner] partner shop
        [promotion] promotion
        [redeem] redeemed
        [expire] expired
        [reversal] returned
        [accrual_reversal] bill refunded
        [owed_paid] points owed
        [bonus] loyalty bonus
        [give] given
        [receive] received
        [exchange] exchanged
        [goodwill] goodwill
        [opening] transferred in
       *[other] adjustment
    }
history-entry_in = { DATE($on) } { $what } +{ POINTS($points) }
    .voice = { DATE($on) }, { $what }, plus { POINTS($points) }.
history-entry_out = { DATE($on) } { $what } -{ POINTS($points) }
    .voice = { DATE($on) }, { $what }, minus { POINTS($points) }.
history-held = in progress -{ POINTS($points) }
    .voice = In progress, minus { POINTS($points) }.
history-page = { $entries }
history-page-older = Older
    .voice = hear older ones
history-last = { $entries }
    .voice = { $entries } That is everything.
history-given_by = { DATE($on) }: { count-points } from { $to }
    .voice = On { DATE($on) }, the member whose number ends in { DIGITS($last) } gave you { count-points }.
history-given_to = { count-points } to { $to } on { DATE($on) }: { $status ->
        [credited] they have been added
        [refunded] they couldn't be received, so you got them back
       *[open] on the way, there within minutes
    }.
    .voice = The { count-points } that you gave on { DATE($on) } to the number ending in { DIGITS($last) } { $status ->
        [credited] have been added
        [refunded] couldn't be received, so you got them back
       *[open] are on the way, and will be there within minutes
    }.
history-received = { $received }
history-nobody = { $which ->
        [given] There's no record of points that you gave.
       *[received] There's no record of points that someone gave you.
    }
history-none = You don't have any points history yet.
    .voice = You don't have any points history yet.
