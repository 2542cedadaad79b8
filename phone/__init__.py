"""A telephone for development and demos: it plays the carrier against the hotline's own webhooks.

carrier.py            starts calls, texts and USSD sessions, as the member or as the carrier
webhook_client.py     posts one signed webhook, and delivers it again
twiml.py              parses TwiML into verbs
call.py               a call, which executes the verbs (verbs.py, prompts.py): call_leg.py holds its
                      state, call_steps.py what it waits for, call_queue.py the queue,
                      conferences.py conferences, caller_actions.py what the caller can do
text_message.py       a text to the hotline, and the replies
ussd_session.py       a USSD session
simulated_phones.py   the three channels in the notation of a transcript
transcripts.py        prints transcripts
terminal.py           `hotline phone`
rest.py               the carrier's REST API, over rest_backend.py, ringing_call.py, recordings.py
sip/                  `hotline phone sip`: calls of a softphone
routes.py             the page in the browser, over open_phones.py, page_json.py, incoming.py
"""
