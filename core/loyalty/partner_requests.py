"""What a partner is asked for an exchange: to add its points to the account of a number.

How a request is sent, and sent again, is in core.messaging.provider_requests and
jobs.provider_requests.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from core.kernel import NotFound, row_builder
from core.ledger import HoldClosed
from core.loyalty import partner_exchange
from core.messaging import Outcome, Receipt, outbox
from core.schema import exchange


@dataclass(frozen=True, slots=True)
class PartnerRequest:
    """`reference` identifies it at the partner: the id of the exchange. `points` are the
    partner's."""

    reference: str
    partner: str
    points: int
    receiver: str
    requested_at: datetime | None  # when it was last sent; None: never
    provider_id: str | None


_FIND = select(
    exchange.c.exchange_id.label("reference"),
    exchange.c.partner,
    exchange.c.partner_amount.label("points"),
    exchange.c.receiver,
    exchange.c.requested_at,
    exchange.c.provider_id,
).where(
    exchange.c.member_id == bindparam("member_id"),
    exchange.c.exchange_id == bindparam("exchange_id"),
    exchange.c.status == "open",
)
_request = row_builder(PartnerRequest, _FIND)
_ONE = update(exchange).where(
    exchange.c.member_id == bindparam("target_id"),
    exchange.c.exchange_id == bindparam("target_exchange"),
)
_REQUESTED = _ONE.values(requested_at=bindparam("at"))
_KNOWN_AS = _ONE.values(provider_id=bindparam("name"))
_OWNER = select(exchange.c.member_id).where(
    exchange.c.exchange_id == bindparam("exchange_id"), exchange.c.partner == bindparam("partner")
)


def find(conn: Connection, member_id: int, exchange_id: str) -> PartnerRequest | None:
    """None if the exchange is not open any more."""
    row = conn.execute(_FIND, {"member_id": member_id, "exchange_id": exchange_id}).first()
    return None if row is None else _request(row)


def mark_requested(conn: Connection, member_id: int, exchange_id: str, at: datetime) -> None:
    """From now on the partner may have the request."""
    conn.execute(_REQUESTED, {"target_id": member_id, "target_exchange": exchange_id, "at": at})


def settle(
    conn: Connection, member_id: int, exchange_id: str, receipt: Receipt, at: datetime
) -> bool:
    """Apply what the partner has said. False if a supervisor has decided otherwise meanwhile."""
    if receipt.provider_id is not None:
        values = {"target_id": member_id, "target_exchange": exchange_id}
        conn.execute(_KNOWN_AS, values | {"name": receipt.provider_id})
    if receipt.outcome is Outcome.PENDING:
        return True
    is_added = receipt.outcome is Outcome.ADDED
    end = partner_exchange.accept if is_added else partner_exchange.refuse
    try:
        end(conn, member_id=member_id, exchange_id=exchange_id, at=at)
    except HoldClosed:
        return False
    return True


def ask_again(conn: Connection, partner: str, exchange_id: str, at: datetime) -> None:
    """Have the partner asked at once about that exchange, because it has reported something about
    it: also where the request was given up. Raises NotFound for an exchange that is not with this
    partner."""
    member_id = conn.execute(_OWNER, {"exchange_id": exchange_id, "partner": partner}).scalar()
    if member_id is None:
        raise NotFound(f"no exchange {exchange_id} with {partner}")
    event_id = partner_exchange.event_id(exchange_id)
    if not outbox.replay(conn, member_id, event_id, at):
        outbox.expedite(conn, member_id, event_id, at)
