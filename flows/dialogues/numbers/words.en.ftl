# My numbers: which there are, adding, removing, the main one, a lost membership card.

numbers-title = my numbers
numbers-which = Your numbers: { $mine }. The first is your main one.{ $card ->
        [none] {""}
       *[other] {" "}Your card ends in { $card }.
    }
    .voice = You have { $mobiles ->
        [one] 1 cell number
       *[other] { NUMERAL($mobiles) } cell numbers
    }{ $fixed ->
        [0] {""}
        [one] {" "}and 1 landline
       *[other] {" "}and { NUMERAL($fixed) } landlines
    }. Your main number ends in { DIGITS($last) }.{ $card ->
        [none] {""}
       *[other] {" "}Your membership card ends in { DIGITS($card) }.
    }
    .ussd = Cell: { $mobiles }, landline: { $fixed }. Main: { $own }{ $card ->
        [none] {""}
       *[other] {", "}card ****{ $card }
    }
numbers-which-add = Add a number
    .voice = add a number
numbers-which-main = Change main number
    .voice = choose another main number
numbers-which-remove = Remove a number
    .voice = remove a number
numbers-which-change = New number
    .voice = hear what happens when you get a new number
numbers-which-lost = Lost card
    .voice = report a lost membership card
numbers-change = When you change your number with us, your points and tier move along. If they don't, an agent can fix it. { engine-person }
    .voice = When you change your number with us, your points and your tier move along, and there is nothing else to do. If they don't, an agent can fix it. { engine-person }
    .ussd = When you change your number with us, your points and tier move along. If they don't, an agent can fix it.
numbers-card_is = { $card ->
        [none] You have no membership card. Your phone number is all you need.
       *[other] Your membership card ends in { $card }. The full number is on the front of it.
    }
    .voice = { $card ->
        [none] You have no membership card. Your phone number is all you need.
       *[other] Your membership card ends in { DIGITS($card) }. The full number is on the front of it.
    }

change_numbers-title = a change of your numbers
change_numbers-one_by_one = One number at a time, please.
change_numbers-entered = Enter the cell number to add:
    .voice = Please enter the cell number that you would like to add, then press the pound key.
change_numbers-entered-simply = Enter the { NUMERAL($number_digits) }-digit cell number to add, or go back.
    .voice = Which cell number would you like to add? Enter it, then press the pound key.
change_numbers-no_number = There is no such number. Please check it and enter it again.
    .voice = There is no such number. Please check it and enter it again.
change_numbers-yours = { $other } is one of your numbers already.
    .voice = That is one of your numbers already.
change_numbers-fixed_line = A landline can't get a code, so an agent has to add it.
    .voice = A landline can't get a code, so an agent has to add it for you.
change_numbers-full = You have all { NUMERAL($numbers_max) } numbers that a member can have.
    .voice = You have all { NUMERAL($numbers_max) } numbers that a member can have. You can remove one first.
change_numbers-pick = { $change ->
        [main] Which is your main number?
       *[remove] Which number goes?
    }
    .voice = { $change ->
        [main] Which number should be your main one?
       *[remove] Which number would you like to remove?
    }
change_numbers-pick-item = { $other }
    .voice = choose the number ending in { DIGITS($other_last) }
change_numbers-in_use = You're using this number right now. Please remove it from another of your numbers.
    .voice = You're calling from this number. Please remove it from another of your numbers.
change_numbers-none = { $change ->
        [main] You have no other cell number.
       *[remove] You have no number to remove.
    }
    .voice = { $change ->
        [main] You have no other cell number that could be your main one.
       *[remove] You have no number to remove. Your main number and the one you are calling from have to stay.
    }
change_numbers-what = { $change ->
        [add] Add { $whole }
        [main] Make { $other } your main number
       *[remove] Remove { $other }
    }
    .voice = { $change ->
        [add] add { DIGITS($whole) }
        [main] make the number ending in { DIGITS($other_last) } your main one
       *[remove] remove the number ending in { DIGITS($other_last) }
    }
change_numbers-then = { $change ->
        [add] It can then use your points.
        [main] Texts and codes then go there.
       *[remove] It can then no longer use your points.
    }
change_numbers-confirm = { change_numbers-what }? { change_numbers-then }
    .voice = You are about to { change_numbers-what }. { change_numbers-then } Are you sure?
change_numbers-confirm-yes = Go ahead
    .voice = go ahead
change_numbers-confirm-no = Change nothing
    .voice = change nothing
change_numbers-code_sent = { change_numbers-what }? { change_numbers-then } Code { $code }, good for { $code_minutes ->
        [one] 1 minute
       *[other] { NUMERAL($code_minutes) } minutes
    }. No one will ask for it.
    .voice = To keep your points safe, we just texted you a code. It is good for { $code_minutes ->
        [one] a minute
       *[other] { NUMERAL($code_minutes) } minutes
    }.
change_numbers-code = To confirm, reply with the code.
    .voice = { leave-code.voice }
change_numbers-code-simply = Reply with the { NUMERAL($digits_max) }-digit code we sent, or H to change nothing.
    .voice = { redeem_gift-code-simply.voice }
change_numbers-code_is = This code is to change your numbers. { change_numbers-what }? Reply with the code, or NO. { engine-person }
    .voice = The code is to { change_numbers-what }. Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
    .ussd = { change_numbers-what }? Enter the code:
change_numbers-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
change_numbers-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
change_numbers-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
change_numbers-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
change_numbers-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
change_numbers-too_soon-drop = Change nothing
    .voice = change nothing
change_numbers-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
change_numbers-too_many = { leave-too_many }
    .voice = { leave-too_many.voice }
change_numbers-expired = That code no longer works, and your numbers are as they were. Please start again.
    .voice = That code no longer works. Your numbers are as they were.
change_numbers-agreement = We texted a code to { $whole }. If its owner agrees, enter that code:
    .voice = We just texted a code to { DIGITS($whole) }. If its owner agrees, please enter the { NUMERAL($digits_max) }-digit code from there.
change_numbers-agreement-simply = Enter the { NUMERAL($digits_max) }-digit code that { $whole } got, or go back.
    .voice = Please enter the { NUMERAL($digits_max) }-digit code that was texted to the other number.
change_numbers-there_text = { $own } wants to add this number to their points. If you agree, give them code { $code } within { $code_minutes ->
        [one] 1 minute
       *[other] { NUMERAL($code_minutes) } minutes
    }. Our agents never ask for it.
change_numbers-in_a_minute = A code was just sent. Please try again in { NUMERAL($wait) } s.
    .voice = A code was just sent. Please try again in { $wait ->
        [one] a second
       *[other] { NUMERAL($wait) } seconds
    }.
change_numbers-done = { $change ->
        [add] { $whole } is one of your numbers now.
        [main] { $other } is your main number now. Texts and codes go there.
       *[remove] { $other } is no longer one of your numbers.
    }
    .voice = { $change ->
        [add] All right, { DIGITS($whole) } is one of your numbers now.
        [main] All right, the number ending in { DIGITS($other_last) } is your main one now. Texts and codes go there.
       *[remove] All right, the number ending in { DIGITS($other_last) } was removed.
    }
change_numbers-cancelled = All right, nothing was changed.
    .voice = All right, nothing was changed.
change_numbers-refused = Sorry, that can't be done with this number right now. Nothing was changed.
    .voice = Sorry, that can't be done with this number right now. Nothing was changed.

lost_card-title = lost card report
lost_card-confirm = Block your card ending in { $card } for good? You keep your points.
    .voice = This is for your membership card ending in { DIGITS($card) }. Once it is reported lost, it no longer works. You keep your points. Do you want to report it? Press a key, then pound.
lost_card-confirm-yes = Report it lost
    .voice = report it lost
lost_card-confirm-no = Don't report it
    .voice = cancel
lost_card-reported = Your card ending in { $card } is blocked, and you keep your points. A store can give you a new one.
    .voice = Your card ending in { DIGITS($card) } is blocked, and you keep your points. A store can give you a new one.
lost_card-none = You have no active membership card. You keep your points.
    .voice = You have no active membership card. You keep your points.
lost_card-cancelled = All right, nothing was changed.
    .voice = All right, nothing was changed.
