reply-moment = Sure, let me look that up for you. One moment, please.
reply-receipt = Please send me the number on your receipt, and I will file the claim for you.
reply-filed = I have filed it for you. You will get the reference number in a separate text.
reply-call_back = This is easier by phone. May I call you in a few minutes?
reply-more = Is there anything else I can help you with?
reply-goodbye = Thank you for getting in touch. Have a nice day!
