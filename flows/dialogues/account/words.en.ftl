# The account: PIN, lost phone.

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
pin-outdated = Your PIN was just changed elsewhere, so nothing was changed here.
    .voice = Your PIN was just changed somewhere else, so I left it as it is.

report_lost-title = lost phone report
report_lost-which = Did you lose your phone or your membership card?
    .voice = Did you lose your phone, or your membership card?
report_lost-which-phone = My phone
    .voice = report a lost phone
report_lost-which-card = My membership card
    .voice = report a lost membership card
report_lost-confirm = This freezes { $own } until you verify who you are. Report it?
    .voice = This is for the number ending in { DIGITS($last) }. Once it is reported lost, no one can see or use your points until you verify your identity. Do you want to report it? Press a key, then pound.
report_lost-confirm-yes = Report it lost
    .voice = report it lost
report_lost-confirm-no = Don't report it
    .voice = cancel
report_lost-frozen = Reported lost. Your points are safe, and an agent can lift the freeze. { engine-person }
    .voice = Your phone is reported lost, and your points are safe. An agent can lift the freeze. { engine-person }
report_lost-already = Your account is already frozen, and your points are safe. An agent can lift that. { engine-person }
    .voice = Your account is already frozen, and your points are safe. An agent can lift the freeze. { engine-person }
report_lost-lifting = An agent lifts it once you've shown who you are. You keep your points.
    .voice = An agent lifts it once you have verified who you are, and you keep your points.
report_lost-cancelled = All right, nothing was changed.
    .voice = All right, nothing was changed.

lost_whose-title = lost phone report
lost_whose-whose = Here you can report only { $own }. An agent can report another number. Which one?
    .voice = Here you can only report the number you are calling from, which ends in { DIGITS($last) }. An agent can report another one.
lost_whose-whose-own = Report this number
    .voice = report this number
lost_whose-whose-other = Talk to an agent
    .voice = talk to an agent about another number
