"""The reference's rules for e-vouchers: each code of a stock is given to one order."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from books import Answer, Book, Order, Refusal
from code_sealer import VOUCHER_SEALER
from rules import Request, Rules, Stock


class Code(NamedTuple):
    """`place`: among codes that expire on the same day; it is a hash, so it says nothing."""

    expires_on: date
    place: str
    order_id: str | None = None
    withdrawn_on: date | None = None

    def is_free(self) -> bool:
        return self.order_id is None and self.withdrawn_on is None


def place_of(sku: str, code: str) -> str:
    return VOUCHER_SEALER.fingerprints(f"{sku}:{code}")[0]


class Vouchers(Rules):
    """`codes` by their item and place."""

    def _load(self, r: Request) -> Answer:
        """A file of codes. Those that were loaded before are left as they are."""
        sku, until = r.asked["sku"], r.asked["until"]
        if until < self.day(r.at):
            raise Refusal("NotAllowed")
        fresh = {
            (sku, place_of(sku, code)): Code(until, place_of(sku, code))
            for code in r.asked["codes"]
        }
        new = {name: code for name, code in fresh.items() if name not in self.codes}
        self.codes = self.codes | new
        self._grow(sku, len(new))
        return ("loaded",)

    def _withdraw(self, r: Request) -> Answer:
        """Takes the codes out of the stock that nobody has, and that are not good any more."""
        today = self.day(r.at)
        for (sku, place), code in list(self.codes.items()):
            if code.is_free() and code.expires_on < today:
                self.codes = self.codes | {(sku, place): code._replace(withdrawn_on=today)}
                self._grow(sku, -1)
        return ("withdrawn",)

    def _pick(self, sku: str, today: date) -> str:
        """The code that expires first."""
        fit = [
            (code.expires_on, place)
            for (of, place), code in self.codes.items()
            if of == sku and code.is_free() and code.expires_on >= today
        ]
        if not fit:
            raise Refusal("SoldOut")
        return min(fit)[1]

    def _hand_out(self, r: Request, book: Book, order: Order, place: str) -> Order:
        """The code is given at once, and so the points are spent at once."""
        sku, order_id = order.sku, r.fresh["order_id"]
        given = self.codes[sku, place]._replace(order_id=order_id)
        self.codes = self.codes | {(sku, place): given}
        posted = book.settle(order.hold_id, "redeemed", "redeem")
        self.keys[r.member_id, f"voucher:{order_id}"] = ((), posted)
        stock = self.stock[sku]
        self.stock[sku] = Stock(stock.left, stock.reserved - 1, stock.sent + 1)
        today = self.day(r.at)
        return order._replace(status="delivered", version=posted[1], delivered_on=today)

    def put_back(self, sku: str, order_id: str) -> None:
        """The code of an order, which nobody has seen."""
        [name] = [name for name, code in self.codes.items() if code.order_id == order_id]
        self.codes = self.codes | {name: self.codes[name]._replace(order_id=None)}
        stock = self.stock[sku]
        self.stock[sku] = Stock(stock.left + 1, stock.reserved, stock.sent - 1)

    def _grow(self, sku: str, more: int) -> None:
        stock = self.stock[sku]
        self.stock[sku] = Stock(stock.left + more, stock.reserved, stock.sent)
