"""SMS: Twilio's messaging webhooks, answered with TwiML, and the pages that Kannel fetches, answered
in plain text.
"""
