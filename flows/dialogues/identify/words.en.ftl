# Asking for the PIN; choosing one on the spot, if it is forgotten or there is none.

identify-title = identification
identify-pin = Enter your { NUMERAL($digits_max) }-digit PIN. Forgot it? Reply 1.
    .voice = Please enter your { NUMERAL($digits_max) }-digit PIN. If you forgot it, press 1.
identify-pin-simply = { identify-pin }
    .voice = Please enter your { NUMERAL($digits_max) }-digit PIN. If you forgot it, press 1, then pound.
identify-wrong = Wrong PIN. { $tries ->
        [one] One try left.
       *[other] { $tries } tries left.
    }
    .voice = That isn't the right PIN. { $tries ->
        [one] You have one more try.
       *[other] You have { $tries } more tries.
    } If you forgot it, press 1, then pound.
identify-locked = { $lock ->
        [by_hand] Your PIN is locked.
       *[today] Your PIN is locked until midnight.
    } You can set a new one now with a code.
    .voice = { $lock ->
        [by_hand] Your PIN is locked.
       *[today] Your PIN is locked until midnight.
    } You can set a new one now, with a code that we text you.
identify-locked-no_texts = { identify-locked }
    .voice = { $lock ->
        [by_hand] Your PIN is locked.
       *[today] Your PIN is locked until midnight.
    } A new one takes a code by text, and your number doesn't get our texts.
identify-locked-reset = Set a new PIN
    .voice = set a new PIN
identify-locked-later = Not now
    .voice = cancel
identify-no_pin = You don't have a PIN yet. Let's set one now.
    .sms = You don't have a PIN yet.
    .voice = You don't have a PIN yet. Let's set one now.
identify-code_sent = Code { $code } to set your PIN, good for { $code_minutes ->
        [one] one minute
       *[other] { NUMERAL($code_minutes) } minutes
    }. No one will ask for it.
    .voice = To keep your account safe, we just texted you a code. It is good for { $code_minutes ->
        [one] a minute
       *[other] { NUMERAL($code_minutes) } minutes
    }.
    .ussd = Code { $code } lets you set a PIN.
identify-code = To set a PIN, reply with the code.
    .voice = { redeem_gift-code.voice }
    .ussd = Enter the code:
identify-code-simply = Reply with the { NUMERAL($digits_max) }-digit code we sent, or H to cancel.
    .voice = { redeem_gift-code-simply.voice }
    .ussd = Enter the { NUMERAL($digits_max) }-digit code:
identify-code_is = This code sets your PIN. To set it, reply with the code, or NO to cancel. { engine-person }
    .voice = The code is to set your PIN. Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
    .ussd = The code is to set your PIN. Enter the code:
identify-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
identify-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
identify-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
identify-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
identify-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
identify-too_soon-drop = Don't set one
    .voice = { redeem_gift-too_soon-drop.voice }
identify-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
identify-too_many = { redeem_gift-too_many }
    .voice = You've had all of today's codes by phone. To set a PIN today, text us the word PIN.
identify-expired = That code no longer works, and your PIN is unchanged.
    .voice = That code no longer works, and your PIN is unchanged.
identify-dropped = Your PIN wasn't set.
identify-cancelled = All right, no PIN was set.
    .voice = All right, no PIN was set.
identify-new = { pin-new }
    .voice = { pin-new.voice }
identify-weak = { pin-weak }
    .voice = { pin-weak.voice }
identify-again = { pin-again }
    .voice = { pin-again.voice }
identify-differs = { pin-differs }
    .voice = { pin-differs.voice }
identify-set_now = { pin-set_now }
    .voice = { pin-set_now.voice }
identify-outdated = { pin-outdated }
    .voice = { pin-outdated.voice }
