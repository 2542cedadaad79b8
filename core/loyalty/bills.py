"""A bill: what a member is billed for on one day, and points that come with it.

What a bill earns is computed in core.loyalty.accrual.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.programme import Earning

ACCRUAL_PREFIX = "accrual:"
"""What the name of an imported accrual begins with, among the receipts that were credited: its id
follows."""

PARTNER = "partner"
"""The source of extra points that a partner pays for."""

OPENING = "opening"
"""The source of a balance that a member had in a former programme."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of a bill: its source, its kind ('usage', 'penalty', ...), and its amount in fen."""

    source: str
    kind: str
    fen: int


@dataclass(frozen=True, slots=True)
class ExtraPoints:
    """Points that are not computed from charges: from a partner, who then owes for them, or from a
    promotion. `expires_at` is their last day; None: that of points earned by charges."""

    source: str
    points: int
    expires_at: date | None = None
    partner: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """`on` is the day it was earned, by which tenure, expiry and the growth window are reckoned."""

    on: date
    charges: tuple[Charge, ...] = ()
    extras: tuple[ExtraPoints, ...] = ()
    memo: str = ""


def known_sources(rules: Earning) -> tuple[str, ...]:
    """Everything that points are granted for by bills and imports."""
    return (*rules.sources, *rules.sources_in_points, OPENING)


def request_of(bill: Bill) -> dict[str, Any]:
    """The request that the bill's idempotency key stands for: the bill itself, not its points,
    which depend on the member's tier when it is posted."""
    plain = {
        "on": bill.on,
        "charges": [_plain(charge) for charge in bill.charges],
        "extras": [_plain(extra) for extra in bill.extras],
        "memo": bill.memo,
    }
    return {"act": "earn", "bill": plain}


def _plain(part: Charge | ExtraPoints) -> dict[str, Any]:
    # asdict() copies deeply, which takes 25 of the 100 us that an import has for a bill.
    return {name: getattr(part, name) for name in part.__slots__}
