"""Files of accruals. The product and the reference both identify a file by its hash."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

ROWS_AT_ONCE = 2  # rows per transaction: small, so that even short files are killed half-way
HEADER = "accrual_id,number,source,charge,yuan,points,earned_on,kind,reverses"


class Row(NamedTuple):
    """`charge` and `fen` of a bill, or else `points` of a promotion. A reversal of the accrual
    `reverses` has the `fen` or the `points` to take back; where both are 0, everything is."""

    accrual_id: str
    number: str
    source: str
    charge: str
    fen: int
    points: int
    on: date
    reverses: str = ""

    @property
    def is_bill(self) -> bool:
        return self.source != "promotion"


def as_csv(rows: tuple[Row, ...]) -> str:
    return "\n".join([HEADER, *map(_line, rows), ""])


def name_of(rows: tuple[Row, ...]) -> str:
    return hashlib.sha256(as_csv(rows).encode()).hexdigest()


def _line(row: Row) -> str:
    has_yuan = row.is_bill and not (row.reverses and row.fen == 0)
    has_points = not row.is_bill and not (row.reverses and row.points == 0)
    yuan = f"{row.fen // 100}.{row.fen % 100:02}" if has_yuan else ""
    points = str(row.points) if has_points else ""
    cells = (row.accrual_id, row.number, row.source, row.charge, yuan, points)
    kind = "reversal" if row.reverses else ""
    return ",".join((*cells, row.on.isoformat(), kind, row.reverses))
