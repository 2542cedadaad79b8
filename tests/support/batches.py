"""Posts a chunk of grants or bills at once, as the product's imports do for the rows of a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from core.loyalty import Bill, Grant, Outcome
from core.loyalty.accrual_batch import Chunk


def grant_all(conn: Connection, grants: Sequence[Grant], *, at: datetime) -> list[Outcome]:
    """The outcome of each grant, in their order."""
    chunk = Chunk(conn, [(grant.member_id, grant.key) for grant in grants], at=at)
    outcomes = [chunk.grant(grant) for grant in grants]
    chunk.write()
    return outcomes


def earn_all(
    conn: Connection, bills: Sequence[tuple[int, str, Bill]], *, at: datetime
) -> list[Outcome]:
    """The outcome of each bill, in their order. `bills` are (member_id, key, bill)."""
    chunk = Chunk(conn, [(member_id, key) for member_id, key, _ in bills], at=at)
    outcomes = [chunk.earn(*bill) for bill in bills]
    chunk.write()
    return outcomes
