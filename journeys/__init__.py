"""Ten calls as members make them, spoken to audio and measured: `make journeys`.

A journey is played on the hotline's own voice webhooks, with a member's keys. Each sentence of the
answers is spoken by eSpeak NG, which says how long the caller listens before reaching the goal. The
voices of production are the carrier's: they sound better, and are about as fast.

scripts.py     the journeys: who calls, what is keyed, which words are the goal
parts.py       what a TwiML document plays: sentences, pauses, tones, music
hotline.py     the hotline that is called, with the demo's members and a fixed clock
playing.py     plays a journey and records what is heard
timing.py      the keys and seconds until the goal
audio.py       the call as a WAV file
report.py      docs/journeys
before.toml    the figures of the release before, which cannot be measured here
"""
