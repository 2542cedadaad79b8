# Giving points: to whom, how many, reading back, confirming, and how it went.

give-title = gift of points
give-begun = giving points
give-chosen = giving points to { $to }
    .voice = giving points
give-one_by_one = One person at a time. The next comes after.
give-receiver = Who gets the points? Enter their phone number:
    .voice = Please enter the phone number of the person who gets the points, then press the pound key.
give-receiver-simply = Enter the phone number of the person who gets the points, or go back.
    .voice = Who are the points for? Enter their phone number, then press the pound key.
give-cannot = { $to } can't receive points right now.
    .voice = { DIGITS($wanted) } can't receive points right now.
give-oneself = { $to } is your own number. You can't give points to yourself.
    .voice = That is your own number. You can't give points to yourself.
give-in_part = We need the whole number.
    .voice = I need the whole number, not just the end of it.
give-no_number = { $wanted } is not a valid phone number.
    .voice = { DIGITS($wanted) } is not a valid phone number.
give-amount = How many points for { $to }?
    .voice = How many points would you like to give? Enter the number, then press the pound key.
give-amount-simply = Enter how many points, for example 500.
    .voice = Enter how many points you want to give. For five hundred, press 5, 0, 0 and then the pound key.
give-confirm = Give { count-points } to { $digits }, leaving { POINTS($left) }. This can't be undone. Go ahead?
    .voice = That is { count-points } for { DIGITS($number) }. You will have { POINTS($left) } left, and it can't be undone.
give-confirm-simply = { count-points } to { $digits }. 1 to confirm, 2 to cancel.
    .voice = { count-points } for { DIGITS($number) }.
give-confirm-yes = Confirm
    .voice = confirm
give-confirm-no = Don't give
    .voice = cancel
give-code_sent = { count-points } to { $digits }, leaving { POINTS($left) }. Can't be undone. Code { $code }, good for { $code_minutes ->
        [one] 1 minute
       *[other] { NUMERAL($code_minutes) } minutes
    }. No one will ask for it.
    .voice = To keep your points safe, we just texted you a code. It is good for { $code_minutes ->
        [one] a minute
       *[other] { NUMERAL($code_minutes) } minutes
    }.
give-code = To confirm, reply with the code.
    .voice = Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
give-code-simply = Reply with the { NUMERAL($digits_max) }-digit code we sent, or H to cancel.
    .voice = { redeem_gift-code-simply.voice }
give-code_for = giving points
give-code_is = This code gives { count-points } to { $digits }. To go ahead, reply with the code, or NO to cancel. { engine-person }
    .voice = The code gives { count-points } to { DIGITS($number) }. Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
    .ussd = The code gives { count-points } to { $digits }. Enter the code:
give-offered = { $other_is ->
        [to] Give them to { $other } instead?
       *[points] Give { $other } points instead?
    }
    .voice = { $other_is ->
        [to] Would you like to give them to { DIGITS($other) } instead?
       *[points] Would you like to give { $other } points instead?
    }
give-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
give-now = OK, { count-points } instead.
    .voice = All right, { count-points } instead.
give-now_to = OK, to { $digits } instead.
    .voice = All right, to { DIGITS($digits) } instead.
give-changed = OK, { count-points } to { $digits } instead.
    .voice = All right, { count-points } for { DIGITS($number) } instead.
give-changing = { redeem_gift-changing }
    .voice = { redeem_gift-changing.voice }
give-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
give-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
give-how_long = Points you give are there within minutes.
give-can_undo = Once given, points can't be taken back.
give-to_whom = They go to { $digits }.
    .voice = They go to { DIGITS($number) }.
give-moved = You gave { count-points } to { $to }, and can't take that back. If they can't receive points, you get them back.
    .voice = You just gave { count-points }, and that can't be taken back. If the other person can't receive points, you get them back.
give-given = You gave { count-points } to { $to }. If they can't receive points, you get them back. { count-left } left.
    .voice = You gave { count-points } to { DIGITS($number) }. They will be there within minutes. If the other person can't receive points, you get them back. You have { count-left } left.
give-too_few = { redeem_gift-too_few }
    .voice = { redeem_gift-too_few.voice }
give-range = Please enter a number of points from { POINTS($points) } to { POINTS($available) }.
    .voice = Please enter a number of points from { POINTS($points) } to { POINTS($available) }.
give-at_most = Not enough points. You can give up to { POINTS($available) }.
    .voice = You don't have that many points. You can give up to { POINTS($available) }.
give-limit = You can give { $points_max ->
        [one] one point
       *[other] { POINTS($points_max) } points
    } a month, and { POINTS($available) } more this month.
    .voice = You can give { $points_max ->
        [one] one point
       *[other] { POINTS($points_max) } points
    } a month. This month you can give { POINTS($available) } more.
give-recipients = You can give to { $people_max ->
        [one] one person
       *[other] { POINTS($people_max) } people
    } a month, and you've reached that this month.
    .voice = You can give points to { $people_max ->
        [one] one person
       *[other] { POINTS($people_max) } people
    } a month, and you've reached that this month.
give-too_new = You can give points after { $months_min ->
        [one] a month
       *[other] { POINTS($months_min) } months
    } as a member.
    .voice = You can give points once you have been a member for { $months_min ->
        [one] a month
       *[other] { POINTS($months_min) } months
    }.
give-refused = Your account can't give points right now.
    .voice = Your account can't give points right now.
give-cancelled = All right, no points were given.
    .voice = All right, no points were given, and you still have all of yours.
give-expired = That code no longer works, and no points were given. Please start again.
    .voice = That code no longer works. No points were given, and you still have all of yours.
give-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
give-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
give-too_soon-drop = Don't give
    .voice = { redeem_gift-too_soon-drop.voice }
give-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
give-too_many = You've had all of today's codes. Please try again tomorrow.
    .voice = You've had all of today's codes. Please try again tomorrow.
