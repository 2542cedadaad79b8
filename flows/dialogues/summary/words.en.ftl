# The summary by text.

summary-title = texted summary
summary-asked = On its way: a text with all of it.
    .voice = All right, we are texting you your points, what expires, and your tier.
