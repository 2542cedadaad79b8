"""The answer to a webhook for which no thread is free: a sentence, because after a 503 a caller
hears the carrier's error message and is cut off, and a text gets no reply.

It is made in the event loop, before the signature is checked and without the database, so it says
the same to everybody and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prometheus_client import Counter

from flows.language import Wording
from flows.protocol import Channel, Expects, ExpectsKind, Turn
from web.channel import ChannelAdapter

BUSY = Counter("hotline_busy", "Webhooks for which no thread was free.", ["channel"])
for _each in Channel:
    BUSY.labels(_each)


def ask_again(wording: Wording, channel: Channel, language: str) -> Turn:
    """Asks for the message to be sent once more in a few minutes; what it said is not kept."""
    words = wording.say("engine-busy", language, channel, {})
    return Turn(language, (words,), expects=Expects(ExpectsKind.NOTHING))


@dataclass(frozen=True, slots=True)
class BusyAnswer:
    content_type: str
    body: str


@dataclass(frozen=True, slots=True)
class BusyAnswers:
    """root: the path of PUBLIC_URL."""

    adapters: Iterable[ChannelAdapter]
    wording: Wording
    language: str
    root: str

    def to(self, path: str, query: str) -> BusyAnswer | None:
        """The answer to the webhook at `path`, which is below `root`; None if it is no webhook, or
        one whose answer nobody hears or reads."""
        address = f"{path}?{query}" if query else path
        for adapter in self.adapters:
            if path.startswith(adapter.path):
                BUSY.labels(adapter.channel).inc()
                turn = ask_again(self.wording, adapter.channel, self.language)
                body = adapter.when_busy(turn, address, self.root)
                return None if body is None else BusyAnswer(adapter.content_type, body)
        return None
