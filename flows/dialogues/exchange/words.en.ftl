# Exchanging points: for what, how many, reading back, confirming, and how it went.

exchange-title = points exchange
exchange-begun = exchanging points
exchange-chosen = exchanging points for { $name }
exchange-pick = What would you like?
    .voice = What would you like to exchange your points for?
exchange-pick-only = There's just one right now. Do you want it?
    .voice = There's just one to choose from right now.
exchange-pick-item = { $name }, { POINTS($rate) } for { $rate_points ->
        [one] 1 point
       *[other] { POINTS($rate_points) } points
    }
    .voice = get { $name }, { POINTS($rate) } for every { $rate_points ->
        [one] 1 point
       *[other] { POINTS($rate_points) } points
    }
exchange-points = How many points for { $name }? Up to { POINTS($most) }{ $step ->
        [1] {""}
       *[other] , in { POINTS($step) }s
    }.
    .voice = How many points would you like to exchange for { $name }? You can use up to { POINTS($most) }{ $step ->
        [1] {""}
       *[other] , in steps of { POINTS($step) }
    }. Enter the number, then press the pound key.
exchange-points-simply = Enter how many points, for example 500.
    .voice = Enter how many points you want to exchange. For five hundred, press 5, 0, 0 and then the pound key.
exchange-steps = Please enter a number of points from { POINTS($step) } to { POINTS($most) }{ $step ->
        [1] {""}
       *[other] , in steps of { POINTS($step) }
    }.
    .voice = Please enter a number of points from { POINTS($step) } to { POINTS($most) }{ $step ->
        [1] {""}
       *[other] , in steps of { POINTS($step) }
    }.
exchange-at_most = Not enough points. You can use up to { POINTS($most) }{ $held ->
        [0] {""}
        [one] {""}; 1 more is on hold
       *[other] {""}; { POINTS($held) } more are on hold
    }.
    .voice = You don't have that many points. You can use up to { POINTS($most) }{ $held ->
        [0] {""}
        [one] , and 1 more is on hold
       *[other] , and { POINTS($held) } more are on hold
    }.
exchange-limit_left = You can exchange { $points_max ->
        [one] one point
       *[other] { POINTS($points_max) } points
    } a month, and { POINTS($most) } more this month.
    .voice = You can exchange { $points_max ->
        [one] one point
       *[other] { POINTS($points_max) } points
    } a month. This month you can exchange { POINTS($most) } more.
exchange-confirm = { count-points } for { POINTS($partner_points) } { $gets }, leaving { POINTS($left) }. This can't be undone. Go ahead?
    .voice = That is { count-points } for { POINTS($partner_points) } { $gets }. You will have { POINTS($left) } left, and it can't be undone.
exchange-confirm-simply = { count-points } for { POINTS($partner_points) } { $gets }. 1 to confirm, 2 to cancel.
    .voice = { count-points }, for { POINTS($partner_points) } { $gets }.
exchange-confirm-yes = Confirm
    .voice = confirm
exchange-confirm-no = Don't exchange
    .voice = cancel
exchange-code_sent = { count-points } for { POINTS($partner_points) } { $gets }, leaving { POINTS($left) }. Can't be undone. Code { $code }, good for { $code_minutes ->
        [one] 1 minute
       *[other] { NUMERAL($code_minutes) } minutes
    }. No one will ask for it.
    .voice = To keep your points safe, we just texted you a code. It is good for { $code_minutes ->
        [one] a minute
       *[other] { NUMERAL($code_minutes) } minutes
    }.
exchange-code = { redeem_gift-code }
    .voice = { redeem_gift-code.voice }
exchange-code-simply = { redeem_gift-code-simply }
    .voice = { redeem_gift-code-simply.voice }
exchange-code_for = { exchange-chosen }
exchange-code_is = This code exchanges { count-points } for { POINTS($partner_points) } { $gets }. To go ahead, reply with the code, or NO to cancel. { engine-person }
    .voice = The code exchanges { count-points } for { POINTS($partner_points) } { $gets }. Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
    .ussd = The code exchanges { count-points } for { POINTS($partner_points) } { $gets }. Enter the code:
exchange-offered = Exchange { $other ->
        [one] 1 point
       *[other] { POINTS($other) } points
    } instead?
    .voice = Would you like to exchange { $other ->
        [one] 1 point
       *[other] { POINTS($other) } points
    } instead?
exchange-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
exchange-changed = OK, { count-points } for { POINTS($partner_points) } { $gets } instead.
    .voice = All right, { count-points } for { POINTS($partner_points) } { $gets } instead.
exchange-changing = { redeem_gift-changing }
    .voice = { redeem_gift-changing.voice }
exchange-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
exchange-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
exchange-how_long = It starts right away. Once it's done, it's in your points history.
exchange-moved = You asked for { POINTS($partner_points) } { $gets } for { count-points }. That can't be undone. If it fails, you get the points back.
    .voice = You just asked for { POINTS($partner_points) } { $gets } for { count-points }, and that can't be undone. If it fails, you get your points back.
exchange-can_undo = Once confirmed, an exchange can't be undone.
exchange-asked = Getting your { POINTS($partner_points) } { $gets } now. We'll text you the result. { count-left } left.
    .voice = I'm getting your { POINTS($partner_points) } { $gets } now, and we'll text you the result. You have { count-left } left.
exchange-asked-no_texts = Getting your { POINTS($partner_points) } { $gets } now. It will be in your points history. { count-left } left.
    .voice = I'm getting your { POINTS($partner_points) } { $gets } now. Once it's done, it will be in your points history. You have { count-left } left.
exchange-not_open = You can exchange points once you have earned { $opens_after ->
        [one] 1 point
       *[other] { POINTS($opens_after) } points
    }. { POINTS($missing) } to go.
    .voice = You can start exchanging points once you have earned { $opens_after ->
        [one] 1 point
       *[other] { POINTS($opens_after) } points
    }. You have { POINTS($missing) } to go.
exchange-too_few = { $name } take at least { $step ->
        [one] 1 point
       *[other] { POINTS($step) } points
    }. You can use { POINTS($available) }{ $held ->
        [0] {""}
        [one] {""}; 1 more is on hold
       *[other] {""}; { POINTS($held) } more are on hold
    }.
    .voice = You need at least { $step ->
        [one] 1 point
       *[other] { POINTS($step) } points
    } for { $name }. You can use { POINTS($available) }{ $held ->
        [0] {""}
        [one] , and 1 more is on hold
       *[other] , and { POINTS($held) } more are on hold
    }.
exchange-limit = You can exchange { $points_max ->
        [one] one point
       *[other] { POINTS($points_max) } points
    } a month, and you've reached that this month.
    .voice = You can exchange { $points_max ->
        [one] one point
       *[other] { POINTS($points_max) } points
    } a month, and you've reached that this month.
exchange-nothing = There is no one to exchange points with right now.
    .voice = There is no one to exchange points with right now.
exchange-refused = Your account can't exchange points right now.
    .voice = Your account can't exchange points right now.
exchange-cancelled = All right, nothing was exchanged.
    .voice = All right, nothing was exchanged, and you still have all your points.
exchange-expired = That code no longer works, and nothing was exchanged. Send EXCHANGE to start again.
    .voice = That code no longer works. Nothing was exchanged, and you still have all your points.
exchange-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
exchange-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
exchange-too_soon-drop = Don't exchange
    .voice = { redeem_gift-too_soon-drop.voice }
exchange-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
exchange-too_many = You've had all of today's codes. Please try again tomorrow.
    .voice = You've had all of today's codes. Please try again tomorrow.
