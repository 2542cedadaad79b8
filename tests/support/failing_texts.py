"""Carriers of texts for the tests: one that keeps what it was given, and one that fails now and
then, in front of any other."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from core.messaging import Event, SentText, TextCarrier, Unreachable


class Taken(NamedTuple):
    """A text that the carrier has taken."""

    member_id: int
    event_id: str
    topic: str
    number: str
    words: str


@dataclass
class KeptTexts:
    """Sends nothing, and keeps all."""

    taken: list[Taken] = field(default_factory=list)

    def send_text(self, number: str, words: str, event: Event, *, sender: str) -> SentText:
        self.taken.append(Taken(event.member_id, event.event_id, event.topic, number, words))
        return f"SM{len(self.taken)}", None

    def texts_sent(
        self, number: str, words: str, since: datetime, *, sender: str
    ) -> list[SentText]:
        return [
            (f"SM{place}", None)
            for place, text in enumerate(self.taken, 1)
            if (text.number, text.words) == (number, words)
        ]


class FailingTexts:
    """A carrier that does not answer now and then: before it has taken a text, or after. Without a
    `draw` it always does."""

    def __init__(self, carrier: TextCarrier, draw: random.Random | None) -> None:
        self._carrier = carrier
        self.draw = draw

    def send_text(self, number: str, words: str, event: Event, *, sender: str) -> SentText:
        faults = ("before", "after", "none", "none")
        fault = self.draw.choice(faults) if self.draw else "none"
        if fault == "before":
            raise Unreachable("down")
        sent = self._carrier.send_text(number, words, event, sender=sender)
        if fault == "after":
            raise Unreachable("no answer")
        return sent

    def texts_sent(
        self, number: str, words: str, since: datetime, *, sender: str
    ) -> list[SentText]:
        return self._carrier.texts_sent(number, words, since, sender=sender)
