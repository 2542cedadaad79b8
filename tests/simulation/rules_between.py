"""The reference's rules for transfers between members and exchanges with partners."""

from __future__ import annotations

from collections.abc import Callable

from books import AT_ONCE, MFEN, Answer, Book, Exchange, Refusal, Terms, Transfer
from rules import Request, months_before, open_to_spend
from rules_numbers import Numbers

MEMBERSHIP_MONTHS, RECIPIENTS_A_MONTH, GIVEN_A_MONTH = 6, 8, 20_000
EXCHANGED_A_MONTH = 50_000
# name: the step in which our points are exchanged, and our points for 100 of theirs
PARTNER = "airline"  # whose points come in
PARTNERS = {"airline": (100, 150), "fixed_line": (1, 100)}


class Between(Numbers):
    def _give(self, r: Request) -> Answer:
        book, to, amount = self._book(r.member_id), r.asked["to"], r.asked["amount"]

        def act() -> Answer:
            self._may_give(r, book)
            _, version, _ = book.take(amount, "in_transit", "give", self.day(r.at))
            uses = book.entries[-1].uses
            terms = [(n, book.lots[lot_id].terms) for lot_id, n in uses]
            parts = tuple((n, each._replace(first_day=AT_ONCE)) for n, each in terms)
            transfer = Transfer(to, amount, version, parts, "open", r.at)
            book.transfers[r.fresh["transfer_id"]] = transfer
            return ("transfer", r.fresh["transfer_id"])

        _, transfer_id = self._once(r, act)
        return ("transfer", transfer_id, amount, book.transfers[transfer_id].status)

    def _may_give(self, r: Request, book: Book) -> None:
        to, amount, today = r.asked["to"], r.asked["amount"], self.day(r.at)
        is_new = book.joined_on > months_before(today, MEMBERSHIP_MONTHS)
        if book.status != "active" or is_new or to == r.member_id:
            raise Refusal("NotAllowed")
        if to not in self.books:
            raise Refusal("NoSuchMember")
        if self.books[to].status != "active":
            raise Refusal("NotAllowed")
        month = [
            transfer
            for transfer in book.transfers.values()
            if transfer.status != "refunded"
            and self.day(transfer.opened_at) >= today.replace(day=1)
        ]
        if len({transfer.to for transfer in month} | {to}) > RECIPIENTS_A_MONTH:
            raise Refusal("LimitReached")
        if amount > book.available(today):
            raise Refusal("NotEnoughPoints")
        if sum(transfer.amount for transfer in month) + amount > GIVEN_A_MONTH:
            raise Refusal("LimitReached")

    def _decide(self, r: Request) -> Answer:
        """The receiver's transaction of a completion: decides whether the points are credited."""
        transfer_id = r.asked["transfer_id"]
        transfer = self.books[r.member_id].transfers[transfer_id]
        receiver = self._book(transfer.to)
        name = (transfer.to, f"transfer:{transfer_id}")
        if name not in self.keys:
            credited = receiver.status == "active"
            for amount, terms in transfer.parts if credited else ():
                receiver.grant(amount, "in_transit", "receive", terms)
            self.keys[name] = ((), ("completed", credited))
        return self.keys[name][1]

    def _conclude(self, r: Request) -> Answer:
        """The giver's transaction of a completion: records the decision or refunds."""
        book, transfer_id = self._book(r.member_id), r.asked["transfer_id"]
        transfer = book.transfers[transfer_id]
        answer = self.keys[transfer.to, f"transfer:{transfer_id}"][1]
        if transfer.status == "open":
            _, credited = answer
            if not credited:
                book.undo(transfer.version, None, self.day(r.at))
            status = "credited" if credited else "refunded"
            book.transfers[transfer_id] = transfer._replace(status=status)
        return answer

    def _exchange(self, r: Request) -> Answer:
        book, partner, amount = self._book(r.member_id), r.asked["partner"], r.asked["amount"]

        def act() -> Answer:
            if partner not in PARTNERS:
                raise Refusal("NotFound")
            if book.status != "active":
                raise Refusal("NotAllowed")
            open_to_spend(book)
            if amount % PARTNERS[partner][0]:
                raise Refusal("NotAllowed")
            month = self.day(r.at).replace(day=1)
            gone = [
                exchange.amount
                for exchange in book.exchanges.values()
                if exchange.status != "refused" and self.day(exchange.opened_at) >= month
            ]
            if sum(gone) + amount > EXCHANGED_A_MONTH:
                raise Refusal("LimitReached")
            book.set_aside(r.key, amount, None, self.day(r.at))
            book.exchanges[r.fresh["exchange_id"]] = Exchange(
                partner, amount, r.key, "open", r.at, book.place_at(r.at)
            )
            return ("exchange", r.fresh["exchange_id"])

        _, exchange_id = self._once(r, act)
        return ("exchange", exchange_id, amount, book.exchanges[exchange_id].status)

    def _accept(self, r: Request) -> Answer:
        return self._answered(
            r, "accepted", lambda b, e: b.settle(e.hold_id, f"partner:{e.partner}", "exchange")
        )

    def _refuse(self, r: Request) -> Answer:
        return self._answered(r, "refused", lambda b, e: b.release(e.hold_id, self.day(r.at)))

    def _answered(
        self, r: Request, status: str, close: Callable[[Book, Exchange], Answer]
    ) -> Answer:
        book, exchange_id = self._book(r.member_id), r.asked["exchange_id"]
        exchange = book.exchanges.get(exchange_id)
        if exchange is None:
            raise Refusal("NotFound")
        key = f"exchange:{exchange_id}:{status}"
        answer = self._once(r, lambda: close(book, exchange), key)
        book.exchanges[exchange_id] = exchange._replace(status=status)
        return answer

    def _comes_in(self, r: Request) -> Answer:
        """A partner's points for a number. Each reference has one answer, for one number and
        amount."""
        name = f"partner:{PARTNER}:{r.asked['reference']}"
        asked = (r.asked["number"], r.asked["amount"])
        if name in self.answered:
            owner, before = self.answered[name]
            if asked != before:
                raise Refusal("KeyReused")
        else:
            owner = self.owner_of(r.asked["number"])
            try:
                if owner is not None:
                    self.copy()._credit(r, owner)
            except Refusal as refusal:
                if str(refusal) != "NotAllowed":
                    raise
                owner = None
            self.answered = self.answered | {name: (owner, asked)}
        if owner is None:
            return ("refused",)
        self._credit(r, owner)
        return ("added",)

    def _credit(self, r: Request, owner: int) -> None:
        asked = {name: r.asked[name] for name in ("amount", "reference")} | {"partner": PARTNER}
        self._receive(Request("receive", owner, "", r.at, asked, {}))

    def _receive(self, r: Request) -> Answer:
        book, partner = self._book(r.member_id), r.asked["partner"]
        points = r.asked["amount"] * PARTNERS[partner][1] // 100
        if points == 0:
            raise Refusal("NotAllowed")
        number = f"partner:{partner}:{r.asked['reference']}"

        def act() -> Answer:
            if book.status != "active":
                raise Refusal("NotAllowed")
            if number in self.receipts:
                raise Refusal("KeyReused")
            self.receipts = self.receipts | {number}
            terms = Terms(self.last_day(r.at), f"partner:{partner}", MFEN)
            return book.grant(points, f"partner:{partner}", "exchange", terms)

        return self._once(r, act, number)
