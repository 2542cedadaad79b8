# Tier and balance at the beginning of a call.

account_greeting-title = balance
account_greeting-decided = We've reached a decision on your complaint.
account_greeting-leaving = You are leaving us on { DATE($leaves_on) }, and can still change your mind.
account_greeting-nothing = You're a { tier-name } member, with no points available right now.
account_greeting-safe = You're a { tier-name } member with { count-points }.
account_greeting-expiring = You're a { tier-name } member with { count-points }. { $expiring ->
        [one] One of them expires
       *[other] { POINTS($expiring) } of them expire
    } on { DATE($on) }.
account_greeting-all_expiring = You're a { tier-name } member with { count-points }, { $points ->
        [one] which expires
       *[other] which expire
    } on { DATE($on) }.
