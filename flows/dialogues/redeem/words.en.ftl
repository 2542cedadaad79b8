# Redeeming: choosing, reading back, confirming, and how it went.

redeem_gift-title = gift redemption
redeem_gift-begun = choosing a gift
redeem_gift-chosen = redeeming points for the { $name }
redeem_gift-unknown = There is no gift number { $wanted }.
    .voice = There is no gift number { $wanted }.
redeem_gift-gone = Sorry, that one is sold out.
    .voice = I'm sorry, that one is sold out.
redeem_gift-repriced = Sorry, the price of that just changed.
    .voice = I'm sorry, the price of that just changed.
redeem_gift-meant = Do you mean the { $name }?
redeem_gift-which = Which one do you mean?
redeem_gift-which-item = { redeem_gift-pick-item }
    .voice = { redeem_gift-pick-item.voice }
redeem_gift-pick = Choose one:
    .voice = Here is what you can choose from.
redeem_gift-pick-only = There's just one right now. Do you want it?
    .voice = There's just one to choose from right now.
redeem_gift-pick-item = { $name }, { count-points }{ $affordable ->
        [no] {" "}(not enough)
       *[yes] {""}
    }
    .voice = get the { $name }{ $own_code ->
        [none] {""}
       *[other] , number { DIGITS($own_code) },
    } for { count-points }{ $affordable ->
        [no] , which is more than you have
       *[yes] {""}
    }
redeem_gift-final = { $kind ->
        [voucher] This can't be undone.
       *[gift] Once sent, it can't be undone.
    }
    .voice = { $kind ->
        [voucher] It can't be undone.
       *[gift] Once it's sent, it can't be undone.
    }
redeem_gift-confirm = The { $name } for { count-points }, leaving { POINTS($left) }. { redeem_gift-final } Go ahead?
    .voice = That is the { $name }, for { count-points }. You will have { POINTS($left) } left. { redeem_gift-final.voice }
redeem_gift-confirm-simply = The { $name } for { count-points }. 1 to confirm, 2 to cancel.
    .voice = The { $name }, for { count-points }.
redeem_gift-confirm-yes = Confirm
    .voice = confirm
redeem_gift-confirm-no = Don't redeem
    .voice = cancel
redeem_gift-code_sent = The { $name } for { count-points }, { POINTS($left) } left. { $kind ->
        [voucher] Can't be undone.
       *[gift] Final once it ships.
    } Code { $code }, good for { $code_minutes ->
        [one] 1 minute
       *[other] { NUMERAL($code_minutes) } minutes
    }. No one will ask for it.
    .voice = To keep your points safe, we just texted you a code. It is good for { $code_minutes ->
        [one] a minute
       *[other] { NUMERAL($code_minutes) } minutes
    }.
redeem_gift-code = To confirm, reply with the code.
    .voice = Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
redeem_gift-code-simply = Reply with the { NUMERAL($digits_max) }-digit code we sent, or H to cancel.
    .voice = Please enter the { NUMERAL($digits_max) } digits from the text message we just sent. If it hasn't come, press 1, then pound.
redeem_gift-code_for = the { $name }
redeem_gift-code_is = This code gets you the { $name } for { count-points }. To go ahead, reply with the code, or NO to cancel. { engine-person }
    .voice = The code gets you the { $name } for { count-points }. Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
    .ussd = The code gets you the { $name } for { count-points }. Enter the code:
redeem_gift-offered = The { $other } instead?
    .voice = Would you like the { $other } instead?
redeem_gift-code_wait = We sent the code. If it hasn't come in { $wait ->
        [one] one second
       *[other] { POINTS($wait) } seconds
    }, reply RESEND.
    .voice = We sent the code. If it hasn't come in { $wait ->
        [one] one second
       *[other] { POINTS($wait) } seconds
    }, press 1, then pound.
    .ussd = We sent the code. For a new one, wait { $wait ->
        [one] one second
       *[other] { POINTS($wait) } seconds
    } and enter 1.
redeem_gift-now = OK, the { $name } instead.
    .voice = All right, the { $name } instead.
redeem_gift-changed = OK, the { $name } for { count-points } instead.
    .voice = All right, the { $name } for { count-points } instead.
redeem_gift-changing = OK, let's change that.
    .voice = All right, let's change that.
redeem_gift-code_replaced = That code has been replaced. Please use the one in our latest text.
    .voice = That code has been replaced. Please use the one in our latest text message.
redeem_gift-code_wrong = Wrong code. You have { $tries ->
        [one] one more try
       *[other] { $tries } more tries
    } in the next { $code_minutes ->
        [one] minute
       *[other] { $code_minutes } minutes
    }.
    .voice = That isn't the right code. You have { $tries ->
        [one] one more try
       *[other] { $tries } more tries
    } in the next { $code_minutes ->
        [one] minute
       *[other] { $code_minutes } minutes
    }.
redeem_gift-how_long = { $kind ->
        [voucher] { $name }: texted to you right away.
       *[gift] { $name }: delivered by { DATE($by) }.
    }
    .voice = { $kind ->
        [voucher] I'll text you your { $name } right away.
       *[gift] Your { $name } will be there by { DATE($by) }.
    }
redeem_gift-can_undo = { redeem_gift-final } { $kind ->
        [voucher] {""}
       *[gift] { engine-cancelling }
    }
    .voice = { redeem_gift-final.voice } { $kind ->
        [voucher] {""}
       *[gift] { engine-cancelling.voice }
    }
redeem_gift-moved = You got the { $name } for { count-points }, order { DIGITS($order) }. { engine-cancelling }
    .voice = You just got the { $name } for { count-points }. The order number is { DIGITS($order) }. { engine-cancelling.voice }
redeem_gift-cost = { $name }: { count-points }.
    .voice = The { $name } is { count-points }.
redeem_gift-address = You can change the address after you order, until it ships.
    .voice = You can change the address after you order, until it ships.
redeem_gift-no_such = We don't have that one. Here's what there is.
    .voice = We don't have that one.
redeem_gift-within = For { count-points } you can get { $instead }. To see all, reply GIFT.
    .voice = For { count-points } you can get { $instead }.
    .ussd = For { count-points } you can get { $instead }.
redeem_gift-within_none = There's nothing for { count-points }.
redeem_gift-too_dear = { $is_cheapest ->
        [yes] This takes the fewest points. To cancel, reply H.
       *[no] For fewer points, there's { $instead }.
    }
    .ussd = { $is_cheapest ->
        [yes] This takes the fewest points.
       *[no] For fewer points, there's { $instead }.
    }
    .voice = { $is_cheapest ->
        [yes] This already takes the fewest points.
       *[no] For fewer points, there's { $instead }.
    }
redeem_gift-for_whom = { $kind ->
        [data] Data
       *[credit] Phone credit
    } can go to any cell number in mainland China. { $is_open ->
        [yes] Right now it's for { redeem_credit-whom }.
       *[no] Reply { $kind ->
            [data] DATA
           *[credit] CREDIT
        }, how much, and the number.
    }
    .voice = { $kind ->
        [data] Data
       *[credit] Phone credit
    } can go to any cell number in mainland China.{ $is_open ->
        [yes] {" "}Right now it's for { redeem_credit-whom.voice }.
       *[no] {""}
    }
    .ussd = { $kind ->
        [data] Data
       *[credit] Phone credit
    } can go to any cell number in mainland China.{ $is_open ->
        [yes] {" "}Right now it's for { redeem_credit-whom }.
       *[no] {""}
    }
redeem_gift-restock = We don't know yet when it will be back. For what's in stock, reply GIFT.
    .voice = I don't know yet when it will be back.
    .ussd = We don't know yet when it will be back.
redeem_gift-unlisted = The catalog doesn't say that of the { $name }.
redeem_gift-price = { $name }, { count-points }{ $affordable ->
        [gone] , out of stock right now.
        [no] , more than you have. You have enough for { $instead }.
        [nothing] , more than you have. { engine-person }
       *[yes] . To get it, reply { $kind ->
            [credit] CREDIT
            [data] DATA
           *[gift] GIFT
        } { $wanted }.
    }
    .voice = { $name } takes { count-points }{ $affordable ->
        [gone] , but it's out of stock right now.
        [no] , and you don't have enough yet. What you have is enough for { $instead }.
        [nothing] , and you don't have enough yet. { engine-person }
       *[yes] .
    }
    .ussd = { $name }, { count-points }{ $affordable ->
        [gone] , out of stock right now.
        [no] , more than you have. You have enough for { $instead }.
        [nothing] , more than you have. { engine-person }
       *[yes] .
    }
redeem_gift-one_by_one = One at a time. The other comes next.
    .voice = I can order one at a time. The other one comes next.
redeem_gift-address_after = Send the address again once it's ordered.
    .voice = Once it's ordered, please give the address again.
redeem_gift-one_each = One gift per order.
    .voice = Each order is for one gift.
redeem_gift-ordered = Done: { $name } for { count-points }, order { DIGITS($order) }, to { $to } by { DATE($by) }. { count-left } left.
    .sms = Done: { $name }, order { DIGITS($order) }, to { $to } by { DATE($by) }. { count-left } left. To change the address, reply ADDRESS.
    .voice = All done. Your { $name } goes to { $to } and will arrive by { DATE($by) }. The order number is { DIGITS($order) }. You have { count-left } left.
redeem_gift-unaddressed = Done: { $name }, order { DIGITS($order) }, { count-left } left. We need an address: just reply to our text with it.
    .sms = Done: { $name }, order { DIGITS($order) }, { count-left } left. Where to? Just reply with the street, city, province and name.
    .voice = All done, but we still need an address. I'm texting you. Just reply to it with the address. The order number is { DIGITS($order) }. You have { count-left } left.
redeem_gift-unaddressed-no_texts = Done: { $name }, order { DIGITS($order) }, { count-left } left. We need an address. { engine-person }
    .voice = All done, but we still need an address. An agent can take it down. { engine-person } The order number is { DIGITS($order) }. You have { count-left } left.
redeem_gift-adding = Adding { $name } now. It takes about a minute, and we'll text you. Order { DIGITS($order) }, { count-left } left.
    .voice = I'm adding { $name } now. It takes about a minute, and we'll text you the result. You have { count-left } left.
redeem_gift-adding-no_texts = Adding { $name } now. It takes about a minute. Order { DIGITS($order) }, { count-left } left.
    .voice = I'm adding { $name } now. It takes about a minute. You can check on the order any time. You have { count-left } left.
redeem_gift-texted = Done: { $name }. We're texting you the code. Order { DIGITS($order) }, { count-left } left.
    .voice = Done. I'm texting you the code for your { $name }. The order number is { DIGITS($order) }, and you have { count-left } left.
redeem_gift-texted-no_texts = Done: { $name }, order { DIGITS($order) }, { count-left } left. You get no texts from us, so ask an agent for the code.
    .voice = Done. You get no texts from us, so an agent can tell you the code for your { $name }. The order number is { DIGITS($order) }, and you have { count-left } left.
redeem_gift-too_few = You are { $missing ->
        [one] 1 point
       *[other] { POINTS($missing) } points
    } short.
    .voice = You don't have enough points. You are { POINTS($missing) } short.
redeem_gift-something_else = You are { $missing ->
        [one] 1 point
       *[other] { POINTS($missing) } points
    } short. You have { $available ->
        [one] 1 point
       *[other] { POINTS($available) } points
    }, enough for { $instead }.
    .voice = You don't have enough points. You have { POINTS($available) }, which is enough for { $instead }.
redeem_gift-not_open = You can redeem once you have earned { $opens_after ->
        [one] 1 point
       *[other] { POINTS($opens_after) } points
    }. { POINTS($missing) } to go.
    .voice = You can start redeeming once you have earned { $opens_after ->
        [one] 1 point
       *[other] { POINTS($opens_after) } points
    }. You have { POINTS($missing) } to go.
redeem_gift-limit = You've reached today's limit. Please come back tomorrow.
    .voice = You've reached the limit for today. Please try again tomorrow.
redeem_gift-refused = Your account can't redeem right now.
    .voice = Your account can't redeem right now.
redeem_gift-cancelled = All right, nothing was redeemed.
    .voice = All right, nothing was redeemed, and you still have all your points.
redeem_gift-expired = That code no longer works, and nothing was redeemed. Send GIFT to start again.
    .voice = That code no longer works. Nothing was redeemed, and you still have all your points.
redeem_gift-too_soon = { $earlier ->
        [taken] We just sent a code for { $earlier_for }. Reply with it, or wait
        [void] Your last code is void. Please wait
       *[none] We just sent another code. Please wait
    } { $wait ->
        [one] one second
       *[other] { POINTS($wait) } seconds
    }.
    .voice = We just texted you a code for something else. Please stay on the line for { $wait ->
        [one] one second
       *[other] { POINTS($wait) } seconds
    }, then go on.
redeem_gift-too_soon-go_on = Go on
    .voice = go on
redeem_gift-too_soon-drop = Don't redeem
    .voice = cancel
redeem_gift-texts_refused = { $line ->
        [fixed] A landline can't get a code. An agent can help you, or add a cell number for you first.
       *[mobile] Your number has turned off all our texts, so we can't text you a code. To get texts again, text us START.
    }
    .voice = { $line ->
        [fixed] A landline can't get a code. An agent can do it for you, or add a cell number to your membership first.
       *[mobile] Your number has turned off all of our texts, so I can't send you a code. To get texts again, text us the word START.
    }
redeem_gift-too_many = You've had all of today's codes. Please try again tomorrow.
    .voice = You've had all of today's codes. Please try again tomorrow.
redeem_gift-nothing = There is nothing to choose from right now.
    .voice = There is nothing to choose from right now.

redeem_credit-title = phone credit redemption
redeem_credit-begun = redeeming phone credit
redeem_credit-chosen = redeeming points for { $name } on { redeem_credit-whom }
    .voice = redeeming points for { $name } on { redeem_credit-whom.voice }
redeem_credit-unknown = We don't have phone credit of { $wanted } yuan.
redeem_credit-gone = { redeem_gift-gone }
    .voice = { redeem_gift-gone.voice }
redeem_credit-repriced = { redeem_gift-repriced }
    .voice = { redeem_gift-repriced.voice }
redeem_credit-pick = { redeem_gift-pick }
    .voice = { redeem_gift-pick.voice }
redeem_credit-pick-only = There's just one right now. To get it, reply 1.
    .voice = { redeem_gift-pick-only.voice }
redeem_credit-pick-item = { redeem_gift-pick-item }
    .voice = get { $name } for { count-points }{ $affordable ->
        [no] , which is more than you have
       *[yes] {""}
    }
redeem_credit-whom = { $whose ->
        [other] { $phone }
       *[own] your own number
    }
    .voice = { $whose ->
        [other] { DIGITS($digits) }
       *[own] your own number
    }
redeem_credit-whom_read_back = { $whose ->
        [other] { $digits }
       *[own] your number
    }
redeem_credit-now = OK, { $name } instead.
    .voice = All right, { $name } instead.
redeem_credit-now_for_another = OK, for another number.
    .voice = All right, for another number.
redeem_credit-now_for = OK, for { redeem_credit-whom_read_back }.
    .voice = All right, for { redeem_credit-whom.voice }.
redeem_credit-one_by_one = One number at a time. The next comes after.
redeem_credit-receiver = Which cell number gets it?
    .voice = Please enter the cell number that gets it, then press the pound key.
redeem_credit-receiver-simply = Enter the { NUMERAL($number_digits) }-digit cell number that gets it, or go back.
    .voice = Who is it for? Enter their cell number, then press the pound key.
redeem_credit-no_mobile = { $wanted } is not a cell number in mainland China.
    .voice = { DIGITS($wanted) } is not a cell number in mainland China.
redeem_credit-confirm = { $name } on { redeem_credit-whom_read_back } for { count-points }, leaving { POINTS($left) }. This can't be undone. Go ahead?
    .voice = That is { $name } on { redeem_credit-whom.voice }, for { count-points }. You will have { POINTS($left) } left, and it can't be undone.
redeem_credit-confirm-simply = { $name } on { redeem_credit-whom_read_back } for { count-points }. 1 to confirm, 2 to cancel.
    .voice = { $name } on { redeem_credit-whom.voice }, for { count-points }.
redeem_credit-confirm-yes = { redeem_gift-confirm-yes }
    .voice = { redeem_gift-confirm-yes.voice }
redeem_credit-confirm-no = { redeem_gift-confirm-no }
    .voice = { redeem_gift-confirm-no.voice }
redeem_credit-confirm-other = Another number
    .voice = put it on another number
redeem_credit-code_sent = { $name } on { redeem_credit-whom_read_back } for { count-points }, { POINTS($left) } left. Final. Code { $code }, good for { $code_minutes ->
        [one] 1 minute
       *[other] { NUMERAL($code_minutes) } minutes
    }. No one will ask for it.
    .voice = { redeem_gift-code_sent.voice }
redeem_credit-code = { redeem_gift-code }
    .voice = { redeem_gift-code.voice }
redeem_credit-code-simply = { redeem_gift-code-simply }
    .voice = { redeem_gift-code-simply.voice }
redeem_credit-code_for = { $name } on { redeem_credit-whom }
redeem_credit-code_is = This code gets you { $name } on { redeem_credit-whom_read_back } for { count-points }. To go ahead, reply with the code, or NO to cancel. { engine-person }
    .voice = The code gets you { $name } on { redeem_credit-whom.voice } for { count-points }. Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
    .ussd = The code gets you { $name } on { redeem_credit-whom_read_back } for { count-points }. Enter the code:
redeem_credit-offered = { $other_is ->
        [phone] Put it on { $other } instead?
       *[gift] { $other } instead?
    }
    .voice = { $other_is ->
        [phone] Would you like to put it on { DIGITS($other) } instead?
       *[gift] Would you like { $other } instead?
    }
redeem_credit-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
redeem_credit-changed = OK, { $name } on { redeem_credit-whom_read_back } for { count-points } instead.
    .voice = All right, { $name } on { redeem_credit-whom.voice } for { count-points } instead.
redeem_credit-changing = { redeem_gift-changing }
    .voice = { redeem_gift-changing.voice }
redeem_credit-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
redeem_credit-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
redeem_credit-how_long = Phone credit is added within a minute of the order.
    .voice = Once it's ordered, phone credit is added within a minute.
redeem_credit-can_undo = Once ordered, phone credit can't be canceled.
redeem_credit-too_dear = { redeem_gift-too_dear }
    .voice = { redeem_gift-too_dear.voice }
    .ussd = { redeem_gift-too_dear.ussd }
redeem_credit-moved = You got { $name } on { redeem_credit-whom } for { count-points }. That can't be undone. If it isn't added, you get the points back.
    .voice = You just got { $name } on { redeem_credit-whom.voice } for { count-points }, and that can't be undone. If it isn't added, you get your points back.
redeem_credit-cost = { redeem_gift-cost }
    .voice = { redeem_gift-cost.voice }
redeem_credit-ordered = { redeem_gift-ordered }
    .voice = { redeem_gift-ordered.voice }
redeem_credit-unaddressed = { redeem_gift-unaddressed }
    .voice = { redeem_gift-unaddressed.voice }
redeem_credit-unaddressed-no_texts = { redeem_gift-unaddressed-no_texts }
    .voice = { redeem_gift-unaddressed-no_texts.voice }
redeem_credit-adding = Adding { $name } to { redeem_credit-whom } now. It takes about a minute, and we'll text you. Order { DIGITS($order) }, { count-left } left.
    .voice = I'm adding { $name } to { redeem_credit-whom.voice } now. It takes about a minute, and we'll text you the result. You have { count-left } left.
redeem_credit-adding-no_texts = Adding { $name } to { redeem_credit-whom } now. It takes about a minute. Order { DIGITS($order) }, { count-left } left.
    .voice = I'm adding { $name } to { redeem_credit-whom.voice } now. It takes about a minute. You can check on the order any time. You have { count-left } left.
redeem_credit-texted = { redeem_gift-texted }
    .voice = { redeem_gift-texted.voice }
redeem_credit-texted-no_texts = { redeem_gift-texted-no_texts }
    .voice = { redeem_gift-texted-no_texts.voice }
redeem_credit-too_few = { redeem_gift-too_few }
    .voice = { redeem_gift-too_few.voice }
redeem_credit-something_else = { redeem_gift-something_else }
    .voice = { redeem_gift-something_else.voice }
redeem_credit-not_open = { redeem_gift-not_open }
    .voice = { redeem_gift-not_open.voice }
redeem_credit-limit = { redeem_gift-limit }
    .voice = { redeem_gift-limit.voice }
redeem_credit-refused = { redeem_gift-refused }
    .voice = { redeem_gift-refused.voice }
redeem_credit-cancelled = { redeem_gift-cancelled }
    .voice = { redeem_gift-cancelled.voice }
redeem_credit-expired = That code no longer works, and nothing was redeemed. Send CREDIT to start again.
    .voice = { redeem_gift-expired.voice }
redeem_credit-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
redeem_credit-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
redeem_credit-too_soon-drop = { redeem_gift-too_soon-drop }
    .voice = { redeem_gift-too_soon-drop.voice }
redeem_credit-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
redeem_credit-too_many = { redeem_gift-too_many }
    .voice = { redeem_gift-too_many.voice }
redeem_credit-nothing = { redeem_gift-nothing }
    .voice = { redeem_gift-nothing.voice }

redeem_data-title = data redemption
redeem_data-begun = redeeming data
redeem_data-chosen = { redeem_credit-chosen }
    .voice = { redeem_credit-chosen.voice }
redeem_data-unknown = We don't have a { $wanted } GB data pack.
redeem_data-gone = { redeem_gift-gone }
    .voice = { redeem_gift-gone.voice }
redeem_data-repriced = { redeem_gift-repriced }
    .voice = { redeem_gift-repriced.voice }
redeem_data-pick = { redeem_gift-pick }
    .voice = { redeem_gift-pick.voice }
redeem_data-pick-only = { redeem_credit-pick-only }
    .voice = { redeem_gift-pick-only.voice }
redeem_data-pick-item = { redeem_gift-pick-item }
    .voice = { redeem_credit-pick-item.voice }
redeem_data-now = { redeem_credit-now }
    .voice = { redeem_credit-now.voice }
redeem_data-now_for_another = { redeem_credit-now_for_another }
    .voice = { redeem_credit-now_for_another.voice }
redeem_data-now_for = { redeem_credit-now_for }
    .voice = { redeem_credit-now_for.voice }
redeem_data-one_by_one = { redeem_credit-one_by_one }
redeem_data-receiver = { redeem_credit-receiver }
    .voice = { redeem_credit-receiver.voice }
redeem_data-receiver-simply = { redeem_credit-receiver-simply }
    .voice = { redeem_credit-receiver-simply.voice }
redeem_data-no_mobile = { redeem_credit-no_mobile }
    .voice = { redeem_credit-no_mobile.voice }
redeem_data-confirm = { redeem_credit-confirm }
    .voice = { redeem_credit-confirm.voice }
redeem_data-confirm-simply = { redeem_credit-confirm-simply }
    .voice = { redeem_credit-confirm-simply.voice }
redeem_data-confirm-yes = { redeem_gift-confirm-yes }
    .voice = { redeem_gift-confirm-yes.voice }
redeem_data-confirm-no = { redeem_gift-confirm-no }
    .voice = { redeem_gift-confirm-no.voice }
redeem_data-confirm-other = { redeem_credit-confirm-other }
    .voice = { redeem_credit-confirm-other.voice }
redeem_data-code_sent = { redeem_credit-code_sent }
    .voice = { redeem_gift-code_sent.voice }
redeem_data-code = { redeem_gift-code }
    .voice = { redeem_gift-code.voice }
redeem_data-code-simply = { redeem_gift-code-simply }
    .voice = { redeem_gift-code-simply.voice }
redeem_data-code_for = { redeem_credit-code_for }
redeem_data-code_is = { redeem_credit-code_is }
    .voice = { redeem_credit-code_is.voice }
    .ussd = { redeem_credit-code_is.ussd }
redeem_data-offered = { redeem_credit-offered }
    .voice = { redeem_credit-offered.voice }
redeem_data-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
redeem_data-changed = { redeem_credit-changed }
    .voice = { redeem_credit-changed.voice }
redeem_data-changing = { redeem_gift-changing }
    .voice = { redeem_gift-changing.voice }
redeem_data-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
redeem_data-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
redeem_data-how_long = Data is added within a minute of the order.
    .voice = Once it's ordered, data is added within a minute.
redeem_data-can_undo = Once ordered, data can't be canceled.
redeem_data-too_dear = { redeem_gift-too_dear }
    .voice = { redeem_gift-too_dear.voice }
    .ussd = { redeem_gift-too_dear.ussd }
redeem_data-moved = { redeem_credit-moved }
    .voice = { redeem_credit-moved.voice }
redeem_data-cost = { redeem_gift-cost }
    .voice = { redeem_gift-cost.voice }
redeem_data-ordered = { redeem_gift-ordered }
    .voice = { redeem_gift-ordered.voice }
redeem_data-unaddressed = { redeem_gift-unaddressed }
    .voice = { redeem_gift-unaddressed.voice }
redeem_data-unaddressed-no_texts = { redeem_gift-unaddressed-no_texts }
    .voice = { redeem_gift-unaddressed-no_texts.voice }
redeem_data-adding = { redeem_credit-adding }
    .voice = { redeem_credit-adding.voice }
redeem_data-adding-no_texts = { redeem_credit-adding-no_texts }
    .voice = { redeem_credit-adding-no_texts.voice }
redeem_data-texted = { redeem_gift-texted }
    .voice = { redeem_gift-texted.voice }
redeem_data-texted-no_texts = { redeem_gift-texted-no_texts }
    .voice = { redeem_gift-texted-no_texts.voice }
redeem_data-too_few = { redeem_gift-too_few }
    .voice = { redeem_gift-too_few.voice }
redeem_data-something_else = { redeem_gift-something_else }
    .voice = { redeem_gift-something_else.voice }
redeem_data-not_open = { redeem_gift-not_open }
    .voice = { redeem_gift-not_open.voice }
redeem_data-limit = { redeem_gift-limit }
    .voice = { redeem_gift-limit.voice }
redeem_data-refused = { redeem_gift-refused }
    .voice = { redeem_gift-refused.voice }
redeem_data-cancelled = { redeem_gift-cancelled }
    .voice = { redeem_gift-cancelled.voice }
redeem_data-expired = That code no longer works, and nothing was redeemed. Send DATA to start again.
    .voice = { redeem_gift-expired.voice }
redeem_data-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
redeem_data-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
redeem_data-too_soon-drop = { redeem_gift-too_soon-drop }
    .voice = { redeem_gift-too_soon-drop.voice }
redeem_data-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
redeem_data-too_many = { redeem_gift-too_many }
    .voice = { redeem_gift-too_many.voice }
redeem_data-nothing = { redeem_gift-nothing }
    .voice = { redeem_gift-nothing.voice }

redeem_gift-how = How would you like to choose?
    .voice = Do you know the number of the gift?
redeem_gift-how-by_number = By number
    .voice = enter its number
redeem_gift-how-read_out = From the list
    .voice = hear what there is
redeem_gift-number = Enter the gift's number:
    .voice = Please enter the number of the gift, then press the pound key. Or just say its name.
