"""The reference's rules for points and holds."""

from __future__ import annotations

from books import AT_ONCE, NEVER, Answer, Refusal, Spending, Terms
from rules import POINTS_A_DAY, Request, Rules, not_left, open_to_spend

WITH_TILLS = ("airline", "coffee")


class Points(Rules):
    def _grant(self, r: Request) -> Answer:
        book, asked = self._book(r.member_id), r.asked
        not_left(book)
        cost, first_day = asked["unit_cost_mfen"], asked["usable_from"] or AT_ONCE
        terms = Terms(asked["expires_at"] or NEVER, asked["issuer"], cost, first_day)
        return self._once(
            r, lambda: book.grant(asked["amount"], asked["issuer"], asked["kind"], terms)
        )

    def _spend(self, r: Request) -> Answer:
        book, today = self._book(r.member_id), self.day(r.at)
        return self._once(r, lambda: book.take(r.asked["amount"], "issued", "spend", today))

    def _till(self, r: Request) -> Answer:
        """At a partner's till."""
        book, partner = self._book(r.member_id), r.asked["partner"]

        def act() -> Answer:
            if partner not in WITH_TILLS:
                raise Refusal("NotFound")
            if book.status != "active":
                raise Refusal("NotAllowed")
            open_to_spend(book)
            today, amount = self.day(r.at), r.asked["amount"]
            if sum(self.spent_on(book, today)) + amount > POINTS_A_DAY:
                raise Refusal("LimitReached")
            posted = book.take(amount, f"partner:{partner}", "partner", today)
            place = book.place_at(r.at)
            book.spendings.append(Spending(len(book.entries), partner, amount, r.at, place))
            return posted

        return self._once(r, act)

    def _reverse(self, r: Request) -> Answer:
        book, version = self._book(r.member_id), r.asked["version"]
        not_left(book)

        def act() -> Answer:
            known = 1 <= version <= len(book.entries)
            if known and book.entries[version - 1].contra == "in_transit":
                raise Refusal("NotAllowed")
            return book.undo(version, r.asked["amount"], self.day(r.at))

        return self._once(r, act)

    def _refund(self, r: Request) -> Answer:
        book, asked = self._book(r.member_id), r.asked
        not_left(book)
        why = ("partner_refund", "airline", r.key)
        return self._once(
            r, lambda: book.refund(asked["version"], asked["amount"], r.key, "reversal", why)
        )

    def _hold(self, r: Request) -> Answer:
        book, until = self._book(r.member_id), r.fresh["until"]
        amount, today = r.asked["amount"], self.day(r.at)
        return self._once(r, lambda: book.set_aside(r.key, amount, until, today))

    def _settle(self, r: Request) -> Answer:
        book = self._book(r.member_id)
        return self._once(r, lambda: book.settle(r.asked["hold_id"], "issued", "spend"))

    def _release(self, r: Request) -> Answer:
        book = self._book(r.member_id)
        return self._once(r, lambda: book.release(r.asked["hold_id"], self.day(r.at)))

    def _expire(self, r: Request) -> Answer:
        """Expires one member's points. Has no key: a second run finds nothing to expire."""
        self._book(r.member_id).expire(self.day(r.at))
        return ("expired",)
