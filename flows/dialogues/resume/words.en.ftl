# Going on after a dropped session; mistyped words.

resume-title = go on
resume-offer = Last time you were { $begun }. Go on?
    .voice = Last time you were { $begun }.
resume-offer-go_on = Go on
    .voice = go on where you were
resume-offer-afresh = Start again
    .voice = start again

guess-title = question
guess-meant = Did you mean { $word }?
guess-go_on = All right, let's go on.
guess-never_mind = All right. Send H for the menu.
