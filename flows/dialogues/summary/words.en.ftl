# The summary by text.

summary-title = texted summary
summary-asked = All right, we're texting it to you now.
    .voice = All right, we're texting you your points, what expires, and your tier.
summary-texts_refused = Your number has turned off all our texts, so we can't text it to you. To get texts again, text us START.
    .voice = Your number has turned off all of our texts, so I can't text it to you. To get texts again, text us the word START.
summary-no_mobile = A landline can't get texts. An agent can add a cell number for you.
    .voice = A landline can't get texts. An agent can add a cell number for you.
