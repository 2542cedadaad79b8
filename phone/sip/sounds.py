"""What is heard of a call's events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import repeat

import requests

from phone.call_steps import ROUND_S
from phone.events import Event
from phone.prompts import HOLD_MUSIC
from phone.sip.samples import NotPlayable, beep, key_tones, samples_of_wav, silence
from phone.sip.voices import speak
from phone.webhook_client import ANSWER_TIMEOUT_S, CONNECT_TIMEOUT_S

PAUSE_AFTER_SPEECH_SECONDS = 0.2
FILES_KEPT = 8


class Sounds:
    """`base_url`: where files are fetched whose address begins with `public_url`."""

    def __init__(self, base_url: str, public_url: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._public_url = public_url.rstrip("/")

    def of(self, events: Iterable[Event]) -> Iterator[bytes]:
        for event in events:
            match event.kind:
                case "say":
                    yield from speak(event.text, event.language, event.rate)
                    yield silence(PAUSE_AFTER_SPEECH_SECONDS)
                case "pause":
                    yield from seconds_of_silence(event.seconds)
                case "beep":
                    yield beep()
                case "play":
                    yield from self._played(event)

    def _played(self, event: Event) -> Iterator[bytes]:
        """The file as often as the event says, and without end if that is 0; or the tones of keys.
        What cannot be played is as long as a round in the queue: the hotline would be asked again
        at once."""
        if not event.url and event.text != HOLD_MUSIC:
            yield key_tones(event.text)
            return
        address = event.url.replace(self._public_url, self._base_url, 1)
        try:
            sound = _fetched(address) if address else b""
        except (OSError, NotPlayable):
            sound = b""
        if not sound:
            yield from seconds_of_silence(ROUND_S)
            return
        times = int(event.seconds)
        yield from repeat(sound, times) if times else repeat(sound)


def seconds_of_silence(seconds: float) -> Iterator[bytes]:
    """Second by second: a key ends it."""
    whole = int(seconds)
    yield from repeat(silence(1), whole)
    yield silence(seconds - whole)


@lru_cache(FILES_KEPT)
def _fetched(url: str) -> bytes:
    """The sound of the file at `url`. Raises OSError or NotPlayable."""
    answer = requests.get(url, timeout=(CONNECT_TIMEOUT_S, ANSWER_TIMEOUT_S))
    answer.raise_for_status()
    return samples_of_wav(answer.content)
