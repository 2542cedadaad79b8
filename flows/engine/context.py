"""What a dialogue's actions are given: the member, the answers so far, the database, the clock."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.conversation import CountKey
from core.members import Member
from flows.language import Wording, facts_in_language
from flows.protocol import Channel, ChannelTraits, Frame, Session, traits_of


class Ids:
    """Ids and codes from one source of randomness, so that a seed replays them."""

    def __init__(self, source: random.Random) -> None:
        self._source = source

    def new(self) -> str:
        return f"{self._source.getrandbits(128):032x}"

    def digits(self, length: int) -> str:
        """A number of `length` digits that does not begin with 0: it is read out and keyed in."""
        return str(self._source.randrange(10 ** (length - 1), 10**length))


@dataclass(slots=True)
class Services:
    """What stays the same from turn to turn; `now` and `ids` are injected for replay."""

    wording: Wording
    now: Callable[[], datetime]
    ids: Ids


@dataclass(slots=True)
class Context:
    """One turn's working place.

    `entered` is what the member just gave to a secret step: it lives for this turn only.
    `said` gathers the sentences of the reply; `hidden` what the transcript must not show.
    `message_key` names the message, as the key of effects that need no confirmation. `once` makes
    sure that an effect is the first of its message. `answered`: a dialogue has ended with words;
    `effect`: something is being changed.
    `jump`: the stack to go on with instead of this one. `visited`: which steps were asked, and
    answered.
    """

    services: Services
    conn: Connection
    session: Session
    caller: Member | None
    at: datetime
    message_key: str
    begin_effect: Callable[[], None]
    said: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    entered: str = ""
    answered: bool = False
    has_effect: bool = False
    jump: list[Frame] | None = None
    visited: list[CountKey] = field(default_factory=list)

    @property
    def member(self) -> Member:
        if self.caller is None:
            raise LookupError("this dialogue needs a member")
        return self.caller

    @property
    def answers(self) -> dict[str, Any]:
        return self.session.top.answers

    @property
    def channel(self) -> Channel:
        return self.session.channel

    @property
    def traits(self) -> ChannelTraits:
        return traits_of(self.session.channel)

    def words(self, key: str, facts: Mapping[str, Any] | None = None) -> str:
        if facts is None:
            facts = self.session.top.answers if self.session.stack else {}
        language, channel = self.session.language, self.session.channel
        return self.services.wording.say(key, language, channel, facts_in_language(language, facts))

    def has_words(self, key: str) -> bool:
        return self.services.wording.has(key, self.session.language, self.session.channel)

    def count_visit(self, which: str) -> None:
        """Count the step that the session stands at."""
        top = self.session.top
        self.visited.append((self.channel, top.flow, top.state, which))

    def say(self, key: str, **facts: Any) -> None:
        """Say a sentence of the dialogue under way on the way to its next step."""
        self.said.append(self.words(f"{self.session.top.flow}-{key}", {**self.answers, **facts}))

    def say_abandoned(self, flow: str) -> None:
        """What was begun is left, and nothing goes without a word."""
        self.said.append(self.words("engine-dropped", {"title": self.words(f"{flow}-title")}))

    def hide(self, secret: str) -> str:
        self.hidden.append(secret)
        return secret
