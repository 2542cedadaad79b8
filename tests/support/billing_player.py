"""Billing for the tests: books of its own, and notifications that go wrong by a seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import billing_notifications as notifications
from billing_notifications import Sent, What
from flask import Flask
from sqlalchemy import event

from core.books import audit
from core.kernel import Database
from core.ledger import ledger
from core.members import numbers, profiles
from core.seed import PEOPLE
from web import standard_webhooks

SECRET = "a-billing-secret-of-tests"
FAULTS = ("500", "cut_before", "cut_after", "twice", "late", "none", "none", "none")
LATE_HOURS = (1, 5, 30, 80)
FIXED_LINE, LINES_OF_EACH = "+86208", 2
REST = timedelta(days=4)  # of a number that was given up; in the world it is months


class Answer(NamedTuple):
    status: int
    said: Any


@dataclass
class Listener:
    app: Flask
    clock: list[datetime]

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["hotline"]._database
        return found

    def post(self, path: str, body: bytes, secret: str = SECRET) -> Answer:
        signed = standard_webhooks.headers(secret, "id", body, self.clock[0])
        return self.post_unsigned(path, body, signed)

    def post_unsigned(self, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        answer = self.app.test_client().post(path, data=body, headers=headers)
        return Answer(answer.status_code, answer.get_json(silent=True) or answer.text)

    @contextmanager
    def broken(self) -> Iterator[None]:
        """The database fails as no database should: the answer is 500."""

        def fail(*_: Any) -> None:
            raise RuntimeError("broken")

        engine = self.database.engine
        event.listen(engine, "before_cursor_execute", fail)
        try:
            yield
        finally:
            event.remove(engine, "before_cursor_execute", fail)

    def is_sound(self) -> bool:
        return self.database.read(lambda conn: list(audit.violations(conn))) == []


NewListener = Callable[..., Listener]


@dataclass
class Customer:
    """What billing knows of one customer."""

    number: str
    province: str = "GD"
    in_arrears: bool = False
    suspended: bool = False
    ended: bool = False
    lines: set[str] = field(default_factory=set)
    """Fixed lines, beside the number."""

    @property
    def status(self) -> str:
        if self.ended:
            return "left"
        return "suspended" if self.suspended else "arrears" if self.in_arrears else "active"


@dataclass
class Billing:
    """Its customers by the ids that it shares with the hotline; `due`: what it still has to send,
    and when."""

    listener: Listener
    draw: random.Random = field(default_factory=lambda: random.Random(1))
    due: list[tuple[datetime, Sent]] = field(default_factory=list)
    played: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    used: dict[str, datetime] = field(default_factory=dict)
    sent: int = 0
    customers: dict[int, Customer] = field(
        default_factory=lambda: {
            who: Customer(person.number) for who, person in PEOPLE.items() if who != 7
        }
    )

    def says(self, what: What) -> Sent:
        self.sent += 1
        return what.sent(f"E{self.sent}", self.listener.clock[0])

    def post(self, sent: Sent) -> Answer:
        return self.listener.post(sent.path, sent.content)

    def customer(self, *what: Any, **said: Any) -> Sent:
        return self.says(notifications.customer(*what, **said))

    def line(self, *what: Any, **named: str) -> Sent:
        return self.says(notifications.line(*what, **named))

    def newcomer(self, *who: Any) -> Sent:
        return self.says(notifications.newcomer(*who))

    def moves(self, who: int, province: str, **city: str) -> Sent:
        return self.says(notifications.moves(who, province, **city))

    def lives(self) -> None:
        """Something happens to one customer, and is to be told at once, or late."""
        who = self.draw.choice([who for who, each in self.customers.items() if not each.ended])
        customer = self.customers[who]
        number = customer.number
        # A number that others have had before does not say whose it is: see docs/billing-events.md.
        is_clear = self.given[number] < 2 and self.draw.random() < 0.3
        by_id = None if is_clear else who
        match self.draw.choice(
            ("number", "line", "line", "province", "arrears", "suspended", "end", "new")
        ):
            case "line":
                line = f"{FIXED_LINE}{who:05}{self.draw.randint(1, LINES_OF_EACH):02}"
                customer.lines ^= {line}
                sent = self.line("Create" if line in customer.lines else "Delete", who, MSISDN=line)
            case "number":
                customer.number = self._free_number()
                named = {"formerMSISDN": number, "MSISDN": customer.number}
                sent = self.line("AttributeValueChange", by_id, **named)
            case "province":
                customer.province = self.draw.choice(("GD", "XJ", "BJ", "SC"))
                sent = self.moves(who, customer.province)
            case "arrears":
                customer.in_arrears = not customer.in_arrears
                state = "inArrears" if customer.in_arrears else "active"
                sent = self.customer("StateChange", by_id, number, status=state)
            case "suspended":
                customer.suspended = not customer.suspended
                state = "suspended" if customer.suspended else "active"
                sent = self.line("StateChange", by_id, state, MSISDN=number)
            case "end" if len(self.customers) > 8 and self.draw.random() < 0.5:
                customer.ended = True
                how = self.draw.choice(
                    (
                        self.customer("Delete", by_id, number),
                        self.customer("AttributeValueChange", by_id, number, engagedParty={}),
                        self.line("StateChange", who, "terminated", terminationReason="portedOut"),
                    )
                )
                sent = how
            case _:
                new = 1_000 + len(self.customers)
                self.customers[new] = Customer(self._free_number(), "HN")
                sent = self.newcomer(new, self.customers[new].number)
        self.due.append((self.listener.clock[0], sent))

    def delivers(self, *, faults: bool = True) -> None:
        """Sends what is due, in any order. What was not taken is sent again later."""
        now = self.listener.clock[0]
        ready = [each for each in self.due if each[0] <= now]
        self.due = [each for each in self.due if each[0] > now]
        self.draw.shuffle(ready)
        for _, sent in ready:
            fault = self.draw.choice(FAULTS) if faults else "none"
            if not self._is_taken(sent, fault):
                hours = self.draw.choice(LATE_HOURS) if faults else 0
                self.due.append((now + timedelta(hours=hours), sent))

    def _is_taken(self, sent: Sent, fault: str) -> bool:
        self.played[fault] += 1
        if fault in ("cut_before", "late"):
            return False
        if fault == "500":
            with self.listener.broken():
                assert self.post(sent).status == 500
            return False
        answer = self.post(sent)
        assert answer.status in (201, 404, 409), answer
        self.played[str(answer.status)] += 1
        if answer.status == 201:
            self.played[answer.said["outcome"]] += 1
        if fault == "twice" and answer.status == 201:
            assert self.post(sent).said["outcome"] == "repeated"
        return answer.status == 201 and fault != "cut_after"

    def agrees(self) -> bool:
        """Whether the hotline knows of every customer what billing knows."""
        for who, customer in self.customers.items():
            known = self.listener.database.read(lambda conn, who=who: profiles.by_id(conn, who))
            further = self.listener.database.read(lambda conn, who=who: numbers.further(conn, who))
            waits = customer.ended and known.status == "frozen" and self._holds_points(who)
            assert waits or known.status == customer.status, who
            if not customer.ended:
                assert (known.number, known.province) == (customer.number, customer.province), who
                assert {each.number for each in further} == customer.lines, who
        return self.listener.is_sound()

    def _holds_points(self, who: int) -> bool:
        """For something that is under way: the membership ends afterwards."""
        found = self.listener.database.read(lambda conn: ledger.balance(conn, who))
        return found.held > 0

    def _free_number(self) -> str:
        now = self.listener.clock[0]
        for each in self.customers.values():
            if not each.ended:
                self.used[each.number] = now
        pool = [f"+8613900000{n:03}" for n in range(120)]
        free = [each for each in pool if each not in self.used or self.used[each] + REST < now]
        number = self.draw.choice(free)
        self.given[number] += 1
        return number
