# Claiming missing points.

claim-title = claim
claim-begun = claiming missing points
claim-receipt = Enter the receipt or bill number ({ $digits_min } to { $digits_max } digits):
    .voice = Please enter the number on your receipt or bill, then press the pound key.
    .sms = Reply with the receipt or bill number ({ $digits_min } to { $digits_max } digits). Don't have one? { engine-person }
claim-confirm = Claim points for receipt { $receipt }?
    .voice = That is receipt { DIGITS($receipt) }. Is that right?
claim-confirm-yes = Yes
    .voice = claim the points
claim-confirm-no = Enter it again
    .voice = enter it again
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
claim-filed-no_texts = We have your claim, number { DIGITS($number) }. We'll decide by { DATE($due) }. Your number has turned off our texts, so please ask us then.
    .voice = We have your claim. Its number is { DIGITS($number) }. We'll decide by { DATE($due) }. Your number has turned off our texts, so please call us then.
claim-taken = Points for that receipt have already been claimed.
    .voice = Points for that receipt have already been claimed.
