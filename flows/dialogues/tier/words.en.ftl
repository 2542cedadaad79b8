# Tiers.

tier-name = { $tier ->
        [silver] Silver
        [gold] Gold
        [diamond] Diamond
       *[basic] Basic
    }

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
