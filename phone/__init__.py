"""A phone for development and demos: it plays the carrier against our own webhooks.

wire.py         one signed POST, and the same one delivered again
twiml.py        TwiML text -> verbs         voice.py + verbs.py   a call carries the verbs out
text.py         one text and its replies    ussd.py               one USSD session
carrier.py      hands out calls, texts and sessions
handsets.py     the three channels in the notation of a transcript
transcripts.py  parse and replay            terminal.py           `hotline phone`
exchange.py     what the hotline asks of the carrier; rest.py, its REST API;
                rooms.py, conferences; tapes.py, recordings
live.py         the server's open calls     routes.py, incoming.py, static/  the page in the browser
"""
