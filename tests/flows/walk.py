"""Walks the dialogues breadth first: tries every input that makes sense at the start of a session,
then at each new node, until no new node appears.

A node is the state of the session (dialogues, steps, reprompts, proofs) together with the facts of
the member that decide the next turns. Each input is one turn, taken as Conversation takes it, in a
transaction that is rolled back. A node that changed those facts carries a copy of the in-memory
database, so that a code that was sent can be entered later and wrong PINs add up.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson
from code_sealer import CODE_SEALER
from walk_checks import EffectCheckingPlayer, check_turn
from walk_database import WalkDatabase
from walk_inputs import Inputs
from walk_nodes import Node, alike_of, describe, key_of

from core.kernel import has_written
from flows.all_words import load_wording
from flows.dialogues import DIALOGUES
from flows.engine import Context, Engine, Ids, Services
from flows.protocol import Channel, Frame, Heard, HeardKind, Session, Turn, traits_of

WORDING = load_wording()  # once: parsing takes 0.2 s

STACKED_MAX = 2
"""How often one dialogue may be in a stack: from the time of a callback an agent is asked for, and
from the agent the time of a callback. More would grow for ever."""


@dataclass
class Count:
    nodes: int = 0
    turns: int = 0
    visited: set[str] = field(default_factory=set)
    texts: dict[str, set[str]] = field(default_factory=dict)
    """Of a channel that sends texts, by Node.at."""


class Walk:
    """The walk of one caller on one channel in one language. `prepare` changes the seeded
    database first; `tries_mistakes`: silence and wrong answers are inputs too; `changes_max`,
    `changes`: as of Inputs; `every_node`: go on from each node, else from a share of those that are
    alike: the 1st, 2nd, 4th, 8th ..."""

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
        changes_max: int | None = None,
        changes: Counter[Any] | None = None,
        every_node: bool = True,
    ) -> None:
        self.channel, self.language, self.number = channel, language, number
        self.traits = traits_of(channel)
        self._at = at
        self.engine = Engine(DIALOGUES)
        self.engine._player = EffectCheckingPlayer(DIALOGUES)
        self._inputs = Inputs(
            self.engine,
            channel,
            number,
            tries_mistakes=tries_mistakes,
            changes_max=changes_max,
            changes=Counter() if changes is None else changes,
        )
        self._database = WalkDatabase(number, at)
        self.count = Count()
        self._every_node, self._alike = every_node, Counter[Any]()
        self.nodes: dict[Any, Node] = {}
        self._first_snapshot = self._database.prepared(database_file, prepare)
        self._database.load(self._first_snapshot)
        self._first_member_facts = self._database.member_facts()
        self._is_stranger = self._first_member_facts[0] is None

    def close(self) -> None:
        self._database.close()

    def run(self) -> Iterator[Node]:
        """Yields every node, in the order of its distance from the start."""
        frontier: deque[Node] = deque()
        for begins in self._first_nodes():
            self._add_node(begins, frontier)
        while frontier:
            node = frontier.popleft()
            yield node
            for heard in self._inputs_at(node) if self._is_of_the_share(node) else ():
                try:
                    found = self.turn(node, heard)
                    self._add_node(found, frontier)
                except Exception as error:
                    error.add_note(f"after {node.script()} > [{describe(heard)}]")
                    raise

    def _is_of_the_share(self, node: Node) -> bool:
        """Later nodes lie deeper: so some of every depth are taken, and few of many."""
        alike = alike_of(node)
        self._alike[alike] += 1
        return self._every_node or self._alike[alike].bit_count() == 1  # a power of two

    def _inputs_at(self, node: Node) -> Iterator[Heard]:
        def newest_code() -> str | None:
            self._database.load(node.snapshot)
            return self._database.newest_code()

        return self._inputs.at(Session.from_json(node.session), newest_code)

    def _add_node(self, node: Node, frontier: deque[Node]) -> None:
        if self._is_walked_by_others(node):
            return
        self.count.visited.add(node.at)
        key = key_of(node, sessionless=self.traits.sessionless)
        if node.session["language"] != self.language:
            return  # the other language has a walk of its own
        if key not in self.nodes:
            self.nodes[key] = node
            self.count.nodes += 1
            frontier.append(node)

    def _is_walked_by_others(self, node: Node) -> bool:
        """Whoever has joined is a member like those of the other walks, once that is done."""
        has_joined = self._is_stranger and node.member_facts != self._first_member_facts
        return has_joined and "join" not in [frame["flow"] for frame in node.session["stack"]]

    def _first_nodes(self) -> Iterator[Node]:
        session = self._new_session()
        start = Node(session.to_json(), self._first_snapshot, self._first_member_facts)
        if self.traits.sessionless:
            self._database.load(self._first_snapshot)
            with self._database.rolled_back():
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
            replace(before, session=session.to_json()), self._inputs.input(HeardKind.STARTED, keys)
        )

    def turn(self, node: Node, heard: Heard) -> Node:
        """Takes one turn and returns the node it leads to. Hanging up is followed by a new call."""
        if heard.kind is HeardKind.HUNG_UP:  # and calls again
            again = self.begin(node, parked=node.session["stack"])
            return replace(again, parent=node, heard=heard)
        self._database.load(node.snapshot)
        session = Session.from_json(orjson.loads(orjson.dumps(node.session)))
        session.recent = {}  # else the loop guard takes the walk for a machine: its mistakes repeat
        self.count.turns += 1
        with self._database.rolled_back():
            context = self._context(session, heard.message_id)
            turn = self._take(context, heard)
            changed = has_written(self._database.connection)
            assert context.has_effect or not changed, "something was written outside of an effect"
            found = Node(
                _through_json(context.session), node.snapshot, node.member_facts, node, heard
            )
            found.changed = context.has_effect
            if changed:
                found.written = self._database.written()
                self._take_snapshot(found)
        flows = Counter(frame["flow"] for frame in found.session["stack"])
        assert max(flows.values(), default=0) <= STACKED_MAX, f"one lies on itself: {flows}"
        rendered = check_turn(self.engine, context.session, turn)
        if self.traits.limits.sms_segments is not None:
            self.count.texts.setdefault(found.at, set()).add(rendered)
        return found

    def _take_snapshot(self, found: Node) -> None:
        """Stores a copy of the database with the node if its facts changed and it is new."""
        member_facts = self._database.member_facts()
        if member_facts != found.member_facts:
            found.member_facts = member_facts
            if key_of(found, sessionless=self.traits.sessionless) not in self.nodes:
                found.snapshot = self._database.snapshot()

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
            services=Services(WORDING, lambda: self._at, Ids(source), CODE_SEALER),
            conn=self._database.connection,
            session=session,
            caller=self._database.caller(),
            at=self._at,
            message_key=f"{session.session_id}:{message_id}:{self.count.turns}",
            begin_effect=lambda: None,
        )

        def begin_effect() -> None:
            context.has_effect = True

        context.begin_effect = begin_effect
        return context

    def _new_session(self) -> Session:
        return Session(self.channel, "walk", self.number, self.language)


def _through_json(session: Session) -> dict[str, Any]:
    """The session as stored between turns; asserts that reading it back gives the same."""
    data = orjson.loads(orjson.dumps(session.to_json()))
    assert Session.from_json(data) == session
    return dict(data)
