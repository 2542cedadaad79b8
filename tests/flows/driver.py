"""Drives a dialogue as a member with a telephone. The same test runs on every channel.

    member = hotline.member("voice", "zh")
    member.asks_for("redeem_gift")    # by the menus or a keyword, whichever the channel has
    member.enters_pin_if_asked()
    member.picks("thermos-cup")       # an option by its meaning; its key is looked up
    member.confirms()                 # answers yes; by text, enters the code of the last reply
    member.hears("redeem_gift-ordered", points=1_000)
    assert member.points() == (11_345, 1_000)

Input has the form that the carrier sends and is read by the channel's own parser. After every turn
the session must survive being stored as JSON, and the same input delivered again must get the same
answer.
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

from code_sealer import CODE_SEALER
from dialogue_routes import route_to
from rendered import check_rendered
from sqlalchemy import text
from telephones import TELEPHONES, VoiceTelephone

from core.books.audit import violations
from core.kernel import Database
from core.members import BLANK, CODE, Act, one_time_codes
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
    """Records the key of every sentence, so that a test can name a sentence without its words."""

    def __init__(self) -> None:
        super().__init__(load_wording().phrasebooks)
        self.said: list[tuple[str, Mapping[str, Any], str]] = []

    def say(self, key: str, language: str, channel: Channel, facts: Mapping[str, Any]) -> str:
        words = super().say(key, language, channel, facts)
        self.said.append((key, dict(facts), words))
        return words


WORDING = RecordingWording()  # once: parsing takes 0.2 s


class CheckedSessionStore(SessionStore):
    """Checks that the session and the reply survive being stored as JSON."""

    last_saved: Session | None = None

    def save(self, open_turn: OpenTurn, session: Session, reply: Turn) -> bool:
        assert Session.from_json(json.loads(json.dumps(session.to_json()))) == session
        assert Turn.from_json(json.loads(json.dumps(reply.to_json()))) == reply
        self.last_saved = session
        return super().save(open_turn, session, reply)


@dataclass
class Hotline:
    """The conversation service with its database and a clock (`at`) that the test sets."""

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
            services=Services(self.wording, lambda: self.at, Ids(random.Random(42)), CODE_SEALER),
            default_language=self.default_language,
        )

    def member(self, channel: str, language: str | None, number: str = ACTIVE) -> Member:
        """A member with a telephone. `language`: None if the member has not chosen one yet."""
        self.change(
            "UPDATE member SET language = :language WHERE number = :number",
            language=language,
            number=number,
        )
        if number in NOT_MEMBERS and language:
            self.default_language = self.conversation._taker._default_language = language
        return Member(self, Channel(channel), language or self.default_language, number)

    def change(self, statement: str, **values: Any) -> None:
        """Executes a statement, for instance to change the member during a session."""
        self.database.run(lambda conn: conn.execute(text(statement), values))

    def rows(self, query: str, **values: Any) -> list[Any]:
        return self.database.run(lambda conn: list(conn.execute(text(query), values)))

    def row(self, query: str, **values: Any) -> Any:
        [row] = self.rows(query, **values)
        return row

    def is_sound(self) -> bool:
        found = self.database.run(lambda conn: list(violations(conn)))
        assert not found, found
        return True


class Member:
    """A caller with one number on one channel; sentences are compared in `language`."""

    def __init__(self, hotline: Hotline, channel: Channel, language: str, number: str) -> None:
        self.hotline, self.channel, self.language, self.number = hotline, channel, language, number
        self.turn: Turn | None = None
        self.traits = traits_of(channel)
        self.telephone = TELEPHONES[channel](number, lambda: next(hotline.numbers))
        self._said: list[tuple[str, Mapping[str, Any], str]] = []

    # -- input

    def calls(self, *keys: str) -> Member:
        """Starts a session; by text the first message does that. `keys`: a USSD deep link's, as in
        *105*1#."""
        if heard := self.telephone.call(*keys):
            self._hear(heard)
        return self

    def asks_for(self, what: str) -> Member:
        """Goes to a dialogue, named by its flow."""
        way = route_to(what, self.channel, self.language)
        if isinstance(way, str):
            return self.enters(way)
        if self.turn is None:
            self.calls()
        if self.traits.sessionless or not self._at_main_menu():
            self.says_main()
        return self.picks(*way)

    def picks(self, *options: str) -> Member:
        """Picks options by their meaning: an outcome of a menu or the value of a list's entry."""
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
        """Enters keys or text literally."""
        self._hear(self.telephone.enter(keys, self.turn))
        return self

    def speaks(self, words: str, confidence: float = 0.9) -> Member:
        """Answers in words of their own; a message that begins a session has them too."""
        if self.turn is None and not self.traits.sessionless:
            self.calls()
        self._hear(self.telephone.speak(words, confidence, self.turn))
        return self

    def says(self, words: str) -> Member:
        """States a complaint: recorded on the phone, typed on other channels."""
        self._hear(self.telephone.say(words, self.turn))
        return self

    def files_it(self) -> Member:
        """Confirms the complaint that was recorded, or read back."""
        return self.picks("file" if self.traits.spoken else "yes")

    def stays_silent(self) -> Member:
        self._hear(self.telephone.stay_silent(self.turn))
        return self

    def says_back(self) -> Member:
        return self.enters(self.telephone.commands["back"])

    def says_main(self) -> Member:
        return self.enters(self.telephone.commands["main"])

    def asks_for_repeat(self) -> Member:
        return self.enters(self.telephone.commands["repeat"])

    def asks_for_agent(self) -> Member:
        """By the channel's key or word; where it has none, by the main menu."""
        begins = self.turn is None
        if begins:
            self.calls()
        if "agent" in self.telephone.commands:
            return self.enters(self.telephone.commands["agent"])
        if not begins and not self._at_main_menu():
            self.says_main()
        return self.picks("agent")

    def leaves_the_queue(self, result: str) -> Member:
        assert isinstance(self.telephone, VoiceTelephone)
        self._hear(self.telephone.leave_queue(result, self.turn))
        return self

    def enters_pin_if_asked(self, pin: str = PIN) -> Member:
        """Enters the PIN if it is asked for. Where it must be asked for is tested elsewhere."""
        if self.open_question == "identify.pin":
            self.enters(pin)
        return self

    def confirms(self) -> Member:
        """Confirms that points are spent: yes, or by text the code from the reply."""
        if self.confirms_by_code:
            assert (self.open_question or "").endswith(".code")
            return self.enters(self.code)
        assert (self.open_question or "").endswith(".confirm")
        return self.says_yes()

    @property
    def confirms_by_code(self) -> bool:
        """Whether the channel asks for a code instead of a yes before points are spent."""
        return self.traits.proofs.proofs_for(Act.SPEND) == {CODE}

    @property
    def texted_code(self) -> str:
        """The code of the text that waits in the outbox; a call does not say it."""
        reference = json.loads(self.latest("outbox", "recorded_at").payload)["code"]
        code = self.hotline.database.read(
            lambda conn: one_time_codes.reveal(
                conn, tuple(reference), at=self.hotline.at, sealer=CODE_SEALER
            )
        )
        assert code is not None
        return code

    def is_cut_off(self) -> Member:
        """Drops the connection; only a call reports that. 30 seconds pass."""
        if heard := self.telephone.hang_up():
            self.hotline.conversation.hang_up(heard)
        self.turn = None
        return self.waits(30)

    def waits(self, seconds: float) -> Member:
        self.hotline.at += timedelta(seconds=seconds)
        return self

    # -- output

    @property
    def session(self) -> Session:
        assert self.hotline.sessions.last_saved is not None
        return self.hotline.sessions.last_saved

    @property
    def open_question(self) -> str | None:
        """The open question as "flow.step"; None if there is none."""
        session = self.session
        if session.over or session.resting:
            return None
        return f"{session.top.flow}.{session.top.state}"

    @property
    def stack(self) -> list[str]:
        return [f"{frame.flow}.{frame.state}" for frame in self.session.stack]

    @property
    def screen(self) -> str:
        """The rendered reply with its options."""
        assert self.turn is not None
        return check_rendered(CHANNEL_ADAPTERS[self.channel].render(self.turn))

    @property
    def code(self) -> str:
        assert self.turn is not None
        return str(re.findall(r"(?<!\d)\d{6}(?!\d)", " ".join(self.turn.say))[-1])

    def is_asked(self, question: str) -> Member:
        assert self.open_question == question, f"{self.open_question}: {self.screen}"
        key = question.replace(".", "-")
        asked_otherwise = (f"{key}-simply", "engine-anything_else")
        return self if any(map(self._was_said, asked_otherwise)) else self.hears(key)

    def hears(self, key: str, **facts: Any) -> Member:
        """Asserts that this sentence was in the reply, in the member's language, with at least
        these facts."""
        said = [entry for entry in self._said if entry[0] == key]
        assert said, f"{key} was not said: {self.screen}"
        assert self.turn is not None
        assert self.turn.language == self.language
        found = dict(said[-1][1])
        assert {name: found.get(name) for name in facts} == facts
        own = Wording.say(self.hotline.wording, key, self.language, self.channel, found)
        own = own.replace(BLANK, self.code) if BLANK in own else own
        said = not own or any(own in line for line in self.turn.say)
        assert said, f"{own!r} not in {self.turn.say}"
        return self

    def does_not_hear(self, key: str) -> Member:
        assert not self._was_said(key)
        return self

    def has_final_answer(self) -> Member:
        """Asserts that the reply needs no answer: a call goes on with its menu, other sessions
        rest."""
        if self.traits.pauses_after_answer:
            assert self.session.resting
        else:
            assert self.open_question is not None
            assert self.open_question.endswith(".menu")
        return self

    def is_at_main_menu(self) -> Member:
        assert self._at_main_menu(), self.stack
        assert self.open_question
        return self

    # -- the database

    def points(self) -> tuple[int, int]:
        """Available and held points."""
        balance, held = self.hotline.row(
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
            self.hotline.row("SELECT member_id FROM msisdn WHERE number = :n", n=self.number)[0]
        )

    def rows_of(self, table: str) -> list[Any]:
        """All rows of the member in this table."""
        return self.hotline.rows(
            f"SELECT * FROM {table} WHERE member_id = :member", member=self.member_id
        )

    def latest(self, table: str, by: str) -> Any:
        rows = sorted(self.rows_of(table), key=lambda row: str(row._mapping[by]))
        return rows[-1] if rows else None

    # -- helpers

    def _at_main_menu(self) -> bool:
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
