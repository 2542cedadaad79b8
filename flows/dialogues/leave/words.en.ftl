# Leaving the programme: why, what is lost, confirming it, staying after all.

leave-title = leaving
leave-reason = Why would you like to leave?
    .voice = You would like to leave. May I ask why?
leave-reason-item = { $reason ->
        [unused] No use for points
        [choice] Nothing I want
        [number] Giving up my number
       *[other] Other reasons
    }
    .voice = { $reason ->
        [unused] say that you have no use for points
        [choice] say that there is nothing you want
        [number] say that you are giving up this number
       *[other] give another reason
    }
leave-count_offer = { $offer ->
        [one] 1 point
       *[other] { POINTS($offer) } points
    }
leave-offer = If you stay, you get { leave-count_offer }. Stay?
    .voice = If you stay with us, we'll give you { leave-count_offer }. Would you like to stay?
leave-offer-yes = Stay
    .voice = stay
leave-offer-no = Leave anyway
    .voice = leave anyway
leave-kept = Thanks for staying. { leave-count_offer } { $offer ->
        [one] was
       *[other] were
    } added to your account.
leave-confirm = Leaving on { DATE($on) }, you lose { count-points }. You can change your mind until then. Go ahead?
    .voice = You will leave on { DATE($on) }. On that day your { count-points } and your tier come to an end. Until then you can change your mind at any time.
leave-confirm-simply = Leave on { DATE($on) } and lose { count-points }. 1 to confirm, 2 to cancel.
    .voice = You will leave on { DATE($on) }, and lose { count-points }.
leave-confirm-yes = Leave
    .voice = leave
leave-confirm-no = Stay
    .voice = stay
leave-code_sent = Leaving on { DATE($on) }, you lose { count-points }. You can cancel until then. Code { $code }, good for { $code_minutes ->
        [one] 1 minute
       *[other] { NUMERAL($code_minutes) } minutes
    }. No one will ask for it.
    .voice = To keep your points safe, we just texted you a code. It is good for { $code_minutes ->
        [one] a minute
       *[other] { NUMERAL($code_minutes) } minutes
    }.
leave-code = To confirm, reply with the code.
    .voice = Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
leave-code-simply = Reply with the { NUMERAL($digits_max) }-digit code we sent, or H to stay.
    .voice = { redeem_gift-code-simply.voice }
leave-code_is = This code is to leave on { DATE($on) }. To leave, reply with the code, or NO to stay. { engine-person }
    .voice = The code is to leave on { DATE($on) }. Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
    .ussd = The code is to leave on { DATE($on) }. Enter the code:
leave-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
leave-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
leave-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
leave-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
leave-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
leave-too_soon-drop = Stay
    .voice = stay
leave-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
leave-too_many = You've had all of today's codes. Please try again tomorrow.
    .voice = You've had all of today's codes. Please try again tomorrow.
leave-expired = That code no longer works, and you are not leaving. To leave, please start again.
    .voice = That code no longer works. You are not leaving, and you still have all of your points.
leave-noticed = You will leave on { DATE($on) }. Until then you can still stay.
    .sms = You will leave on { DATE($on) }. To stay after all, just reply STAY before that day.
    .voice = It is noted that you leave on { DATE($on) }. If you'd like to stay after all, just call us before that day.
leave-take_back = You are leaving on { DATE($on) }. Stay after all?
    .voice = You are leaving on { DATE($on) }. Would you like to stay after all?
leave-take_back-yes = Stay
    .voice = stay
leave-take_back-no = Leave
    .voice = leave
leave-stays = All right, you stay, and you still have all of your points.
    .voice = All right, you stay, and you still have all of your points.
leave-still = All right, you leave on { DATE($on) } as planned.
    .voice = All right, you leave on { DATE($on) } as planned.
leave-cancelled = All right, you stay, and nothing was changed.
    .voice = All right, you stay, and you still have all of your points.
leave-how_long = Leaving takes effect on { DATE($on) }.
    .voice = Leaving takes effect on { DATE($on) }.
leave-can_undo = You can change your mind until { DATE($on) }.
    .voice = You can change your mind until { DATE($on) }.
leave-member_until = You're still a member, until { DATE($on) }.
    .sms = You're still a member, until { DATE($on) }. To stay after all, reply STAY.
leave-refused = That isn't possible right now. Nothing was changed.
    .voice = That isn't possible right now, and nothing was changed.
