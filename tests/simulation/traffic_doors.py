"""Random requests at the programme's doors: gifts for couriers, codes of vouchers, receipts and
claims."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from reference import Reference
from voucher_stock import SKU as VOUCHER_SKU

SOURCES = ("mobile", "fixed_line", "services")
MERCHANTS = ("coffee", "books")
RECEIPTS = tuple(f"{20_260_601 + n}" for n in range(24))
FEN_OF_RECEIPTS = (1_00, 88_80, 299_99, 2_500_00)
FEN_ALONE = 299_99  # so few points that one agent grants them


class AtTheDoors:
    def __init__(self, draw: random.Random) -> None:
        self._draw = draw

    def _one_of(self, known: Any) -> str:
        names = list(known)
        return self._draw.choice(names) if names and self._draw.random() < 0.95 else "none"

    def _hand_over(self, reference: Reference, member_id: int, _at: datetime) -> dict[str, Any]:
        """Mostly of a gift that waits to be sent."""
        return {"order_id": self._one_of(self._waiting(reference, member_id))}

    _despatch = _hand_over  # by hand: nobody does so while a courier has been asked

    def _waiting(self, reference: Reference, member_id: int) -> list[str]:
        book = reference.books[member_id]
        asked = {name for name, parcel in book.parcels.items() if parcel.state == "asked"}
        free = [name for name in book.orders if name not in asked]
        held = [name for name in free if book.orders[name].status == "held"]
        return held or free

    def _load(self, reference: Reference, _member_id: int, at: datetime) -> dict[str, Any]:
        """A file of codes, of which some were loaded before."""
        first, days = self._draw.randint(1, 60), self._draw.choice((-1, 1, 3, 60))
        codes = tuple(f"CODE-{first + n}" for n in range(3))
        return {
            "sku": VOUCHER_SKU,
            "codes": codes,
            "until": reference.day(at) + timedelta(days=days),
        }

    def _enter(self, reference: Reference, member_id: int, at: datetime) -> dict[str, Any]:
        """A receipt that a merchant has issued, mostly to whoever pays; seldom with other facts
        than before."""
        draw = self._draw
        return {
            "merchant": draw.choice(MERCHANTS),
            "number": draw.choice(RECEIPTS),
            "source": draw.choice(SOURCES),
            "on": reference.day(at) - timedelta(days=draw.choice((0, 1, 30, 100, -1))),
            "fen": draw.choice(FEN_OF_RECEIPTS),
            "whose": draw.choice((None, None, member_id)),
        }

    def _claim(self, reference: Reference, _member_id: int, _at: datetime) -> dict[str, Any]:
        """Mostly of a receipt that is in the book, and as it stands there."""
        draw, known = self._draw, list(reference.issued)
        if not known or draw.random() < 0.1:
            return {"receipt": draw.choice(RECEIPTS), "merchant": None, "yuan": None}
        merchant, number = draw.choice(known)
        yuan = reference.issued[merchant, number].fen // 100
        return {
            "receipt": number,
            "merchant": draw.choice((None, merchant)),
            "yuan": yuan if draw.random() < 0.9 else yuan + 1,
        }

    def _grant_claim(self, reference: Reference, member_id: int, at: datetime) -> dict[str, Any]:
        claims = reference.books[member_id].claims
        claim_id = self._one_of(claims)
        number = claims[claim_id].number if claim_id in claims else "none"
        on = reference.day(at) - timedelta(days=self._draw.choice((0, 30, 200)))
        asked = {"claim_id": claim_id, "number": number, "on": on}
        return asked | {"source": self._draw.choice(SOURCES), "fen": FEN_ALONE}
