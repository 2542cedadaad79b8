# The summary by text.

summary-title = texted summary
summary-asked = All right, we're texting it to you now.
    .voice = All right, we're texting you your points, what expires, and your tier.
