"""The reference's rules for several numbers of one membership, and for who joins with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Self

from books import MFEN, Answer, Book, Entry, Lot, Refusal, Terms
from rules import Request, Rules, not_ended

FIXED_LINE = "+8620"  # how the numbers of fixed lines begin here
FURTHER_MAX, AGAIN_AFTER_DAYS = 9, 90
WELCOME_POINTS, WELCOME_PROVINCE = 100, "JS"


class Numbers(Rules):
    def owner_of(self, number: str) -> int | None:
        """The member who has the number; None also if that membership has ended."""
        having = (
            member_id
            for member_id, book in self.books.items()
            if number in (book.number, *book.further) and not book.has_ended
        )
        return next(having, None)

    def _add_number(self, r: Request) -> Answer:
        return self._changed(r, lambda book: self.add_to(book, r, full="NotAllowed"))

    def add_to(self, book: Book, r: Request, *, full: str) -> None:
        """`full`: how the request is refused if the membership has as many as it may have."""
        number = r.asked["number"]
        if number in (book.number, *book.further):
            return
        if len(book.further) >= FURTHER_MAX:
            raise Refusal(full)
        if self.owner_of(number) is not None:
            raise Refusal("NumberInUse")
        book.further[number] = r.at

    def _remove_number(self, r: Request) -> Answer:
        number = r.asked["number"]

        def remove(book: Book) -> None:
            if number not in (book.number, *book.further):
                raise Refusal("NotAllowed")
            if number == book.number:
                mobile = [(at, n) for n, at in book.further.items() if not is_fixed_line(n)]
                if not mobile:
                    raise Refusal("NotAllowed")
                self.promote(book, min(mobile)[1], r.at)
            del book.further[number]
            self.former = self.former | {(r.member_id, number)}

        return self._changed(r, remove)

    def _make_main(self, r: Request) -> Answer:
        number = r.asked["number"]

        def make_main(book: Book) -> None:
            if number not in (book.number, *book.further) or is_fixed_line(number):
                raise Refusal("NotAllowed")
            if number != book.number:
                self.promote(book, number, r.at)

        return self._changed(r, make_main)

    def _changed(self, r: Request, change: Callable[[Book], None]) -> Answer:
        book = self._book(r.member_id)

        def act() -> Answer:
            not_ended(book)
            change(book)
            return ("done",)

        return self._once(r, act)

    def promote(self, book: Book, number: str, at: datetime) -> None:
        """Swaps the main number, to which texts go, with a further one."""
        del book.further[number]
        book.further[book.number], book.number = at, number

    def with_newcomer(self, member_id: int, number: str, on: date) -> Self:
        """The books after somebody has joined with this number."""
        back = [
            book
            for book in self.books.values()
            if (book.number, book.status) == (number, "left")
            and "end" not in book.events  # who is a customer again is welcome
            and book.leaves_on
            and book.leaves_on > on - timedelta(days=AGAIN_AFTER_DAYS)
        ]
        if back or self.owner_of(number) is not None or is_fixed_line(number):
            raise Refusal("NotAllowed")
        if member_id != max(self.books) + 1:
            raise Refusal("another member's id")
        state = self.copy()
        state.books[member_id] = self.new_book(on, on, province=WELCOME_PROVINCE, number=number)
        return state

    def new_book(self, joined_on: date, today: date, *, province: str, number: str) -> Book:
        issuer = f"province:{province}"
        terms, points = Terms(date(today.year + 2, 12, 31), issuer, MFEN), WELCOME_POINTS
        return Book(
            joined_on=joined_on,
            province=province,
            number=number,
            lots={1: Lot(points, points, 0, terms)},
            entries=[Entry(points, points, issuer, "promotion", None, ())],
        )


def is_fixed_line(number: str) -> bool:
    return number.startswith(FIXED_LINE)
