# Asking back when the words were not clear: whether this was meant, or which of two.

wish-name = { $wish ->
        [balance] check your points
        [tier] check your tier
        [history] see your points history
        [redeem] redeem a gift
        [credit] redeem phone credit
        [data] redeem mobile data
        [order] track an order
        [claim] claim missing points
        [complaint] file a complaint
        [status] check on your complaint
        [agent] talk to an agent
        [give] give points to someone
        [pin] set your PIN
        [lost] report a lost phone
        [stop] stop marketing texts
        [notices] change your notices
        [language] change the language
        [partner] find partner shops
        [join] join the program
        [leave] leave the program
        [club] see club events
        [exchange] exchange points
        [survey] rate our service
        [suggestion] make a suggestion
        [menu] see the menu
        [subscribe] get marketing texts
        [benefits] see your tier's benefits
        [numbers] manage your numbers
        [receipt] enter a receipt code
        [pay] pay with points
       *[other] do something else
    }

ask_wish-title = Just checking
ask_wish-meant = Do you want to { wish-name }?
ask_wish-never_mind = OK. Please say it another way. { engine-person }
    .ussd = OK. Please choose from the menu.
ask_wish-dropped = OK, nothing was done.
    .voice = OK. Just tell me if you need anything.
ask_wish-not_offered = { engine-not_offered }

offer_wishes-title = Just checking
offer_wishes-which = Do you want to:
    .voice = Which of these would you like?
offer_wishes-which-item = { wish-name }
offer_wishes-not_offered = { engine-not_offered }

wish_or_words-title = Just checking
wish_or_words-which = Is this what you want to write down, or do you want to { wish-name }?
wish_or_words-which-words = It's what I want to write
wish_or_words-which-wish = { wish-name }
wish_or_words-not_offered = { engine-not_offered }
