"""The reference's rules for reversals of accruals: what a refunded bill takes back."""

from __future__ import annotations

from typing import Any, NamedTuple

from books import Answer, Book, Growth, Refusal
from rules import Request
from rules_earning import Earning

REVERSED = "accrual_reversal"


class Accrued(NamedTuple):
    """What an accrual posted: entries by version, and the place of its growth, if it has any."""

    source: str
    versions: tuple[int, ...]
    growth: int | None


class Part(NamedTuple):
    """A posting of an accrual. `version`: None of growth; `gone`: what was reversed before."""

    version: int | None
    amount: int
    gone: int


class Reversals(Earning):
    """`accruals` by their keys; `growth_gone`: what was reversed of growth, by member and place;
    `fen_gone`: what was refunded, by the key of the accrual."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.accruals: dict[str, Accrued] = {}
        self.growth_gone: dict[tuple[int, int], int] = {}
        self.fen_gone: dict[str, int] = {}

    def _earn_accrual(self, r: Request, source: str) -> None:
        book, is_new = self._book(r.member_id), (r.member_id, r.key) not in self.keys
        entries, growth = len(book.entries), len(book.growth)
        self._bill(r)
        book = self.books[r.member_id]
        posted = range(entries + 1, len(book.entries) + 1)
        # What a grant pays of debts is no part of it: it is taken back as a whole, and owed again.
        versions = tuple(n for n in posted if book.entries[n - 1].kind != "owed_paid")
        if is_new:
            place = growth if len(book.growth) > growth else None
            self.accruals = self.accruals | {r.key: Accrued(source, versions, place)}

    def _reverse_accrual(self, r: Request) -> Answer:
        book, row = self._book(r.member_id), r.asked["row"]
        accrued, entries = self.accruals[r.asked["accrual_key"]], len(book.entries)

        def act() -> Answer:
            parts = self._parts(book, r.member_id, accrued)
            if parts and row.source != accrued.source:
                raise Refusal("BadReversal")
            accrual_key = r.asked["accrual_key"]
            fen_before = self.fen_gone.get(accrual_key, 0)
            amounts = _amounts(row.fen, fen_before, row.points, parts)
            taken = [each for each in zip(amounts, parts, strict=True) if each[0]]
            for place, (amount, part) in enumerate(taken):
                refunded = f"{r.key}:{place}", r.asked["accrual_key"]
                self._reverse_part(book, r.member_id, accrued, amount, part, refunded)
                self.keys[r.member_id, f"{r.key}:{place}"] = ((), ())
            growth_taken = sum(amount for amount, part in taken if part.version is None)
            fen = fen_before + (row.fen or growth_taken * 100)
            self.fen_gone = self.fen_gone | {accrual_key: fen}
            versions = tuple(range(entries + 1, len(book.entries) + 1))
            growth = len(book.growth) - 1 if growth_taken else None
            self.accruals = self.accruals | {r.key: Accrued(REVERSED, versions, growth)}
            return ("reversed",)

        return self._once(r, act)

    def _parts(self, book: Book, member_id: int, accrued: Accrued) -> list[Part]:
        parts = []
        for version in accrued.versions:
            gone = book.reversed_of(version) + book.expired_of(version)
            parts.append(Part(version, book.entries[version - 1].amount, gone))
        if accrued.growth is not None:
            gone = self.growth_gone.get((member_id, accrued.growth), 0)
            parts.append(Part(None, book.growth[accrued.growth].amount, gone))
        return parts

    def _reverse_part(
        self,
        book: Book,
        member_id: int,
        accrued: Accrued,
        amount: int,
        part: Part,
        refunded: tuple[str, str],
    ) -> None:
        """`refunded`: the key of the part, and that of the accrual."""
        if part.version is not None:
            key, txn_id = refunded
            name, _, partner = book.entries[part.version - 1].contra.partition(":")
            why = ("accrual_reversal", partner if name == "partner" else None, txn_id)
            book.refund(part.version, amount, key, REVERSED, why)
            return
        assert accrued.growth is not None
        book.growth.append(Growth(-amount, book.growth[accrued.growth].effective_at))
        gone = part.gone + amount
        self.growth_gone = self.growth_gone | {(member_id, accrued.growth): gone}


def _amounts(fen: int, fen_before: int, points: int, parts: list[Part]) -> list[int]:
    """What is taken of each part. All refunds of a bill count together, in whole yuan."""
    left = [part.amount - part.gone for part in parts]
    if not parts:
        return []
    if not any(left):
        raise Refusal("ReversesTooMuch")
    if not fen and not points:
        return left
    if points:
        if len(parts) > 1:
            raise Refusal("BadReversal")
        if points > left[0]:
            raise Refusal("ReversesTooMuch")
        return [points]
    growth = parts[-1]
    if growth.version is not None:
        raise Refusal("BadReversal")
    refunded = (fen_before + fen) // 100
    if refunded > growth.amount:
        raise Refusal("BadReversal")
    return [max(0, part.amount * refunded // growth.amount - part.gone) for part in parts]
