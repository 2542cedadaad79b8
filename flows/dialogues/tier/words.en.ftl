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
tier-reached = You are { tier-name }. You have the tier points for { $next ->
        [silver] Silver
        [gold] Gold
       *[diamond] Diamond
    } and move up at the next monthly review.
    .voice = You are a { tier-name } member. You have enough tier points for { $next ->
        [silver] Silver
        [gold] Gold
       *[diamond] Diamond
    }, and you'll move up at the next monthly review.
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
