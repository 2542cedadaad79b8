"""A hold alone. The product places holds only together with the order or exchange they are for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from core.kernel import Values
from core.ledger import POINTS, Account, holds
from core.ledger.posting import apply_once


def place_hold(
    conn: Connection,
    *,
    member_id: int,
    amount: int,
    key: str,
    at: datetime,
    expires_at: datetime | None,
) -> holds.Hold:
    """Sets `amount` points aside once under `key`, which becomes the hold's id. Raises
    NotEnoughPoints, KeyReused."""

    def change(account: Account) -> Values:
        placed = holds.hold_locked(conn, account, amount, key, at=at, expires_at=expires_at)
        return placed.values()

    request = {"act": "hold", "amount": amount}
    return holds.Hold(**apply_once(conn, member_id, POINTS, key, request, at, change))
