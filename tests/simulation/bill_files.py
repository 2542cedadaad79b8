"""Files of accruals. The product and the reference both identify a file by its hash."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

ROWS_AT_ONCE = 2  # rows per transaction: small, so that even short files are killed half-way
HEADER = "accrual_id,number,source,charge,yuan,points,earned_on"


class Row(NamedTuple):
    """`charge` and `fen` of a bill, or else `points` of a promotion."""

    accrual_id: str
    number: str
    source: str
    charge: str
    fen: int
    points: int
    on: date

    @property
    def is_bill(self) -> bool:
        return self.source != "promotion"


def as_csv(rows: tuple[Row, ...]) -> str:
    return "\n".join([HEADER, *map(_line, rows), ""])


def name_of(rows: tuple[Row, ...]) -> str:
    return hashlib.sha256(as_csv(rows).encode()).hexdigest()


def _line(row: Row) -> str:
    yuan = f"{row.fen // 100}.{row.fen % 100:02}" if row.is_bill else ""
    points = "" if row.is_bill else str(row.points)
    return ",".join(
        (row.accrual_id, row.number, row.source, row.charge, yuan, points, row.on.isoformat())
    )
