# Asking for the PIN.

identify-title = identification
identify-pin = Enter your { NUMERAL($digits_max) }-digit PIN:
    .voice = Please enter your { NUMERAL($digits_max) }-digit PIN.
identify-wrong = Wrong PIN. { $tries ->
        [one] One try left.
       *[other] { $tries } tries left.
    }
    .voice = That isn't the right PIN. { $tries ->
        [one] You have one more try.
       *[other] You have { $tries } more tries.
    }
identify-locked = Your PIN is locked until midnight. If it is urgent, ask for an agent.
    .voice = Your PIN is locked until midnight. If it can't wait, press 0 for an agent.
identify-no_pin = You don't have a PIN yet. You can set one under More.
    .voice = { pin-by_text.voice }
