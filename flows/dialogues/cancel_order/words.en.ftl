# Cancelling an order: an agent does it, until it is sent.

cancel_order-title = canceling an order
cancel_order-ask = An agent can still cancel your { $name }. Talk to an agent?
    .voice = Your { $name } hasn't been sent yet. An agent can cancel it, and your points come back. Would you like to talk to an agent?
cancel_order-kept = All right, your { $name } is still on order.
    .voice = All right, your { $name } is still on order.
cancel_order-sent = { $name }, order { DIGITS($number) }, was sent and can't be canceled. Faulty or missing? Tell an agent within { $days ->
        [one] 1 day
       *[other] { POINTS($days) } days
    }.
    .voice = Your { $name } has been sent, so it can't be canceled. If it's faulty or doesn't arrive, tell an agent within { $days ->
        [one] a day
       *[other] { POINTS($days) } days
    }.
cancel_order-final = { $name } can't be canceled once it's ordered.
    .voice = { $name } can't be canceled once it's ordered.
cancel_order-gone = Order { DIGITS($number) } was canceled before. You got your points back.
    .voice = Your { $name } was canceled before, and you got your points back.
cancel_order-none = We can't find that order.
    .voice = I can't find that order.
