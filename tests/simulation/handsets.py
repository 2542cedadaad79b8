"""Members' telephones: they build the carrier's parameters and use the channel's own parser.

A handset knows the last reply and the state of the session, and mostly enters what makes sense
there: random keys would hardly ever spend a point.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from free_words import NO_FREE_WORDS, YESES, FreeWords
from kannel_player import SECRET

from core.members import BLANK
from core.seed import PIN
from flows.engine import Conversation
from flows.protocol import Channel, ExpectsKind, Heard, Session, Turn
from ivr import request_parsing as voice
from sms import kannel_request_parsing as kannel
from sms import request_parsing as sms
from ussd import request_parsing as ussd
from wsgi import CHANNEL_ADAPTERS

RECORDING = "https://api.twilio.example/2010-04-01/Recordings/RE1"
WRONG_PIN, NEW_PIN = "246813", "864209"
SECRETS = ("pin", "new", "again", "code")  # the steps that ask for one
# Texts to choose from; keywords that spend points are the most frequent.
TEXTS = (
    *("DH 1", "DH 2", "DH 3", "DH 5", "DH 40", "HF 10", "HZ 100") * 4,
    *("DH", "JF", "DJ", "LS", "DD", "CX", "H", "返回", "EN", "ZH", "TD", "RG", "RH", "BD 20260601"),
    *("TS 话费多扣了", "2", "1", "hello", "JFF", "积分"),
)
COMMANDS = {Channel.VOICE: ("*", "#", "9", "0", "7", ""), Channel.USSD: ("0", "00", "98", "7", "")}
DEEP_LINKS = ("", "", "1", "4*1", "4*3", "5")
SENSIBLE = 0.85
NEVER = datetime.min.replace(tzinfo=UTC)
SESSION_MAX = timedelta(minutes=3)  # how long a network keeps a session open


# Behind the word for it: a balance may have six digits too.
CODE = re.compile(r"(?:(?<=验证码)|(?<=[Cc]ode )|(?<=code is ))\d{6}(?!\d)")


def codes_in(turn: Turn) -> list[str]:
    return CODE.findall(" ".join(turn.say))


def without_code(turn: Turn) -> Turn:
    """The reply as it is stored, or said again when its code has expired. One that says nothing
    has no number: a text that is known under another id gets no second reply, whatever the first
    was."""
    number = turn.number if turn.say or turn.options else 0
    words = tuple(CODE.sub(BLANK, each) for each in turn.say)
    return replace(turn, say=words, code=None, number=number)


@dataclass
class Message:
    """One webhook. `answers`: the reply to each delivery; `effect`: the order it made, if any;
    `owner_id`: the member who had the number when the question was asked; `sender`: the member who
    had it when the message was first delivered; `may_spend`, `may_freeze`: it answers, by key or
    typed, whether points are spent, or whether the phone is lost; `is_spoken_yes`: it answers the
    first of these, and is spoken; `codes`: when each was first said, by its process's clock;
    `may_leave`: it answers whether to leave, or to stay after all; `may_claim`: it answers what was
    asked about a receipt; `may_join`: it answers, by key or typed, whether to join; `raced`:
    another copy was answered inside its turn, after Redis had been emptied; `replied_elsewhere`:
    it was delivered under another id as well, which got its reply."""

    handset: Handset
    heard: Heard
    told: str
    may_spend: bool
    owner_id: int | None
    sent_at: datetime
    answers: list[Turn] = field(default_factory=list)
    may_freeze: bool = False
    may_leave: bool = False
    may_claim: bool = False
    may_join: bool = False
    is_spoken_yes: bool = False
    effect: str | None = None
    codes: dict[str, datetime] = field(default_factory=dict)
    sender: int | None = None
    delivered: bool = False
    raced: bool = False
    replied_elsewhere: bool = False

    @property
    def id(self) -> str:
        return self.heard.message_id

    def deliver_to(self, conversation: Conversation) -> Turn:
        adapter = CHANNEL_ADAPTERS[self.heard.channel]
        turn = conversation.hear(self.heard, adapter.parse_in_session)
        rendered = adapter.render(turn)
        assert not rendered.startswith("<?xml") or ElementTree.fromstring(rendered) is not None
        return turn

    def __str__(self) -> str:
        heard = self.heard
        return f"{heard.channel} {heard.caller[-4:]} {heard.message_id} [{self.told}]"


def is_apology(keys: tuple[str, ...]) -> bool:
    return any(key.startswith("engine-sorry") for key in keys)


@dataclass
class Handset:
    """`talk`: the session as the hotline stored it, to choose sensible input; `turn`: the last
    reply that arrived."""

    number: str
    channel: Channel
    session: str = ""
    texted: str = ""
    turn: Turn | None = None
    asked: tuple[str, ...] = ()
    talk: Session | None = None
    owner_id: int | None = None
    waiting: Message | None = None
    heard_at: datetime = NEVER
    sessions: int = 0
    free_words: FreeWords = NO_FREE_WORDS
    by_kannel: bool = False

    def next_message(self, draw: random.Random, at: datetime) -> Message:
        if self.channel is Channel.SMS:
            return self._text(draw, at)
        gone = at - self.heard_at > SESSION_MAX
        if self.turn is None or self.turn.ends or gone or draw.random() < 0.02:
            return self._session(draw, at)
        words = self._phrase(draw)
        keyed_only = (ExpectsKind.QUEUE, ExpectsKind.RECORDING)
        if words and self.channel is Channel.VOICE and self.turn.expects.kind not in keyed_only:
            return self._speech(words, draw, at)
        entry = words or self._entry(draw)
        if self.channel is Channel.USSD:
            self.texted = f"{self.texted}*{entry}" if self.texted else entry
            return self._message(ussd.request_heard(self._ussd()), entry, at)
        form = self._call() | (
            {"QueueResult": draw.choice(("leave", "hangup"))}
            if self.turn.expects.kind is ExpectsKind.QUEUE
            else {"RecordingUrl": RECORDING, "RecordingDuration": "7"}
            if self.turn.expects.kind is ExpectsKind.RECORDING
            and entry not in COMMANDS[Channel.VOICE]
            else {"Digits": entry}
        )
        query = {"n": str(self.turn.number + 1)}
        return self._message(voice.turn_answered(form, query), entry, at)

    def heard(
        self,
        turn: Turn,
        keys: tuple[str, ...],
        talk: Session | None,
        owner_id: int | None,
        at: datetime,
    ) -> None:
        self.turn, self.talk, self.waiting = turn, talk, None
        if not is_apology(keys):  # else the question stays open
            self.asked = keys
        self.owner_id, self.heard_at = owner_id, at

    def hangs_up(self) -> None:
        self.turn = self.talk = self.waiting = None
        self.asked = ()

    # -- what is sent

    def _session(self, draw: random.Random, at: datetime) -> Message:
        self.sessions += 1
        self.session = f"{self.channel[0]}{self.number[-1]}-{self.sessions}"
        self.texted, self.asked, self.talk = draw.choice(DEEP_LINKS), (), None
        if self.channel is Channel.VOICE:
            return self._message(voice.call_started(self._call()), "calls", at)
        return self._message(ussd.request_heard(self._ussd()), f"dials {self.texted}", at)

    def _text(self, draw: random.Random, at: datetime) -> Message:
        self.sessions += 1
        sid = f"SM{self.number[-1]}-{self.sessions}"
        body = self._phrase(draw)
        if not body and self.asked_for("code"):
            body = self._entry(draw)
        if not body:
            plain = self.turn is not None and draw.random() < 0.4
            body = self._entry(draw) if plain else draw.choice(TEXTS)
        if self.by_kannel:
            query = {"from": self.number, "text": body or " ", "id": sid}
            return self._message(kannel.message(query, SECRET), body, at)
        form = {"From": self.number, "Body": body or " ", "MessageSid": sid}
        return self._message(sms.message(form), body, at)

    def _phrase(self, draw: random.Random) -> str:
        is_yes = self.asked_for("confirm") or "report_lost-confirm" in self.asked
        is_yes = is_yes or self._state() == "meant"  # whether this is what they want
        asked_for = "yes" if is_yes else "secret" if self._state() in SECRETS else ""
        return self.free_words.phrase(draw, asked_for=asked_for)

    def _speech(self, words: str, draw: random.Random, at: datetime) -> Message:
        """Spoken words never spend: what costs points is confirmed by key."""
        assert self.turn is not None
        form = self._call() | self.free_words.speech(words, draw)
        heard = voice.turn_answered(form, {"n": str(self.turn.number + 1)})
        told = f"{words} ({form['Confidence']})"
        is_yes = words in YESES and self.asked_for("confirm")
        return Message(self, heard, told, False, self.owner_id, at, is_spoken_yes=is_yes)

    def _message(self, heard: Heard, told: str, at: datetime) -> Message:
        is_code = self.channel is Channel.SMS and re.search(r"\d{6}", told) is not None
        may_spend = is_code or self.asked_for("confirm")
        may_freeze = "report_lost-confirm" in self.asked
        asks_to_leave = ("leave-confirm", "leave-code", "leave-take_back", "leave-too_soon")
        may_leave = any(key.startswith(asks_to_leave) for key in self.asked)
        may_claim = any(key.startswith("claim-") for key in self.asked)
        may_join = any(key.startswith("join-consent") for key in self.asked)
        allowed = {"may_freeze": may_freeze, "may_leave": may_leave, "may_claim": may_claim}
        allowed["may_join"] = may_join
        return Message(self, heard, told, may_spend, self.owner_id, at, **allowed)

    def asked_for(self, step: str) -> bool:
        return any(
            key.startswith(("redeem_", "give-", "exchange-"))
            and key.partition("-")[2].startswith(step)
            for key in self.asked
        )

    def _entry(self, draw: random.Random) -> str:
        """The next input at the open question."""
        assert self.turn is not None
        if draw.random() > SENSIBLE:
            return draw.choice(COMMANDS.get(self.channel, TEXTS))
        state = self._state()
        if state == "pin":
            return PIN if draw.random() < 0.97 else WRONG_PIN
        if state in ("new", "again"):
            return NEW_PIN
        if state == "code":
            return self._code() if draw.random() < 0.9 else "111111"
        if state == "receiver":
            return f"1380000000{draw.randint(1, 8)}"
        if state in ("amount", "points"):
            return draw.choice(("100", "500", "3000"))
        if state in ("confirm", "sure", "meant", "consent"):
            return "1" if draw.random() < 0.9 else "2"
        if self.turn.options:
            return draw.choice(self.turn.options).key
        if self.turn.expects.kind is ExpectsKind.DIGITS:
            return draw.choice(("1", "3", "5", "20260001", "123456"))
        return draw.choice(("1", "2", "3", "4"))

    def _state(self) -> str:
        return self.talk.top.state if self.talk and self.talk.stack else ""

    def _code(self) -> str:
        assert self.turn is not None
        found = codes_in(self.turn)
        return found[-1] if found else "000000"

    def _call(self) -> dict[str, str]:
        return {"CallSid": self.session, "From": self.number}

    def _ussd(self) -> dict[str, str]:
        return {"sessionId": self.session, "phoneNumber": self.number, "text": self.texted}
