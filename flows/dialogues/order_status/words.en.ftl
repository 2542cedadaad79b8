# Orders: the latest, one by its number, one that did not arrive as it should.

order-title = order
order-several = You have { NUMERAL($count) } orders on their way:
    .voice = You have { NUMERAL($count) } orders on their way.
order-several-item = { $name }, ordered { DATE($ordered) }
    .voice = check on the { $name } ordered on { DATE($ordered) }
order-none = You have no orders yet.
    .voice = You don't have any orders yet.
order-none_of = I don't see any { $kind ->
        [data] data
       *[credit] phone credit
    } that you redeemed.
order-unknown = We couldn't find order { DIGITS($number) }.
order-held = { $name }, order { DIGITS($number) }: being packed, arrives by { DATE($by) }.
    .voice = The { $name } you ordered on { DATE($ordered) } is being packed. It will arrive by { DATE($by) }.
    .sms = { $name }, order { DIGITS($number) }: being packed, arrives by { DATE($by) }. To change the address, reply ADDRESS.
order-unaddressed = { $name }, order { DIGITS($number) }: we need an address. We've texted you: just reply with it.
    .sms = { $name }, order { DIGITS($number) }: we need an address. Just reply with the street, city, province and name.
    .voice = We still need an address for the { $name } you ordered on { DATE($ordered) }. I've texted you. Just reply to it with the address.
order-unaddressed-no_texts = { $name }, order { DIGITS($number) }: we need an address. { engine-person }
    .voice = We still need an address for the { $name } you ordered on { DATE($ordered) }. An agent can take it down. { engine-person }
order-what = { $whose ->
        [other] { $name } for { $phone }
       *[own] { $name }
    }
    .voice = { $whose ->
        [other] The { $name } you ordered on { DATE($ordered) } for the number ending in { DIGITS($last) }
       *[own] The { $name } you ordered on { DATE($ordered) }
    }
order-adding = { order-what }, order { DIGITS($number) }: being added, and we'll text you the result.
    .voice = { order-what.voice } is being added. We'll text you the result.
order-adding-no_texts = { order-what }, order { DIGITS($number) }: being added.
    .voice = { order-what.voice } is being added. Please check again in a little while.
order-packed = { $name }, order { DIGITS($number) }: waiting for the courier, arrives by { DATE($by) }.
    .voice = The { $name } you ordered on { DATE($ordered) } is packed and waiting for the courier. It will arrive by { DATE($by) }.
order-sent = { $name }, order { DIGITS($number) }: on its way, arrives by { DATE($by) }.
    .sms = { $name }, order { DIGITS($number) }: on its way, arrives by { DATE($by) }{ $tracking ->
        [none] {""}
       *[other] , tracking number { $tracking }
    }.
    .voice = The { $name } you ordered on { DATE($ordered) } is on its way. It will arrive by { DATE($by) }.
order-failed = { $name }, order { DIGITS($number) }: the courier came by and couldn't deliver it.
    .voice = The courier came by with the { $name } you ordered on { DATE($ordered) }, and couldn't deliver it.
    .sms = { $name }, order { DIGITS($number) }: the courier came by and couldn't deliver it{ $tracking ->
        [none] {""}
       *[other] , tracking number { $tracking }
    }.
order-brought_back = { $name }, order { DIGITS($number) }: couldn't be delivered and came back to us. An agent can return your points.
    .voice = The { $name } you ordered on { DATE($ordered) } couldn't be delivered and came back to us. An agent can return your points.
order-late = { $name }, order { DIGITS($number) }: was due by { DATE($by) }. Sorry it's late. File a complaint?
    .voice = The { $name } you ordered on { DATE($ordered) } should have arrived by { DATE($by) }. I'm sorry it is late. Do you want to file a complaint?
order-waiting = { $name }, order { DIGITS($number) }: arrives by { DATE($by) }. File a complaint?
    .voice = The { $name } you ordered on { DATE($ordered) } will arrive by { DATE($by) }. Do you want to file a complaint?
order-disputed = { order-what }, order { DIGITS($number) }: recorded as { $kind ->
        [gift] delivered
       *[other] added
    }. File a complaint?
    .voice = { order-what.voice } is recorded as { $kind ->
        [gift] delivered
       *[other] added to your account
    }. Do you want to file a complaint?
order-left = All right, no complaint was filed.
    .voice = All right, I haven't filed a complaint. An agent can look into it.
order-delivered = { order-what }, order { DIGITS($number) }: { $kind ->
        [gift] delivered
       *[other] added to your account
    }.
    .voice = { order-what.voice } has been { $kind ->
        [gift] delivered
       *[other] added to your account
    }.
order-voucher = { $name }, order { DIGITS($number) }: we're texting you the code again. Valid until { DATE($until) }.
    .voice = I'm texting you the code for the { $name } you ordered on { DATE($ordered) } again. It is valid until { DATE($until) }.
order-voucher-no_texts = { $name }, order { DIGITS($number) }: valid until { DATE($until) }. Ask an agent for the code.
    .voice = The { $name } you ordered on { DATE($ordered) } is valid until { DATE($until) }. An agent can tell you the code.
order-voucher_expired = { $name }, order { DIGITS($number) }: the code expired on { DATE($until) }.
    .voice = The code for the { $name } you ordered on { DATE($ordered) } expired on { DATE($until) }.
order-cancelled = { order-what }, order { DIGITS($number) }: canceled, and your points are back.
    .voice = { order-what.voice } was canceled, and you have your points back.
order-returned = { $name }, order { DIGITS($number) }: canceled, and your points are back.
    .voice = The { $name } you ordered on { DATE($ordered) } was canceled, and you have your points back.

order_by_number-title = order
order_by_number-number = Enter the { NUMERAL($digits_max) }-digit order number:
    .voice = Please enter the { NUMERAL($digits_max) }-digit order number.
order_by_number-none = { order-none }
    .voice = { order-none.voice }
order_by_number-unknown = { order-unknown }
    .voice = I couldn't find that order. Please check the number.
order_by_number-held = { order-held }
    .voice = { order-held.voice }
order_by_number-unaddressed = { order-unaddressed }
    .voice = { order-unaddressed.voice }
    .sms = { order-unaddressed.sms }
order_by_number-unaddressed-no_texts = { order-unaddressed-no_texts }
    .voice = { order-unaddressed-no_texts.voice }
order_by_number-adding = { order-adding }
    .voice = { order-adding.voice }
order_by_number-adding-no_texts = { order-adding-no_texts }
    .voice = { order-adding-no_texts.voice }
order_by_number-packed = { order-packed }
    .voice = { order-packed.voice }
order_by_number-sent = { order-sent }
    .voice = { order-sent.voice }
    .sms = { order-sent.sms }
order_by_number-failed = { order-failed }
    .voice = { order-failed.voice }
    .sms = { order-failed.sms }
order_by_number-brought_back = { order-brought_back }
    .voice = { order-brought_back.voice }
order_by_number-late = { order-late }
    .voice = { order-late.voice }
order_by_number-left = { order-left }
    .voice = { order-left.voice }
order_by_number-delivered = { order-delivered }
    .voice = { order-delivered.voice }
order_by_number-voucher = { order-voucher }
    .voice = { order-voucher.voice }
order_by_number-voucher-no_texts = { order-voucher-no_texts }
    .voice = { order-voucher-no_texts.voice }
order_by_number-voucher_expired = { order-voucher_expired }
    .voice = { order-voucher_expired.voice }
order_by_number-cancelled = { order-cancelled }
    .voice = { order-cancelled.voice }
order_by_number-returned = { order-returned }
    .voice = { order-returned.voice }

not_received-title = missing or damaged order
not_received-none = You have no orders yet.
    .voice = You don't have any orders yet.
