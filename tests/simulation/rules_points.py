"""What the programme ought to answer about points, holds and the membership that they end with."""

from __future__ import annotations

from datetime import timedelta

from books import NEVER, Answer, No, Terms
from rules import Request, Rules

WARNING_DAYS = 30


class Points(Rules):
    def _grant(self, r: Request) -> Answer:
        book, asked = self._book(r.member_id), r.asked
        terms = Terms(asked["expires_at"] or NEVER, asked["issuer"], 1)
        return self._once(
            r, lambda: book.grant(asked["amount"], asked["issuer"], asked["kind"], terms)
        )

    def _spend(self, r: Request) -> Answer:
        book = self._book(r.member_id)
        return self._once(r, lambda: book.take(r.asked["amount"], "redeemed", "spend"))

    def _reverse(self, r: Request) -> Answer:
        book, version = self._book(r.member_id), r.asked["version"]

        def act() -> Answer:
            known = 1 <= version <= len(book.entries)
            if known and book.entries[version - 1].contra == "in_transit":
                raise No("NotAllowed")
            return book.undo(version, r.asked["amount"], self.day(r.at))

        return self._once(r, act)

    def _hold(self, r: Request) -> Answer:
        book, until = self._book(r.member_id), r.fresh["until"]
        return self._once(r, lambda: book.set_aside(r.key, r.asked["amount"], until))

    def _settle(self, r: Request) -> Answer:
        book = self._book(r.member_id)
        return self._once(r, lambda: book.settle(r.asked["hold_id"], "redeemed", "spend"))

    def _release(self, r: Request) -> Answer:
        book = self._book(r.member_id)
        return self._once(r, lambda: book.release(r.asked["hold_id"], self.day(r.at)))

    def _expire(self, r: Request) -> Answer:
        """The job, for one member: it has no key, and finds nothing the second time."""
        book, today = self._book(r.member_id), self.day(r.at)
        past = [
            (lot.terms.last_day, lot_id, lot.free)
            for lot_id, lot in book.lots.items()
            if lot.free and lot.terms.last_day < today
        ]
        for _, lot_id, free in sorted(past):
            book.take_from(lot_id, free, "expired", "expire")
        return ("expired",)

    def _status(self, r: Request) -> Answer:
        book = self._book(r.member_id)

        def act() -> Answer:
            if book.status == "left":
                raise No("NotAllowed")
            book.status = r.asked["status"]
            return ("done",)

        return self._once(r, act)

    def _notice(self, r: Request) -> Answer:
        book = self._book(r.member_id)

        def act() -> Answer:
            if book.status == "left":
                raise No("NotAllowed")
            book.leaves_on = book.leaves_on or self.day(r.at) + timedelta(days=WARNING_DAYS)
            return ("done",)

        return self._once(r, act)

    def _leave(self, r: Request) -> Answer:
        book = self._book(r.member_id)

        def act() -> Answer:
            early = book.leaves_on is None or self.day(r.at) < book.leaves_on
            under_way = any(transfer.status == "open" for transfer in book.transfers.values())
            if book.status == "left" or early or under_way or book.balance != book.available:
                raise No("NotAllowed")
            points = book.balance
            if points:
                book.take(points, "expired", "leave")
            book.status = "left"
            return ("left", points)

        return self._once(r, act)
