# Texts that we send: receipts, decisions, points that came, points that expire. GSM-7 only.

text-joined = { $points ->
        [0] You're a member now.
       *[other] You're a member now, with { count-points } to start.
    } Terms: { $page }. To leave, reply LEAVE. Not you? { engine-person }

text-order_placed = You ordered { $name } for { count-points }, order { DIGITS($order) }, to { $to } by { DATE($by) }. Not you? { engine-person }
text-order_unaddressed = You ordered { $name } for { count-points }. Just reply with the street, city, province and name it goes to. Not you? { engine-person }
text-address_wanted = Where should your gifts go? Just reply with the street, city, province and name. Not you? { engine-person }
text-address_reminder = Your { $name } needs an address. Just reply with the street, city, province and name by { DATE($on) }, or the order is canceled and your points come back.
text-order_fulfilled = { $name } was added to { $to } for { count-points }, order { DIGITS($order) }. { count-left } left. Not you? { engine-person }
text-order_not_added = Sorry, { $name } could not be added. Your { count-points } came back: { POINTS($left) } now. Order { DIGITS($order) }. { engine-person }
text-order_cancelled = Order { DIGITS($order) } ({ $name }) was canceled and { count-points } came back. You have { POINTS($left) } now.
text-order_returned = Order { DIGITS($order) } ({ $name }) was canceled and { count-points } came back. You have { POINTS($left) } now.
text-parcel_picked_up = Your { $name } is on its way and arrives by { DATE($by) }, order { DIGITS($order) }{ $tracking ->
        [none] {""}
       *[other] , tracking number { $tracking }
    }.
text-parcel_failed = The courier couldn't deliver your { $name }. Please watch for their call{ $tracking ->
        [none] {""}
       *[other] , tracking number { $tracking }
    }. { engine-person }
text-parcel_delivered = Your { $name } was delivered, order { DIGITS($order) }. Not there? { engine-person }
text-parcel_returned = Your { $name } couldn't be delivered and came back to us, order { DIGITS($order) }. An agent can return your points. { engine-person }
text-voucher = Your { $name }: the code is { $code }, valid until { DATE($until) }. Order { DIGITS($order) }.

text-complaint_decided = Complaint { DIGITS($number) }, our decision: { SENTENCE($decision) } You can appeal to the regulator. { engine-person }
text-complaint_decided_grade = { text-complaint_decided } How did we do? Reply 1 to { $grades }, { $grades } being best.
text-complaint_closed = Complaint { DIGITS($number) } is closed. You can appeal to the regulator. { engine-person }

text-claim_granted = Claim { DIGITS($number) } was granted, and you got { count-points }.
text-claim_refused = Claim { DIGITS($number) } was not granted: { SENTENCE($reason) } { engine-person }

text-exchange_accepted = You got { POINTS($partner_points) } { $name } for { count-points }. { count-left } left. Not you? { engine-person }
text-exchange_refused = Sorry, we couldn't get your { $name }. Your { count-points } came back: { POINTS($left) } now. { engine-person }

text-points_spent = You spent { count-points }: { $memo }. { count-left } left. Not you? { engine-person }

text-transfer = You gave { count-points } to { $to }. { count-left } left. Not you? { engine-person }
text-transfer_refunded = { $to } couldn't receive points, so { count-points } came back to you. You have { POINTS($left) } now. { engine-person }
text-points_received = { $to } gave you { count-points }. You have { POINTS($left) } now.

text-expiry = { $points ->
        [one] 1 of your points expires
       *[other] { POINTS($points) } of your points expire
    } on { DATE($on) }. Reply GIFT to redeem, EXPIRYOFF to stop these.
text-tier = Your tier has changed from { $was ->
        [silver] Silver
        [gold] Gold
        [diamond] Diamond
       *[basic] Basic
    } to { tier-name }. Reply TIER for more, TIEROFF to stop these.
text-offer = { SENTENCE($words) } Reply R to stop our offers.

text-outcome_done = About your request at { $at }: { $reply }
text-outcome_not_done = Your request at { $at } didn't go through, and nothing was changed. Please try again if you still need it. { engine-person }
text-outcome_unknown = Please check whether your request at { $at } went through. { engine-person }

text-picture_too_big = Your picture was too large, so we couldn't keep it. Please send one of at most { POINTS($megabytes) } MB. { engine-person }
text-picture_other_type = We can't keep that kind of file. Please send a JPEG or PNG picture. { engine-person }
text-picture_not_fetched = We couldn't get your picture. Please send it again. { engine-person }

text-resumed = You get texts about your account and our offers again. To stop offers, reply R.
