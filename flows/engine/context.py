"""`Context`, the argument of every action: the member, the answers so far, the database, the
time."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.conversation import CountKey, UnclearWords
from core.kernel import Sealer
from core.members import NOBODY, CodeReference, MemberWithPoints
from flows.language import LANGUAGES, Wording, facts_in_language
from flows.protocol import Channel, ChannelTraits, Frame, Session, copy_of, traits_of

NO_TEXTS = "-no_texts"


class Ids:
    """Makes ids and codes, all from one random source, so that a seeded run can be repeated."""

    def __init__(self, source: random.Random) -> None:
        self._source = source

    def new(self) -> str:
        """32 hexadecimal digits."""
        return f"{self._source.getrandbits(128):032x}"

    def digits(self, length: int) -> str:
        """A code of `length` digits that does not begin with 0: members hear it and key it in."""
        return str(self._source.randrange(10 ** (length - 1), 10**length))


@dataclass(slots=True)
class Services:
    """Dependencies of every turn. Tests inject the clock `now` and `ids` to repeat a run.
    `sealer`: of one-time codes."""

    wording: Wording
    now: Callable[[], datetime]
    ids: Ids
    sealer: Sealer


@dataclass(frozen=True, slots=True)
class LeftDialogue:
    """The session's stack and trail at the unfinished dialogue `flow`, as it was left. replaced: by
    another choice of the same kind, so that nothing was given up. glanced: for something that is
    only looked up."""

    flow: str
    stack: list[Frame]
    trail: list[list[Frame]]
    replaced: bool = False
    glanced: bool = False


@dataclass(slots=True)
class Context:
    """The state of one turn while it is taken.

    caller: the member who owns the caller's number; None: nobody does.
    began_as: the member's id when the turn began, under which it is recorded: NOBODY also for
        whoever joins in this turn.
    at: the time of the turn.
    message_key: identifies the message; the idempotency key of effects that need no confirmation.
    begin_effect: must be called before anything is changed. It makes sure that the message is new.
    said: the sentences of the reply so far.
    said_first: sentences that come before them, about what has just happened.
    hidden: secrets that the transcript must not show.
    code: the one-time code that the reply says where it has BLANK.
    entered: what the member entered at a secret step; it is kept for this turn only.
    answered: a dialogue has ended with a sentence in this turn.
    has_effect: begin_effect was called: the turn changes something.
    left: the unfinished dialogue that the message leaves.
    refused: what the message asked for was refused.
    names_ways_out: the reply ends with how to reach a person and how to go back, where it is heard.
    jump: set by an action to replace the stack of dialogues; the turn continues there.
    walked: the stacks of the session up to where this turn has taken it home, the earliest first.
    visited: for the funnel counts: the steps that were asked or answered in this turn.
    in_every_language: the caller's language is not known, so the reply is said in all of them.
    sources: how each sentence of this turn was made, to say it in another language.
    declined: the message says that what was begun is not wanted, or not as it is. A code that was
        sent for it is taken no more.
    in_words: a wish is followed that the message expresses in its own words, by no keyword or key.
    handover: the member's id and the id of the request for an agent that is made in this turn.
    unclear: words that were not understood; -1 for those that were, once the member was asked.
    """

    services: Services
    conn: Connection
    session: Session
    caller: MemberWithPoints | None
    at: datetime
    message_key: str
    begin_effect: Callable[[], None]
    began_as: int = field(init=False)
    said: list[str] = field(default_factory=list)
    said_first: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    code: CodeReference | None = None
    entered: str = ""
    answered: bool = False
    has_effect: bool = False
    left: LeftDialogue | None = None
    refused: bool = False
    declined: bool = False
    in_words: bool = False
    names_ways_out: bool = False
    jump: list[Frame] | None = None
    walked: list[list[Frame]] = field(default_factory=list)
    visited: list[CountKey] = field(default_factory=list)
    in_every_language: bool = False
    sources: dict[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    handover: tuple[int, str] | None = None
    unclear: Counter[UnclearWords] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.began_as = self.caller.member_id if self.caller else NOBODY

    @property
    def member(self) -> MemberWithPoints:
        """The caller. Raises LookupError if the caller is not a member."""
        if self.caller is None:
            raise LookupError("this dialogue needs a member")
        return self.caller

    @property
    def answers(self) -> dict[str, Any]:
        """The answers of the innermost dialogue. Actions read and write them."""
        return self.session.top.answers

    @property
    def channel(self) -> Channel:
        return self.session.channel

    @property
    def traits(self) -> ChannelTraits:
        return traits_of(self.session.channel)

    def words(self, key: str, facts: Mapping[str, Any] | None = None) -> str:
        """The sentence `key` in the session's language and for its channel. `facts`: by default the
        answers of the innermost dialogue. Raises WordingError.

        A sentence that promises a text has a variant, by the suffix NO_TEXTS, for a caller whom no
        text reaches.
        """
        if self.session.texts_blocked and self.has_words(f"{key}{NO_TEXTS}"):
            key = f"{key}{NO_TEXTS}"
        if facts is None:
            facts = self.session.top.answers if self.session.stack else {}
        language, channel = self.session.language, self.session.channel
        given = facts_in_language(language, facts)
        words = self.services.wording.say(key, language, channel, given)
        if self.traits.spoken:
            self.sources[words] = key, dict(facts)
        return words

    def in_other_languages(self) -> list[Context]:
        """This turn as a caller with another language would be answered."""
        others = [each for each in LANGUAGES if each != self.session.language]
        return [replace(self, session=replace(self.session, language=each)) for each in others]

    def translated(self, words: str) -> str:
        """A sentence of this turn, made in another language, in the language of the session; '' if
        it is no sentence of this turn."""
        key, facts = self.sources.get(words, ("", {}))
        return self.words(key, facts) if key else ""

    def has_words(self, key: str) -> bool:
        return self.services.wording.has(key, self.session.language, self.session.channel)

    def count_visit(self, which: str) -> None:
        """Count the step at the top of the stack; `which`: VISITED or ANSWERED."""
        top = self.session.top
        self.visited.append((self.channel, top.flow, top.state, which))

    def say(self, key: str, **facts: Any) -> None:
        """Say the sentence `key` of the innermost dialogue before its next step. `facts` are added
        to the answers."""
        self.said.append(self.words(f"{self.session.top.flow}-{key}", {**self.answers, **facts}))

    def say_refusal(self, key: str, **facts: Any) -> None:
        """As say(), for a sentence that refuses something; how to reach a person follows it."""
        self.say(key, **facts)
        self.say_how_to_reach_a_person()

    def say_how_to_reach_a_person(self) -> None:
        """Once in a reply."""
        words = self.words("engine-person", {})
        if words not in self.said:
            self.said.append(words)

    def leave(self, flow: str, *, replaced: bool = False, glanced: bool = False) -> None:
        """Note that the member leaves the unfinished dialogue `flow`, which is under way.
        `replaced`, `glanced`: see LeftDialogue."""
        stack = copy_of(self.session.stack)
        self.left = LeftDialogue(flow, stack, self.session.trail, replaced, glanced)

    def hide(self, secret: str) -> str:
        """Mask `secret` in the transcript. Returns it, so that it can be used in an expression."""
        self.hidden.append(secret)
        return secret
