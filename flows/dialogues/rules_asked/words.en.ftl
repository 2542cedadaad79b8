# What members ask about the rules in passing, answered in a sentence or two.

rules_asked-worth = { count-points } { $points ->
        [one] is
       *[other] are
    } worth { POINTS($yuan) } yuan. For phone credit, reply CREDIT.
    .voice = { count-points } { $points ->
        [one] is
       *[other] are
    } worth { POINTS($yuan) } yuan. You can get phone credit, data, or gifts.
    .ussd = { count-points } { $points ->
        [one] is
       *[other] are
    } worth { POINTS($yuan) } yuan.
rules_asked-earning = You earn { POINTS($per_yuan) } { $per_yuan ->
        [one] point
       *[other] points
    } per yuan on your bill, added on day { POINTS($day) } of each month. Higher tiers and longer memberships earn more.
    .voice = You earn { POINTS($per_yuan) } { $per_yuan ->
        [one] point
       *[other] points
    } for each yuan on your bill, added on day { POINTS($day) } of each month. Higher tiers and longer memberships earn more.
rules_asked-per_yuan = You earn { POINTS($per_yuan) } { $per_yuan ->
        [one] point
       *[other] points
    } per yuan. { $times ->
        [none] Higher tiers earn more. For your tier, reply TIER.
       *[other] As a { tier-name } member you get { $times } times that.
    }
    .voice = You earn { POINTS($per_yuan) } { $per_yuan ->
        [one] point
       *[other] points
    } for each yuan. { $times ->
        [none] Higher tiers earn more.
       *[other] As a { tier-name } member you get { $times } times that.
    }
rules_asked-expiry = Points you earn this year expire on { DATE_YEAR($last) }. The oldest are used first. For your points, reply BAL.
    .voice = Points you earn this year expire on { DATE_YEAR($last) }. The oldest are used first.
    .ussd = Points you earn this year expire on { DATE_YEAR($last) }. The oldest are used first.
rules_asked-new_number = Your points and tier move to your new number with you. { engine-person }
    .voice = Your points and tier move to your new number with you.
rules_asked-new_province = If you move to another province, all your points move with you, one to one.
rules_asked-tiers = Tier points in the last { POINTS($months) } { $months ->
        [one] month
       *[other] months
    }: { $tiers }. For your tier, reply TIER.
    .voice = Your tier depends on your tier points in the last { POINTS($months) } { $months ->
        [one] month
       *[other] months
    }: { $tiers }.
    .ussd = Tier points in the last { POINTS($months) } { $months ->
        [one] month
       *[other] months
    }: { $tiers }.
rules_asked-tier = { tier-name } at { POINTS($growth) }
    .voice = { tier-name } at { POINTS($growth) }
rules_asked-between = { ", " }
rules_asked-opening = You can redeem once you've earned { count-points } in all, and from then on for good. For your points, reply BAL.
    .voice = You can redeem once you've earned { count-points } in all, and from then on for good.
    .ussd = You can redeem once you've earned { count-points } in all, and from then on for good.
rules_asked-multiplier = { tier-name } { $times } times
    .voice = { tier-name } { $times } times
rules_asked-extending = Points can't be extended, so use them before they expire. To redeem some, reply GIFT.
    .voice = Points can't be extended, so please use them before they expire.
    .ussd = Points can't be extended, so use them before they expire.
rules_asked-benefits = Higher tiers earn more points: { $multipliers }. For your tier, reply TIER.
    .voice = Higher tiers earn more points: { $multipliers }.
    .ussd = Higher tiers earn more points: { $multipliers }.
rules_asked-genuine = This is the official points hotline. Never give your PIN or a code to anyone. { engine-person }
    .voice = This is the official points hotline. Never give your PIN or a code to anyone. { engine-person }
rules_asked-hotline = You can do that right here. To complain, reply COMPLAIN and your words. { engine-person }
    .voice = This is the number to call. To complain, just tell me. { engine-person }
    .ussd = You can complain right here: it's number 7 on the main menu.
rules_asked-hours = { $all_day ->
        [yes] Agents are here around the clock.
       *[no] Agents are here from { HOUR($from_hour) } to { HOUR($until_hour) } every day.
    } { engine-person }
rules_asked-lost = If your phone is lost, reply LOST right away. That freezes your points, and an agent can lift it.
    .voice = If your phone is lost, call us right away to report it. That freezes your points, and an agent can lift it.
    .ussd = If your phone is lost, report it right away. That freezes your points, and an agent can lift it.
rules_asked-leaving = Points belong to the membership: your { count-points } end { $days ->
        [one] a day
       *[other] { POINTS($days) } days
    } after you leave. Until then you can use them, or stay.
