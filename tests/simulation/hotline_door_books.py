"""The product's side of the comparison at the programme's doors: parcels, claims, codes of
vouchers and the receipt book, as they are in the database."""

from __future__ import annotations

from typing import Any

from books import Parcel
from rules_claims import Issued
from rules_vouchers import Code
from sqlalchemy import Connection, select

from core.schema import claim, gift_order, issued_receipt, outbox, parcel_event, voucher

PARCELS = select(gift_order.c.order_id, gift_order.c.parcel_no, gift_order.c.parcel_state).where(
    gift_order.c.parcel_no.is_not(None)
)
PARCEL_EVENTS = select(
    parcel_event.c.order_id,
    parcel_event.c.parcel_no,
    parcel_event.c.event_id,
    parcel_event.c.kind,
    parcel_event.c.happened_at,
)
CLAIMS = select(
    claim.c.claim_id,
    claim.c.number,
    claim.c.receipt_number,
    claim.c.merchant,
    claim.c.yuan,
    claim.c.status,
    claim.c.opened_at,
)
_CODES = select(
    voucher.c.sku,
    voucher.c.fingerprint,
    voucher.c.expires_on,
    voucher.c.order_id,
    voucher.c.withdrawn_on,
)
_ISSUED = select(
    issued_receipt.c.merchant,
    issued_receipt.c.number,
    issued_receipt.c.source,
    issued_receipt.c.issued_on,
    issued_receipt.c.fen,
    issued_receipt.c.member_id,
    issued_receipt.c.claim_id,
)


_TEXTED = select(outbox.c.event_id, outbox.c.tries, outbox.c.done_at)


def is_code_unseen(conn: Connection, member_id: int, order_id: str) -> bool:
    """Whether the text with the order's code has not been begun: the code is as good as new."""
    name = f"order:{order_id}:voucher"
    whose = _TEXTED.where(outbox.c.member_id == member_id, outbox.c.event_id.startswith(name))
    texts = conn.execute(whose).all()
    waiting = [each for each in texts if each.event_id == name and each.done_at is None]
    return len(texts) == 1 and [each.tries for each in waiting] == [0]


def parcels_of(conn: Connection) -> list[tuple[int, str, Parcel]]:
    """Those of all members, with their orders."""
    events = list(conn.execute(PARCEL_EVENTS.add_columns(parcel_event.c.member_id)))
    return [
        (
            member_id,
            order_id,
            parcel_of(order_id, no, state, [e[:-1] for e in events if e[-1] == member_id]),
        )
        for order_id, no, state, member_id in conn.execute(
            PARCELS.add_columns(gift_order.c.member_id)
        )
    ]


def codes_of(conn: Connection) -> dict[tuple[str, str], Code]:
    """The codes of vouchers."""
    return {
        (sku, place): Code(until, place, order_id, withdrawn_on)
        for sku, place, until, order_id, withdrawn_on in conn.execute(_CODES)
    }


def issued_of(conn: Connection) -> dict[tuple[str, str], Issued]:
    """The receipt book, by merchant and number."""
    return {(row[0], row[1]): Issued(*row[2:]) for row in conn.execute(_ISSUED)}


def parcel_of(order_id: str, no: int, state: str, events: list[Any]) -> Parcel:
    own = frozenset(tuple(row[2:]) for row in events if (row[0], row[1]) == (order_id, no))
    return Parcel(no, state, own)
