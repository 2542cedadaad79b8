place-rules = Rules
rules-versions = Rule versions
rules-version = Version
rules-title = Version { $version }
rules-new = New version
rules-empty = No changes so far
rules-empty-why = The rules that the program came with are in effect. One supervisor makes a new version, and another one approves it.
rules-effective = In effect from
rules-from_the_start = From the start
rules-changes = Changes
rules-made_by = Drafted by
rules-approved_by = Approved by
rules-withdrawn_by = Withdrawn by
rules-file = Original rules
rules-file-why = These are the rules that the program came with. Every version is compared with them or with what followed them.
rules-hold = In effect now: version { $version }
rules-draft = Draft
rules-approved = Approved
rules-in_effect = In effect
rules-past = Replaced
rules-withdrawn = Withdrawn
rules-lapsed = Expired
rules-lapsed-why = It was not approved in time. To use it, copy it into a new version.
rules-section-tiers = Tiers
rules-section-tier_term = Tier term
rules-section-earning = Earning
rules-section-expiry = Expiry
rules-section-redemption = Redemption
rules-section-delivery = Delivery
rules-section-giving = Giving points
rules-section-exchange = Exchange with partners
rules-section-claim = Missing points
rules-section-complaint = Complaints
rules-section-texts = Texts we send on our own
rules-section-agents = Agents and queue
rules-section-desk = Desk
rules-prefill = Filled in with the rules of
rules-prefill-do = Fill in again
rules-otherwise = Was:
rules-when = Start date and reason
rules-new-why = It stays a draft until another supervisor approves it. All the rules above take effect at the start of that day, including those you left unchanged.
rules-make = Save as draft
rules-wrong = Not saved. The fields with errors say what is wrong; everything else is as you typed it.
rules-what = What changes
rules-against = Compared with version { $version }, which would apply without it.
rules-no_changes = It changes nothing: the rules without it would be the same.
rules-ending = Version { $version } replaces it on { DATE($on) } and changes these back:
rules-effects = Who is affected
rules-effects-why = A dry run on current data. Nothing is saved.
rules-examples = For example
rules-approve = Approve
rules-withdraw = Withdraw
rules-copy = Copy to a new version
done-rules-made = Saved as a draft. Another supervisor has to approve it.
done-rules-approve = Approved. It takes effect at the start of its day.
done-rules-withdraw = Withdrawn. It won't take effect.
refused-rules_too_early = That day has already begun or is in the past. Rules can change from tomorrow at the earliest.
refused-rules_same = Nothing was changed: these rules would apply on that day anyway.
refused-rules_decided = That has already been decided.
refused-rules_begun = It is already in effect and stays on record. Make a new version to change it back.
act-rules_made = Drafted a rule version
act-rules_approved = Approved a rule version
act-rules_withdrawn = Withdrew a rule version
act-rules_tried = Viewed who a rule version affects
wrong-day = Choose a day.
wrong-reason = Enter a reason of up to { POINTS($chars_max) } characters.
wrong-whole = Enter a whole number, digits only.
wrong-greater_than = Must be more than { $gt }.
wrong-greater_than_equal = Must be at least { POINTS($ge) }.
wrong-less_than_equal = Must be at most { POINTS($le) }.
wrong-string_pattern_mismatch = Enter each province as two capital letters.
wrong-how_many = Enter one number for each name.
wrong-other = This value isn't valid here.
wrong-hours = The end must be later than the start.
wrong-complaint_days = Can't be longer than the latest time.
wrong-tiers_order = Each tier must start above the one below it.
unit-working_days = { $count ->
    [one] working day
   *[other] working days
}
unit-percent = %
unit-points = { $count ->
    [one] point
   *[other] points
}
unit-mfen = thousandths of a fen
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
unit-growth = tier points
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
    [one] conversation
   *[other] conversations
}
unit-waiting = { $count ->
    [one] caller
   *[other] callers
}
unit-tries = { $count ->
    [one] try
   *[other] tries
}
rule-tiers-growth_from = { $tier }: tier points needed
rule-tiers-earns_percent = { $tier }: share of the usual points
rule-tier_term-months = Tier term
rule-tier_term-grace_months = Grace period after the term
rule-tier_term-growth_months = Tier points count over
rule-earning-points_per_yuan = Per yuan spent
rule-earning-tenure_bonus-years = Tenure bonus { $place }: after
rule-earning-tenure_bonus-percent = Tenure bonus { $place }: extra points
rule-expiry-years_after = Points expire at the end of the year, plus
rule-expiry-notices_days_before = Expiry reminders, before the last day
rule-expiry-grace_days = Returned points last at least
rule-redemption-opens_after_points = Opens once a member has earned
rule-redemption-cost_mfen_per_point = Cost of a point
rule-redemption-points_per_day_max = Points per day, at most
rule-redemption-orders_per_day_max = Orders per day, at most
rule-redemption-hold_days = Orders not shipped are canceled after
rule-redemption-reversal_days = Can be reversed after delivery within
rule-delivery-send_within_days = Shipped within
rule-delivery-deliver_within_days = Delivered within
rule-delivery-deliver_within_days_remote = Delivered within (remote provinces)
rule-delivery-remote_provinces = Remote provinces
rule-delivery-unserved_provinces = Provinces without delivery
rule-giving-membership_months_min = Open to members after
rule-giving-recipients_per_month_max = Recipients per month, at most
rule-giving-points_per_month_max = Points per month, at most
rule-exchange-points_per_month_max = Points per month to all partners, at most
rule-claim-within_days = Receipts no older than
rule-claim-decide_working_days = Decided within
rule-complaint-first_contact_hours = First contact within
rule-complaint-decide_working_days = Decided within
rule-complaint-decide_working_days_max = Decided no later than
rule-texts-from_hour = Earliest time
rule-texts-until_hour = Latest time
rule-texts-per_month_max = Offers per member per month, at most
group-senior = { $age } and over
rule-agents-ahead_minutes = Head start in the queue: { $groups }, others
rule-agents-from_hour = Open from
rule-agents-until_hour = Open until
rule-agents-waiting_max = Callers in the queue, at most
rule-agents-talk_minutes = Expected length of a call, until measured
rule-agents-answer_within_seconds = Answered in time means within
rule-agents-texts_at_once_max = Text conversations per agent, at most
rule-desk-password_tries = Wrong sign-ins before a lockout
rule-desk-locked_minutes = Lockout
rule-desk-idle_minutes = Signed out when idle for
rule-desk-session_hours = Signed out in any case after
rule-desk-goodwill_points_max = Goodwill per member per day without approval
rule-desk-claim_points_alone_max = Points per claim without approval
effect-rating = Members who would be rated differently on { DATE($on) }
effect-rating-why = Based on the tier points posted so far. No tier changes before that day, and none falls before its term ends. What is needed for the next tier is announced by the new rules at once.
effect-rated = { $becomes } instead of { $was }
effect-rated_term = { $becomes } either way, with a different last day of the term
effect-earners = Members with bills in the last { $look_back_days } days that would have earned differently
effect-earners-why = What counts is the day a bill is posted. Bills for earlier days and claims granted from then on follow the new rules too.
effect-last_days_stay = Members with points, which all keep their last day
effect-last_days_stay-why = It applies to points granted from then on, including those for earlier bills.
effect-grace = Members with points on hold that would last differently if returned on the first day
effect-grace-why = It applies to all points returned from then on, including those held or spent before.
effect-notices_near = Members with points that expire within the new reminder times
effect-notices_at_once = Members who get an extra reminder on the first day
effect-notices_at_once-why = Their points expire within a reminder time that is new.
effect-closes_again = Members who can redeem now, and could not anymore
effect-closes_again-why = All points ever earned are compared with the current threshold. A higher one closes redemption for those in between, although once open it is meant to stay open.
effect-opens = Members who can't redeem yet, and could from then on
effect-giving_too_new = Members who can give points now, and could not anymore
effect-giving_too_new-why = The length of membership is checked for each gift. Those in between have to wait again.
effect-giving_begins = Members who can't give points yet, and could from then on
effect-points_per_day = Members who redeemed more points than that on a day in the last { $look_back_days } days
effect-points_per_day-why = How many a higher limit would have let through isn't known: refusals are not kept.
effect-orders_per_day = Members who ordered more often than that on a day in the last { $look_back_days } days
effect-orders_per_day-why = How many a higher limit would have let through isn't known: refusals are not kept.
effect-points_given = Members who gave more points than that this month or last month
effect-points_given-why = Points given since the first of the month count toward the new limit too. How many a higher one would have let through isn't known.
effect-recipients = Members who gave to more members than that this month or last month
effect-recipients-why = Recipients since the first of the month count toward the new limit too. How many a higher one would have let through isn't known.
effect-points_exchanged = Members who exchanged more points than that this month or last month
effect-points_exchanged-why = Points exchanged since the first of the month count toward the new limit too. How many a higher one would have let through isn't known.
effect-offers_per_month = Members who would have gotten more offers than that this month or last month
effect-offers_per_month-why = Offers since the first of the month count toward the new limit too. How many a higher one would have let through isn't known.
effect-cost = Nobody: points keep the cost they were granted at
effect-cost-why = It applies to points granted from then on.
effect-holds_stay = Orders to be shipped, which keep the day they are canceled on
effect-holds_stay-why = It applies to orders placed from then on.
effect-reversals_end = Orders that could be reversed on the first day, and could not anymore
effect-reversals_end-why = The deadline is checked when an order is reversed, so it applies to earlier deliveries too.
effect-reversals_again = Orders that would be too late to reverse on the first day, and could be reversed again
effect-reversals_again-why = The deadline is checked when an order is reversed, so it applies to earlier deliveries too.
effect-orders_stay = Open orders, which keep their dates
effect-orders_stay-why = It applies to orders placed from then on.
effect-claims_open = Open claims, which follow the new limit
effect-claims_open-why = The age of a receipt is checked when the claim is granted, not when it is filed.
effect-claims_stay = Open claims, which keep their due date
effect-claims_stay-why = It applies to claims filed from then on.
effect-complaints_stay = Open complaints, which keep their due dates
effect-complaints_stay-why = It applies to complaints filed from then on, and to decisions on those reopened from then on.
effect-complaints_latest = Complaints not yet closed, whose latest day changes at once
effect-complaints_latest-why = The latest day isn't stored. It is calculated each time it is shown.
effect-notices_waiting = Texts waiting to be sent, which follow the new hours
effect-notices_waiting-why = The hours are checked when a text is due, no matter when it was written.
effect-line_hours = Whoever asks for an agent from then on
effect-line_hours-why = Members already in the queue stay in it.
effect-places_stay = Members in the queue now, who keep their place
effect-places_stay-why = A place is given when somebody asks for an agent, so it applies to later requests.
effect-line_full = Whoever asks for an agent from then on
effect-line_full-why = Members already in the queue stay in it, even if it is longer.
effect-estimates = Members in the queue now, whose expected wait changes at once
effect-estimates-why = Only while fewer than { $measured_min } calls were measured in the last day.
effect-answered_in_time = Nobody: the wall uses it from that day on
effect-answered_in_time-why = Earlier days are not counted again.
effect-texts_over = Agents with more text conversations now, who keep them
effect-texts_over-why = They get no new ones until they have fewer.
effect-wrong_tries = Wrong passwords and codes from then on
effect-wrong_tries-why = Attempts before that day no longer count. Whoever is locked out then stays locked out as long as they were told.
effect-desks = Agents signed in now, whose session ends by the new rule
effect-desks-why = It is checked with each click, so a session may end at the start of that day.
effect-approvals_stay = Goodwill and claims waiting for approval, which keep waiting
effect-approvals_stay-why = It applies to requests made from then on.
