"""Dialogues made for the tests of the engine, small enough to see all of them; and `Play`, a member
in a session with them."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from code_sealer import CODE_SEALER
from sqlalchemy import Connection

from core.members import MemberWithPoints as Caller
from flows.dialogues.agent.flow import AGENT, OFFER
from flows.dialogues.identify.flow import IDENTIFY
from flows.dialogues.resume.flow import GUESS, RESUME
from flows.dialogues.understood.flow import ASK_WISH, OFFER_WISHES, WISH_OR_WORDS
from flows.engine import (
    Ask,
    Call,
    Context,
    Dialogue,
    Dialogues,
    Do,
    End,
    Engine,
    Flow,
    Ids,
    Keyword,
    Menu,
    Services,
    YesNo,
)
from flows.language import Wording
from flows.protocol import Channel, Frame, Heard, HeardKind, Session, Turn

END = End("end")


def nothing(context: Context) -> Literal["done"]:
    return "done"


class Echo(Wording):
    """Every sentence is its own key, so a test reads which one was said."""

    def __init__(self, *missing: str) -> None:
        self._missing = missing

    def has(self, key: str, language: str, channel: Channel) -> bool:
        if key.startswith(("engine-footer", "engine-more")):
            return channel is Channel.USSD
        return not key.endswith(("-simply", "-only")) and key not in self._missing

    def say(self, key: str, language: str, channel: Channel, facts: Mapping[str, Any]) -> str:
        return f"{facts['key']} {facts['label']}" if key == "engine-option" else key


def dialogues(*subjects: Flow, flows: Sequence[Flow] = ()) -> Dialogues:
    home = Flow(
        "home",
        Menu("menu", on={flow.name: flow.name for flow in subjects}),
        *(Call(flow.name, flow, then="menu") for flow in subjects),
        members_only=False,
    )
    keywords = [Keyword(flow.name, flow, en=flow.name.upper()) for flow in subjects]
    begun = [home, RESUME, *flows]
    return Dialogues(
        declared=[Dialogue("tests", *subjects, *begun, keywords=keywords, entry_points=begun)],
        home=lambda context: home,
        openings=lambda context: [RESUME] if context.session.parked else [],
        deep_link_home=home,
        identify=IDENTIFY,
        offer=OFFER,
        guess=GUESS,
        ask_wish=ASK_WISH,
        offer_wishes=OFFER_WISHES,
        wish_or_words=WISH_OR_WORDS,
        agent=AGENT,
        set_language=lambda context, language: setattr(context.session, "language", language),
    )


CALLER = Caller(
    member_id=1,
    number="+8613800000001",
    name="",
    language="en",
    tier="basic",
    tier_until=None,
    joined_on=datetime(2020, 1, 1).date(),
    leaves_on=None,
    born_on=None,
    status="active",
    province="GD",
    city=None,
    unexpired=0,
    held=0,
    marketing_ok=True,
    has_pin=True,
    pin_locked_on=None,
    expires_on=None,
    expires_points=None,
    waiting=0,
    owed=0,
)


@dataclass
class Play:
    """One session with a set of dialogues; through JSON between any two turns."""

    dialogues: Dialogues
    conn: Connection
    channel: Channel = Channel.VOICE
    caller: Caller | None = CALLER
    wording: Wording = field(default_factory=Echo)

    def __post_init__(self) -> None:
        self.engine = Engine(self.dialogues)
        self.ids = Ids(random.Random(1))
        self.session = Session(self.channel, "s", CALLER.number, "en")
        self.messages = 0

    def begin(self, keys: str = "", parked: Sequence[Frame] = ()) -> Play:
        self.session = Session(self.channel, "s", CALLER.number, "en", parked=list(parked))
        return self.hear(HeardKind.STARTED, keys)

    def press(self, *keys: str) -> Play:
        for key in keys:
            self.hear(HeardKind.ENTERED, key)
        return self

    def command(self, name: str, argument: str = "") -> Play:
        return self.hear(HeardKind.COMMAND, argument, command=name)

    def silence(self) -> Play:
        return self.hear(HeardKind.SILENCE)

    def hear(self, kind: HeardKind, words: str = "", command: str = "", **more: Any) -> Play:
        self.messages += 1
        self.session = Session.from_json(json.loads(json.dumps(self.session.to_json())))
        message = f"m{self.messages}"
        heard = Heard(self.channel, "s", CALLER.number, message, kind, words, command, **more)
        context = Context(
            services=Services(
                self.wording, lambda: datetime(2026, 6, 1, tzinfo=UTC), self.ids, CODE_SEALER
            ),
            conn=self.conn,
            session=self.session,
            caller=self.caller,
            at=datetime(2026, 6, 1, tzinfo=UTC),
            message_key=message,
            begin_effect=lambda: None,
        )
        self.session.seq += 1
        is_playable = kind is HeardKind.STARTED or self.engine.is_playable(self.session)
        self.turn: Turn = (
            self.engine.take(context, heard) if is_playable else self.engine.restart(context)
        )
        return self

    @property
    def at(self) -> str:
        return f"{self.session.top.flow}.{self.session.top.state}"

    def says(self, *keys: str) -> bool:
        assert self.turn.say == keys, self.turn.say
        return True


FORM = Flow(
    "form",
    Ask("first", digits_min=2, digits_max=4, save="first", on={"given": "second"}),
    Ask("second", digits_min=2, digits_max=4, save="second", on={"given": "sure"}),
    YesNo("sure", costly=True, on={"yes": "act", "no": "first"}),
    Do("act", nothing, effect=True, on={"done": "thanks"}),
    Menu("thanks", on={"more": "first", "enough": "end"}),
    END,
    resumable=True,
)


ANSWER = Flow("answer", Do("look", nothing, on={"done": "end"}), END)
