# The account: PIN, lost phone, marketing texts.

pin-title = PIN
pin-new = Enter a new { NUMERAL($digits_max) }-digit PIN:
    .voice = Please enter a new { NUMERAL($digits_max) }-digit PIN. Don't use a run of numbers or part of your phone number.
pin-weak = That PIN is too easy to guess. Please choose another.
    .voice = That PIN is easy to guess. Please choose another one.
pin-again = Enter it once more:
    .voice = Please enter it once more.
pin-differs = Those two don't match. Please start over.
    .voice = Those two didn't match. Let's do it again.
pin-set_now = Your new PIN is set.
    .voice = Your new PIN is set.

report_lost-title = lost phone report
report_lost-confirm = This freezes your points until you verify your identity. Report your phone lost?
    .voice = Once your phone is reported lost, no one can see or use your points until you verify your identity. Do you want to report it?
report_lost-confirm-yes = Report it lost
    .voice = report it lost
report_lost-confirm-no = Don't report it
    .voice = cancel
report_lost-frozen = Reported lost. Your points are safe, and an agent can lift the freeze. { engine-person }
    .voice = Your phone is reported lost, and your points are safe. An agent can lift the freeze. { engine-person }
report_lost-cancelled = All right, nothing was changed.
    .voice = All right, nothing was changed.

stop_marketing-title = marketing texts
stop_marketing-stopped = You won't get any more offers from us. You will still get texts about your account.
    .sms = You won't get any more offers from us. You will still get texts about your account. To get offers again, reply SUBSCRIBE.
    .voice = All right, you won't get any more offers from us. You will still get texts about your account.
stop_marketing-stopped-no_texts = You won't get any more offers from us. Your number has turned off all our texts. To get texts again, text us START.
    .voice = All right, you won't get any more offers from us. Your number has turned off all of our other texts too. To get texts again, text us the word START.

subscribe-title = marketing texts
subscribe-subscribed = You will get our offers by text from now on.
    .sms = You will get our offers by text from now on. To stop them, reply R.
    .voice = All right, you will get our offers by text from now on.
subscribe-subscribed-no_texts = Offers are on, but your number has turned off all our texts. To get texts again, text us START.
    .voice = All right, offers are on, but your number has turned off all of our texts. To get texts again, text us the word START.

marketing-title = marketing texts
marketing-refuse = You are getting our offers by text. Stop them?
    .voice = You are getting our offers by text.
marketing-refuse-yes = Stop them
    .voice = stop them
marketing-refuse-no = Keep them
    .voice = keep them
marketing-accept = You are not getting our offers by text. Turn them on?
    .voice = You are not getting our offers by text.
marketing-accept-yes = Turn them on
    .voice = turn them on
marketing-accept-no = Leave them off
    .voice = leave them off
marketing-unchanged = All right, nothing was changed.
    .voice = All right, nothing was changed.
