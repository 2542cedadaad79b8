"""Voice: Twilio's webhooks in, TwiML out."""
