"""SMS: Twilio's messaging webhooks, answered with TwiML."""
