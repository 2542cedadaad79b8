# Texts that did not arrive.

undelivered-title = missed texts
undelivered-about = { $about ->
        [text] a message from our agent
        [turn_outcome] the outcome of your request
        [joined] your membership
        [order_placed] your order
        [order_fulfilled] your order
        [order_cancelled] your order
        [order_returned] your order
        [address_wanted] the address for your gift
        [address_reminder] the address for your gift
        [complaint_filed] your complaint
        [complaint_decided] our decision on your complaint
        [complaint_closed] your complaint
        [claim_filed] your claim
        [claim_decided] our decision on your claim
        [transfer] points you gave
        [transfer_refunded] points that came back to you
        [points_received] points you were given
        [expiry] points that expire
        [tier] your tier
       *[other] your account
    }
undelivered-missed = { $count ->
        [one] A text of ours didn't reach you. It was
       *[other] { $count } texts of ours didn't reach you. The latest was
    } about { undelivered-about }.
