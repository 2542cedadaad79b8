"""The hotline on SIP, for a softphone on this machine: `hotline phone sip`, with the extra `sip`.

A call is executed by phone.call, as everywhere in this package. Here its events become sound, and
keys, silence and recorded sound become its inputs.

server.py       answers SIP: PJSIP, from the package pjsua2-python
sip_call.py     one SIP call: its media, its keys
line.py         the sound and the keys of a call, between PJSIP's threads and the call's own
conversation.py plays what a call says, and gives it what the caller does
sounds.py       events as sound: speech, files, pauses, tones
voices.py       speech: Piper's voice where there is one, else eSpeak NG's (espeak.py)
samples.py      sound as 16-bit samples
"""
