"""Lots: the points of one grant, with their expiry, issuer and cost, until they are used up.

The earliest expiry is spent first. A lot past its last day, or before its first, is not spent
from and not counted as available (core.ledger.accounts.available), whether or not the job has
posted its expiry yet. Growth
value has no lots, since it is never spent.

Points that return to a lot (a hold is released, a posting reversed) would be lost if the lot has
expired in the meantime. The last day of such a lot is moved to `expiry.grace_days` from today.

Every function here expects the account to be locked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, insert, select, update

from core.kernel import Values
from core.ledger.accounts import POINTS
from core.programme import Programme, current_rules
from core.schema import lot, lot_use

Parts = Sequence[tuple[int, int]]
"""(lot_id, points) each."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a lot keeps of its grant: the last day (None: it never expires), the issuer who bears
    the cost, the cost of a point in mfen (thousandths of a fen), and the first day (None: at
    once), which is not after the last one."""

    expires_at: date | None
    issuer: str
    unit_cost_mfen: int
    usable_from: date | None = None

    def __post_init__(self) -> None:
        if self.usable_from and self.expires_at and self.usable_from > self.expires_at:
            raise ValueError(f"usable from {self.usable_from}, expires on {self.expires_at}")

    def columns(self) -> Values:
        return {
            "expires_at": self.expires_at,
            "issuer": self.issuer,
            "unit_cost_mfen": self.unit_cost_mfen,
            "usable_from": self.usable_from,
        }


_OPEN = insert(lot)
_CHANGE = (
    update(lot)
    .where(
        lot.c.member_id == bindparam("of_member"),
        lot.c.unit == POINTS,
        lot.c.lot_id == bindparam("of_lot"),
    )
    .values(remaining=lot.c.remaining + bindparam("more"), held=lot.c.held + bindparam("more_held"))
)
_GRACE = (
    update(lot)
    .where(
        lot.c.member_id == bindparam("of_member"),
        lot.c.unit == POINTS,
        lot.c.lot_id == bindparam("of_lot"),
        lot.c.expires_at < bindparam("until"),
    )
    .values(expires_at=bindparam("until"))
)
_USE = insert(lot_use)
_TERMS_OF = (
    select(lot_use.c.amount, lot.c.expires_at, lot.c.issuer, lot.c.unit_cost_mfen)
    .join(
        lot,
        (lot.c.member_id == lot_use.c.member_id)
        & (lot.c.unit == lot_use.c.unit)
        & (lot.c.lot_id == lot_use.c.lot_id),
    )
    .where(
        lot_use.c.member_id == bindparam("member_id"),
        lot_use.c.unit == POINTS,
        lot_use.c.version == bindparam("version"),
    )
    .order_by(lot_use.c.lot_id)
)


def last_day(earned: date, rules: Programme) -> date:
    """The last day of points earned on that day, by default: a promotion may set another."""
    return date(earned.year + rules.expiry.years_after, 12, 31)


def open_lot(conn: Connection, member_id: int, lot_id: int, amount: int, terms: Terms) -> None:
    conn.execute(_OPEN, lot_row(member_id, lot_id, amount, terms))


def lot_row(member_id: int, lot_id: int, amount: int, terms: Terms) -> Values:
    """The row of a new lot. `lot_id` is the version of the posting that grants it. Its columns are
    in one order, which COPY goes by."""
    return {
        "member_id": member_id,
        "unit": POINTS,
        "lot_id": lot_id,
        "granted": amount,
        "remaining": amount,
        "held": 0,
        **terms.columns(),
    }


def use_row(member_id: int, version: int, lot_id: int, amount: int) -> Values:
    """The row of what the posting `version` takes from a lot. Its columns are in one order, which
    COPY goes by."""
    return {
        "member_id": member_id,
        "unit": POINTS,
        "version": version,
        "lot_id": lot_id,
        "amount": amount,
    }


def terms_of(conn: Connection, member_id: int, version: int) -> list[tuple[int, Terms]]:
    """The points that the posting `version` took from each lot, with the lot's terms. Whoever gets
    points on these terms can use them at once: they could be used when they were taken."""
    rows = conn.execute(_TERMS_OF, {"member_id": member_id, "version": version})
    return [(row.amount, Terms(row.expires_at, row.issuer, row.unit_cost_mfen)) for row in rows]


def hold(conn: Connection, member_id: int, parts: Parts) -> None:
    """Mark `parts` as held."""
    _change(conn, member_id, [(lot_id, 0, amount) for lot_id, amount in parts])


def unhold(conn: Connection, member_id: int, parts: Parts, today: date) -> None:
    """Make held `parts` available again, with days of grace where their lot has expired."""
    _change(conn, member_id, [(lot_id, 0, -amount) for lot_id, amount in parts])
    _grace(conn, member_id, parts, today)


def take(conn: Connection, member_id: int, parts: Parts, version: int, *, held: bool) -> None:
    """Use `parts` for the posting `version`; `held` where a hold has pinned them."""
    _change(conn, member_id, [(lot_id, -n, -n if held else 0) for lot_id, n in parts])
    _use(conn, member_id, parts, version)


def give_back(conn: Connection, member_id: int, parts: Parts, version: int, today: date) -> None:
    """Put `parts` back with the posting `version`, which reverses the one that took them."""
    _change(conn, member_id, [(lot_id, amount, 0) for lot_id, amount in parts])
    _use(conn, member_id, [(lot_id, -amount) for lot_id, amount in parts], version)
    _grace(conn, member_id, parts, today)


def _use(conn: Connection, member_id: int, parts: Parts, version: int) -> None:
    conn.execute(_USE, [use_row(member_id, version, lot_id, amount) for lot_id, amount in parts])


def _grace(conn: Connection, member_id: int, parts: Parts, today: date) -> None:
    until = today + timedelta(days=current_rules().expiry.grace_days)
    values = [{"of_member": member_id, "of_lot": lot_id, "until": until} for lot_id, _ in parts]
    conn.execute(_GRACE, values)


def _change(conn: Connection, member_id: int, changes: list[tuple[int, int, int]]) -> None:
    values = [
        {"of_member": member_id, "of_lot": lot_id, "more": more, "more_held": more_held}
        for lot_id, more, more_held in changes
    ]
    conn.execute(_CHANGE, values)
