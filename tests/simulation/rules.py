"""The base of the reference's rules: the books, the stock, the keys and the calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from books import Answer, Book, Refusal

POINTS_TO_OPEN, POINTS_A_DAY = 1_000, 20_000


class Gift(NamedTuple):
    kind: str
    points: int


class Stock(NamedTuple):
    left: int
    reserved: int
    sent: int


@dataclass(frozen=True)
class Request:
    """A request that can be delivered again. `asked` are the arguments that its key stands for;
    `at` and `fresh` (new ids and numbers) may differ between deliveries."""

    act: str
    member_id: int
    key: str
    at: datetime
    asked: dict[str, Any]
    fresh: dict[str, Any]

    def __str__(self) -> str:
        told = " ".join(f"{name}={value}" for name, value in (self.asked | self.fresh).items())
        return f"{self.act} member={self.member_id} key={self.key} {told}".strip()


class Rules:
    """Every member's book, the stock and the keys. A copy shares everything immutable."""

    def __init__(
        self,
        books: dict[int, Book],
        gifts: dict[str, Gift],
        stock: dict[str, Stock],
        zone: str = "Asia/Shanghai",
    ) -> None:
        self.books, self.gifts, self.stock = books, gifts, stock
        self.keys: dict[tuple[int, str], tuple[Answer, Answer]] = {}
        self.receipts: frozenset[str] = frozenset()
        self.answered: dict[str, int | None] = {}
        self.owners: dict[str, int] = {}
        self.former: frozenset[tuple[int, str]] = frozenset()
        self.imports: dict[str, Any] = {}
        self.codes: dict[tuple[str, str], Any] = {}
        self.issued: dict[tuple[str, str], Any] = {}
        self.zone = ZoneInfo(zone)

    def copy(self) -> Self:
        other = object.__new__(type(self))
        other.__dict__.update(
            self.__dict__,
            books=dict(self.books),
            stock=dict(self.stock),
            keys=dict(self.keys),
        )
        return other

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def spent_on(self, book: Book, day: date) -> list[int]:
        """The points of that day's orders, and of what was spent at partners."""
        placed = [
            (each.points, each.created_at)
            for each in book.orders.values()
            if each.status != "cancelled"
        ]
        spent = [(each.points, each.at) for each in book.spendings]
        return [points for points, at in (*placed, *spent) if self.day(at) >= day]

    def last_day(self, at: datetime) -> date:
        return date(self.day(at).year + 2, 12, 31)

    def _book(self, member_id: int) -> Book:
        """A copy of the member's book, which may be changed."""
        if member_id not in self.books:
            raise Refusal("NoSuchAccount")
        book = self.books[member_id] = self.books[member_id].copy()
        return book

    def _once(self, request: Request, act: Callable[[], Answer], key: str = "") -> Answer:
        """The answer stored under the key; otherwise the act's, which is then stored."""
        name = (request.member_id, key or request.key)
        asked = (request.act, *sorted(request.asked.items()))
        if name in self.keys:
            before, answer = self.keys[name]
            if before != asked:
                raise Refusal("KeyReused")
            return answer
        answer = act()
        self.keys[name] = (asked, answer)
        return answer


def not_left(book: Book) -> None:
    if book.status == "left":
        raise Refusal("NotAllowed")


def not_ended(book: Book) -> None:
    if book.has_ended:
        raise Refusal("NotAllowed")


def open_to_spend(book: Book) -> None:
    if book.ever_earned() < POINTS_TO_OPEN:
        raise Refusal("NotOpenYet")


def months_before(day: date, months: int) -> date:
    """A negative number counts forward. A day that the month lacks becomes its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
