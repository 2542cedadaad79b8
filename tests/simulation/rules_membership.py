"""The reference's rules for memberships: status, number, province, tier and leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from books import Answer, Book, Rating, Refusal
from rules import Request, months_before, not_ended
from rules_numbers import Numbers

WARNING_DAYS = 30
AHEAD = timedelta(minutes=5)
# name: the growth it requires
TIERS = {"basic": 0, "silver": 1_000, "gold": 2_300, "diamond": 8_000}
TERM_MONTHS, WINDOW_MONTHS, TIER_GRACE_MONTHS = 12, 12, 1


class Membership(Numbers):
    def _reported(self, r: Request, sort: str, act: Callable[[Book], None]) -> Answer:
        """An event of billing: recorded once; without effect where a later one came first."""
        book = self._book(r.member_id)
        happened_at = r.asked["happened_at"]
        day, place = self.day(happened_at), (happened_at, r.key)

        def report() -> Answer:
            ended, has_left = book.events.get("end"), book.status == "left"
            if happened_at > r.at + AHEAD or day < book.joined_on:  # the server's clock may be slow
                raise Refusal("BadEvent")
            if ended and place > ended:
                raise Refusal("BadEvent")
            if not ended and has_left and book.leaves_on and day >= book.leaves_on:
                raise Refusal("BadEvent")
            if not (ended or has_left) and place >= book.events.get(sort, place):
                act(book)
                book.events[sort] = place
            return ("reported",)

        return self._once(r, report, key=f"event:{r.key}")

    def _status(self, r: Request) -> Answer:
        kind = r.asked["kind"]

        def set_status(book: Book) -> None:
            if kind in ("suspended", "resumed"):
                book.is_suspended = kind == "suspended"
            else:
                book.in_arrears = kind == "arrears_begun"
            in_arrears = "arrears" if book.in_arrears else "active"
            became = "suspended" if book.is_suspended else in_arrears
            if book.status == "frozen":
                book.status_when_lifted = became
            else:
                book.status = became

        sort = "suspension" if kind in ("suspended", "resumed") else "arrears"
        return self._reported(r, sort, set_status)

    def _ends(self, r: Request) -> Answer:
        """Without notice. What is under way is finished first, but the numbers are free at once."""

        def end(book: Book) -> None:
            book.leaves_on = self.day(r.at)
            try:
                self._once(Request("leave", r.member_id, "leave", r.at, {}, {}), self._end(book, r))
            except Refusal:
                book.freeze()
                book.further = {}

        return self._reported(r, "end", end)

    def _newcomer(self, r: Request) -> Answer:
        """Billing gives the new member's id."""
        number, happened_at = r.asked["number"], r.asked["happened_at"]

        def join() -> Answer:
            if happened_at > r.at + AHEAD:
                raise Refusal("BadEvent")
            if self.owner_of(number) is not None:
                raise Refusal("NumberInUse")
            if r.member_id in self.books:
                raise Refusal("MemberIdInUse")
            place = {"province": r.asked["province"], "number": number}
            self.books[r.member_id] = self.new_book(self.day(happened_at), self.day(r.at), **place)
            return ("reported",)

        return self._once(r, join, key=f"event:{r.key}")

    def _freeze(self, r: Request) -> Answer:
        """Has no key: a phone can be reported lost again."""
        self._book(r.member_id).freeze()
        return ("done",)

    def _lift(self, r: Request) -> Answer:
        book = self._book(r.member_id)

        def act() -> Answer:
            not_ended(book)
            if book.status == "frozen":
                book.status, book.status_when_lifted = book.status_when_lifted or "active", None
            return ("done",)

        return self._once(r, act)

    def _number(self, r: Request) -> Answer:
        number = r.asked["number"]

        def change(book: Book) -> None:
            if number in book.further:
                former = book.number
                self.promote(book, number, r.at)
                del book.further[former]
                self.former = self.former | {(r.member_id, former)}
                return
            if self.owner_of(number) not in (None, r.member_id):
                raise Refusal("NumberInUse")
            if number != book.number:
                self.former = self.former | {(r.member_id, book.number)}
                book.number = number

        return self._reported(r, "number", change)

    def _line_added(self, r: Request) -> Answer:
        """Of the events of one number the later one counts."""
        sort = f"line:{r.asked['number']}"
        return self._reported(r, sort, lambda book: self.add_to(book, r, full="BadEvent"))

    def _line_removed(self, r: Request) -> Answer:
        number = r.asked["number"]

        def remove(book: Book) -> None:
            if number not in book.further:
                raise Refusal("UnknownMember")
            del book.further[number]
            self.former = self.former | {(r.member_id, number)}

        return self._reported(r, f"line:{number}", remove)

    def _province(self, r: Request) -> Answer:
        return self._reported(r, "province", lambda book: book.move(r.asked["place"], r.at))

    def _rate(self, r: Request) -> Answer:
        """Rates one member: up at once to the tier that the growth reaches; down by one tier when
        the term and the grace are over."""
        book, on = self._book(r.member_id), r.asked["on"]
        if book.status == "left" or on in book.ratings:
            return ("done",)
        growth = self._grown(book, on)
        names = list(TIERS)
        now = names.index(book.tier)
        earned = max(n for n, name in enumerate(names) if growth >= TIERS[name])
        over = book.tier_until is not None and on > book.tier_until
        new_term = months_before(on, -TERM_MONTHS) - timedelta(days=1)
        if earned > now:
            became, until = names[earned], new_term
        elif over and book.tier_until and earned == now and now:
            became, until = book.tier, months_before(book.tier_until, -TERM_MONTHS)
        elif over and book.tier_until and now and on > _graced(book.tier_until):
            became, until = names[now - 1], new_term
        else:
            return ("done",)
        last = until if became != names[0] else None
        book.ratings[on] = Rating(book.tier, became, last, growth)
        book.tier, book.tier_until = became, last
        return ("done",)

    def _grown(self, book: Book, on: date) -> int:
        since = months_before(on, WINDOW_MONTHS)
        return sum(
            growth.amount for growth in book.growth if since <= self.day(growth.effective_at) < on
        )

    def _notice(self, r: Request) -> Answer:
        book = self._book(r.member_id)

        def act() -> Answer:
            not_ended(book)
            book.leaves_on = book.leaves_on or self.day(r.at) + timedelta(days=WARNING_DAYS)
            return ("done",)

        return self._once(r, act)

    def _leave(self, r: Request) -> Answer:
        return self._once(r, self._end(self._book(r.member_id), r))

    def _end(self, book: Book, r: Request) -> Callable[[], Answer]:
        def act() -> Answer:
            early = book.leaves_on is None or self.day(r.at) < book.leaves_on
            under_way = any(transfer.status == "open" for transfer in book.transfers.values())
            if book.status == "left" or early or under_way or book.balance != book.free:
                raise Refusal("NotAllowed")
            points = book.balance
            today = self.day(r.at)
            book.expire(today)
            if book.balance:
                book.take_all("expired", "leave")
            book.status, book.further = "left", {}
            return ("left", points)

        return act


def _graced(until: date) -> date:
    return months_before(until, -TIER_GRACE_MONTHS)
