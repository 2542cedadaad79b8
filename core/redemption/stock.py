"""Stock of gifts: reserved when one is ordered, then sent or returned to stock.

A gift's stock may be spread over several buckets (rows), so that many redemptions at once do not
queue for one row's lock.
"""

from sqlalchemy import Connection, bindparam, select, update

from core.kernel import InsertIfNew
from core.schema import stock

_BUCKETS = (
    select(stock.c.bucket)
    .where(stock.c.sku == bindparam("sku"), stock.c.left >= 1)
    .order_by(stock.c.bucket)
)
_UPDATE = update(stock).where(
    stock.c.sku == bindparam("target_sku"), stock.c.bucket == bindparam("target_bucket")
)
# Conditional, and its row count is the answer: read-then-write sells the last one twice.
_RESERVE = _UPDATE.where(stock.c.left >= 1).values(
    left=stock.c.left - 1, reserved=stock.c.reserved + 1
)
_SEND = _UPDATE.values(reserved=stock.c.reserved - 1, sent=stock.c.sent + 1)
_TAKE_BACK = _UPDATE.values(left=stock.c.left + 1, sent=stock.c.sent - 1)
_PUT_BACK = _UPDATE.values(left=stock.c.left + 1, reserved=stock.c.reserved - 1)


_FIRST_BUCKET = InsertIfNew(stock)
_GROW = _UPDATE.values(
    at_first=stock.c.at_first + bindparam("more"), left=stock.c.left + bindparam("more")
)


def grow(conn: Connection, sku: str, more: int) -> None:
    """Add pieces to the first bucket, or take some out of it that were not ordered."""
    _FIRST_BUCKET(
        conn, {"sku": sku, "bucket": 0, "at_first": 0, "left": 0, "reserved": 0, "sent": 0}
    )
    conn.execute(_GROW, _target(sku, 0) | {"more": more})


def reserve(conn: Connection, sku: str, spread: int) -> int | None:
    """Reserve one piece; return its bucket, or None if the gift is sold out.

    `spread` (a member's id) selects the bucket that is tried first, so that members do not all
    wait for the same row.
    """
    buckets = list(conn.execute(_BUCKETS, {"sku": sku}).scalars())
    start = spread % len(buckets) if buckets else 0
    for bucket in buckets[start:] + buckets[:start]:
        if conn.execute(_RESERVE, _target(sku, bucket)).rowcount == 1:
            return int(bucket)
    return None


def mark_sent(conn: Connection, sku: str, bucket: int) -> None:
    """Take one reserved piece out of the stock, because it was shipped."""
    conn.execute(_SEND, _target(sku, bucket))


def take_back(conn: Connection, sku: str, bucket: int) -> None:
    """Make one piece that was sent available again: it has never left."""
    conn.execute(_TAKE_BACK, _target(sku, bucket))


def put_back(conn: Connection, sku: str, bucket: int) -> None:
    """Make one reserved piece available for sale again."""
    conn.execute(_PUT_BACK, _target(sku, bucket))


def _target(sku: str, bucket: int) -> dict[str, object]:
    return {"target_sku": sku, "target_bucket": bucket}
