# Tiers.

tier-name = { $tier ->
        [silver] Silver
        [gold] Gold
        [diamond] Diamond
       *[basic] Basic
    }

tier-title = tier
tier-top = You are { tier-name } until { DATE_YEAR($until) }. That is our highest tier.
    .voice = You are a { tier-name } member until { DATE_YEAR($until) }. That is our highest tier.
tier-top_open = You are { tier-name }. That is our highest tier.
    .voice = You are a { tier-name } member. That is our highest tier.
tier-below = You are { tier-name } until { DATE_YEAR($until) }. You need { POINTS($needed) } more tier points to reach { $next ->
        [silver] Silver
        [gold] Gold
       *[diamond] Diamond
    }.
    .voice = You are a { tier-name } member until { DATE_YEAR($until) }. You need { POINTS($needed) } more tier points to reach { $next ->
        [silver] Silver
        [gold] Gold
       *[diamond] Diamond
    }.
tier-below_open = You are { tier-name }. You need { POINTS($needed) } more tier points to reach { $next ->
        [silver] Silver
        [gold] Gold
       *[diamond] Diamond
    }.
    .voice = You are a { tier-name } member. You need { POINTS($needed) } more tier points to reach { $next ->
        [silver] Silver
        [gold] Gold
       *[diamond] Diamond
    }.
