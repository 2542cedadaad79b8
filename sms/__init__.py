"""SMS: Twilio's webhooks in, TwiML out; keywords as the programme has them."""
