# Texts that we send: receipts, decisions, points that came, points that expire. GSM-7 only.

text-order_placed = You ordered { $name } for { count-points }, order { DIGITS($order) }, arriving by { DATE($by) }. { count-left } left. Not you? Reply AGENT.
text-order_fulfilled = { $name } was added to { $to } for { count-points }, order { DIGITS($order) }. { count-left } left. Not you? Reply AGENT.
text-order_not_added = Sorry, { $name } could not be added. Your { count-points } came back: { POINTS($left) } now. Order { DIGITS($order) }. Need help? Reply AGENT.
text-order_cancelled = Order { DIGITS($order) } ({ $name }) was cancelled and { count-points } came back. You have { POINTS($left) } now.
text-order_returned = Order { DIGITS($order) } ({ $name }) was cancelled and { count-points } came back. You have { POINTS($left) } now.

text-complaint_decided = Complaint { DIGITS($number) }, our decision: { SENTENCE($decision) } Not satisfied? Reply AGENT, or appeal to the regulator.
text-complaint_decided_grade = { text-complaint_decided } How did we do? Reply 1 to { $grades }, { $grades } being best.
text-complaint_closed = Complaint { DIGITS($number) } is closed. Not satisfied? Reply AGENT, or appeal to the regulator.

text-claim_granted = Claim { DIGITS($number) } was granted, and you got { count-points }.
text-claim_refused = Claim { DIGITS($number) } was not granted: { SENTENCE($reason) } Questions? Reply AGENT.

text-transfer = You gave { count-points } to { $to }. { count-left } left. Not you? Reply AGENT.
text-transfer_refunded = { $to } couldn't receive points, so { count-points } came back to you. You have { POINTS($left) } now. Questions? Reply AGENT.
text-points_received = { $to } gave you { count-points }. You have { POINTS($left) } now.

text-expiry = { $points ->
        [one] 1 of your points expires
       *[other] { POINTS($points) } of your points expire
    } on { DATE($on) }. Reply GIFT to redeem, R to stop these.
text-tier = Your tier has changed from { $was ->
        [silver] Silver
        [gold] Gold
        [diamond] Diamond
       *[basic] Basic
    } to { tier-name }. Reply TIER for more, R to stop these.

text-outcome_done = About your request at { $at }: { $reply }
text-outcome_not_done = Your request at { $at } didn't go through, and nothing was changed. Please try again if you still need it, or reply AGENT.
text-outcome_unknown = Please check whether your request at { $at } went through, or reply AGENT.

text-picture_too_big = Your picture was too large, so we couldn't keep it. Please send one of at most { POINTS($megabytes) } MB, or reply AGENT.
text-picture_other_type = We can't keep that kind of file. Please send a JPEG or PNG picture, or reply AGENT.
text-picture_not_fetched = We couldn't get your picture. Please send it again, or reply AGENT.
