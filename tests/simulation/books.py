"""The reference's book of a member: lots, entries, holds, and how points move among them.

Plain dicts and tuples, written from the rules and sharing nothing with core. Every move either
happens as a whole or raises Refusal before it has changed anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

NEVER = date.max  # sorts behind every day
AT_ONCE = date.min  # and this before it
PROVINCE_OF = {"4401": "GD", "4403": "GD", "5401": "XZ"}  # of some cities
GRACE_DAYS = 30
MFEN = 1_000  # what a point costs, but for what a grant says
TICK = timedelta(microseconds=1)

Answer = tuple[Any, ...]
Parts = tuple[tuple[int, int], ...]  # lot, amount


class Refusal(Exception):
    """A refusal; its message is the name of core's exception class."""


class Terms(NamedTuple):
    last_day: date
    issuer: str
    unit_cost_mfen: int
    first_day: date = AT_ONCE

    def is_spendable(self, today: date) -> bool:
        return self.first_day <= today <= self.last_day


class Lot(NamedTuple):
    granted: int
    remaining: int
    held: int
    terms: Terms

    @property
    def free(self) -> int:
        return self.remaining - self.held


class Entry(NamedTuple):
    amount: int
    balance_after: int
    contra: str
    kind: str
    reverses: int | None
    uses: Parts  # taken from lots, in their order; below 0: given back


class Hold(NamedTuple):
    amount: int
    status: str
    until: datetime | None
    parts: Parts


class Order(NamedTuple):
    number: str
    sku: str
    points: int
    hold_id: str
    status: str
    created_at: datetime
    deliver_by: date
    version: int | None  # of the entry that paid for it
    delivered_on: date | None
    place: str


class Transfer(NamedTuple):
    to: int
    amount: int
    version: int
    parts: tuple[tuple[int, Terms], ...]
    status: str
    opened_at: datetime


class Exchange(NamedTuple):
    partner: str
    amount: int
    hold_id: str
    status: str
    opened_at: datetime
    place: str


class Parcel(NamedTuple):
    """The last one of an order. `events`: id, kind and time of what has happened to it."""

    no: int
    state: str
    events: frozenset[tuple[str, str, datetime]] = frozenset()


class Claim(NamedTuple):
    number: str
    receipt: str
    merchant: str | None
    yuan: int | None
    status: str
    opened_at: datetime


class Growth(NamedTuple):
    amount: int
    effective_at: datetime


class Spending(NamedTuple):
    """At a partner. `version`: of its entry."""

    version: int
    partner: str
    points: int
    at: datetime
    place: str


class Debt(NamedTuple):
    """`reverses`: the grant. `version`: the number of entries when it was opened."""

    number: int
    amount: int
    paid: int
    cause: str
    partner: str | None
    txn_id: str
    reverses: int
    version: int


@dataclass(frozen=True)
class Move:
    """The hotline also counts what the reference does not know, so it may record a later `at`."""

    at: datetime = field(compare=False)
    was: str
    became: str


class Rating(NamedTuple):
    """A rating that changed the tier or granted it for another term."""

    was: str
    became: str
    until: date | None
    growth: int


@dataclass
class Book:
    """Versions count from 1: an entry's is its place in the list, and a lot's is its grant's."""

    status: str = "active"
    status_when_lifted: str | None = None
    joined_on: date = date(2020, 1, 1)
    leaves_on: date | None = None
    tier: str = "basic"
    tier_until: date | None = None
    province: str = "GD"
    city: str | None = None
    number: str = ""
    lots: dict[int, Lot] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    holds: dict[str, Hold] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    transfers: dict[str, Transfer] = field(default_factory=dict)
    exchanges: dict[str, Exchange] = field(default_factory=dict)
    growth: list[Growth] = field(default_factory=list)
    ratings: dict[date, Rating] = field(default_factory=dict)
    debts: dict[str, Debt] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    parcels: dict[str, Parcel] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    further: dict[str, datetime] = field(default_factory=dict)  # numbers, and since when
    spendings: list[Spending] = field(default_factory=list)
    # The latest event of each sort that had an effect: when it happened, and its id.
    events: dict[str, tuple[datetime, str]] = field(default_factory=dict, compare=False)
    in_arrears: bool = field(default=False, compare=False)
    is_suspended: bool = field(default=False, compare=False)

    @property
    def has_ended(self) -> bool:
        """Nobody's number leads to it any more, although something may still be under way."""
        return self.status == "left" or (self.status == "frozen" and "end" in self.events)

    def freeze(self) -> None:
        if self.status in ("active", "arrears", "suspended"):
            self.status, self.status_when_lifted = "frozen", self.status

    @property
    def place(self) -> str:
        return self.city or self.province

    def move(self, place: str, at: datetime) -> None:
        """What was done before the move is older than it, whatever its own time says. Who is in a
        city is in its province already."""
        if place in (self.place, self.province):
            return
        done = [order.created_at for order in self.orders.values()]
        done += [exchange.opened_at for exchange in self.exchanges.values()]
        done += [each.at for each in (*self.moves, *self.spendings)]
        moved_at = max([at, *(each + TICK for each in done)])
        self.moves.append(Move(moved_at, self.place, place))
        is_city = place in PROVINCE_OF
        self.province, self.city = PROVINCE_OF.get(place, place), place if is_city else None

    def place_at(self, at: datetime) -> str:
        """Where the member was at that moment; before the first move, where it began."""
        left = [move.was for move in self.moves if move.at > at]
        return left[0] if left else self.place

    def copy(self) -> Book:
        """Copies the containers only: their elements are immutable."""
        parts = {f.name: getattr(self, f.name) for f in fields(self)}
        return Book(**{k: v.copy() if hasattr(v, "copy") else v for k, v in parts.items()})

    @property
    def balance(self) -> int:
        return self.entries[-1].balance_after if self.entries else 0

    @property
    def free(self) -> int:
        """Points that are not held, whatever their last day."""
        return sum(lot.free for lot in self.lots.values())

    def available(self, today: date) -> int:
        return sum(lot.free for lot in self.lots.values() if lot.terms.is_spendable(today))

    def ever_earned(self) -> int:
        return sum(e.amount for e in self.entries if e.amount > 0 and e.reverses is None)

    # -- moves

    def grant(self, amount: int, contra: str, kind: str, terms: Terms) -> Answer:
        posted = self._post(amount, contra, kind)
        self.lots[len(self.entries)] = Lot(amount, amount, 0, terms)
        if contra != "in_transit":  # a present pays no debts
            self._pay_debts(len(self.entries), amount)
        return posted

    def _pay_debts(self, lot_id: int, amount: int) -> None:
        for owed_id, debt in sorted(self.debts.items(), key=lambda each: each[1].number):
            if part := min(amount, debt.amount - debt.paid):
                self.take_from(lot_id, part, self.entries[debt.reverses - 1].contra, "owed_paid")
                self.debts[owed_id] = debt._replace(paid=debt.paid + part)
                amount -= part

    def take(self, amount: int, contra: str, kind: str, today: date) -> Answer:
        parts = self._soonest(amount, today)
        self._shift([(lot_id, -n, 0) for lot_id, n in parts])
        return self._post(-amount, contra, kind, uses=parts)

    def take_all(self, contra: str, kind: str) -> Answer:
        """Takes every lot, also those that cannot be used yet."""
        parts = tuple((lot_id, lot.free) for lot_id, lot in self.lots.items() if lot.free)
        self._shift([(lot_id, -n, 0) for lot_id, n in parts])
        return self._post(-self.balance, contra, kind, uses=parts)

    def take_from(self, lot_id: int, amount: int, contra: str, kind: str) -> Answer:
        """Takes from one lot, whatever its last day: for an expiry or the reversal of a grant."""
        self._shift([(lot_id, -amount, 0)])
        return self._post(-amount, contra, kind, uses=((lot_id, amount),))

    def expire(self, today: date) -> None:
        """Takes what is not held of every lot past its last day."""
        past = [
            (lot.terms.last_day, lot_id, lot.free)
            for lot_id, lot in self.lots.items()
            if lot.free and lot.terms.last_day < today
        ]
        for _, lot_id, free in sorted(past):
            self.take_from(lot_id, free, "expired", "expire")

    def set_aside(self, hold_id: str, amount: int, until: datetime | None, today: date) -> Answer:
        parts = self._soonest(amount, today)
        self._shift([(lot_id, 0, n) for lot_id, n in parts])
        self.holds[hold_id] = Hold(amount, "open", until, parts)
        return ("hold", hold_id, amount)

    def settle(self, hold_id: str, contra: str, kind: str) -> Answer:
        hold = self._close(hold_id, "settled")
        self._shift([(lot_id, -n, -n) for lot_id, n in hold.parts])
        return self._post(-hold.amount, contra, kind, uses=hold.parts)

    def release(self, hold_id: str, today: date) -> Answer:
        hold = self._close(hold_id, "released")
        self._shift([(lot_id, 0, -n) for lot_id, n in hold.parts])
        self._grace(hold.parts, today)
        return ("hold", hold_id, hold.amount)

    def undo(self, version: int, amount: int | None, today: date) -> Answer:
        if not 1 <= version <= len(self.entries):
            raise Refusal("NotFound")
        original = self.entries[version - 1]
        if original.reverses is not None or original.kind == "owed_paid":
            raise Refusal("NotAllowed")
        left = abs(original.amount) - self.reversed_of(version)
        amount = left if amount is None else amount
        if not 0 < amount <= left:
            raise Refusal("ReversesTooMuch")
        if original.amount > 0:
            return self.take_back(version, amount, original.contra, "reversal")
        parts = _fill(self._still_taken(version), amount)
        self._shift([(lot_id, n, 0) for lot_id, n in parts])
        self._grace(parts, today)
        uses = tuple((lot_id, -n) for lot_id, n in parts)
        return self._post(amount, original.contra, "reversal", version, uses)

    def reversed_of(self, version: int) -> int:
        """What was taken back or returned, and what the member came to owe."""
        done = sum(abs(e.amount) for e in self.entries if e.reverses == version)
        return done + sum(debt.amount for debt in self.debts.values() if debt.reverses == version)

    def expired_of(self, version: int) -> int:
        uses = [use for e in self.entries if e.contra == "expired" for use in e.uses]
        return sum(amount for lot_id, amount in uses if lot_id == version)

    def refund(
        self, version: int, amount: int, key: str, kind: str, why: tuple[str, str | None, str]
    ) -> Answer:
        """Takes back what a grant has left, and opens a debt of what was used of it. `why`: cause,
        partner, transaction."""
        if not 1 <= version <= len(self.entries):
            raise Refusal("NotFound")
        original = self.entries[version - 1]
        is_grant = original.amount > 0 and original.reverses is None
        if not is_grant or original.contra == "in_transit":
            raise Refusal("NotAllowed")
        left = original.amount - self.reversed_of(version)
        if not 0 < amount <= left:
            raise Refusal("ReversesTooMuch")
        taken = min(amount, self.lots[version].free)
        if taken:
            self.take_back(version, taken, original.contra, kind)
        owed = min(amount, left - self.expired_of(version)) - taken
        if owed > 0:
            number = len(self.debts) + 1
            self.debts[key] = Debt(number, owed, 0, *why, version, len(self.entries))
        return ("taken", taken, max(0, owed))

    def take_back(self, version: int, amount: int, contra: str, kind: str) -> Answer:
        """Reverses a part of a grant, which is taken from the grant's own lot."""
        if amount > self.lots[version].free:
            raise Refusal("NotEnoughPoints")
        self._shift([(version, -amount, 0)])
        return self._post(-amount, contra, kind, version, ((version, amount),))

    # -- how

    def _soonest(self, amount: int, today: date) -> Parts:
        if amount > self.available(today):
            raise Refusal("NotEnoughPoints")
        open_lots = [i for i, lot in self.lots.items() if lot.terms.is_spendable(today)]
        by_expiry = sorted(open_lots, key=lambda lot_id: (self.lots[lot_id].terms.last_day, lot_id))
        return _fill(((lot_id, self.lots[lot_id].free) for lot_id in by_expiry), amount)

    def _still_taken(self, version: int) -> list[tuple[int, int]]:
        """What the entry took from each lot and was not given back, latest last day first."""
        left: dict[int, int] = {}
        for place, entry in enumerate(self.entries, 1):
            if version in (place, entry.reverses):
                for lot_id, amount in entry.uses:
                    left[lot_id] = left.get(lot_id, 0) + amount
        latest = sorted(left, key=lambda i: (self.lots[i].terms.last_day, i), reverse=True)
        return [(lot_id, left[lot_id]) for lot_id in latest]

    def _close(self, hold_id: str, status: str) -> Hold:
        hold = self.holds.get(hold_id)
        if hold is None:
            raise Refusal("NoSuchHold")
        if hold.status != "open":
            raise Refusal("HoldClosed")
        self.holds[hold_id] = hold._replace(status=status)
        return hold

    def _shift(self, changes: Iterable[tuple[int, int, int]]) -> None:
        for lot_id, more, more_held in changes:
            lot = self.lots[lot_id]
            left, held = lot.remaining + more, lot.held + more_held
            self.lots[lot_id] = lot._replace(remaining=left, held=held)

    def _grace(self, parts: Parts, today: date) -> None:
        """Extends lots so that points that come back do not expire at once."""
        until = today + timedelta(days=GRACE_DAYS)
        for lot_id, _ in parts:
            lot = self.lots[lot_id]
            if lot.terms.last_day < until:
                self.lots[lot_id] = lot._replace(terms=lot.terms._replace(last_day=until))

    def _post(
        self,
        amount: int,
        contra: str,
        kind: str,
        reverses: int | None = None,
        uses: Parts = (),
    ) -> Answer:
        after = self.balance + amount
        self.entries.append(Entry(amount, after, contra, kind, reverses, tuple(sorted(uses))))
        return ("posted", len(self.entries), after)


def _fill(lots: Iterable[tuple[int, int]], amount: int) -> Parts:
    parts = []
    for lot_id, free in lots:
        if part := min(free, amount):
            parts.append((lot_id, part))
            amount -= part
    assert amount == 0
    return tuple(sorted(parts))
