"""The model's rules at the programme's doors: couriers, e-vouchers, receipts and claims."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from reference import Reference
from rules_parcels import MOVES
from voucher_stock import SKU as VOUCHER_SKU

MEMBERS = st.sampled_from((1, 2, 3, 4, 7))  # 4 has no points, 7 is frozen
PLACES = st.integers(0, 7)
NUMBERS = st.sampled_from(
    ("+8613800000001", "+8613800000004", "+8613899999999", "+862088886666", "+862088886667")
)
EVENTS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(MOVES), st.sampled_from((1, 60, 3_000))),
    max_size=3,
    unique_by=lambda event: event[0],
)
CODES = st.lists(st.integers(1, 9).map("CODE-{}".format), min_size=1, max_size=4)
UNTIL = st.sampled_from((date(2026, 5, 31), date(2026, 6, 3), date(2028, 12, 31)))
RECEIPTS = st.sampled_from(("20260601", "20260602"))
MERCHANTS = st.sampled_from(("coffee", "books"))
SOURCES = st.sampled_from(("mobile", "services"))
FEN = st.sampled_from((88_80, 2_500_00))
DAYS_AGO = st.sampled_from((0, 30, 100, -1))


class AtTheDoors(RuleBasedStateMachine):
    reference: Reference
    at: Any
    requests: list[Any]

    def ask(self, act: str, member_id: int, fresh: Any = None, **asked: Any) -> None:
        raise NotImplementedError

    def one_of(self, known: Any, place: int) -> Any:
        raise NotImplementedError

    @rule(member_id=MEMBERS, place=PLACES)
    def hand_over(self, member_id: int, place: int) -> None:
        order_id = self.one_of(self.reference.books[member_id].orders, place)
        self.ask("hand_over", member_id, order_id=order_id)

    @rule(member_id=MEMBERS, place=PLACES, refused=st.booleans(), events=EVENTS)
    def courier_answers(
        self, member_id: int, place: int, refused: bool, events: list[tuple[int, str, int]]
    ) -> None:
        """In any order, and again; whatever has its number has happened at one time."""
        known = self.reference.books[member_id].parcels
        if not known:
            return
        order_id = list(known)[place % len(known)]
        told = tuple(
            (f"E{n}-{kind}-{ago}", kind, self.at - timedelta(minutes=ago))
            for n, kind, ago in events
        )
        asked = {"order_id": order_id, "no": known[order_id].no}
        self.ask("parcel", member_id, **asked, refused=refused, events=() if refused else told)

    @rule(
        member_id=MEMBERS,
        act=st.sampled_from(("add_number", "remove_number", "make_main")),
        number=NUMBERS,
    )
    def numbers(self, member_id: int, act: str, number: str) -> None:
        self.ask(act, member_id, number=number)

    @rule(codes=CODES, until=UNTIL)
    def load_codes(self, codes: list[str], until: date) -> None:
        self.ask("load", 1, sku=VOUCHER_SKU, codes=tuple(codes), until=until)

    @rule()
    def withdraw_codes(self) -> None:
        self.ask("job", 1, name="withdraw_vouchers")

    @rule(merchant=MERCHANTS, number=RECEIPTS, source=SOURCES, fen=FEN, ago=DAYS_AGO, who=MEMBERS)
    def enter_receipt(
        self, merchant: str, number: str, source: str, fen: int, ago: int, who: int
    ) -> None:
        on = self.reference.day(self.at) - timedelta(days=ago)
        facts = {"source": source, "fen": fen, "on": on, "whose": who if who < 3 else None}
        self.ask("enter", 1, merchant=merchant, number=number, **facts)

    @rule(
        member_id=MEMBERS,
        receipt=RECEIPTS,
        merchant=st.none() | MERCHANTS,
        yuan=st.sampled_from((88, 2_500, None)),
    )
    def claim(self, member_id: int, receipt: str, merchant: str | None, yuan: int | None) -> None:
        n = len(self.requests)
        fresh = {"claim": (f"c-{n}", f"{80_000_000 + n}")}
        self.ask("claim", member_id, fresh, receipt=receipt, merchant=merchant, yuan=yuan)

    @rule(member_id=MEMBERS, place=PLACES, source=SOURCES, ago=DAYS_AGO)
    def grant_claim(self, member_id: int, place: int, source: str, ago: int) -> None:
        claims = self.reference.books[member_id].claims
        claim_id = self.one_of(claims, place)
        number = claims[claim_id].number if claim_id in claims else "none"
        on = self.reference.day(self.at) - timedelta(days=ago)
        asked = {"claim_id": claim_id, "number": number, "on": on}
        self.ask("grant_claim", member_id, **asked, source=source, fen=88_80)
