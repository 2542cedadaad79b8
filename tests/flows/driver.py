"""A member with a telephone, for scripts that read like what happens and run on every channel.

    member = hotline.member("voice", "zh")
    member.asks_for("redeem_gift")    # the menus, or the keyword, that lead there
    member.shows_who_it_is()          # the PIN, where this channel asks for it
    member.picks("thermos-cup")       # an option by its meaning; its key is looked up
    member.confirms()                 # yes; by text: the code that just came
    member.is_told("redeem_gift-ordered", points=1_000)
    assert member.points() == (11_345, 1_000)

What is sent is what the carrier would send, read by the channel's own parser. After every turn the
session is sent through JSON, as it is stored, and has to come out the same.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import text
from telephones import TELEPHONES, VoiceTelephone
from ways import way_to

from core.books.audit import violations
from core.kernel import Database
from core.members import CODE, Act
from core.seed import PIN
from flows.all_words import load_wording
from flows.dialogues import DIALOGUES
from flows.engine import (
    Conversation,
    Dialogues,
    Engine,
    Ids,
    Menu,
    Services,
    SessionStore,
    YesNo,
    connect,
)
from flows.engine.session_store import OpenTurn
from flows.language import Wording
from flows.protocol import Channel, Heard, Session, Turn, traits_of
from wsgi import CHANNEL_ADAPTERS

ACTIVE, ENGLISH, DIAMOND, NEW = (f"+861380000000{n}" for n in (1, 2, 3, 4))
SENIOR, LOCKED, FROZEN, STRANGER = (
    "+8613800000005",
    "+8613800000006",
    "+8613800000007",
    "+8613899999999",
)
WITHHELD = "anonymous"
NOT_MEMBERS = (STRANGER, WITHHELD)
COMPLAINT_WORDS = "我的杯子碎了, it came broken."


class RecordingWording(Wording):
    """Records every sentence by its key, so that a test names a sentence and not its words."""

    def __init__(self) -> None:
        super().__init__(load_wording().phrasebooks)
        self.said: list[tuple[str, Mapping[str, Any], str]] = []

    def say(self, key: str, language: str, channel: Channel, facts: Mapping[str, Any]) -> str:
        words = super().say(key, language, channel, facts)
        self.said.append((key, dict(facts), words))
        return words


WORDING = RecordingWording()  # parsing it takes a fifth of a second


class CheckedSessionStore(SessionStore):
    """Checks that the session and the reply survive being stored as JSON."""

    kept: Session | None = None

    def save(self, open_turn: OpenTurn, session: Session, reply: Turn) -> bool:
        assert Session.from_json(json.loads(json.dumps(session.to_json()))) == session
        assert Turn.from_json(json.loads(json.dumps(reply.to_json()))) == reply
        self.kept = session
        return super().save(open_turn, session, reply)


@dataclass
class Hotline:
    """The hotline with a clock that the test moves, and its database."""

    database: Database
    redis_url: str
    at: datetime
    dialogues: Dialogues = DIALOGUES
    default_language: str = "zh"
    wording: RecordingWording = field(default_factory=lambda: WORDING)
    numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.sessions = CheckedSessionStore(connect(self.redis_url), Ids(random.Random(7)).new)
        self.conversation = Conversation(
            database=self.database,
            sessions=self.sessions,
            engine=Engine(self.dialogues),
            services=Services(self.wording, lambda: self.at, Ids(random.Random(42))),
            default_language=self.default_language,
        )

    def member(self, channel: str, language: str | None, number: str = ACTIVE) -> Member:
        """`language`: None if the member was never asked for it."""
        self.change(
            "UPDATE member SET language = :language WHERE number = :number",
            language=language,
            number=number,
        )
        if number in NOT_MEMBERS and language:
            self.default_language = self.conversation._taker._default_language = language
        return Member(self, Channel(channel), language or self.default_language, number)

    def change(self, statement: str, **values: Any) -> None:
        """Changes the database while the session is under way."""
        self.database.run(lambda conn: conn.execute(text(statement), values))

    def rows(self, query: str, **values: Any) -> list[Any]:
        return self.database.run(lambda conn: list(conn.execute(text(query), values)))

    def one(self, query: str, **values: Any) -> Any:
        [row] = self.rows(query, **values)
        return row

    def is_sound(self) -> bool:
        found = self.database.run(lambda conn: list(violations(conn)))
        assert not found, found
        return True


class Member:
    """One number with one telephone. Speaks `language`, which is what sentences are compared in."""

    def __init__(self, hotline: Hotline, channel: Channel, language: str, number: str) -> None:
        self.hotline, self.channel, self.language, self.number = hotline, channel, language, number
        self.turn: Turn | None = None
        self.traits = traits_of(channel)
        self.telephone = TELEPHONES[channel](number, lambda: next(hotline.numbers))
        self._said: list[tuple[str, Mapping[str, Any], str]] = []

    # -- what the member does

    def calls(self, *keys: str) -> Member:
        """A new session; by text there is none, and the first text begins it. `keys`: a USSD
        code's own, *105*1#."""
        if heard := self.telephone.call(*keys):
            self._hear(heard)
        return self

    def asks_for(self, what: str) -> Member:
        """A dialogue, by the name of its flow."""
        way = way_to(what, self.channel, self.language)
        if isinstance(way, str):
            return self.enters(way)
        if self.turn is None:
            self.calls()
        if self.traits.sessionless or not self._at_home():
            self.says_main()
        return self.picks(*way)

    def picks(self, *options: str) -> Member:
        """By meaning: an outcome of the menu, or what a list's entry stands for."""
        for option in options:
            key = self._key_of(option)
            assert self.turn is not None
            assert key in [shown.key for shown in self.turn.options], f"{option} is not offered"
            self.enters(key)
        return self

    def says_yes(self) -> Member:
        return self.picks("yes")

    def says_no(self) -> Member:
        return self.picks("no")

    def enters(self, keys: str) -> Member:
        """What is keyed or typed, as it is."""
        self._hear(self.telephone.enter(keys, self.turn))
        return self

    def says(self, words: str) -> Member:
        """A complaint: recorded on the phone, typed elsewhere."""
        self._hear(self.telephone.say(words, self.turn))
        return self

    def stays_silent(self) -> Member:
        self._hear(self.telephone.stay_silent(self.turn))
        return self

    def says_back(self) -> Member:
        return self.enters(self.telephone.commands["back"])

    def says_main(self) -> Member:
        return self.enters(self.telephone.commands["main"])

    def asks_to_repeat(self) -> Member:
        return self.enters(self.telephone.commands["repeat"])

    def asks_for_agent(self) -> Member:
        """By its key or word; where the channel has none, by the menu."""
        begins = self.turn is None
        if begins:
            self.calls()
        if "agent" in self.telephone.commands:
            return self.enters(self.telephone.commands["agent"])
        if not begins and not self._at_home():
            self.says_main()
        return self.picks("agent")

    def leaves_the_queue(self, result: str) -> Member:
        assert isinstance(self.telephone, VoiceTelephone)
        self._hear(self.telephone.leave_queue(result, self.turn))
        return self

    def shows_who_it_is(self, pin: str = PIN) -> Member:
        """Where the PIN is asked. That it is asked where it must be is a test of its own."""
        if self.asked == "identify.pin":
            self.enters(pin)
        return self

    def confirms(self) -> Member:
        """The costly step: a yes; by text the code, which only the reply has told."""
        if self.confirms_by_code:
            assert (self.asked or "").endswith(".code")
            return self.enters(self.code)
        assert (self.asked or "").endswith(".confirm")
        return self.says_yes()

    @property
    def confirms_by_code(self) -> bool:
        """The code takes the place of a yes."""
        return self.traits.proofs.proofs_for(Act.SPEND) == {CODE}

    @property
    def texted_code(self) -> str:
        """As it waits to be texted; on the phone nobody says it."""
        return str(json.loads(self.latest("outbox", "recorded_at").payload)["code"])

    def is_cut_off(self) -> Member:
        """The line drops. USSD says nothing of it; a call's status tells."""
        if heard := self.telephone.hang_up():
            self.hotline.conversation.hang_up(heard)
        self.turn = None
        return self.waits(30)

    def waits(self, seconds: float) -> Member:
        self.hotline.at += timedelta(seconds=seconds)
        return self

    # -- what the member hears

    @property
    def session(self) -> Session:
        assert self.hotline.sessions.kept is not None
        return self.hotline.sessions.kept

    @property
    def asked(self) -> str | None:
        """The question that is open: dialogue and step; None where none is."""
        session = self.session
        if session.over or session.resting:
            return None
        return f"{session.top.flow}.{session.top.state}"

    @property
    def stack(self) -> list[str]:
        return [f"{frame.flow}.{frame.state}" for frame in self.session.stack]

    @property
    def screen(self) -> str:
        """What is seen or heard, options and all."""
        assert self.turn is not None
        return CHANNEL_ADAPTERS[self.channel].render(self.turn)

    @property
    def code(self) -> str:
        assert self.turn is not None
        return str(re.findall(r"(?<!\d)\d{6}(?!\d)", " ".join(self.turn.say))[-1])

    def is_asked(self, question: str) -> Member:
        assert self.asked == question, f"{self.asked}: {self.screen}"
        key = question.replace(".", "-")
        return self.is_told(key) if not self._was_said(f"{key}-simply") else self

    def is_told(self, key: str, **facts: Any) -> Member:
        """This very sentence, in the member's language, with (at least) these facts."""
        said = [entry for entry in self._said if entry[0] == key]
        assert said, f"{key} was not said: {self.screen}"
        assert self.turn is not None
        assert self.turn.language == self.language
        found = dict(said[-1][1])
        assert {name: found.get(name) for name in facts} == facts
        own = Wording.say(self.hotline.wording, key, self.language, self.channel, found)
        assert any(own in line for line in self.turn.say), f"{own!r} not in {self.turn.say}"
        return self

    def is_not_told(self, key: str) -> Member:
        assert not self._was_said(key)
        return self

    def is_left_in_peace(self) -> Member:
        """The answer is complete. A call goes on with its menu; a screen or a text rests."""
        if self.traits.pauses_after_answer:
            assert self.session.resting
        else:
            assert self.asked is not None
            assert self.asked.endswith(".menu")
        return self

    def is_at_home(self) -> Member:
        assert self._at_home(), self.stack
        assert self.asked
        return self

    # -- what the books say

    def points(self) -> tuple[int, int]:
        """Available, held."""
        balance, held = self.hotline.one(
            "SELECT balance, held FROM member_account"
            " WHERE member_id = :member AND unit = 'points'",
            member=self.member_id,
        )
        return balance - held, held

    @property
    def member_id(self) -> int:
        if self.number in NOT_MEMBERS:
            return 0
        return int(
            self.hotline.one("SELECT member_id FROM msisdn WHERE number = :n", n=self.number)[0]
        )

    def rows_of(self, table: str) -> list[Any]:
        """The member's rows, as the database keeps them."""
        return self.hotline.rows(
            f"SELECT * FROM {table} WHERE member_id = :member", member=self.member_id
        )

    def latest(self, table: str, by: str) -> Any:
        rows = sorted(self.rows_of(table), key=lambda row: str(row._mapping[by]))
        return rows[-1] if rows else None

    # -- how it is done

    def _at_home(self) -> bool:
        session = self.session
        return len(session.stack) == 1 and not session.resting and not session.over

    def _was_said(self, key: str) -> bool:
        return any(entry[0] == key for entry in self._said)

    def _key_of(self, option: str) -> str:
        frame = self.session.top
        step = DIALOGUES.flows[frame.flow].steps[frame.state]
        assert isinstance(step, Menu), f"{frame.flow}.{frame.state} has no options"
        if isinstance(step, YesNo):
            return {"yes": "1", "no": "2"}[option]
        if not step.choices:
            return str(step.fixed_options().index(option) + 1)
        place = next(n for n, e in enumerate(frame.answers["shown"], 1) if e["value"] == option)
        shown = frame.answers["shown"][place - 1]
        return str(shown["code"] if self.traits.picks_by_code else place)

    def _hear(self, heard: Heard) -> None:
        self.hotline.wording.said.clear()
        parse = CHANNEL_ADAPTERS[self.channel].parse_in_session
        self.turn = self.hotline.conversation.hear(heard, parse)
        self._said = list(self.hotline.wording.said)
        assert not self._was_said("engine-sorry"), "an apology: something broke inside"
        assert not self._was_said("engine-sorry_agent"), "an apology: something broke inside"
        again = self.hotline.conversation.hear(heard, parse)
        assert again == self.turn, "the same message, delivered twice, has two answers"
        assert self.screen
