# Texts that we send: receipts, decisions, points that came, points that expire. GSM-7 only.

text-order_placed = You got { $name } for { count-points }, order { DIGITS($order) }, by { DATE($by) }. { count-left } left. Not you? Reply AGENT.
text-order_delivered = You got { $name } for { count-points }, order { DIGITS($order) }. { count-left } left. Not you? Reply AGENT.
text-order_cancelled = Order { DIGITS($order) } ({ $name }) is cancelled and { count-points } came back: you have { POINTS($left) }.
text-order_returned = Order { DIGITS($order) } ({ $name }) is undone and { count-points } came back: you have { POINTS($left) }.

text-complaint_decided = Complaint { DIGITS($number) }, our decision: { $decision }. Not satisfied? Reply AGENT, or appeal to the regulator.
text-complaint_closed = Complaint { DIGITS($number) } is closed. Not satisfied? Reply AGENT, or appeal to the regulator.

text-claim_granted = Claim { DIGITS($number) } is granted: you got { count-points }.
text-claim_refused = Claim { DIGITS($number) } is refused: { $reason }. Questions? Reply AGENT.

text-transfer = You have sent { count-points } to { $to }. { count-left } left. Not you? Reply AGENT.
text-transfer_refunded = { $to } could not receive points. Your { count-points } came back: you have { POINTS($left) }.
text-points_received = { $to } gave you { count-points }. You have { POINTS($left) } now.

text-expiry = { $points ->
        [one] 1 of your points expires
       *[other] { POINTS($points) } of your points expire
    } on { DATE($on) }. Reply GIFT to redeem, R for no more of these.
text-tier = Your tier changes from { $was ->
        [silver] Silver
        [gold] Gold
        [diamond] Diamond
       *[basic] Basic
    } to { tier-name }. Reply TIER for more, R for no more of these.

text-outcome_done = About your request at { $at }: { $reply }
text-outcome_not_done = Your request at { $at } was not done, and it changed nothing. If you still need it, please try again, or reply AGENT.
text-outcome_unknown = Your request at { $at }: please look up whether it was done, or reply AGENT.

text-picture_too_big = Your picture was too large, so we couldn't keep it. Please send one of at most { POINTS($megabytes) } MB, or reply AGENT.
text-picture_other_type = We couldn't keep what you sent: it is no picture that we can store. Please send a JPEG or PNG, or reply AGENT.
text-picture_not_fetched = We couldn't get your picture. Please send it again, or reply AGENT.
