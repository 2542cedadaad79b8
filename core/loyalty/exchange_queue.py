"""Exchanges that have had no answer for so long that a person decides them.

The deliverer keeps asking the partner meanwhile: whoever is first decides.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, tuple_

from core.kernel import ActedMeanwhile, KeyReused, NotAllowed, row_builder
from core.ledger import HoldClosed
from core.loyalty import partner_exchange
from core.schema import Moment, exchange, member

DECIDED_AFTER = timedelta(days=3)
"""The age at which an exchange is a supervisor's to decide."""
PageKey = tuple[datetime, int, str]


@dataclass(frozen=True, slots=True)
class WaitingExchange:
    """`requested_at` is None where the partner was never asked: there is no way to it."""

    member_id: int
    exchange_id: str
    partner: str
    amount: int
    partner_amount: int
    receiver: str | None
    opened_at: datetime
    requested_at: datetime | None
    provider_id: str | None
    member_name: str

    @property
    def page_key(self) -> PageKey:
        return self.opened_at, self.member_id, self.exchange_id


_PAGE_KEY = (exchange.c.opened_at, exchange.c.member_id, exchange.c.exchange_id)
_WAITING = (
    select(
        exchange.c.member_id,
        exchange.c.exchange_id,
        exchange.c.partner,
        exchange.c.amount,
        exchange.c.partner_amount,
        exchange.c.receiver,
        exchange.c.opened_at,
        exchange.c.requested_at,
        exchange.c.provider_id,
        member.c.name.label("member_name"),
    )
    .join(member, member.c.member_id == exchange.c.member_id)
    .where(exchange.c.status == "open", exchange.c.opened_at <= bindparam("until"))
    .order_by(*_PAGE_KEY)
    .limit(bindparam("rows"))
)
_AFTER = _WAITING.where(
    tuple_(*_PAGE_KEY)
    > tuple_(
        bindparam("after_at", type_=Moment), bindparam("after_member"), bindparam("after_exchange")
    )
)
_waiting = row_builder(WaitingExchange, _WAITING)


def page(
    conn: Connection, *, at: datetime, rows: int, after: PageKey | None = None
) -> list[WaitingExchange]:
    """At most `rows` exchanges that a person decides, the oldest first."""
    values: dict[str, object] = {"until": at - DECIDED_AFTER, "rows": rows}
    if after is None:
        return [_waiting(row) for row in conn.execute(_WAITING, values)]
    after_at, after_member, after_exchange = after
    values |= {
        "after_at": after_at,
        "after_member": after_member,
        "after_exchange": after_exchange,
    }
    return [_waiting(row) for row in conn.execute(_AFTER, values)]


def decide(
    conn: Connection, *, member_id: int, exchange_id: str, is_added: bool, at: datetime
) -> None:
    """In place of a partner that does not answer. Raises NotFound, NotAllowed: 'exchange_waits'
    (the partner may still answer by itself), ActedMeanwhile if it has been decided otherwise."""
    found = partner_exchange.find(conn, member_id, exchange_id)
    if at < found.opened_at + DECIDED_AFTER:
        raise NotAllowed("exchange_waits")
    end = partner_exchange.accept if is_added else partner_exchange.refuse
    if found.status != "open":
        raise ActedMeanwhile(exchange_id)
    try:
        end(conn, member_id=member_id, exchange_id=exchange_id, at=at)
    except (HoldClosed, KeyReused) as error:
        raise ActedMeanwhile(exchange_id) from error
