# Joining: the conditions, the consent, the first points; marketing texts are asked about apart.

join-title = joining
join-rate = { $rate ->
        [one] 1 point
       *[other] { POINTS($rate) } points
    }
join-years = { $years ->
        [0] this year
        [one] this year and the next
       *[other] this year and the next { NUMERAL($years) }
    }
join-consent = Joining is free, and so is leaving. Terms: { $page }
    .voice = It's free to join. You get { join-rate } for every yuan you spend, to redeem for phone credit, data and gifts. They are good for { join-years }. You can leave at any time, and we'll text you the terms.
join-consent-simply = Reply 1 to accept the terms and join, or 2 to cancel.
    .voice = It's free to join, you can leave at any time, and we'll text you the terms.
join-consent-yes = Accept and join
    .voice = accept the terms and join
join-consent-no = Not now
    .voice = not join for now
join-joined = { $points ->
        [0] You're a member now.
       *[other] You're a member now, with { count-points } to start.
    }
    .voice = { $points ->
        [0] You're a member now.
       *[other] You're a member now, and you start with { count-points }.
    }
join-marketing = Want marketing texts?
    .voice = Would you like to get our marketing texts?
join-marketing-yes = Yes
    .voice = get them
join-marketing-no = No
    .voice = get none
join-points = You have { count-points }.
    .sms = You have { count-points }. To check your points, reply BAL. To leave, reply LEAVE.
    .voice = You have { count-points }.
join-none = You have no points yet. Your next bill brings the first ones.
    .sms = You have no points yet. Your next bill brings the first ones. To check your points, reply BAL. To leave, reply LEAVE.
    .voice = You have no points yet. Your next bill brings the first ones.
join-already = You're a member, so you're all set.
    .sms = You're a member, so you're all set. To check your points, reply BAL.
join-declined = All right, you haven't joined.
    .voice = All right, you haven't joined.
join-hidden = We can't see your number, so you can't join.
    .voice = I can't see the number you are calling from, so you can't join on this call. You can call again with your number shown.
join-not_ours = You can only join with a cell number of ours.
    .voice = You can only join with a cell number of ours, and this isn't one.
join-left_lately = This number left the program not long ago, so it can't join again yet.
    .voice = This number left the program not long ago, so it can't join again yet.
