"""What points buy, and how many are left of it."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, or_, select, true, update

from core.schema import gift, stock


@dataclass(frozen=True, slots=True)
class Gift:
    sku: str
    number: int
    kind: str
    points: int
    name_zh: str
    name_en: str
    left: int | None  # None: a service, which never sells out


_LEFT = (
    select(func.sum(stock.c.left)).where(stock.c.sku == gift.c.sku).scalar_subquery().label("left")
)
_ON_SALE = select(
    gift.c.sku,
    gift.c.number,
    gift.c.kind,
    gift.c.points,
    gift.c.name_zh,
    gift.c.name_en,
    _LEFT,
).where(gift.c.on_sale == true())
_CATALOGUE = _ON_SALE.where(or_(gift.c.kind != "gift", _LEFT.element > 0)).order_by(
    gift.c.sort, gift.c.number
)
_CATALOGUE_OF_KIND = _CATALOGUE.where(gift.c.kind == bindparam("kind"))
_BY_NUMBER = _ON_SALE.where(gift.c.kind == bindparam("kind"), gift.c.number == bindparam("number"))
_BY_SKU = _ON_SALE.where(gift.c.sku == bindparam("sku"))

_BUCKETS = (
    select(stock.c.bucket)
    .where(stock.c.sku == bindparam("sku"), stock.c.left >= 1)
    .order_by(stock.c.bucket)
)
# Conditional, and its row count is the answer: read-then-write sells the last one twice.
_RESERVE = (
    update(stock)
    .where(stock.c.sku == bindparam("what"), stock.c.bucket == bindparam("from_bucket"))
    .where(stock.c.left >= 1)
    .values(left=stock.c.left - 1, reserved=stock.c.reserved + 1)
)
_SEND = (
    update(stock)
    .where(stock.c.sku == bindparam("what"), stock.c.bucket == bindparam("from_bucket"))
    .values(reserved=stock.c.reserved - 1, sent=stock.c.sent + 1)
)
_PUT_BACK = (
    update(stock)
    .where(stock.c.sku == bindparam("what"), stock.c.bucket == bindparam("from_bucket"))
    .values(left=stock.c.left + 1, reserved=stock.c.reserved - 1)
)


def catalogue(conn: Connection, *, kind: str | None = None) -> list[Gift]:
    """On sale and not sold out, in the order they are offered."""
    if kind is None:
        return [_gift(*row) for row in conn.execute(_CATALOGUE)]
    return [_gift(*row) for row in conn.execute(_CATALOGUE_OF_KIND, {"kind": kind})]


def find(conn: Connection, kind: str, number: int) -> Gift | None:
    """By what a member keys: a gift's number, or a service's size (10 yuan, 1 GB). One that is
    sold out is found, with 0 left."""
    row = conn.execute(_BY_NUMBER, {"kind": kind, "number": number}).first()
    return None if row is None else _gift(*row)


def by_sku(conn: Connection, sku: str) -> Gift | None:
    row = conn.execute(_BY_SKU, {"sku": sku}).first()
    return None if row is None else _gift(*row)


def reserve(conn: Connection, sku: str, spread: int) -> int | None:
    """One of `sku`; from which bucket, or None where there is no more. `spread` (a member's id)
    says where to look first, so that not everyone queues for the same bucket's row."""
    buckets = list(conn.execute(_BUCKETS, {"sku": sku}).scalars())
    start = spread % len(buckets) if buckets else 0
    for bucket in buckets[start:] + buckets[:start]:
        if conn.execute(_RESERVE, {"what": sku, "from_bucket": bucket}).rowcount == 1:
            return int(bucket)
    return None


def send(conn: Connection, sku: str, bucket: int) -> None:
    """A reserved one has left the house."""
    conn.execute(_SEND, {"what": sku, "from_bucket": bucket})


def put_back(conn: Connection, sku: str, bucket: int) -> None:
    """A reserved one that will not be sent."""
    conn.execute(_PUT_BACK, {"what": sku, "from_bucket": bucket})


def _gift(
    sku: str, number: int, kind: str, points: int, zh: str, en: str, left: int | None
) -> Gift:
    return Gift(sku, number, kind, points, zh, en, None if left is None else int(left))
