"""The hotline with a worker, and what became of its orders and exchanges."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from core.books import audit
from core.kernel import Database
from core.ledger import ledger
from core.loyalty import partner_exchange
from core.members import profiles
from core.redemption import Order, parcels, placing
from core.schema import exchange, gift_order, sent_text
from core.seed import PRICES
from jobs.dispatcher import Dispatcher


@dataclass
class ProviderHotline:
    """The hotline with its worker; `clock` is the time of all, the provider included."""

    database: Database
    url: str
    dispatcher: Dispatcher
    clock: list[datetime]
    app: Flask

    def passes(self, **time: int) -> None:
        self.clock[0] += timedelta(**time)

    def works(self) -> None:
        assert self.dispatcher.run_once()

    def order(
        self,
        number: str,
        sku: str = "credit-10",
        who: int = 1,
        receiver: str | None = None,
        points: int | None = None,
    ) -> Order:
        return self.database.run(
            lambda conn: placing.redeem(
                conn,
                member=profiles.by_id(conn, who),
                sku=sku,
                points=points or PRICES[sku],
                key=number,
                at=self.clock[0],
                channel="voice",
                order_id=f"order-{number}",
                number=number,
                receiver=receiver,
            )
        )

    def hands_over(self, number: str, who: int = 1) -> None:
        """An agent hands a gift to the courier."""
        at = self.clock[0]
        self.database.run(
            lambda conn: parcels.hand_over(conn, member_id=who, order_id=f"order-{number}", at=at)
        )

    def exchanges(
        self, exchange_id: str, amount: int = 1_000, who: int = 1, partner: str = "airline"
    ) -> None:
        self.database.run(
            lambda conn: partner_exchange.request(
                conn,
                member=profiles.by_id(conn, who),
                partner=partner,
                amount=amount,
                key=exchange_id,
                at=self.clock[0],
                exchange_id=exchange_id,
            )
        )

    def exchange_status(self, exchange_id: str) -> str:
        return str(self.rows(exchange, exchange.c.exchange_id == exchange_id)[0].status)

    def points(self, who: int = 1) -> tuple[int, int]:
        """The balance, and what is held of it."""
        balance = self.database.read(lambda conn: ledger.balance(conn, who))
        return balance.balance, balance.held

    def status(self, number: str) -> str:
        return str(self.rows(gift_order, gift_order.c.number == number)[0].status)

    def texts(self, who: int = 1) -> list[str]:
        """In the order in which they were sent; a database gives rows in any order."""
        rows = self.rows(sent_text, sent_text.c.member_id == who)
        return [row.words for row in sorted(rows, key=lambda row: row.at)]

    def rows(self, table: Any, *where: Any) -> list[Any]:
        return self.database.read(lambda conn: list(conn.execute(select(table).where(*where))))

    def is_sound(self) -> bool:
        found = self.database.read(lambda conn: list(audit.violations(conn)))
        assert found == []
        return True


NewHotline = Callable[..., ProviderHotline]
