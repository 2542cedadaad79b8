# Claiming missing points.

claim-title = claim
claim-begun = claiming missing points
claim-where = It's printed at the top or bottom of the receipt.
    .voice = The number is printed at the top or bottom of the receipt or bill.
claim-receipt = Enter the receipt or bill number ({ $digits_min } to { $digits_max } digits):
    .voice = Please enter the number on your receipt or bill, then press the pound key.
    .sms = Reply with the receipt or bill number ({ $digits_min } to { $digits_max } digits). Don't have one? { engine-person }
claim-confirm = Claim points for receipt { $receipt }?
    .voice = That is receipt { DIGITS($receipt) }. Is that right?
claim-confirm-yes = Yes
    .voice = claim the points
claim-confirm-no = Enter it again
    .voice = enter it again
claim-merchant = Several shops have used this number. Which one is your receipt from?
    .voice = Several shops have used this number. Which one is your receipt from?
claim-merchant-item = { $which ->
        [other] None of them
       *[shop] { $merchant }
    }
    .voice = { $which ->
        [other] say that it is none of them
       *[shop] choose { $merchant }
    }
claim-yuan = How many yuan is the receipt for? Leave out the cents:
    .voice = How many yuan is the receipt for? Please enter whole yuan, then press the pound key.
claim-details = Which shop is it from, of what day, and how many yuan is it for?
    .voice = After the tone, please say which shop the receipt is from, of what day, and how many yuan it is for. Then press the pound key.
claim-rest = Noted: { $shop }. Of what day, and for how many yuan?
    .voice = After the tone, please say of what day it is and for how many yuan. Then press the pound key.
claim-no_number = Without a number, an agent can look into it. Would you like one?
    .voice = Without a number, an agent can look into it for you. Would you like to talk to an agent?
claim-no_number-yes = Yes, please
    .voice = talk to an agent
claim-no_number-no = I have a number
    .voice = enter a number
claim-how_long = Claims made today are decided by { DATE($due) }.
    .voice = A claim you make today is decided by { DATE($due) }.
claim-filed = We have your claim, number { DIGITS($number) }. We'll text you the answer by { DATE($due) }.
    .voice = We have your claim. Its number is { DIGITS($number) }. We'll text you the answer by { DATE($due) }.
claim-filed-no_texts = We have your claim, number { DIGITS($number) }. We'll decide by { DATE($due) }. Your number doesn't get our texts, so please ask us then.
    .voice = We have your claim. Its number is { DIGITS($number) }. We'll decide by { DATE($due) }. Your number doesn't get our texts, so please call us then.
claim-granted = Claim { DIGITS($number) } was granted, and you got { count-points }.
    .voice = Your claim was granted, and you got { count-points }. Its number is { DIGITS($number) }.
claim-too_late = That receipt is more than { POINTS($claim_days) } days old, so points can't be claimed for it any more.
    .voice = That receipt is more than { POINTS($claim_days) } days old, so points can't be claimed for it any more.
claim-taken = Points for that receipt have already been claimed.
    .voice = Points for that receipt have already been claimed.

withdraw_claim-title = withdrawing a claim
withdraw_claim-checked = We are already checking claim { DIGITS($number) }, so it can't be withdrawn here.
    .voice = We are already checking your claim, so it can't be withdrawn here.
withdraw_claim-several = We are already checking your { $count } claims, so they can't be withdrawn here.
    .voice = We are already checking your { $count } claims, so they can't be withdrawn here.
withdraw_claim-granted = Claim { DIGITS($number) } is approved, and the points are in your account. It can't be withdrawn here.
    .voice = Your claim is approved, and the points are in your account, so it can't be withdrawn here.
withdraw_claim-none = You have no claims that are being checked.
    .voice = You have no claims that are being checked.
