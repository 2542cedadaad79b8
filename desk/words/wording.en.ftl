wording-search = Key or words
wording-show = Show
wording-facts = Filled in with facts as long as they get. Colours say what fits: green one text or one screen, red too long.
wording-empty = No sentence has that
wording-empty-why = Try part of a word, or the other language.
wording-count = { $shown } of { $count } sentences
wording-segments = { $count ->
    [one] 1 text
   *[other] { $count } texts
}
wording-reworded = Reworded
wording-drafts = Waiting for approval
wording-now = As it is said now
wording-others = Its words are those of
wording-wanted = As { $name } wants it
wording-reword = Reword it
wording-source = The sentence
wording-how = The first line serves all channels; .voice, .sms and .ussd are what one of them says instead. What is in curly braces is filled in by the hotline: keep it.
wording-try = Try it out
wording-make = Save as a draft
wording-approve = Approve
wording-withdraw = Withdraw
wording-draft = Draft
wording-in_use = In use
wording-past = Replaced
wording-withdrawn = Withdrawn
wording-versions = How it was reworded
wording-as_it_came = It has never been reworded.
wording-wrong = It cannot be saved like this:
wording-wrong-form = A sentence is written "key = words", with what a channel says instead on lines of their own, indented. { $detail }
wording-wrong-missing = There is a { $detail } missing.
wording-wrong-fact = { $detail } is nothing that this sentence is given.
wording-wrong-other = { $detail } cannot be used here.
wording-wrong-variant = There is no channel { $detail }, only .voice, .sms and .ussd.
wording-wrong-cannot_be_said = { $way }: it cannot be said. { $detail }
wording-wrong-segments = { $what } ({ $way }): it takes { $detail } texts, and 3 are the most.
wording-wrong-gsm7 = { $what } ({ $way }): these characters make a text cost twice as much; use others: { $detail }
wording-wrong-screen = { $what } ({ $way }): it does not fit a screen.
wording-wrong-options = { $what } ({ $way }): { $detail } options are more than anyone keeps in mind.
done-wording-made = It is a draft now. Another supervisor has to approve it.
done-wording-approve = Approved. It is in use within ten seconds.
done-wording-withdraw = Withdrawn.
refused-wording_same = Nothing is changed: that is how it is said now.
refused-wording_decided = That has been decided already.
refused-wording_unfit = Beside what other sentences are now, it does not fit any more. Reword it once again.
act-wording_made = Reworded a sentence
act-wording_approved = Approved a sentence
act-wording_withdrawn = Withdrew a sentence
