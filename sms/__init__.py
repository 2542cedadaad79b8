"""SMS: the webhooks of Twilio Messaging, answered with TwiML, and the pages that Kannel fetches,
answered in plain text.
"""
