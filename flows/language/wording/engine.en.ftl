# What the engine says by itself: greeting, silence, wrong keys, and what leads up to an agent.

engine-greeting = Hello, this is the points hotline.
engine-option = { $key } { $label }
    .voice = To { $label }, press { $key }.
engine-option_language = { $key } { $label }
    .voice = For { $label }, press { $key }.
engine-anything_else = Anything else I can help with?
engine-list_more = More
    .voice = hear more
engine-yes = Yes
    .voice = say yes
engine-no = No
    .voice = say no
engine-footer =
    .ussd = 0 Back  00 Main menu
engine-more =
    .ussd = 98 More
engine-silence = Nothing came through.
    .voice = Sorry, I didn't hear anything.
engine-silence_again = Sorry, still nothing came through.
    .voice = I still can't hear you. Please use the keys on your phone.
engine-silence_words = { engine-silence }
    .voice = Sorry, I didn't hear you.
engine-silence_words_again = { engine-silence_again }
    .voice = I still can't hear you. Please speak after the tone.
engine-miss = Sorry, I didn't get that.
    .voice = Sorry, that isn't one of the choices.
engine-miss_again = Please reply with one of these numbers.
    .voice = Sorry, that isn't one of the choices. Let's go over them again.
engine-miss_speech =
    .voice = Sorry, I didn't understand.
engine-miss_speech_again =
    .voice = Sorry, I still didn't get that. Please use the keys on your phone.
engine-press_yes =
    .voice = To confirm, please press 1.
engine-press_yes_again =
    .voice = To be safe, this step takes a key. To confirm, please press 1.
engine-miss_words = Please tell us a little more.
    .voice = Please speak after the tone.
engine-miss_words_again = Please add a few more words.
    .voice = Please wait for the tone, then speak.
engine-miss_entry = That isn't the right number of digits.
    .voice = That isn't the right number of digits.
engine-miss_entry_again = Sorry, that isn't the right number of digits. Please check it.
    .voice = Sorry, that isn't the right number of digits. Please check it and try again.
engine-miss_several = One number at a time, please.
engine-miss_several_again = Sorry, only one number at a time works here.
engine-miss_secret_said = To keep it safe, please key it in and don't say it.
engine-miss_secret_said_again = { engine-miss_secret_said }
engine-miss_digits = Digits only, please.
engine-miss_digits_again = Sorry, only digits work here.
engine-code_waits = OK, take your time. The code is good for { $code_minutes ->
        [one] 1 minute
       *[other] { NUMERAL($code_minutes) } minutes
    }.
engine-code_goes_to = The text goes to your cell phone, { $phone }.
    .voice = The text goes to your cell phone that ends in { DIGITS($last) }.
engine-left_code = That code was for your canceled { $title }.
engine-miss_code_length = The code has 6 digits.
engine-miss_code_length_again = The code has the 6 digits that we texted you. Please check it.
engine-miss_other_code = That code isn't for the change, so nothing is done yet.
engine-miss_other_code_again = { engine-miss_other_code }
engine-miss_early = It's a little too soon.
engine-miss_early_again = { engine-miss_early }
engine-miss_no_code = You don't need a code yet.
engine-miss_no_code_again = { engine-miss_no_code }
engine-dropped = Your { $title } was canceled.
engine-dropped_next = OK, the rest is canceled. What came before it is done.
engine-left = OK, we'll leave it there.
    .voice = All right, we'll leave it there.
engine-hello = Hello!
engine-identity = This is the points hotline's automated service. { engine-person }
    .voice = I'm the points hotline's automated assistant. { engine-person }
engine-heard = Yes, we got your text. Go ahead.
    .voice = Yes, I can hear you. Go ahead.
    .ussd = Yes, we're here. Go ahead.
engine-no_hurry = OK, take your time.
engine-distress = I'm so sorry you feel this way. Please call 12356, the crisis line, or 110 or 120 right now if you're in danger.
    .voice = I'm so sorry you feel this way. Please call the crisis line at one two three five six, or if you're in danger, call one one zero or one two zero right now.
engine-emergency = If anyone is in danger, call 120 for an ambulance, 119 for fire, or 110 for the police right now.
    .voice = If anyone is in danger, please call one two zero for an ambulance, one one nine for fire, or one one zero for the police right now.
engine-fraud = Please don't send any points, and never give anyone a code or your PIN. If you were cheated, call 110.
    .voice = Please don't send any points, and never give anyone a code or your PIN. If you were cheated, call the police at one one zero.
engine-bereaved = We're very sorry for your loss. An agent will help you with their number and their points.
    .voice = I'm very sorry for your loss. An agent will help you with their number and their points.
engine-misdialed = No problem.
engine-acknowledged = OK. Text us any time.
    .voice = OK.
    .ussd = OK.
engine-slower = Sure, I'll speak more slowly.
engine-thanks = You're welcome.
engine-too_long = That's too long to take. Up to { $most } characters, please.
engine-praised = Thank you! To pass it on, reply SUGGEST and your words.
    .voice = Thank you, that's kind of you!
    .ussd = Thank you, that's kind!
engine-goodbye = Goodbye, and have a nice day.
engine-weather = For the weather, please see the forecast on your phone.
engine-nothing_begun = There's nothing to cancel right now. Reply H for the menu.
    .voice = There's nothing to cancel right now.
    .ussd = There's nothing to cancel right now.
engine-still_open = Your { $title } isn't finished yet.
engine-person = For an agent, reply AGENT.
    .voice = For an agent, press 0.
    .ussd = For an agent, enter 00 and choose it there.
engine-ways =
    .voice = { engine-person } To go back, press star.
    .sms = { engine-person }
engine-person_entry =
    .voice = { engine-person } Then press pound.
engine-ways_entry =
    .voice = { engine-ways } Then press pound.
engine-help =
    .sms = { engine-person } For the menu, reply H.
engine-help_choose =
    .sms = Reply with the number in front of your choice. { engine-help }
engine-language = All right, English it is.
engine-restarted = I lost our place, so let's start again.
    .voice = I'm sorry, I lost our place. Let's start again.
engine-refused_stranger = This number isn't in the points program yet.
    .sms = This number isn't in the points program yet. To join for free, reply JOIN.
    .voice = This number isn't in our points program yet.
engine-refused_frozen = Your account was reported lost. Until that is lifted, you can only complain.
    .voice = Your account has been reported lost. Until that is lifted, you can only complain.
engine-refused_suspended = Your line is suspended. You can redeem once it is back.
    .voice = Your line is suspended at the moment. You can redeem points once it is back.
engine-refused_arrears = You have unpaid bills. You can redeem once they are paid.
    .voice = You still have unpaid bills. You can redeem points as soon as they are paid.
engine-refused_left = You have left the points program.
    .voice = You have left the points program.
engine-automatic =
    .sms = This looks like an automatic reply, so we won't answer it again. For the menu, reply H; to complain, COMPLAIN and your words. { engine-person }
engine-unanswered =
    .sms = Sorry, we couldn't understand your texts, so we'll stop replying for now. For the menu, reply H. { engine-person }
engine-not_again =
    .sms = OK, we'll stop replying for now. For the menu, reply H. { engine-person }
engine-too_many_keywords =
    .sms = That was a lot of texts, so we'll stop answering for a while. Please try again later. For an agent, call the hotline.
engine-pictures_added =
    .sms = Picture received, we'll add it.
engine-pictures_for_case =
    .sms = Picture received. We'll add it to your open complaint or claim.
engine-pictures_kept =
    .sms = Picture received. To claim points, reply CLAIM and the receipt number within { $hours ->
        [one] an hour
       *[other] { POINTS($hours) } hours
    }; to complain, COMPLAIN and your words. We'll add the picture.
engine-pictures_too_many =
    .sms = You have sent too many pictures today, and we didn't keep this one. { engine-person }
engine-pictures_not_kept =
    .sms = This number isn't in the points program, so we didn't keep the picture. { engine-person }
engine-sorry = Sorry, something went wrong. Please send that again. { engine-person }
    .voice = I'm sorry, something went wrong on our side. To go on, press 1. { engine-person }
    .ussd = Sorry, something went wrong. To try again, enter 1. { engine-person }
engine-sorry_agent = Sorry, we can't answer right now. Please try again a little later.
    .voice = I'm sorry, something went wrong on our side. I'll connect you with an agent.
engine-sorry_pending = Sorry, something went wrong. We can't tell yet whether that was done. We'll text you the result. { engine-person }
    .voice = I'm sorry, something went wrong on our side, and I can't tell yet whether that was done. We'll text you the result. To go on, press 1. { engine-person }
engine-busy = Sorry, we're very busy right now. Please send that again in a few minutes.
    .voice = I'm sorry, we're very busy right now. Please hold on.
    .ussd = Sorry, we're very busy right now. Please dial again in a few minutes.
engine-not_done = Sorry, that was not done, and nothing was changed. Please start again. { engine-person }
    .voice = I'm sorry, that was not done, and nothing was changed. To go on, press 1. { engine-person }
    .ussd = Sorry, that was not done, and nothing was changed. To go on, enter 1. { engine-person }

engine-not_clear = { $excerpt ->
        [none] Sorry, I didn't get that.
       *[other] Sorry, I didn't get "{ SENTENCE($excerpt) }"
    }
    .voice = Sorry, I didn't understand.
    .ussd = Sorry, I didn't get that.
engine-cancelling = An agent can cancel a gift that hasn't been sent yet.
    .voice = If your gift hasn't been sent yet, an agent can cancel it for you.
engine-no_next = That's all there is.
engine-no_previous = This is the first page.
engine-shorter_list = OK, not that one.
engine-not_wished = OK, nothing was done.
engine-not_offered = You can't do that here yet.
    .voice = You can't do that here yet.
    .ussd = You can't do that here yet.
engine-elsewhere_bill = For bills, please call customer care.
    .voice = This line is for points only. For bills and payments, please call customer care.
    .ussd = This line is for points only. For bills and payments, please call customer care.
engine-elsewhere_network = For your network, please call customer care.
    .voice = This line is for points only. For network problems, please call customer care.
    .ussd = This line is for points only. For network problems, please call customer care.
engine-elsewhere_service = For plans or SIMs, please call customer care.
    .voice = This line is for points only. For plans, SIM cards or home internet, please call customer care.
    .ussd = This line is for points only. For plans and SIM cards, please call customer care.

count-points = { $points ->
        [one] 1 point
       *[other] { POINTS($points) } points
    }
count-left = { $left ->
        [one] 1 point
       *[other] { POINTS($left) } points
    }
