# The address for gifts: giving it, changing it.

address-title = the address for gifts
address-words = Please reply with the address: street, city, province, and the name it goes to.
    .voice = Please say the address after the tone.
address-unclear = That looks incomplete.
    .voice = I didn't get the address.
address-unserved = Sorry, we can't ship gifts there. Please choose another address.
    .voice = I'm sorry, we can't ship gifts there. Please choose another address.
address-later = Once the gift is ordered, send this address again to change it.
address-whole = To change it, reply with the whole address and the name.
address-texted = We've texted you. Just reply with the address.
    .voice = I've texted you. Just reply to it with the address.
address-texted-no_texts = Your number doesn't get our texts. { engine-person }
    .voice = Your number doesn't get our texts, but an agent can take down the address. { engine-person }
address-code_sent = Ship { $unsent ->
        [0] your next gifts
        [1] the { $name }
       *[other] { NUMERAL($unsent) } gifts
    } to: { $address }. Code { $code }, good for { $code_minutes ->
        [one] 1 minute
       *[other] { NUMERAL($code_minutes) } minutes
    }. No one will ask for it.
    .voice = We just texted you a code. It is good for { $code_minutes ->
        [one] a minute
       *[other] { NUMERAL($code_minutes) } minutes
    }.
address-code = To confirm, reply with the code.
    .voice = { leave-code.voice }
address-code-simply = Reply with the { NUMERAL($digits_max) }-digit code we sent, or H to leave the address as it is.
    .voice = { redeem_gift-code-simply.voice }
address-code_is = This code changes your shipping address. To change it, reply with the code, or NO to keep the old one. { engine-person }
    .voice = The code changes your shipping address. Please enter the { NUMERAL($digits_max) }-digit code that we texted you.
    .ussd = This code changes your shipping address. Enter the code:
address-code_wait = { redeem_gift-code_wait }
    .voice = { redeem_gift-code_wait.voice }
    .ussd = { redeem_gift-code_wait.ussd }
address-code_replaced = { redeem_gift-code_replaced }
    .voice = { redeem_gift-code_replaced.voice }
address-code_wrong = { redeem_gift-code_wrong }
    .voice = { redeem_gift-code_wrong.voice }
address-too_soon = { redeem_gift-too_soon }
    .voice = { redeem_gift-too_soon.voice }
address-too_soon-go_on = { redeem_gift-too_soon-go_on }
    .voice = { redeem_gift-too_soon-go_on.voice }
address-too_soon-drop = Don't change it
    .voice = leave the address as it is
address-texts_refused = { redeem_gift-texts_refused }
    .voice = { redeem_gift-texts_refused.voice }
address-too_many = { leave-too_many }
    .voice = { leave-too_many.voice }
address-expired = That code no longer works, and the address wasn't changed. Please send it again.
    .voice = That code no longer works, and the address wasn't changed.
address-kept = OK, your gift goes to { $to } by { DATE($by) }. To change that before it ships, reply ADDRESS.
    .voice = OK, your gift goes to { $to }, and arrives by { DATE($by) }.
    .ussd = OK, your gift goes to { $to } by { DATE($by) }.
address-remembered = OK, your next gifts go to { $to }.
    .voice = OK, your next gifts go to { $to }.
address-cancelled = OK, the address stays as it is.
    .voice = OK, the address stays as it is.
address-refused = Sorry, we can't ship gifts there. The address wasn't changed.
    .voice = I'm sorry, we can't ship gifts there. The address wasn't changed.
