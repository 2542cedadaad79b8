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
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from code_sealer import CODE_SEALER
from member_input import Member
from sqlalchemy import text

from core.books.audit import violations
from core.kernel import Database
from flows.all_words import load_wording
from flows.dialogues import DIALOGUES
from flows.engine import Conversation, Dialogues, Engine, Ids, Services, SessionStore, connect
from flows.engine.session_store import OpenTurn
from flows.language import Wording
from flows.protocol import Channel, Session, Turn

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

    def member_id(self, number: str) -> int:
        """0 for the number of nobody."""
        rows = self.rows("SELECT member_id FROM msisdn WHERE number = :n", n=number)
        return int(rows[0][0]) if rows else 0

    def is_sound(self) -> bool:
        found = self.database.run(lambda conn: list(violations(conn)))
        assert not found, found
        return True
