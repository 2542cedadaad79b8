# Complaints, where one stands, and withdrawing one.

complaint-title = complaint
complaint-begun = filing a complaint
complaint-words = What is your complaint? Please write it down:
    .voice = After the tone, please tell us what went wrong, then press the pound key. We record this so that we can look into it.
complaint-dropped = Your new complaint wasn't filed.
    .voice = Your new complaint wasn't filed.
complaint-doubtful = Is this what you want to complain about, or do you want to check on a complaint?
    .voice = Is this what you want to complain about, or do you want to check on a complaint?
complaint-doubtful-words = It's my complaint
    .voice = make it your complaint
complaint-doubtful-status = Check on a complaint
    .voice = check on a complaint
complaint-how = You can complain right here. { engine-person }
complaint-harm = A complaint won't affect your number or your points.
complaint-not_yet = It isn't filed yet.
complaint-not_added = That wasn't added.
complaint-how_long = Once filed, it's decided within { POINTS($days) } working days.
complaint-confirm = Your complaint: "{ SENTENCE($beginning) }" File it now?
    .voice = Your complaint is: { SENTENCE($beginning) } Should I file it now?
complaint-confirm-yes = File it
    .voice = file it
complaint-confirm-no = Don't file it
    .voice = cancel
complaint-heard = Your complaint: "{ SENTENCE($beginning) }"
    .voice = Your complaint is: { SENTENCE($beginning) } Should I file it?
complaint-heard-file = { complaint-keep-file }
    .voice = { complaint-keep-file.voice }
complaint-heard-again = { complaint-keep-again }
    .voice = record it instead
complaint-heard-drop = { complaint-keep-drop }
    .voice = { complaint-keep-drop.voice }
complaint-keep = Recorded. File it?
    .voice = Got it.
complaint-keep-file = File it
    .voice = file your complaint
complaint-keep-again = Record it again
    .voice = record it again
complaint-keep-drop = Don't file it
    .voice = cancel
complaint-cancelled = { $earlier ->
        [none] All right, no complaint was filed.
       *[other] All right, this one wasn't filed. Complaint { DIGITS($earlier) } stays open.
    }
    .voice = { $earlier ->
        [none] All right, I haven't filed a complaint.
       *[other] All right, I haven't filed this one. Your earlier complaint stays open.
    }
complaint-praised = { engine-praised }
    .voice = { engine-praised.voice }
    .ussd = { engine-praised.ussd }
complaint-hotline = { rules_asked-hotline }
    .voice = { rules_asked-hotline.voice }
    .ussd = { rules_asked-hotline.ussd }
complaint-unheard = We didn't get any words, so no complaint was filed. Reply COMPLAIN and your words.
    .voice = I couldn't hear you, so I haven't filed a complaint. You can record it again from the menu.
    .ussd = We didn't get any words, so no complaint was filed.
complaint-about = What is it about?
    .voice = What is it about?
complaint-about-delivery = Delivery
    .voice = say it's about delivery
complaint-about-quality = Quality
    .voice = say it's about the quality of a gift
complaint-about-points = Points
    .voice = say it's about points
complaint-about-service = Service
    .voice = say it's about service
complaint-about-partner = Partner
    .voice = say it's about a partner
complaint-noted = Thanks, we've noted that.
    .voice = Thank you. I've noted that.
complaint-untold = That's fine. We'll look into it all the same.
    .voice = That's fine. We'll look into it all the same.
complaint-filed = We have your complaint, number { DIGITS($number) }. We will contact you within { $contact_hours ->
        [one] an hour
       *[other] { POINTS($contact_hours) } hours
    } and decide by { DATE($due) }.
    .sms = We have your complaint, number { DIGITS($number) }. We will contact you within { $contact_hours ->
        [one] an hour
       *[other] { POINTS($contact_hours) } hours
    } and decide by { DATE($due) }.{ $can_withdraw ->
        [yes] {" "}To withdraw it, reply WITHDRAW.
       *[no] {""}
    }
    .voice = We have your complaint. Its number is { DIGITS($number) }. We will contact you within { $contact_hours ->
        [one] an hour
       *[other] { POINTS($contact_hours) } hours
    }, and you will have our decision by { DATE($due) }.

complaint_category-title = what a complaint is about
complaint_category-about = { complaint-about }
    .voice = { complaint-about.voice }
complaint_category-about-delivery = { complaint-about-delivery }
    .voice = { complaint-about-delivery.voice }
complaint_category-about-quality = { complaint-about-quality }
    .voice = { complaint-about-quality.voice }
complaint_category-about-points = { complaint-about-points }
    .voice = { complaint-about-points.voice }
complaint_category-about-service = { complaint-about-service }
    .voice = { complaint-about-service.voice }
complaint_category-about-partner = { complaint-about-partner }
    .voice = { complaint-about-partner.voice }
complaint_category-untold = { complaint-untold }
    .voice = { complaint-untold.voice }
complaint_category-noted = { complaint-noted }
    .voice = { complaint-noted.voice }

add_to_complaint-title = adding to a complaint
add_to_complaint-begun = adding to your complaint
add_to_complaint-dropped = What you wrote wasn't added to your complaint.
    .voice = What you said wasn't added to your complaint.
add_to_complaint-words = What would you like to add? Please write it down:
    .voice = After the tone, please tell us what to add, then press the pound key.
add_to_complaint-filed = Complaint { DIGITS($number) } is filed. You'll hear from us by { DATE($due) }.
    .voice = Your complaint is filed. You will have our decision by { DATE($due) }.
add_to_complaint-ask = "{ SENTENCE($added) }" Add this to complaint { DIGITS($number) }?
    .voice = You said: { SENTENCE($added) } Should I add it to your complaint?
add_to_complaint-ask-add = Add it
    .voice = add it
add_to_complaint-ask-new = New complaint
    .voice = make it a new complaint
add_to_complaint-ask-neither = Neither
    .voice = do neither
add_to_complaint-added = We've added that to complaint { DIGITS($number) }.
    .voice = I've added that to your complaint.
add_to_complaint-neither = OK, nothing was added.
    .voice = All right, nothing was added.
add_to_complaint-stays = What was added can't be removed, but you can add a correction.
    .voice = What was added can't be removed, but you can add a correction.
add_to_complaint-too_late = Complaint { DIGITS($number) } is no longer open, so nothing was added.
    .voice = That complaint is no longer open, so nothing was added.

complaint_status-title = complaint status
complaint_status-which = You have { open-cases }. Which one?
    .voice = You have { open-cases }. Which one would you like to check on?
complaint_status-which-item = { $kind ->
        [all] Withdraw all complaints
        [claim] { DATE($opened) }: claim for receipt ...{ $listed }
        [decided] { DATE($opened) }: decision on { $listed ->
            [none] your recording
           *[other] "{ $listed }"
        }
       *[complaint] { DATE($opened) }: complaint { $listed ->
            [none] (recorded)
           *[other] "{ $listed }"
        }
    }
    .voice = { $kind ->
        [all] withdraw all complaints that nobody works on yet
        [claim] check on your claim of { DATE($opened) }, for the receipt ending in { DIGITS($listed) }
        [decided] get our decision on your complaint of { DATE($opened) }{ $listed ->
            [none] , which you recorded
           *[other] : { $listed }
        }
       *[complaint] check on your complaint of { DATE($opened) }{ $listed ->
            [none] , which you recorded
           *[other] : { $listed }
        }
    }
open-cases = { $claims ->
        [0] { open-complaints }
       *[other] { $complaints ->
            [0] { open-claims }
           *[other] { open-complaints } and { open-claims }
        }
    }
open-complaints = { $complaints ->
        [one] one complaint
       *[other] { $complaints } complaints
    }
open-claims = { $claims ->
        [one] one claim
       *[other] { $claims } claims
    }
complaint_status-new = We have your complaint { DIGITS($number) }. You'll hear from us by { DATE($due) }.
    .voice = We have your complaint of { DATE($opened) }, number { DIGITS($number) }. You will have our decision by { DATE($due) }.
complaint_status-new-keep = OK
    .voice = go back
complaint_status-new-withdraw = Withdraw it
    .voice = withdraw this complaint
complaint_status-callback = { $planned ->
        [yes] We'll call you { callback-when }.
       *[no] You asked for a call back. An agent will call you.
    }
    .voice = { $planned ->
        [yes] We'll call you { callback-when.voice }.
       *[no] You asked us to call you back. We'll call you as soon as we can.
    }
complaint_status-none = You have no complaints on record.
    .voice = You have no complaints on record.
complaint_status-unknown = We couldn't find complaint { DIGITS($number) }.
complaint_status-open = We are working on complaint { DIGITS($number) }. You'll hear from us by { DATE($due) }.
    .voice = We are working on your complaint of { DATE($opened) }, number { DIGITS($number) }. You will have our decision by { DATE($due) }.
complaint_status-overdue = Complaint { DIGITS($number) } is still open. It was due by { DATE($due) }, and we're sorry it is late. { engine-person }
    .voice = Your complaint of { DATE($opened) }, number { DIGITS($number) }, is still open. You should have had our decision by { DATE($due) }. I'm sorry it is late. { engine-person }
complaint_status-appealable = Complaint { DIGITS($number) } is still open. It was due by { DATE($due) }, and we're sorry. You can appeal to the regulator. { engine-person }
    .voice = Your complaint of { DATE($opened) }, number { DIGITS($number) }, is still open. You should have had our decision by { DATE($due) }. I'm sorry it is late. You can appeal to the regulator. { engine-person }
complaint_status-told = Complaint { DIGITS($number) }, our decision: "{ SENTENCE($decision) }" { $level ->
        [1] Not happy with it? Reply REVIEW, or appeal to the regulator.
       *[other] If you disagree, you may appeal to the regulator.
    }
complaint_status-settled = Complaint { DIGITS($number) } has been decided. You may also appeal to the regulator.
    .voice = Your complaint of { DATE($opened) } has been decided. If you disagree, you may also appeal to the regulator.
complaint_status-settled-hear = See the decision
    .voice = hear the decision
complaint_status-settled-again = Have it looked at again
    .voice = have it looked at again
complaint_status-settled-over = Go back
    .voice = go back
complaint_status-final = { $level ->
        [0] Complaint { DIGITS($number) } is closed. If you disagree, you may appeal to the regulator.
       *[other] A supervisor has decided complaint { DIGITS($number) }. If you disagree, you may appeal to the regulator.
    }
    .voice = { $level ->
        [0] Your complaint of { DATE($opened) } is closed. If you disagree, you may appeal to the regulator.
       *[other] A supervisor has decided your complaint of { DATE($opened) }. If you disagree, you may appeal to the regulator.
    }
complaint_status-final-hear = { complaint_status-settled-hear }
    .voice = { complaint_status-settled-hear.voice }
complaint_status-final-over = { complaint_status-settled-over }
    .voice = { complaint_status-settled-over.voice }
complaint_status-decided = Complaint { DIGITS($number) } has been decided. If you disagree, you may appeal to the regulator.
    .voice = Your complaint of { DATE($opened) } has been decided. If you disagree, you may appeal to the regulator.
complaint_status-closed = Complaint { DIGITS($number) } is closed.
    .voice = Your complaint of { DATE($opened) }, number { DIGITS($number) }, is closed.
complaint_status-withdrawn = You withdrew complaint { DIGITS($number) }.
    .voice = You withdrew your complaint of { DATE($opened) }, number { DIGITS($number) }.

complaint_status-claim_open = We are checking claim { DIGITS($number) }. We'll text you the answer by { DATE($due) }.
    .voice = We are checking your claim, number { DIGITS($number) }. We'll text you the answer by { DATE($due) }.
complaint_status-claim_open-no_texts = We are checking claim { DIGITS($number) } and will decide by { DATE($due) }. Please ask again then.
    .voice = We are checking your claim, number { DIGITS($number) }, and will decide by { DATE($due) }. Your number doesn't get our texts, so please call us then.
complaint_status-claim_overdue = Claim { DIGITS($number) } is still being checked. It was due by { DATE($due) }, and we're sorry it is late.
    .voice = Your claim, number { DIGITS($number) }, is still being checked. You should have had our answer by { DATE($due) }. I'm sorry it is late.
complaint_status-claim_granted = Claim { DIGITS($number) } is approved, and the points are in your account.
    .voice = Your claim, number { DIGITS($number) }, is approved, and the points are in your account.
complaint_status-claim_refused = Claim { DIGITS($number) } was not approved.
    .voice = Your claim, number { DIGITS($number) }, was not approved.

decision-title = decision on a complaint
decision-told = Complaint { DIGITS($number) }, our decision: "{ SENTENCE($decision) }"
    .voice = Our decision is: { SENTENCE($decision) }
decision-told-again = { complaint_status-settled-again }
    .voice = { complaint_status-settled-again.voice }
decision-told-over = { complaint_status-settled-over }
    .voice = { complaint_status-settled-over.voice }
decision-final = { decision-told }
    .voice = { decision-told.voice }

second_look-title = second look at a complaint
second_look-again = Should a supervisor look at complaint { DIGITS($number) } again?
    .voice = Should a supervisor look at your complaint of { DATE($opened) } again?
second_look-again-yes = Look at it again
    .voice = have it looked at again
second_look-again-no = No, thanks
    .voice = keep the decision
second_look-raise = Should a supervisor take over complaint { DIGITS($number) }?
    .voice = Should a supervisor take over your complaint of { DATE($opened) }?
second_look-raise-yes = Yes, a supervisor
    .voice = have a supervisor take it over
second_look-raise-no = No, thanks
    .voice = keep the agent who has it
second_look-asked = Complaint { DIGITS($number) } is with a supervisor now. You'll hear from us by { DATE($due) }.
    .voice = Your complaint is with a supervisor now. Its number is { DIGITS($number) }, and you will have our decision by { DATE($due) }.
second_look-kept = All right, it stays as it is.
    .voice = All right, it stays as it is.
second_look-in_hand = A supervisor is working on complaint { DIGITS($number) }. You'll hear from us by { DATE($due) }.
    .voice = A supervisor is working on your complaint of { DATE($opened) }. You will have our decision by { DATE($due) }.
second_look-appeal = A supervisor has already decided complaint { DIGITS($number) }. You can appeal to the regulator.
    .voice = A supervisor has already decided this complaint. If you disagree, you can appeal to the regulator.
second_look-too_late = Complaint { DIGITS($number) } was closed more than { POINTS($reopen_days) } days ago, so we can't reopen it. You can file a new one.
    .voice = This complaint was closed more than { POINTS($reopen_days) } days ago, so we can't reopen it. You can file a new one.
second_look-withdrawn = { complaint_status-withdrawn }
    .voice = { complaint_status-withdrawn.voice }
second_look-unknown = { complaint_status-unknown }
second_look-none = { complaint_status-none }
    .voice = { complaint_status-none.voice }

withdraw_complaint-title = withdrawing a complaint
withdraw_complaint-confirm = { $beginning ->
        [none] Withdraw complaint { DIGITS($number) } of { DATE($opened) }?
       *[other] Withdraw complaint { DIGITS($number) }? "{ SENTENCE($beginning) }"
    }
    .voice = { $beginning ->
        [none] Do you want to withdraw your complaint of { DATE($opened) }, number { DIGITS($number) }?
       *[other] On { DATE($opened) } you complained: { SENTENCE($beginning) } Do you want to withdraw it? Its number is { DIGITS($number) }.
    }
withdraw_complaint-confirm-yes = Withdraw it
    .voice = withdraw it
withdraw_complaint-confirm-no = Keep it
    .voice = keep it
withdraw_complaint-which = Which complaint do you want to withdraw?
    .voice = You have { $count } complaints that nobody works on yet. Which one do you want to withdraw?
withdraw_complaint-which-item = { $entry ->
        [all] All of them
       *[other] { DATE($opened) }: { $listed ->
            [none] recorded
           *[other] "{ $listed }"
        }
    }
    .voice = { $entry ->
        [all] withdraw all of them
       *[other] withdraw the one of { DATE($opened) }{ $listed ->
            [none] , which you recorded
           *[other] : { $listed }
        }
    }
withdraw_complaint-confirm_all = { $count ->
        [2] Withdraw both complaints? Nobody works on them yet.
       *[other] Withdraw all { $count } complaints that nobody works on yet?
    }
    .voice = { $count ->
        [2] Nobody works on your two complaints yet. Do you want to withdraw both?
       *[other] Do you want to withdraw all { $count } complaints that nobody works on yet?
    }
withdraw_complaint-confirm_all-yes = Withdraw them all
    .voice = withdraw them all
withdraw_complaint-confirm_all-no = Keep them
    .voice = keep them
withdraw_complaint-withdrawn = Complaint { DIGITS($number) } is withdrawn.{ others-open }
    .sms = Complaint { DIGITS($number) } is withdrawn.{ others-open } { $called ->
        [yes] { complaint_status-callback } Changed your mind? Reply: cancel the callback.
       *[no] To complain again, reply COMPLAIN and your words.
    }
    .voice = Your complaint is withdrawn. Its number is { DIGITS($number) }.{ others-open }{ $called ->
        [yes] {" "}{ complaint_status-callback.voice }
       *[no] {""}
    }
withdraw_complaint-withdrawn_all = { $count ->
        [one] 1 complaint is
       *[other] { $count } complaints are
    } withdrawn.{ others-open }
    .voice = { $count ->
        [one] 1 complaint is
       *[other] { $count } complaints are
    } withdrawn.{ others-open }
others-open = { $others ->
        [0] { "" }
        [one] { " " }You have 1 other complaint, which is still open.
       *[other] { " " }You have { $others } other complaints, which are still open.
    }
withdraw_complaint-kept_all = All right, we'll keep working on them.
    .voice = All right, we'll keep working on them.
withdraw_complaint-none_left = We are already working on them, so they can't be withdrawn here.
    .voice = We are already working on them, so they can't be withdrawn here.
withdraw_complaint-kept = All right, we'll keep working on complaint { DIGITS($number) }.
    .voice = All right, we'll keep working on your complaint.
withdraw_complaint-not_filed = All right, no complaint was filed.
    .voice = All right, I haven't filed a complaint.
withdraw_complaint-how = You can withdraw a complaint that nobody works on yet: look it up first.
    .sms = You can withdraw a complaint that nobody works on yet. Reply WITHDRAW.
withdraw_complaint-none = You have no complaints on record.
    .voice = You have no complaints on record.
withdraw_complaint-unknown = We couldn't find complaint { DIGITS($number) }.
withdraw_complaint-in_work = We are already working on complaint { DIGITS($number) }, so it can't be withdrawn here.
    .voice = We are already working on your complaint, so it can't be withdrawn here.
withdraw_complaint-decided = Complaint { DIGITS($number) } has already been decided, so there is nothing to withdraw.
    .voice = Your complaint has already been decided, so there is nothing to withdraw.
withdraw_complaint-closed = Complaint { DIGITS($number) } is already closed, so there is nothing to withdraw.
    .voice = Your complaint is already closed, so there is nothing to withdraw.
withdraw_complaint-withdrawn_before = Complaint { DIGITS($number) } was already withdrawn.
    .voice = You already withdrew that complaint. Its number is { DIGITS($number) }.

grade-title = rating
grade-ask = Complaint { DIGITS($number) } is decided. Are you satisfied?
    .voice = We've reached a decision on your complaint. How satisfied are you with it?
grade-ask-worst = Not at all
    .voice = say you aren't satisfied at all
grade-ask-bad = Not satisfied
    .voice = say you aren't satisfied
grade-ask-fair = So-so
    .voice = say it's so-so
grade-ask-good = Satisfied
    .voice = say you're satisfied
grade-ask-best = Very satisfied
    .voice = say you're very satisfied
grade-thanks = Thank you for your rating. Complaint { DIGITS($number) } is closed.
    .voice = Thank you for your rating. This complaint is now closed.
grade-unasked = Thank you for your rating!
grade-again = We're sorry. Should we look at it again?
    .voice = I'm sorry to hear that. Should we look at it again?
grade-again-yes = Look at it again
    .voice = have us look at it again
grade-again-no = No, thanks
    .voice = close the complaint
grade-reopened = We'll look at complaint { DIGITS($number) } again and decide by { DATE($due) }.
    .voice = We'll look at it again and decide by { DATE($due) }.
grade-appeal = Complaint { DIGITS($number) } is closed. You can appeal to the regulator. { engine-person }
    .voice = I'm sorry. This complaint is now closed. You can appeal to the regulator. { engine-person }
