"""Random requests to core from its other callers: billing, partners, warehouses, jobs, agents."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bill_files import Row
from books import Book
from pages import PARTNER, TILL_KEY
from reference import JOBS, Reference
from rules import Request
from rules_numbers import FIXED_LINE
from traffic_doors import AtTheDoors
from voucher_stock import SKU as VOUCHER_SKU

from core.seed import PEOPLE

ACTS = (
    *("grant", "bill") * 6,
    *("spend", "hold", "redeem") * 5,
    *("settle", "release", "reverse", "give", "complete", "despatch", "comes_in") * 4,
    *("refund", "hand_over") * 4,
    *("receive",) * 2,
    *("exchange", "accept", "refuse", "deliver", "return", "expire") * 3,
    *("give_up", "status", "lift") * 2,
    *("claim",) * 4,
    *("enter", "enter", "load", "grant_claim"),
    *("till",) * 4,
    *("freeze", "notice", "leave", "number", "province", "newcomer", "ends"),
    *("add_number", "add_number", "remove_number", "make_main"),
    *("line_added", "line_removed") * 2,
    *("job",) * 6,
    *("file",) * 3,
)
STATUSES = (*("arrears_settled", "resumed") * 3, "arrears_begun", "suspended")
ENDS = ("left", "ported_out", "owner_changed")
FIRST_NEWCOMER = 10_000  # of whom billing tells
LATE_MINUTES = (0, 0, 0, 1, 90, 3_000)  # how long events of billing are under way
SKUS = (
    *("phone-stand", "thermos-cup", "earphones", "mascot", "rice-cooker", "credit-10", "data-1gb"),
    VOUCHER_SKU,
)
BILLED = ("mobile", "mobile", "fixed_line", "services")
CHARGED = ("usage", "usage", "fee", "gifted", "penalty", "one_off")
FEN = (99, 8_888, 29_999, 88_800, 250_000)
LATEST = 8  # accruals, of which one is refunded: often one that was refunded in part
OF_THE_SAME = 0.7  # of the events of status: of members who are in arrears, or suspended
ASKED_AGAIN = 0.5  # of what a partner sends
LATE = 0.3  # of the grants: they cannot be used at once
REFUNDED = 0.4  # of the rows of a file
REFUNDED_FEN = (99, 1_700, 3_333, 29_999)  # several of them fit into one bill
STRANGER, SPARE = "+8613899999999", "+8613899999998"
MOBILES = (*(person.number for person in PEOPLE.values()), STRANGER, SPARE)
"""Each has handsets; a member may change to any of them."""
FIXED = f"{FIXED_LINE}88886660"  # handsets are told apart by the last digit
NUMBERS = (*MOBILES, FIXED)
LINES_OF_EACH = 2


class Traffic(AtTheDoors):
    """Makes requests that mostly, but not always, make sense for the present books."""

    def __init__(self, draw: random.Random) -> None:
        super().__init__(draw)
        self._made = 0
        self._sent: list[dict[str, Any]] = []  # by the partner whose points come in

    def next_request(self, reference: Reference, at: datetime) -> Request:
        act = self._draw.choice(ACTS)
        some = [m for m, book in reference.books.items() if _has_something_for(book, act)]
        if not some:
            act, some = "grant", list(reference.books)
        if act == "status" and self._draw.random() < OF_THE_SAME:
            books = reference.books
            some = [m for m in some if books[m].in_arrears or books[m].is_suspended] or some
        member_id = self._draw.choice(some)
        self._made += 1
        asked = getattr(self, f"_{act}")(reference, member_id, at)
        fresh = {
            "redeem": {"order_id": f"o-{self._made}", "number": f"{70_000_000 + self._made}"},
            "hold": {"until": at + timedelta(hours=self._draw.randint(1, 400))},
            "give": {"transfer_id": f"t-{self._made}"},
            "exchange": {"exchange_id": f"{self._made:032x}"},
            "claim": {"claim": (f"c-{self._made}", f"{80_000_000 + self._made}")},
            "till": {"times": self._draw.choice((1, 1, 3))},
        }
        key = f"{TILL_KEY}k-{self._made:07}" if act == "till" else f"k-{self._made}"
        if act == "newcomer":
            member_id = FIRST_NEWCOMER + self._made
        return Request(act, member_id, key, at, asked, fresh.get(act, {}))

    def changes_number(self, member_id: int, number: str, at: datetime) -> Request:
        self._made += 1
        asked = {"number": number, "happened_at": at}
        return Request("number", member_id, f"k-{self._made}", at, asked, {})

    def other_request(self, old: Request, at: datetime) -> Request:
        """Another request under an old key."""
        if old.act == "till":
            return replace(old, at=at, asked=old.asked | {"amount": self._amount()})
        return Request("spend", old.member_id, old.key, at, {"amount": self._amount()}, {})

    def _amount(self) -> int:
        return self._draw.choice((1, 7, 100, 300, 1_000, 2_500, self._draw.randint(1, 9_000)))

    def _grant(self, reference: Reference, _member_id: int, at: datetime) -> dict[str, Any]:
        soon = reference.day(at) + timedelta(days=self._draw.randint(-1, 40))
        until = self._draw.choice((None, soon, reference.last_day(at)))
        issuer = self._draw.choice(("province:GD", "province:XZ", "partner:airline"))
        cost = self._draw.choice((1_000, 850, 1_205))
        asked = {"amount": self._amount(), "issuer": issuer, "kind": "mobile", "expires_at": until}
        since = reference.day(at) + timedelta(days=self._draw.choice((0, 1, 7, 20)))
        is_late = self._draw.random() < LATE and (until is None or since <= until)
        return asked | {"unit_cost_mfen": cost, "usable_from": since if is_late else None}

    def _bill(self, reference: Reference, _member_id: int, at: datetime) -> dict[str, Any]:
        """A bill of this month, an older one, or an invalid one."""
        today, draw = reference.day(at), self._draw
        charges = [
            (draw.choice(BILLED), draw.choice(CHARGED), draw.choice(FEN))
            for _ in range(draw.randint(0, 3))
        ]
        if draw.random() < 0.03:
            charges.append(("fax", "usage", 100))
        own_day = draw.choice((None, today + timedelta(days=draw.randint(1, 60))))
        extra = draw.choice((("partner", "airline"), ("promotion", "")))
        extras = [(extra[0], self._amount(), own_day, extra[1])] if draw.random() < 0.3 else []
        on = today - timedelta(days=draw.choice((0, 0, 1, 5, 30, 200, 370)))
        return {"on": on, "charges": tuple(charges), "extras": tuple(extras)}

    def _file(self, reference: Reference, _member_id: int, at: datetime) -> dict[str, Any]:
        """Some rows repeat the id of an earlier one, with the same or another content."""
        draw, today = self._draw, reference.day(at)
        ids = draw.sample(range(self._made % 50, self._made % 50 + 40), draw.randint(1, 7))
        known = [key.removeprefix("accrual:") for key in reference.owners][-LATEST:]
        rows = [
            self._reversal(f"{draw.choice('rrra')}{n}", draw.choice(known), reference, today)
            if known and draw.random() < REFUNDED
            else self._row(f"a{n}", today)
            for n in ids
        ]
        return {"rows": tuple(rows)}

    def _reversal(self, row_id: str, accrual_id: str, reference: Reference, today: date) -> Row:
        """Of everything, or of a part, of an accrual; seldom with another source or number."""
        draw, key = self._draw, f"accrual:{accrual_id}"
        source = reference.accruals[key].source
        if source not in (*BILLED, "promotion") or draw.random() < 0.12:
            source = draw.choice([each for each in (*BILLED, "promotion") if each != source])
        number = reference.books[reference.owners[key]].number
        if draw.random() < 0.1:
            number = draw.choice(NUMBERS)
        is_bill, is_part = source != "promotion", draw.random() < 0.5
        fen = draw.choice(REFUNDED_FEN) if is_part and is_bill else 0
        points = self._amount() if is_part and not is_bill else 0
        on = today - timedelta(days=draw.choice((0, 0, 3)))
        return Row(row_id, number, source, "", fen, points, on, accrual_id)

    def _row(self, accrual_id: str, today: date) -> Row:
        draw = self._draw
        number, on = draw.choice(NUMBERS), today - timedelta(days=draw.choice((0, 0, 30)))
        if draw.random() < 0.2:
            return Row(accrual_id, number, "promotion", "", 0, self._amount(), on)
        charge, fen = draw.choice(CHARGED), draw.choice(FEN)
        return Row(accrual_id, number, draw.choice(BILLED), charge, fen, 0, on)

    def _spend(self, *_: Any) -> dict[str, Any]:
        return {"amount": self._amount()}

    _hold = _spend

    def _till(self, *_: Any) -> dict[str, Any]:
        """At a till of a partner, which asks by the API."""
        return {
            "amount": self._amount(),
            "partner": self._draw.choice(("coffee", "coffee", "none")),
        }

    def _reverse(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        """Leaves out payments for orders and exchanges, which are only returned as a whole."""
        entries = enumerate(reference.books[member_id].entries, 1)
        fit = [n for n, entry in entries if entry.kind not in ("redeem", "exchange", "expire")]
        version = self._draw.choice(fit[-12:] or [99_999])
        return {"version": version, "amount": self._draw.choice((None, None, self._amount()))}

    def _refund(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        """Of a grant, or seldom of something else; of all, or of a part."""
        entries = reference.books[member_id].entries
        grants = [n for n, entry in enumerate(entries, 1) if entry.amount > 0]
        version = self._draw.choice(grants[-12:] or [99_999])
        if self._draw.random() < 0.05:
            version = self._draw.randint(1, len(entries) + 1)
        whole = abs(entries[version - 1].amount) if version <= len(entries) else 1
        return {"version": version, "amount": self._draw.choice((whole, whole, self._amount()))}

    def _settle(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        book = reference.books[member_id]
        others = {order.hold_id for order in (*book.orders.values(), *book.exchanges.values())}
        plain = [hold_id for hold_id in book.holds if hold_id not in others]
        still = [hold_id for hold_id in plain if book.holds[hold_id].status == "open"]
        return {"hold_id": self._one_of(still or plain)}

    _release = _settle

    def _redeem(self, *_: Any) -> dict[str, Any]:
        return {"sku": self._draw.choice(SKUS) if self._draw.random() < 0.98 else "none"}

    def _order(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        return {"order_id": self._one_of(reference.books[member_id].orders)}

    _deliver = _order

    def _give_up(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        """What the provider has been asked for is given up when it says so."""
        orders = reference.books[member_id].orders.items()
        return {"order_id": self._one_of([name for name, o in orders if o.sku in reference.stock])}

    def _return(self, reference: Reference, member_id: int, at: datetime) -> dict[str, Any]:
        reason = self._draw.choice(("defect", "not_received", "our_failure"))
        return self._order(reference, member_id, at) | {"reason": reason}

    def _give(self, reference: Reference, *_: Any) -> dict[str, Any]:
        return {"to": self._draw.choice(list(reference.books)), "amount": self._amount()}

    def _complete(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        return {"transfer_id": self._draw.choice(list(reference.books[member_id].transfers))}

    def _exchange(self, *_: Any) -> dict[str, Any]:
        partner = self._draw.choice(("airline", "airline", "fixed_line", "none"))
        return {"partner": partner, "amount": self._draw.choice((1, 100, 500, 2_000))}

    def _accept(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        """With a partner who has no server; the others are asked."""
        known = reference.books[member_id].exchanges.items()
        return {"exchange_id": self._one_of([name for name, e in known if e.partner != PARTNER])}

    _refuse = _accept

    def _receive(self, *_: Any) -> dict[str, Any]:
        known = self._draw.randint(1, 400)
        return {"partner": "airline", "amount": self._amount(), "reference": f"ref-{known}"}

    def _comes_in(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        """The partner asks for a number, which may be another member's when that arrives; or asks
        again, as long after it as a partner may."""
        if self._sent and self._draw.random() < ASKED_AGAIN:
            return self._draw.choice(self._sent[-LATEST:])
        asked = {name: each for name, each in self._receive().items() if name != "partner"}
        self._sent.append(asked | {"number": reference.books[member_id].number})
        return self._sent[-1]

    def _status(self, _reference: Reference, _member_id: int, at: datetime) -> dict[str, Any]:
        return {"kind": self._draw.choice(STATUSES), "happened_at": self._happened(at)}

    def _number(self, _reference: Reference, _member_id: int, at: datetime) -> dict[str, Any]:
        return {"number": self._draw.choice(MOBILES), "happened_at": self._happened(at)}

    def _add_number(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        free = [number for number in NUMBERS if reference.owner_of(number) is None]
        return {"number": self._draw.choice(free or NUMBERS)}

    def _remove_number(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        """Mostly a further one."""
        book, draw = reference.books[member_id], self._draw
        further = list(book.further) if draw.random() < 0.7 else [book.number]
        return {"number": draw.choice(further or [draw.choice(NUMBERS)])}

    _make_main = _remove_number

    def _line_added(self, _reference: Reference, member_id: int, at: datetime) -> dict[str, Any]:
        return {"number": self._line_of(member_id), "happened_at": self._happened(at)}

    _line_removed = _line_added

    def _line_of(self, member_id: int) -> str:
        """One of the fixed lines that only this member ever has."""
        return f"{FIXED_LINE}8{member_id:05}{self._draw.randint(1, LINES_OF_EACH):02}"

    def _ends(self, _reference: Reference, _member_id: int, at: datetime) -> dict[str, Any]:
        return {"kind": self._draw.choice(ENDS), "happened_at": self._happened(at)}

    def _newcomer(self, reference: Reference, _member_id: int, at: datetime) -> dict[str, Any]:
        """Mostly with a number that is free."""
        free = [number for number in MOBILES if reference.owner_of(number) is None]
        number = self._draw.choice(free or MOBILES)
        place = self._draw.choice(("GD", "XZ"))
        return {"number": number, "province": place, "happened_at": self._happened(at)}

    def _province(self, _reference: Reference, _member_id: int, at: datetime) -> dict[str, Any]:
        place = self._draw.choice(("GD", "XZ", "SH", "4401", "4403", "5401"))
        return {"place": place, "happened_at": self._happened(at)}

    def _happened(self, at: datetime) -> datetime:
        return at - timedelta(minutes=self._draw.choice(LATE_MINUTES))

    def _job(self, *_: Any) -> dict[str, Any]:
        return {"name": self._draw.choice((*JOBS, "rate_tiers", "rate_tiers"))}

    def _expire(self, *_: Any) -> dict[str, Any]:
        return {}

    _freeze = _lift = _notice = _leave = _expire


def _has_something_for(book: Book, act: str) -> bool:
    if act in ("complete", "accept", "refuse"):
        others = [each for each in book.exchanges.values() if each.partner != PARTNER]
        waiting = [*book.transfers.values()] if act == "complete" else others
        return any(item.status == "open" for item in waiting)
    if act == "grant_claim":
        return len(book.claims) > 0
    if act in ("despatch", "hand_over", "deliver", "give_up", "return"):
        return len(book.orders) > 0
    if act == "lift":
        return book.status == "frozen"
    if act in ("give", "exchange", "redeem", "hold", "spend", "till"):
        return book.free > 0
    return True
