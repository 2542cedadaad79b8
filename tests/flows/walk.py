"""Walks the dialogues breadth first: tries every input that makes sense at the start of a session,
then at each new node, until no new node appears.

A node is the state of the session (dialogues, steps, reprompts, proofs) together with the facts of
the member that decide the next turns. Each input is one turn, taken as Conversation takes it, in a
transaction that is rolled back. A node that changed those facts carries a copy of the in-memory
database, so that a code that was sent can be entered later and wrong PINs add up.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from code_sealer import CODE_SEALER
from rendered import check_rendered
from unclear import unclear_words

from core.kernel import Database, has_written
from core.members import CODE, Act, MemberWithPoints, member_points, profiles
from core.programme import local_day, shipped_rules
from core.seed import PIN
from flows.all_words import load_wording
from flows.dialogues import DIALOGUES
from flows.engine import (
    Ask,
    Context,
    Do,
    Engine,
    Ids,
    Menu,
    Question,
    Queue,
    Record,
    Services,
    Step,
    YesNo,
    pages_of,
)
from flows.engine.player import Player
from flows.language import sms_segments, ussd_screens
from flows.protocol import Channel, ChannelTraits, Frame, Heard, HeardKind, Session, Turn, traits_of
from wsgi import CHANNEL_ADAPTERS

WRONG_PIN, NEW_PIN, WEAK_PIN = "246813", "864209", "111111"
RECORDING = "https://api.twilio.example/recordings/RE1"
USSD_PAGES_MAX, RENDERED_BYTES_MAX = 3, 64_000
DISTINGUISHING_ANSWERS = ("list_page", "gate", "before")
COMMAND_WORDS = ("main", "back", "zh", "en", *DIALOGUES.by_command)
# Arguments of a keyword. Each keyword is also tried without any.
ARGUMENTS = {
    "redeem": ("1", "4", "9999999999999999999999"),
    "credit": ("10", "50"),
    "data": ("1", "0.5"),
    "orders": ("20260003", "99999999"),
    "claim": ("20260601", "1"),
    "complain": ("My bill is wrong.", "算了", "电话是多少", "20260002"),
    "suggest": ("More gifts, please.",),
    "withdraw_complaint": ("20260002", "99999999"),
    "complaint_status": ("20260002", "99999999"),
}
# Entries at questions for digits where a number of the right length alone would reach little.
ENTRIES = {
    "redeem_gift.number": ("1", "4", "9999"),
    "order_by_number.number": ("20260003", "99999999"),
    "claim.receipt": ("123456", "12345678901234567890"),
    "identify.pin": (PIN, WRONG_PIN, "1"),
    "pin.new": (NEW_PIN, WEAK_PIN),
    "pin.again": (NEW_PIN, WRONG_PIN),
    "identify.new": (NEW_PIN, WEAK_PIN),
    "identify.again": (NEW_PIN, WRONG_PIN),
    "give.receiver": ("13800000001", "13800000002", "13899999999"),
    "give.amount": ("100", "5001", "20000"),
}

# Asked back, offered, refused, and answered by others; at the home menu, from where they lead on.
FREE_WORDS = ("怎么投诉？", unclear_words("zh"), "我不想换礼品了", "my phone bill is too high")

QUESTIONS = frozenset(
    f"{flow.name}.{step.name}"
    for flow in DIALOGUES.flows.values()
    for step in flow.steps.values()
    if isinstance(step, Question)
)
BOTH_PROOFS_ABOVE = shipped_rules().security.both_proofs_above_points
WITH_CODE = [flow.name for flow in DIALOGUES.flows.values() if "prove" in flow.steps]
CODES = frozenset(f"{flow}.{step}" for flow in WITH_CODE for step in ("code", "too_soon"))
CONFIRMATIONS = frozenset(f"{flow}.confirm" for flow in WITH_CODE)
ONLY_WHERE_SPOKEN = frozenset(
    (
        "voice_home.menu",
        "points_menu.menu",
        "senior_home.menu",
        "senior_redeem.menu",
        "senior_welcome.offer",
        "withheld_home.menu",
        "agent.wait",  # the queue; other channels book a call back
        "agent.back",
        "complaint.keep",  # typed words are read back
        "redeem_gift.how",  # other channels show the list at once
        "redeem_gift.number",
    )
)


def never_asked(traits: ChannelTraits) -> set[str]:
    """The questions that no caller is asked on a channel with these traits."""
    found = {"agent.back"}  # only a caller whom an agent sent to key the PIN comes here
    found |= {"text_home.menu"} if traits.spoken else ONLY_WHERE_SPOKEN
    found |= {"complaint.confirm"} if traits.spoken else set()
    # Elsewhere the status of a complaint offers to withdraw it.
    by_keyword = {"guess.meant", "withdraw_complaint.confirm"}
    found |= {"complaint_status.new"} if traits.keywords else by_keyword
    # No session that could drop, and none that could begin with a question.
    found |= {"resume.offer", "grade.ask"} if traits.sessionless else set()
    proofs = traits.proofs.proofs_for(Act.SPEND) | traits.proofs.spend_above_limit
    found |= set() if CODE in proofs else CODES
    return found | (CONFIRMATIONS if proofs == {CODE} else set())  # the code is the confirmation


NEVER_ASKED = {channel: never_asked(traits_of(channel)) for channel in Channel}

Prepare = Callable[[Any], None]


def as_seeded(database: Any) -> None:
    pass


def without_pin(database: Any) -> None:
    database.execute("UPDATE member SET pin_hash = NULL WHERE member_id = 2")


def without_language(database: Any) -> None:
    database.execute("UPDATE member SET language = NULL WHERE member_id = 2")


def without_marketing(database: Any) -> None:
    database.execute("UPDATE member SET marketing_ok = 0 WHERE member_id = 4")


def with_a_long_list(database: Any) -> None:
    """More gifts than any channel reads out or shows on one page."""
    for number in range(21, 31):
        database.execute(
            "INSERT INTO gift (sku, kind, number, points, name_zh, name_en, on_sale, sort)"
            " VALUES (?, 'gift', ?, 200, '保温杯茶具', 'Thermos and cup', 1, ?)",
            (f"gift-{number}", number, number),
        )
        database.execute(
            'INSERT INTO stock (sku, bucket, at_first, "left", reserved, sent)'
            " VALUES (?, 0, 5, 5, 0, 0)",
            (f"gift-{number}",),
        )


def with_expensive_gifts(database: Any) -> None:
    """Gifts above the limit up to which a PIN alone is enough on the phone."""
    database.execute("UPDATE gift SET points = 5001 WHERE points >= 500")


def with_a_code_sent(database: Any) -> None:
    """A code at the moment of the walk, which holds up the next; dear gifts need one on calls too.
    And a second order that has not arrived yet."""
    with_expensive_gifts(database)
    sent = "2026-06-01T02:00:00.000000+00:00"
    database.execute(
        "INSERT INTO one_time_code (member_id, code_id, purpose_hash, code_hash, issued_at,"
        " expires_at, tries_left, used) VALUES (3, 1, '', '', ?, ?, 3, 0)",
        (sent, sent),
    )
    database.execute(
        "INSERT INTO gift_order (member_id, order_id, number, sku, points, status, channel,"
        " created_at, send_by, deliver_by) SELECT member_id, 'second', '20269999', sku, points,"
        " status, channel, created_at, send_by, deliver_by FROM gift_order WHERE member_id = 3"
    )


def with_decided_complaints(database: Any) -> None:
    """One by each channel, whose grade is awaited at the moment of the walk."""
    columns = "member_id, words, level, opened_at, first_contact_due, decide_due"
    for place, channel in enumerate(Channel):
        database.execute(
            "INSERT INTO complaint (complaint_id, number, channel, status, decided_at, decision,"
            f" {columns}) SELECT ?, ?, ?, 'decided', '2026-06-01T01:00:00.000000+00:00', 'No.',"
            f" {columns} FROM complaint WHERE complaint_id = 'seed-complaint'",
            (f"decided-{place}", f"2026001{place}", channel.value),
        )


EVERYWHERE, NOWHERE = frozenset(Channel), frozenset[Channel]()
SPOKEN = frozenset(channel for channel in Channel if traits_of(channel).spoken)
# Number, preparation of the database, and the channels on which silence and mistakes are tried at
# every step too. The engine handles them alike everywhere, so one caller for each main menu is
# enough.
CALLERS: dict[str, tuple[str, Prepare, frozenset[Channel]]] = {
    "active": ("+8613800000001", as_seeded, EVERYWHERE),
    "senior": ("+8613800000005", as_seeded, SPOKEN),
    "frozen": ("+8613800000007", as_seeded, EVERYWHERE),
    "stranger": ("+8613899999999", as_seeded, EVERYWHERE),
    "no points, no offers": ("+8613800000004", without_marketing, NOWHERE),
    "no PIN": ("+8613800000002", without_pin, NOWHERE),
    "locked": ("+8613800000006", as_seeded, NOWHERE),
    "long list": ("+8613800000001", with_a_long_list, NOWHERE),
    "dear gifts": ("+8613800000003", with_expensive_gifts, NOWHERE),
    "code sent": ("+8613800000003", with_a_code_sent, NOWHERE),
    "decided complaint": ("+8613800000002", with_decided_complaints, NOWHERE),
    "no language": ("+8613800000002", without_language, NOWHERE),
}
CALLERS_WITHOUT_A_NUMBER = {
    "withheld": (profiles.withheld("walk"), as_seeded, SPOKEN),
}


def callers(channel: Channel) -> dict[str, tuple[str, Prepare, frozenset[Channel]]]:
    """Callers with a withheld number exist only on channels that do not verify the number."""
    return CALLERS if traits_of(channel).number_verified else CALLERS | CALLERS_WITHOUT_A_NUMBER


WORDING = load_wording()  # once: parsing takes 0.2 s


@dataclass(slots=True)
class Node:
    """A session as stored, with the compressed database (`snapshot`) and the member's facts that
    decide the next turns. `heard` is the input that led here from `parent`; `changed`: that turn
    had an effect."""

    session: dict[str, Any]
    snapshot: bytes
    member_facts: tuple[Any, ...]
    parent: Node | None = None
    heard: Heard | None = None
    changed: bool = False

    @property
    def at(self) -> str:
        session = self.session
        if not session["stack"]:
            return "start"
        if session["over"] or session["resting"]:
            return "over" if session["over"] else "resting"
        return f"{session['stack'][-1]['flow']}.{session['stack'][-1]['state']}"

    def path(self) -> list[Node]:
        before = self.parent.path() if self.parent else []
        return [*before, self]

    def script(self) -> str:
        """The inputs and nodes that led here, for the message of a failure."""
        return " > ".join(
            f"[{_describe(node.heard)}] {node.at}" if node.heard else node.at
            for node in self.path()
        )


@dataclass
class Count:
    nodes: int = 0
    turns: int = 0
    visited: set[str] = field(default_factory=set)
    texts: dict[str, set[str]] = field(default_factory=dict)
    """Of a channel that sends texts, by Node.at."""


class EffectCheckingPlayer(Player):
    """Fails if an action writes to the database without being declared an effect."""

    def _do(self, context: Context, step: Do) -> None:
        before = writes(context)
        super()._do(context, step)
        assert step.effect or writes(context) == before, (
            f"{context.session.top.flow}.{step.name} wrote and is no effect"
        )


def writes(context: Context) -> int:
    return int(context.conn.connection.dbapi_connection.total_changes)  # type: ignore[union-attr]


class Walk:
    """The walk of one caller on one channel in one language. `prepare` changes the seeded
    database first; `tries_mistakes`: silence and wrong answers are inputs too."""

    def __init__(
        self,
        database_file: str,
        channel: Channel,
        language: str,
        number: str,
        at: datetime,
        prepare: Callable[[Any], None] = lambda conn: None,
        *,
        tries_mistakes: bool = True,
    ) -> None:
        self.channel, self.language, self.number = channel, language, number
        self.traits = traits_of(channel)
        self._at = at
        self._tries_mistakes = tries_mistakes
        self.wording = WORDING
        self.engine = Engine(DIALOGUES)
        self.engine._player = EffectCheckingPlayer(DIALOGUES)
        self._database = Database("sqlite://")
        self._connection = self._database.engine.connect()
        self._raw: Any = self._connection.connection.dbapi_connection
        self._loaded = b""
        self._callers: dict[bytes, MemberWithPoints | None] = {}
        self.count = Count()
        self.nodes: dict[Any, Node] = {}
        self._first_snapshot = self._prepared(database_file, prepare)
        self._load(self._first_snapshot)
        self._first_member_facts = self._read_member_facts()

    def close(self) -> None:
        self._connection.close()
        self._database.dispose()

    def run(self) -> Iterator[Node]:
        """Yields every node, in the order of its distance from the start."""
        frontier: deque[Node] = deque()
        for begins in self._first_nodes():
            self._add_node(begins, frontier)
        while frontier:
            node = frontier.popleft()
            yield node
            for heard in self.inputs_at(node):
                try:
                    found = self.turn(node, heard)
                    self._add_node(found, frontier)
                except Exception as error:
                    error.add_note(f"after {node.script()} > [{_describe(heard)}]")
                    raise

    # -- nodes

    def _add_node(self, node: Node, frontier: deque[Node]) -> None:
        self.count.visited.add(node.at)
        key = self._key(node)
        if node.session["language"] != self.language:
            return  # the other language has a walk of its own
        if key not in self.nodes:
            self.nodes[key] = node
            self.count.nodes += 1
            frontier.append(node)

    def _key(self, node: Node) -> Any:
        session = node.session
        top = session["stack"][-1]
        shown = session["last"]["page"] if session["last"] else 0
        resumes = any(frame["flow"] == "resume" for frame in session["stack"])
        return (
            _frames_key(session["stack"]),
            _frames_key(session["parked"]) if resumes else None,
            (session["resting"], session["over"], session["silences"], session["misses"], shown),
            # By text the PIN only serves to change the PIN: redemptions take a code.
            None if self.traits.sessionless else tuple(session["proofs"]),
            node.member_facts[:2],
            dict(node.member_facts[2:]).get(top["state"]),
        )

    def _read_member_facts(self) -> tuple[Any, ...]:
        """The member's status, whether a PIN is set, the count of wrong PINs, and the tries left
        and use of the latest code."""
        member = self._raw.execute(
            "SELECT status, pin_hash IS NOT NULL, pin_wrong, member_id FROM member"
            " WHERE number = ?",
            (self.number,),
        ).fetchone()
        if member is None:
            return (None, None, ("pin", 0), ("code", None))
        code = self._raw.execute(
            "SELECT tries_left, used FROM one_time_code WHERE member_id = ?"
            " ORDER BY code_id DESC LIMIT 1",
            (member[3],),
        ).fetchone()
        return (*member[:2], ("pin", member[2]), ("code", code))

    # -- the database

    def _prepared(self, database_file: str, prepare: Callable[[Any], None]) -> bytes:
        """The prepared database, serialized and compressed, without a write-ahead log (which a
        database in memory cannot have)."""
        copy = Path(f"{database_file}.{self.channel}.{self.language}.{self.number}")
        shutil.copy(database_file, copy)
        file = sqlite3.connect(copy, isolation_level=None)
        file.execute("PRAGMA journal_mode=DELETE")
        prepare(file)
        data = file.serialize()
        file.close()
        copy.unlink()
        return zlib.compress(data, 1)

    def _load(self, snapshot: bytes) -> None:
        if snapshot is self._loaded:
            return
        self._connection.rollback()  # a database cannot be copied into an open transaction
        # Through another connection: deserialize() would leave prepared statements that refer to
        # the schema it replaced.
        copy = sqlite3.connect(":memory:")
        copy.deserialize(zlib.decompress(snapshot))
        copy.backup(self._raw)
        copy.close()
        self._loaded = snapshot
        self._connection.begin()

    @contextmanager
    def _rolled_back(self) -> Iterator[None]:
        """Undoes what is written in it. A savepoint takes a tenth of the time that SQLAlchemy takes
        to begin a transaction and roll it back; the transaction lasts until the next _load()."""
        self._connection.info["has_written"] = False  # as at the begin of a transaction
        self._raw.execute("SAVEPOINT turn")
        yield
        self._raw.execute("ROLLBACK TO turn")
        self._raw.execute("RELEASE turn")

    # -- turns

    def _first_nodes(self) -> Iterator[Node]:
        session = self._new_session()
        start = Node(session.to_json(), self._first_snapshot, self._first_member_facts)
        if self.traits.sessionless:
            self._load(self._first_snapshot)
            with self._rolled_back():
                self.engine.rest_at_home(self._context(session, "begin"))
            yield replace(start, session=_through_json(session))
            return
        for keys in ("", "1", "4*1") if self.traits.limits.ussd_screens else ("",):
            yield self.begin(start, keys=keys)

    def begin(self, before: Node, *, keys: str = "", parked: Sequence[Any] = ()) -> Node:
        """The node after the first turn of a new session; `parked`: the stack of a dropped one."""
        session = self._new_session()
        session.parked = [Frame(**frame) for frame in parked]
        return self.turn(
            replace(before, session=session.to_json()), self._input(HeardKind.STARTED, keys)
        )

    def turn(self, node: Node, heard: Heard) -> Node:
        """Takes one turn and returns the node it leads to. Hanging up is followed by a new call."""
        if heard.kind is HeardKind.HUNG_UP:  # and calls again
            again = self.begin(node, parked=node.session["stack"])
            return replace(again, parent=node, heard=heard)
        self._load(node.snapshot)
        session = Session.from_json(orjson.loads(orjson.dumps(node.session)))
        session.recent = {}  # else the loop guard takes the walk for a machine: its mistakes repeat
        self.count.turns += 1
        with self._rolled_back():
            context = self._context(session, heard.message_id)
            turn = self._take(context, heard)
            changed = has_written(self._connection)
            assert context.has_effect or not changed, "something was written outside of an effect"
            found = Node(
                _through_json(context.session), node.snapshot, node.member_facts, node, heard
            )
            found.changed = context.has_effect
            if changed:
                self._take_snapshot(found)
        rendered = self._check(context, turn)
        if self.traits.limits.sms_segments is not None:
            self.count.texts.setdefault(found.at, set()).add(rendered)
        return found

    def _take_snapshot(self, found: Node) -> None:
        """Stores a copy of the database with the node if its facts changed and it is new."""
        member_facts = self._read_member_facts()
        if member_facts != found.member_facts:
            found.member_facts = member_facts
            if self._key(found) not in self.nodes:
                found.snapshot = zlib.compress(self._raw.serialize(), 1)

    def _take(self, context: Context, heard: Heard) -> Turn:
        """The same steps as Conversation._turn."""
        session = context.session
        session.seq += 1
        session.heard_at = self._at.timestamp()
        if heard.kind is not HeardKind.STARTED and (
            session.over or not self.engine.is_playable(session)
        ):
            return self.engine.restart(context)
        return self.engine.take(context, heard)

    def _context(self, session: Session, message_id: str) -> Context:
        source = random.Random(f"{message_id}:{self.count.turns}")
        context = Context(
            services=Services(self.wording, lambda: self._at, Ids(source), CODE_SEALER),
            conn=self._connection,
            session=session,
            caller=self._read_caller(),
            at=self._at,
            message_key=f"{session.session_id}:{message_id}:{self.count.turns}",
            begin_effect=lambda: None,
        )

        def begin_effect() -> None:
            context.has_effect = True

        context.begin_effect = begin_effect
        return context

    def _read_caller(self) -> MemberWithPoints | None:
        """Read once for each snapshot: at the start of a turn the database is as it was loaded."""
        if self._loaded not in self._callers:
            found = member_points.caller(self._connection, self.number, local_day(self._at))
            self._callers[self._loaded] = found
        return self._callers[self._loaded]

    def _new_session(self) -> Session:
        return Session(self.channel, "walk", self.number, self.language)

    def _code(self, node: Node, step: Step | None) -> str | None:
        """The newest code, if one is asked for."""
        if not code_asked(step):
            return None
        self._load(node.snapshot)
        newest = "SELECT member_id, code_id, sealed FROM one_time_code ORDER BY rowid DESC LIMIT 1"
        found = self._raw.execute(newest).fetchone()
        if not found:
            return None
        member_id, code_id, sealed = found
        return CODE_SEALER.open(sealed, f"{member_id}:{code_id}")

    # -- inputs at a node

    def inputs_at(self, node: Node) -> Iterator[Heard]:
        session = Session.from_json(node.session)
        if session.over:
            if self.traits.sessionless:
                yield self._input(HeardKind.ENTERED, "JF")
            elif self.engine.worth_resuming(session):
                yield self._input(HeardKind.HUNG_UP)
            return
        step = (
            None
            if session.resting
            else self.engine.dialogues.flows[session.top.flow].steps[session.top.state]
        )
        if isinstance(step, Queue):
            for result in ("bridged", "left", "failed"):
                yield self._input(HeardKind.LEFT_QUEUE, result)
            return
        assert session.last is None or not session.last.ends
        for answer in answers_at(session, step, self._code(node, step)):
            yield self._input(
                HeardKind.RECORDED if answer == RECORDING else HeardKind.ENTERED, answer
            )
        if self._tries_mistakes:
            yield from self._mistakes(session, step)
        yield from self._commands(session)
        if len(session.stack) == 1 and _without_mistakes(session):
            confidence = 0.9 if self.traits.spoken else None
            for words in FREE_WORDS:
                yield replace(self._input(HeardKind.ENTERED, words), confidence=confidence)
        if not self.traits.sessionless and self._is_hang_up_tried(session):
            yield self._input(HeardKind.HUNG_UP)

    def _is_hang_up_tried(self, session: Session) -> bool:
        """Hanging up is tried where the session can be resumed, and not again after mistakes."""
        return (
            _without_mistakes(session)
            and session.top.flow != "offer"
            and self.engine.worth_resuming(session)
        )

    def _mistakes(self, session: Session, step: Step | None) -> Iterator[Heard]:
        """Silence and wrong answers, each up to the last attempt. They are not mixed."""
        if not session.misses:
            sessionless = self.traits.sessionless
            yield self._input(HeardKind.ENTERED if sessionless else HeardKind.SILENCE)
        wrong = wrong_answer(session, step)
        if wrong is not None and not session.silences:
            yield self._input(HeardKind.ENTERED, wrong)
        if self.traits.limits.ussd_screens and session.last and len(pages_of(session.last)) > 1:
            yield self._input(HeardKind.ENTERED, "98")
        if self.traits.keywords and _without_mistakes(session):
            for word, command in (("TSCXX", "complaint_status"), ("MENUU", "main")):
                yield replace(
                    self._input(HeardKind.ENTERED, word), command=command, guessed=word[:-1]
                )

    def _commands(self, session: Session) -> Iterator[Heard]:
        """All commands. Only a few after a mistake, which changes nothing for a command, and within
        a dialogue if mistakes are not tried: a keyword leaves it as it does for other callers."""
        keyed = tuple(self.traits.command_keys.values())
        commands = COMMAND_WORDS if self.traits.keywords else keyed
        is_full = _without_mistakes(session) and (self._tries_mistakes or len(session.stack) == 1)
        for command in commands if is_full else commands[:5]:
            yield replace(self._input(HeardKind.COMMAND), command=command)
            if self.traits.keywords:
                for argument in ARGUMENTS.get(command, ()):
                    yield replace(self._input(HeardKind.COMMAND, argument), command=command)

    def _input(self, kind: HeardKind, words: str = "") -> Heard:
        return Heard(self.channel, "walk", self.number, f"{kind}:{words}", kind, text=words)

    # -- invariants after every turn

    def _check(self, context: Context, turn: Turn) -> str:
        session = context.session
        chooses_language = bool(session.stack) and session.top.flow == "language"
        assert any(turn.say) or chooses_language, "nothing is said"  # its options say all
        assert session.last == turn or turn == replace(session.last or turn, number=session.seq)
        assert turn.ends == session.over
        if session.over:
            assert not turn.options
        elif not session.resting:
            self._check_question(session, turn)
        # Once for each reply: voice puts the turn's number only into the address of the next turn.
        return check_limits(self.channel, replace(turn, number=0))

    def _check_question(self, session: Session, turn: Turn) -> None:
        step = self.engine.dialogues.flows[session.top.flow].steps[session.top.state]
        assert isinstance(step, Question), f"{session.top.flow}.{step.name} is not a question"
        if isinstance(step, Menu):
            assert turn.options, f"{session.top.flow}.{step.name} has no options"
            keys = [(option.key, option.language) for option in turn.options]
            assert len(set(keys)) == len(keys)
        if self.traits.limits.ussd_screens and isinstance(step, Menu) and not step.choices:
            alone = replace(turn, say=turn.say[-1:])
            if step.name == "menu":
                assert len(pages_of(alone)) == 1, f"{session.top.flow} is more than a screen"


def _without_mistakes(session: Session) -> bool:
    return not (session.silences or session.misses)


def answers_at(session: Session, step: Step | None, code: str | None) -> Iterator[str]:
    """The sensible answers at a step; at a resting session (no step) any digit."""
    if isinstance(step, YesNo):
        yield from ("1", "2", "YES" if session.language == "en" else "不用")
    elif isinstance(step, Menu):
        yield from (option.key for option in session.last.options if session.last)  # type: ignore[union-attr]
    elif isinstance(step, Ask):
        yield from (code or "000000", "111111") if code_asked(step) else entries_at(session, step)
    elif isinstance(step, Record):
        yield RECORDING if traits_of(session.channel).spoken else "The cup came broken."
    elif step is None:
        yield "1"


def entries_at(session: Session, step: Ask) -> Iterator[str]:
    where = f"{session.top.flow}.{step.name}"
    yield from ENTRIES.get(where, ("7" * step.digits_min, "7" * step.digits_max))


def code_asked(step: Step | None) -> bool:
    return step is not None and step.name == "code"


def wrong_answer(session: Session, step: Step | None) -> str | None:
    """An answer that the step does not accept; None if it accepts anything."""
    if isinstance(step, Menu):
        return "77"
    if isinstance(step, Ask):
        return "7" * (step.digits_min - 1) if step.digits_min > 1 else "A"
    if isinstance(step, Record):
        return "5"
    return None


@cache
def check_limits(channel: Channel, turn: Turn) -> str:
    """Renders the turn, and asserts that it keeps within the channel's limits."""
    limits = traits_of(channel).limits
    rendered = check_rendered(CHANNEL_ADAPTERS[channel].render(turn))
    assert len(rendered.encode()) < RENDERED_BYTES_MAX
    if turn.options:
        assert len(turn.options) <= limits.options
    if limits.sms_segments is not None:
        size = sms_segments.segments(rendered)
        assert size.count <= limits.sms_segments, f"{size.count} segments: {rendered!r}"
        if turn.language == "en":
            assert sms_segments.gsm7(rendered), (
                f"{sms_segments.offending(rendered)} in {rendered!r}"
            )
    if limits.ussd_screens:
        pages = pages_of(turn)
        assert all(ussd_screens.fits(page) for page in pages), pages
        assert len(pages) <= USSD_PAGES_MAX, pages
    return rendered


def _frames_key(frames: Sequence[dict[str, Any]]) -> tuple[Any, ...]:
    """Flow and step of each frame; for the top frame also the answers that matter."""
    beneath = tuple((frame["flow"], frame["state"]) for frame in frames[:-1])
    return beneath, tuple(_frame_key(frame) for frame in frames[-1:])


def _frame_key(frame: dict[str, Any]) -> tuple[Any, ...]:
    answers = frame["answers"]
    return (
        frame["flow"],
        frame["state"],
        tuple(answers.get(name) for name in DISTINGUISHING_ANSWERS),
        answers.get("sku") if frame["state"] in ("confirm", "code") else None,
        frame["state"] == "confirm" and answers.get("points", 0) > BOTH_PROOFS_ABOVE,
        (answers.get("meant") or {}).get("flow"),
    )


def _through_json(session: Session) -> dict[str, Any]:
    """The session as stored between turns; asserts that reading it back gives the same."""
    data = orjson.loads(orjson.dumps(session.to_json()))
    assert Session.from_json(data) == session
    return dict(data)


def _describe(heard: Heard) -> str:
    return (heard.command and f"{heard.command} {heard.text}".strip()) or heard.text or heard.kind
