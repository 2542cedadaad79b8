"""Judges each delivery: whether its answer and the books after it are right.

After an answer, the books must be in the request's final state. Without one, they may be in the
state before the request or after any of its transactions, and in no other. The books are compared
entry by entry, because sums show neither a doubled nor a lost posting for certain.
"""

from __future__ import annotations

from datetime import datetime

from books import Answer, Book, Exchange, Order, Refusal, Transfer
from handsets import Message, without_code
from hotline_books import (
    beside_of,
    book_of,
    claim_key_of,
    claims_of,
    keys_of,
    member_with,
    members_in,
    reference_of,
    stamp,
    stamp_of,
)
from reference import Reference
from rules import Request
from sqlalchemy import Connection, bindparam, select, text

from core.books import audit, seals
from core.kernel import Database
from core.members import BLANK, NOBODY
from core.schema import turn
from flows.protocol import HeardKind, Turn

_KEY = text("SELECT key FROM posting WHERE member_id = :m AND unit = 'points' AND version = :v")
_REPLY = select(turn.c.reply).where(
    turn.c.member_id.in_((bindparam("m"), NOBODY)),
    turn.c.session_id == bindparam("s"),
    turn.c.message_id == bindparam("id"),
)

GIVEN, EXCHANGED = "given", "exchanged"  # stand for what has no number: transfers, exchanges


class Violation(AssertionError):
    pass


def insist(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Violation(otherwise)


class Oracle:
    """`reference` is the state that follows from all judged deliveries."""

    def __init__(self, database: Database, zone: str) -> None:
        self._database = database
        self._made: dict[str, set[str]] = {}  # orders, by the number that made them
        self.reference: Reference = database.read(lambda conn: reference_of(conn, zone))

    # -- requests

    def judge_request(self, request: Request, answer: Answer | None) -> None:
        """`answer`: None if the process died before it gave one."""
        expected, states = self.reference.stages(request)
        touched = {request.member_id}
        if request.act == "complete":
            touched.add(self._receiver(request))
        if request.act in ("job", "file", "comes_in"):
            touched = set(self.reference.books)
        if answer is not None:
            insist(answer == expected, f"answered {answer}, not {expected}")
            states = states[-1:]
        else:
            states = [*reversed(states), self.reference]
        self.reference = self._database.read(lambda conn: self._found(conn, touched, states))

    def judge_found(self, changes: list[Request]) -> None:
        """Judges changes that others have made, each as the request that the reference is told."""
        state, touched = self.reference, {change.member_id for change in changes}
        for change in changes:
            answer, states = state.stages(change)
            insist(answer[0] != "no", f"{change}, which is {answer}")
            state = states[-1]
        if changes:
            self.reference = self._database.read(lambda conn: self._found(conn, touched, [state]))

    def _receiver(self, request: Request) -> int:
        transfers = self.reference.books[request.member_id].transfers
        return transfers[request.asked["transfer_id"]].to

    def _found(self, conn: Connection, touched: set[int], states: list[Reference]) -> Reference:
        """Returns the state that the database is in; raises Violation if it is none of these."""
        there = touched & members_in(conn)
        books = {member_id: book_of(conn, member_id) for member_id in sorted(there)}
        keys = {(m, key) for m in books for key in keys_of(conn, m)}
        beside = beside_of(conn)
        for state in states:
            same = all(state.books.get(m) == books.get(m) for m in touched)
            # An answer may be known by its key alone: a refused transfer has nothing else.
            kept = {name for name in state.keys if name[0] in books} <= keys
            new = {name for name in states[0].keys if name[0] in books} - set(state.keys)
            if same and beside == state.beside() and kept and not new & keys:
                return state
        expected = states[0].books
        differs = "\n".join(
            _difference(expected.get(m, Book()), books.get(m, Book())) for m in sorted(touched)
        )
        if beside != states[0].beside():
            differs += f"stock, imports, codes, receipts: {states[0].beside()}, but found {beside}"
        raise Violation(f"the books are none of the {len(states)} that they may be: {differs}")

    # -- turns

    def judge_turn(self, message: Message, answer: Turn | None, numbers: list[str]) -> None:
        """`numbers`: those of the orders that the answer confirms, or GIVEN, or EXCHANGED."""
        self._database.read(lambda conn: self._judge_turn(conn, message, answer, numbers))

    def _judge_turn(
        self, conn: Connection, message: Message, answer: Turn | None, numbers: list[str]
    ) -> None:
        member_id = self.reference.owner_of(message.heard.caller)
        if member_id is None:
            member_id = self._judge_stranger(conn, message)
        if member_id is None:
            insist(not numbers, f"told of {numbers}, and is no member")
            return
        if claims_of(conn, member_id) != self.reference.books[member_id].claims:
            self._judge_claim(conn, message, member_id)
        if stamp_of(conn, member_id) != stamp(self.reference.books[member_id]):
            self._judge_change(conn, message, member_id)
        if answer is None:
            return
        if message.effect is None:
            # The same confirmation answered again, where Redis had lost that it was, or in the next
            # session, which goes on where the reply was lost: the same key, so the same order.
            made = self._made.get(message.heard.caller, set())
            insist(made.issuperset(numbers), f"told of {numbers}, which nobody made")
        else:
            insist(numbers == [message.effect], f"told of {numbers}, but made {message.effect}")
        which = {"m": member_id, "s": message.heard.session_id, "id": message.id}
        reply = conn.execute(_REPLY, which).scalar()
        if reply:  # it is empty if the message is never carried out
            recorded = Turn.from_json(reply)
            alike = without_code(answer) == without_code(recorded)
            # Of two copies in two processes, whose clocks are of different days, one may have found
            # nothing to give while the other made a code, which nobody gets to see.
            is_unseen_code = message.raced and recorded.code is not None and not numbers
            # Or one told first of a text that was lost, and both give the reply of the other, which
            # has Redis' lock by now and found nothing to tell any more.
            begins = message.heard.kind in (HeardKind.STARTED, HeardKind.ENTERED)
            is_unseen_note = message.raced and begins and not message.heard.text and not numbers
            insist(alike or is_unseen_code or is_unseen_note, "not the reply that was recorded")
            blank = any(BLANK in words for words in recorded.say)
            insist(blank or recorded.code is None, "a code is recorded in clear")

    def _judge_stranger(self, conn: Connection, message: Message) -> int | None:
        """Judges a turn of a caller who was no member: the member that the caller has become, if
        the caller has joined by it."""
        number = message.heard.caller
        member_id = member_with(conn, number)
        if member_id is None:
            return None
        insist(message.may_join, f"{number} has joined, and nobody had been asked")
        found = book_of(conn, member_id)
        try:
            self.reference = self.reference.with_newcomer(member_id, number, found.joined_on)
        except Refusal as refused:
            raise Violation(f"{number} has joined, who may not: {refused}") from refused
        known = self.reference.books[member_id]
        insist(found == known, f"joined otherwise: {_difference(known, found)}")
        return member_id

    def _judge_change(self, conn: Connection, message: Message, member_id: int) -> None:
        """Judges a turn that changed the book: a phone was reported lost, a member leaves
        or stays, or points moved."""
        found, known = book_of(conn, member_id), self.reference.books[member_id]
        if found.status != known.status:
            insist(found.status == "frozen", f"a turn made the member {found.status}")
            insist(message.may_freeze, "frozen, and nobody had keyed or typed a yes")
            known = known.copy()
            known.freeze()
            self.reference.books[member_id] = known
        if found.leaves_on != known.leaves_on:
            insist(message.may_leave, "leaves or stays, and nobody had been asked")
            insist(not (found.leaves_on and known.leaves_on), "a second notice has moved the day")
            known = known.copy()
            known.leaves_on = found.leaves_on
            self.reference.books[member_id] = known
        if found != known:
            self._judge_move(conn, message, member_id, found)

    def _judge_claim(self, conn: Connection, message: Message, member_id: int) -> None:
        """Judges a turn that filed a claim, which may have been granted at once."""
        known = self.reference.books[member_id].claims
        new = {n: c for n, c in claims_of(conn, member_id).items() if n not in known}
        insist(len(new) == 1 and message.may_claim, f"claims {new}, and nobody had been asked")
        [(claim_id, claim)] = new.items()
        key = claim_key_of(conn, member_id, claim.number)
        insist((member_id, key) not in self.reference.keys, f"key {key} was used before")
        asked = {"receipt": claim.receipt, "merchant": claim.merchant, "yuan": claim.yuan}
        fresh = {"claim": (claim_id, claim.number)}
        act = Request("claim", member_id, key, claim.opened_at, asked, fresh)
        answer, states = self.reference.stages(act)
        insist(answer[0] != "no", f"{act}, which is {answer}")
        self.reference = self._found(conn, {member_id}, states)

    def _judge_move(self, conn: Connection, message: Message, member_id: int, found: Book) -> None:
        """Judges a turn that moved points: by exactly one order, transfer or exchange, which the
        reference has to allow under the same key."""
        known = self.reference.books[member_id]
        new = [
            *(order for order in found.orders.items() if order[0] not in known.orders),
            *(gift for gift in found.transfers.items() if gift[0] not in known.transfers),
            *(each for each in found.exchanges.items() if each[0] not in known.exchanges),
        ]
        insist(len(new) == 1, f"points moved with {len(new)} new orders, transfers and exchanges")
        insist(message.may_spend, "points moved, and nobody had been asked for a yes")
        asked = f"member {message.owner_id} was asked for it, whose number it was"
        insist(message.owner_id == member_id, f"points of member {member_id} moved, but {asked}")
        insist(message.effect is None, f"once more: {message.effect} was made before")
        [(name, made)] = new
        if isinstance(made, Transfer):
            key = str(conn.execute(_KEY, {"m": member_id, "v": made.version}).scalar())
        else:
            key = made.hold_id
        insist((member_id, key) not in self.reference.keys, f"key {key} was used before")
        message.effect, act = _asked_for(member_id, key, name, made)
        answer, states = self.reference.stages(act)
        insist(answer[0] != "no", f"{act}, which is {answer}")
        self.reference = self._found(conn, {member_id}, states)
        self._made.setdefault(message.heard.caller, set()).add(message.effect)

    # -- everything

    def audit(self) -> None:
        self._database.read(self._audit)

    def seal(self, at: datetime) -> None:
        seals.make(self._database, at)

    def check_seals(self) -> None:
        broken = list(seals.check(self._database, {}))
        insist(not broken, f"seals: {broken[:5]}")

    def _audit(self, conn: Connection) -> None:
        found = list(audit.violations(conn))
        insist(not found, f"audit: {found[:5]}")
        insist(members_in(conn) == set(self.reference.books), "members whom nobody knows")
        self._found(conn, set(self.reference.books), [self.reference])


def _asked_for(
    member_id: int, key: str, name: str, made: Order | Transfer | Exchange
) -> tuple[str, Request]:
    """What the turn has told its member, and the request that it stands for."""
    if isinstance(made, Order):
        fresh = {"order_id": name, "number": made.number}
        act = Request("redeem", member_id, key, made.created_at, {"sku": made.sku}, fresh)
        return made.number, act
    if isinstance(made, Transfer):
        asked = {"to": made.to, "amount": made.amount}
        fresh = {"transfer_id": name}
        return GIVEN, Request("give", member_id, key, made.opened_at, asked, fresh)
    terms = {"partner": made.partner, "amount": made.amount}
    fresh = {"exchange_id": name}
    return EXCHANGED, Request("exchange", member_id, key, made.opened_at, terms, fresh)


def _difference(expected: Book, found: Book) -> str:
    """The differing entries, one per line."""
    lines = []
    for name, want in vars(expected).items():
        have = getattr(found, name)
        if isinstance(want, dict):
            places = [k for k in {**want, **have} if want.get(k) != have.get(k)]
            lines += [f"{name} {k}: {want.get(k)}, but found {have.get(k)}" for k in places]
        elif want != have:
            lines.append(f"{name}: {want}, but found {have}")
    return "\n".join(lines)
