# Making a suggestion.

suggestion-title = suggestion
suggestion-words = What would you suggest? Please write it down:
    .voice = After the tone, please tell us your suggestion, then press the pound key. We record this to improve our service.
suggestion-more = How could "{ $named }" be better? Please write a sentence:
    .voice = After the tone, please tell us how it could be better, then press the pound key. We record this to improve our service.
suggestion-kind = "{ SENTENCE($beginning) }" Should we file this as a complaint?
    .voice = You said: { SENTENCE($beginning) } Should I file this as a complaint? Then you will get an answer.
suggestion-kind-complaint = File a complaint
    .voice = file a complaint
suggestion-kind-suggestion = It's just a suggestion
    .voice = make it just a suggestion
suggestion-thanks = We have your suggestion. Thank you!
    .voice = We have your suggestion. Thank you!
suggestion-nothing = All right. If you think of something, we're happy to hear it.
suggestion-unheard = We didn't get any words. To make a suggestion, reply SUGGEST and your words.
    .voice = I couldn't hear you. You can record it again from the menu.
    .ussd = We didn't get any words.
