"""Selects the lots that an amount is spent from, held in, or returned to.

Nothing is changed here, and every function expects the account to be locked.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, bindparam, func, select

from core.kernel import AnyRow
from core.ledger.accounts import POINTS
from core.ledger.lots import Parts
from core.ledger.spendable import SPENDABLE
from core.schema import lot, lot_use, posting

_ALL_FREE = (
    select(lot.c.lot_id, (lot.c.remaining - lot.c.held).label("free"))
    .where(
        lot.c.member_id == bindparam("member_id"),
        lot.c.unit == POINTS,
        lot.c.remaining > 0,
        lot.c.remaining > lot.c.held,
    )
    .order_by(lot.c.expires_at.is_(None), lot.c.expires_at, lot.c.lot_id)
)
_BY_EXPIRY = _ALL_FREE.where(SPENDABLE)
_FREE_IN = select(lot.c.remaining - lot.c.held).where(
    lot.c.member_id == bindparam("member_id"),
    lot.c.unit == POINTS,
    lot.c.lot_id == bindparam("lot_id"),
)
# What a posting took from each lot, less what its reversals have returned, can still be returned.
# The lots that expire last come first.
_STILL_TAKEN = (
    select(lot_use.c.lot_id, func.sum(lot_use.c.amount).label("free"))
    .join(
        posting,
        (posting.c.member_id == lot_use.c.member_id)
        & (posting.c.unit == lot_use.c.unit)
        & (posting.c.version == lot_use.c.version),
    )
    .join(
        lot,
        (lot.c.member_id == lot_use.c.member_id)
        & (lot.c.unit == lot_use.c.unit)
        & (lot.c.lot_id == lot_use.c.lot_id),
    )
    .where(
        lot_use.c.member_id == bindparam("member_id"),
        lot_use.c.unit == POINTS,
        (posting.c.version == bindparam("version")) | (posting.c.reverses == bindparam("version")),
    )
    .group_by(lot_use.c.lot_id, lot.c.expires_at)
    .having(func.sum(lot_use.c.amount) > 0)
    .order_by(lot.c.expires_at.is_not(None), lot.c.expires_at.desc(), lot_use.c.lot_id.desc())
)


def pick(conn: Connection, member_id: int, amount: int, today: date) -> Parts:
    """The lots that `amount` is taken from, the earliest expiry first, none past its last day or
    before its first. The caller has checked that `amount` is available."""
    days = {"member_id": member_id, "today": today}
    return _fill(conn.execute(_BY_EXPIRY, days).all(), amount)


def all_free(conn: Connection, member_id: int) -> Parts:
    """Everything that is not held, of every lot."""
    rows = conn.execute(_ALL_FREE, {"member_id": member_id})
    return [(row.lot_id, row.free) for row in rows]


def pick_taken(conn: Connection, member_id: int, version: int, amount: int) -> Parts:
    """The lots that `amount` of the posting `version` is returned to, the latest expiry first."""
    posting_key = {"member_id": member_id, "version": version}
    return _fill(conn.execute(_STILL_TAKEN, posting_key).all(), amount)


def free_in(conn: Connection, member_id: int, lot_id: int) -> int:
    """The points of one lot that are neither spent nor held."""
    return int(conn.execute(_FREE_IN, {"member_id": member_id, "lot_id": lot_id}).scalar_one())


def _fill(rows: Iterable[AnyRow], amount: int) -> Parts:
    parts = []
    for row in rows:
        part = min(int(row.free), amount)  # a SUM is a Decimal in PostgreSQL
        parts.append((row.lot_id, part))
        amount -= part
        if not amount:
            return parts
    raise AssertionError(f"the lots are short of the account by {amount}: run the audit")
