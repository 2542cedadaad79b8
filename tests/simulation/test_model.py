"""Hypothesis generates requests: the product answers as the reference does, their books are equal,
and the audit finds nothing after any step. SHRINK=1 shrinks a failure to the fewest requests."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hotline_books import beside_of, book_of, keys_of, reference_of
from hotline_door_books import is_code_unseen
from hotline_requests import ask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from model_doors import MEMBERS, PLACES, AtTheDoors
from rules import Request
from sqlalchemy import Connection
from voucher_stock import SKU as VOUCHER_SKU
from voucher_stock import offer_vouchers

from core.books import audit
from core.kernel import Database

AMOUNTS = st.sampled_from((1, 99, 100, 400, 1_000, 5_000, 12_345, 60_000))
PARTS = st.none() | AMOUNTS
LAST_DAYS = st.sampled_from((None, date(2026, 5, 31), date(2026, 6, 20), date(2028, 12, 31)))
DAYS = st.builds(
    lambda last_day, first_day: {
        "expires_at": last_day,
        "usable_from": first_day if last_day is None or last_day > date(2026, 6, 10) else None,
    },
    LAST_DAYS,
    st.sampled_from((None, None, date(2026, 6, 2), date(2026, 6, 8))),
)
COSTS = st.sampled_from((1_000, 850))
SKUS = st.sampled_from(
    ("phone-stand", "mascot", "rice-cooker", "credit-10", "data-1gb", VOUCHER_SKU, "none")
)
SHRINK = "SHRINK" in os.environ  # minutes, when something fails
REASONS = st.sampled_from(("defect", "not_received", "our_failure"))
WAITS = st.sampled_from((0, 60, 3_600, 86_400, 20 * 86_400))
CHARGES = st.lists(
    st.tuples(
        st.sampled_from(("mobile", "fixed_line", "services")),
        st.sampled_from(("usage", "fee", "gifted")),
        st.sampled_from((99, 12_345, 250_000)),
    ),
    max_size=3,
)
EXTRAS = st.lists(st.tuples(st.just("promotion"), AMOUNTS, LAST_DAYS, st.just("")), max_size=1)
EVENTS = st.sampled_from(("arrears_settled", "resumed", "arrears_begun"))
LATE = st.sampled_from((0, 0, 5, 600))  # minutes that an event of billing was under way
NUMBERS = st.sampled_from(("+8613800000001", "+8613800000004", "+8613899999999"))


class InOneTransaction:
    """Stands in for Database and runs all work in the test's one transaction."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn

    def run(self, work: Callable[[Connection], Any]) -> Any:
        return work(self.conn)

    read = run


class Model(AtTheDoors):
    """The product beside the reference. The test sets `database` and `seeded_at`."""

    database: Database
    seeded_at: datetime

    def __init__(self) -> None:
        super().__init__()
        self.conn = self.database.engine.connect()
        self.transaction = self.conn.begin()
        self.at = self.seeded_at
        offer_vouchers(self.conn, ["CODE-1"], self.at)
        self.reference = reference_of(self.conn, "Asia/Shanghai")
        self.requests: list[Request] = []

    def teardown(self) -> None:
        self.transaction.rollback()
        self.conn.close()

    def ask(
        self, act: str, member_id: int, fresh: dict[str, Any] | None = None, **asked: Any
    ) -> None:
        key = f"key-{len(self.requests)}"
        self.requests.append(Request(act, member_id, key, self.at, asked, fresh or {}))
        self.deliver(self.requests[-1])

    def deliver(self, request: Request) -> None:
        expected, states = self.reference.stages(request)
        assert ask(InOneTransaction(self.conn), request) == expected, str(request)
        self.reference = states[-1]

    def one_of(self, known: Any, place: int) -> Any:
        """One of the known names, or "none", which does not exist."""
        names = [*known, "none"]
        return names[place % len(names)]

    @rule(member_id=MEMBERS, amount=AMOUNTS, days=DAYS, cost=COSTS)
    def grant(self, member_id: int, amount: int, days: dict[str, Any], cost: int) -> None:
        issued = {"issuer": "province:GD", "kind": "mobile", "unit_cost_mfen": cost}
        self.ask("grant", member_id, amount=amount, **issued, **days)

    @rule(member_id=MEMBERS, charges=CHARGES, extras=EXTRAS, days_ago=st.sampled_from((0, 30, 370)))
    def bill(self, member_id: int, charges: Any, extras: Any, days_ago: int) -> None:
        on = self.reference.day(self.at) - timedelta(days=days_ago)
        self.ask("bill", member_id, on=on, charges=tuple(charges), extras=tuple(extras))

    @rule(member_id=MEMBERS, amount=AMOUNTS)
    def spend(self, member_id: int, amount: int) -> None:
        self.ask("spend", member_id, amount=amount)

    @rule(member_id=MEMBERS, place=PLACES, amount=PARTS)
    def reverse(self, member_id: int, place: int, amount: int | None) -> None:
        """Leaves out payments for orders and exchanges, which are only returned as a whole."""
        entries = self.reference.books[member_id].entries
        version = len(entries) + 1 - place
        if not 0 < version <= len(entries) or entries[version - 1].kind not in (
            "redeem",
            "exchange",
        ):
            self.ask("reverse", member_id, version=version, amount=amount)

    @rule(member_id=MEMBERS, place=PLACES, amount=PARTS)
    def refund(self, member_id: int, place: int, amount: int | None) -> None:
        entries = self.reference.books[member_id].entries
        version = len(entries) + 1 - place
        whole = abs(entries[version - 1].amount) if 0 < version <= len(entries) else 1
        self.ask("refund", member_id, version=version, amount=amount or whole)

    @rule(member_id=MEMBERS, amount=AMOUNTS)
    def hold(self, member_id: int, amount: int) -> None:
        self.ask("hold", member_id, {"until": self.at + timedelta(days=1)}, amount=amount)

    @rule(member_id=MEMBERS, place=PLACES, settle=st.booleans())
    def close(self, member_id: int, place: int, settle: bool) -> None:
        book = self.reference.books[member_id]
        taken = {order.hold_id for order in (*book.orders.values(), *book.exchanges.values())}
        hold_id = self.one_of([known for known in book.holds if known not in taken], place)
        self.ask("settle" if settle else "release", member_id, hold_id=hold_id)

    @rule(member_id=MEMBERS, sku=SKUS)
    def redeem(self, member_id: int, sku: str) -> None:
        n = len(self.requests)
        self.ask(
            "redeem", member_id, {"order_id": f"o-{n}", "number": f"{70_000_000 + n}"}, sku=sku
        )

    @rule(
        member_id=MEMBERS,
        place=PLACES,
        act=st.sampled_from(("despatch", "deliver", "give_up", "fulfil")),
    )
    def fulfil(self, member_id: int, place: int, act: str) -> None:
        order_id = self.one_of(self.reference.books[member_id].orders, place)
        self.ask(act, member_id, order_id=order_id)

    @rule(member_id=MEMBERS, place=PLACES, reason=REASONS)
    def return_order(self, member_id: int, place: int, reason: str) -> None:
        order_id = self.one_of(self.reference.books[member_id].orders, place)
        is_unseen = is_code_unseen(self.conn, member_id, order_id)
        self.ask("return", member_id, {"unseen": is_unseen}, order_id=order_id, reason=reason)

    @rule(member_id=MEMBERS)
    def expire(self, member_id: int) -> None:
        self.ask("expire", member_id)

    @rule(member_id=MEMBERS, kind=EVENTS, minutes=LATE)
    def status(self, member_id: int, kind: str, minutes: int) -> None:
        self.ask("status", member_id, kind=kind, happened_at=self.ago(minutes))

    @rule(member_id=MEMBERS)
    def freeze(self, member_id: int) -> None:
        self.ask("freeze", member_id)

    @rule(member_id=MEMBERS)
    def lift(self, member_id: int) -> None:
        self.ask("lift", member_id)

    @rule(member_id=MEMBERS, number=NUMBERS, minutes=LATE)
    def change_number(self, member_id: int, number: str, minutes: int) -> None:
        self.ask("number", member_id, number=number, happened_at=self.ago(minutes))

    @rule(member_id=MEMBERS, place=st.sampled_from(("GD", "XZ", "4401", "5401")), minutes=LATE)
    def move(self, member_id: int, place: str, minutes: int) -> None:
        self.ask("province", member_id, place=place, happened_at=self.ago(minutes))

    def ago(self, minutes: int) -> datetime:
        return self.at - timedelta(minutes=minutes)

    @rule()
    def rate(self) -> None:
        self.ask("job", 1, name="rate_tiers")

    @rule(member_id=MEMBERS, act=st.sampled_from(("notice", "leave")))
    def end(self, member_id: int, act: str) -> None:
        self.ask(act, member_id)

    @rule(member_id=MEMBERS, to=MEMBERS, amount=AMOUNTS)
    def give(self, member_id: int, to: int, amount: int) -> None:
        transfer = {"transfer_id": f"t-{len(self.requests)}"}
        self.ask("give", member_id, transfer, to=to, amount=amount)

    @rule(member_id=MEMBERS, place=PLACES)
    def complete(self, member_id: int, place: int) -> None:
        if known := list(self.reference.books[member_id].transfers):
            self.ask("complete", member_id, transfer_id=known[place % len(known)])

    @rule(member_id=MEMBERS, amount=AMOUNTS, partner=st.sampled_from(("airline", "none")))
    def exchange(self, member_id: int, amount: int, partner: str) -> None:
        exchange = {"exchange_id": f"e-{len(self.requests)}"}
        self.ask("exchange", member_id, exchange, partner=partner, amount=amount)

    @rule(member_id=MEMBERS, place=PLACES, yes=st.booleans())
    def partner_answers(self, member_id: int, place: int, yes: bool) -> None:
        exchange_id = self.one_of(self.reference.books[member_id].exchanges, place)
        self.ask("accept" if yes else "refuse", member_id, exchange_id=exchange_id)

    @rule(member_id=MEMBERS, amount=AMOUNTS, place=PLACES)
    def receive(self, member_id: int, amount: int, place: int) -> None:
        self.ask("receive", member_id, partner="airline", amount=amount, reference=f"r{place}")

    @rule(number=NUMBERS, amount=AMOUNTS, place=PLACES)
    def points_come_in(self, number: str, amount: int, place: int) -> None:
        self.ask("comes_in", 1, number=number, amount=amount, reference=f"r{place}")

    @rule(place=st.integers(0, 50), seconds=WAITS)
    def again(self, place: int, seconds: int) -> None:
        """Delivers a request again, later: the answer must be the same."""
        if self.requests:
            request = self.requests[place % len(self.requests)]
            later = {**request.__dict__, "at": self.at + timedelta(seconds=seconds)}
            self.deliver(Request(**later))

    @rule(place=st.integers(0, 50), member_id=MEMBERS, amount=AMOUNTS)
    def key_reused(self, place: int, member_id: int, amount: int) -> None:
        """Sends another request under an old key."""
        if self.requests:
            old = self.requests[place % len(self.requests)]
            self.deliver(Request("spend", old.member_id, old.key, self.at, {"amount": amount}, {}))

    @rule(seconds=WAITS)
    def wait(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)

    @invariant()
    def sound_and_equal(self) -> None:
        assert list(audit.violations(self.conn)) == []
        assert beside_of(self.conn) == self.reference.beside()
        for member_id, book in self.reference.books.items():
            assert book_of(self.conn, member_id) == book
            known = {key for owner, key in self.reference.keys if owner == member_id}
            assert known <= keys_of(self.conn, member_id)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_hotline_matches_reference_model(
    new_database: Callable[[str, bool], str], at: datetime, dialect: str
) -> None:
    Model.database, Model.seeded_at = Database(new_database(dialect, True)), at
    few = settings(
        max_examples=25 if dialect == "sqlite" else 8,
        stateful_step_count=40,
        derandomize=True,  # the simulation is where the dice are
        phases=[Phase.generate, Phase.shrink] if SHRINK else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(Model, settings=few)
    finally:
        Model.database.dispose()
