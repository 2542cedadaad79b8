place-rules = Rules
rules-versions = Versions of the rules
rules-version = Version
rules-title = Version { $version }
rules-new = New version
rules-empty = Nothing has been changed so far
rules-empty-why = The rules are those that the programme came with. A supervisor makes a new version, another one approves it.
rules-effective = In effect from
rules-from_the_start = The start
rules-changes = Changes
rules-made_by = Made by
rules-approved_by = Approved by
rules-withdrawn_by = Withdrawn by
rules-file = What the programme came with
rules-file-why = These are the rules that the programme came with. Every version is compared with them or with what followed them.
rules-hold = What holds now: version { $version }
rules-draft = Draft
rules-approved = Approved
rules-in_effect = In effect
rules-past = Past
rules-withdrawn = Withdrawn
rules-lapsed = Lapsed
rules-lapsed-why = Nobody approved it in time. Copy it into a new version to take it up again.
rules-section-tiers = Tiers
rules-section-tier_term = Term of a tier
rules-section-earning = Earning
rules-section-expiry = Expiry
rules-section-redemption = Redeeming
rules-section-delivery = Delivery
rules-section-giving = Giving points
rules-section-exchange = Exchange with partners
rules-section-claim = Claims for missing points
rules-section-complaint = Complaints
rules-section-texts = Texts that nobody asked for
rules-section-agents = Line to the agents
rules-section-desk = Desk
rules-prefill = Filled in with what holds on
rules-prefill-do = Fill in anew
rules-otherwise = Otherwise:
rules-when = From when, and why
rules-new-why = It is a draft until another supervisor approves it. All of the rules above hold from the start of that day, also those that you leave as they are.
rules-make = Save as a draft
rules-wrong = It has not been saved. What is wrong is said at each field; everything else is as you typed it.
rules-what = What changes
rules-against = Against version { $version }, which would hold without it.
rules-no_changes = It changes nothing: what would hold without it is the same.
rules-ending = Version { $version } takes its place on { DATE($on) }, and has these otherwise again:
rules-effects = Whom it touches
rules-effects-why = A dry run on what the database holds now. Nothing is written.
rules-examples = For example
rules-approve = Approve
rules-withdraw = Withdraw
rules-copy = Copy into a new version
done-rules-made = It is a draft now. Another supervisor has to approve it.
done-rules-approve = Approved. It takes effect by itself at the start of its day.
done-rules-withdraw = Withdrawn. It takes no effect.
refused-rules_too_early = The day has begun, or is over. Rules change from tomorrow on at the earliest.
refused-rules_same = Nothing is changed: that is what would hold on that day anyway.
refused-rules_decided = It has been decided already.
refused-rules_begun = It is in effect, and stays on record. Make a new version that changes it back.
act-rules_made = Made a version of the rules
act-rules_approved = Approved a version of the rules
act-rules_withdrawn = Withdrew a version of the rules
act-rules_tried = Was shown whom a version touches
wrong-day = Choose a day.
wrong-reason = Say why, in up to { POINTS($chars_max) } characters.
wrong-whole = A whole number, in plain digits.
wrong-greater_than = More than { $gt }.
wrong-greater_than_equal = { POINTS($ge) } at the least.
wrong-less_than_equal = { POINTS($le) } at the most.
wrong-string_pattern_mismatch = Each province as two capital letters.
wrong-how_many = As many numbers as are named, none left out.
wrong-other = That will not do.
wrong-hours = The end must be after the beginning.
wrong-complaint_days = No longer than the longest.
wrong-tiers_order = Each tier begins above the one below.
unit-working_days = { $count ->
    [one] working day
   *[other] working days
}
unit-percent = %
unit-points = { $count ->
    [one] point
   *[other] points
}
unit-fen = fen
unit-days = { $count ->
    [one] day
   *[other] days
}
unit-hours = { $count ->
    [one] hour
   *[other] hours
}
unit-hour = o'clock
unit-months = { $count ->
    [one] month
   *[other] months
}
unit-years = { $count ->
    [one] year
   *[other] years
}
unit-minutes = { $count ->
    [one] minute
   *[other] minutes
}
unit-seconds = { $count ->
    [one] second
   *[other] seconds
}
unit-growth = growth
unit-orders = { $count ->
    [one] order
   *[other] orders
}
unit-recipients = { $count ->
    [one] member
   *[other] members
}
unit-texts = { $count ->
    [one] text
   *[other] texts
}
unit-texts_at_once = { $count ->
    [one] talk
   *[other] talks
}
unit-waiting = { $count ->
    [one] caller
   *[other] callers
}
unit-tries = { $count ->
    [one] try
   *[other] tries
}
rule-tiers-growth_from = { $tier }: growth value from
rule-tiers-earns_percent = { $tier }: earns, of the usual points
rule-tier_term-months = Term
rule-tier_term-grace_months = Grace after it, before the tier falls
rule-tier_term-growth_months = Growth value is counted over
rule-earning-points_per_yuan = For each yuan
rule-earning-tenure_bonus-years = Tenure bonus { $place }: after
rule-earning-tenure_bonus-percent = Tenure bonus { $place }: on top
rule-expiry-years_after = Points last to the end of the year, and then
rule-expiry-notices_days_before = Notices, so long before the last day
rule-expiry-grace_days = Points that come back last at least
rule-redemption-opens_after_points = Opens when so many were ever earned
rule-redemption-cost_fen_per_point = Cost of a point
rule-redemption-points_per_day_max = At the most in a day, points
rule-redemption-orders_per_day_max = At the most in a day, orders
rule-redemption-hold_days = An order that nobody sends is given up after
rule-redemption-reversal_days = Reversed within, after delivery
rule-delivery-send_within_days = Sent within
rule-delivery-deliver_within_days = Delivered within
rule-delivery-deliver_within_days_remote = Delivered within, remote provinces
rule-delivery-remote_provinces = Remote provinces
rule-giving-membership_months_min = After a membership of
rule-giving-recipients_per_month_max = At the most in a month, to
rule-giving-points_per_month_max = At the most in a month
rule-exchange-points_per_month_max = At the most in a month, to all partners
rule-claim-within_days = For receipts not older than
rule-claim-decide_working_days = Decided within
rule-complaint-first_contact_hours = First contact within
rule-complaint-decide_working_days = Decided within
rule-complaint-decide_working_days_max = At the latest within
rule-texts-from_hour = From
rule-texts-until_hour = Until
rule-texts-per_month_max = At the most in a month
group-senior = { $age } and over
rule-agents-ahead_minutes = Served earlier by: { $groups }, others
rule-agents-from_hour = From
rule-agents-until_hour = Until
rule-agents-waiting_max = At the most in line
rule-agents-talk_minutes = A talk takes, until measured
rule-agents-answer_within_seconds = Counts as answered in time within
rule-agents-texts_at_once_max = Written talks of one agent at once
rule-desk-password_tries = Wrong sign-ins until more are refused
rule-desk-locked_minutes = Refused for
rule-desk-idle_minutes = Signed out when untouched for
rule-desk-session_hours = Signed out after, in any case
rule-desk-goodwill_points_max = Goodwill for one member in a day without a second person
rule-desk-claim_points_alone_max = For one claim without a second person
effect-rating = Members whom the rating of { DATE($on) } would rate differently
effect-rating-why = By the growth value posted so far. No tier changes before that day, and none falls before its term is over; how much is missing to the next tier is said differently at once.
effect-rated = { $becomes } instead of { $was }
effect-rated_term = { $becomes } either way, with another last day of the term
effect-earners = Members with bills in the last { $look_back_days } days that would have earned differently
effect-earners-why = What counts is the day on which a bill is posted: bills for earlier days and claims granted from then on earn by the new rules too.
effect-last_days_stay = Members with points, all of which keep the last day they have
effect-last_days_stay-why = It holds for points granted from then on, also by bills for earlier days.
effect-grace = Members with held points that would last differently if they came back on the first day
effect-grace-why = It holds for all points that come back from then on, also those that were held or spent before.
effect-notices_near = Members with points that expire within the new distances
effect-notices_at_once = Members who are told on the first day, over and above
effect-notices_at_once-why = Their points are nearer than a distance that there was not before. The limit of texts in a month holds for them too.
effect-closes_again = Members who may redeem now, and may not any more
effect-closes_again-why = Redeeming goes by all points ever earned against the threshold of the moment. A higher one closes it again for those in between, though once open is meant to be for good.
effect-opens = Members who may not redeem yet, and may from then on
effect-giving_too_new = Members who may give points now, and may not any more
effect-giving_too_new-why = How long somebody is a member is asked with each gift: those in between have to wait again.
effect-giving_begins = Members who may not give points yet, and may from then on
effect-points_per_day = Members who on some day of the last { $look_back_days } redeemed for more points than that
effect-points_per_day-why = Whom a higher limit would have let through is not known: refusals are not kept.
effect-orders_per_day = Members who on some day of the last { $look_back_days } ordered more often than that
effect-orders_per_day-why = Whom a higher limit would have let through is not known: refusals are not kept.
effect-points_given = Members who gave more points than that this month or last month
effect-points_given-why = What was given since the first of the month counts against the new limit too. Whom a higher one would have let through is not known.
effect-recipients = Members who gave to more members than that this month or last month
effect-recipients-why = Whom they gave to since the first of the month counts against the new limit too. Whom a higher one would have let through is not known.
effect-points_exchanged = Members who exchanged more points than that this month or last month
effect-points_exchanged-why = What was exchanged since the first of the month counts against the new limit too. Whom a higher one would have let through is not known.
effect-notices_per_month = Members who were to get more texts than that this month or last month
effect-notices_per_month-why = Texts since the first of the month count against the new limit too. Whom a higher one would have let through is not known.
effect-cost = Nobody: points keep the cost they were granted at
effect-cost-why = It holds for points granted from then on.
effect-holds_stay = Orders to be sent, which keep the day on which they are given up
effect-holds_stay-why = It holds for orders placed from then on.
effect-reversals_end = Orders that could be reversed on the first day, and cannot any more
effect-reversals_end-why = Whether it is too late is asked when the reversal is: it holds for orders delivered before, too.
effect-reversals_again = Orders for which it would be too late on the first day, and is in time again
effect-reversals_again-why = Whether it is too late is asked when the reversal is: it holds for orders delivered before, too.
effect-orders_stay = Orders under way, which keep their dates
effect-orders_stay-why = It holds for orders placed from then on.
effect-claims_open = Open claims, which are decided by the new limit
effect-claims_open-why = How old a receipt may be is asked when the claim is granted, not when it is filed.
effect-claims_stay = Open claims, which keep the day on which they are due
effect-claims_stay-why = It holds for claims filed from then on.
effect-complaints_stay = Open complaints, which keep the times at which they are due
effect-complaints_stay-why = It holds for complaints filed from then on, and for a decision on those reopened from then on.
effect-complaints_latest = Complaints not yet closed, whose latest day is another at once
effect-complaints_latest-why = The latest day is not kept with a complaint: it is worked out anew whenever it is shown.
effect-notices_waiting = Texts that wait to be sent, and go by the new hours
effect-notices_waiting-why = The hours are asked when a text is due, whenever it was written.
effect-line_hours = For whoever asks for an agent from then on
effect-line_hours-why = Who stands in line already stays in it.
effect-places_stay = Members in line now, who keep their place
effect-places_stay-why = A place is given when somebody asks for an agent: it holds for those who ask from then on.
effect-line_full = For whoever asks for an agent from then on
effect-line_full-why = Who stands in line already stays in it, even if it is longer.
effect-estimates = Members in line now: how long it takes is said differently at once
effect-estimates-why = Only where fewer than { $measured_min } talks of the last day have been measured.
effect-answered_in_time = Nobody: the wall counts that day by it
effect-answered_in_time-why = Days before are not counted anew.
effect-texts_over = Agents with more written talks now, who keep them
effect-texts_over-why = They are given no other until they have fewer.
effect-wrong_tries = For wrong passwords and codes from then on
effect-wrong_tries-why = Tries before that day are no longer counted; whoever is made to wait then waits as long as they were told.
effect-desks = Agents signed in now, whose session ends by the new rule
effect-desks-why = It is asked with each click, so sessions under way may end at the start of that day.
effect-approvals_stay = Goodwill and claims that wait for a second person, and go on waiting
effect-approvals_stay-why = It holds for what is asked for from then on.
