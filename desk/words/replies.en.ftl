reply-moment = Sure, let me look that up for you. One moment, please.
reply-receipt = Please send me the receipt number, and I'll file the claim for you.
reply-filed = I've filed it for you. You'll get the case number in a separate text.
reply-call_back = This is easier by phone. May I call you in a few minutes?
reply-more = Is there anything else I can help you with?
reply-goodbye = Thanks for getting in touch. Have a great day!
