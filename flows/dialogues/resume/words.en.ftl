# Going on after a dropped session; mistyped words.

resume-title = go on
resume-offer = You weren't finished last time. Go on?
    .voice = We were cut off before you were finished.
resume-offer-go_on = Go on
    .voice = go on where you were
resume-offer-afresh = Start again
    .voice = start again

guess-title = question
guess-meant = Did you mean { $word }?
guess-go_on = All right, let's go on.
guess-never_mind = All right. Send H for the menu.
