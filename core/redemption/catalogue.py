"""The catalogue behind the counter: everything there is, on sale or not, with its stock, who
supplies it and what it costs us."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, bindparam, cast, func, insert, select, update

from core.kernel import InsertIfNew, NotAllowed, NotFound
from core.programme import current_rules
from core.redemption import suppliers
from core.schema import gift, stock, supplier

NAME_ZH_CHARS_MAX, NAME_EN_CHARS_MAX = 6, 16
"""A list of gifts on a USSD screen has no room for more."""


@dataclass(frozen=True, slots=True)
class Item:
    """Of a service there is no stock: None. A supplier and a cost are there once they are known."""

    sku: str
    kind: str
    number: int
    points: int
    name_zh: str
    name_en: str
    on_sale: bool
    sort: int
    supplier: str | None
    cost_fen: int | None
    supplier_name: str | None
    left: int | None
    reserved: int | None
    sent: int | None

    @property
    def worth_fen(self) -> int:
        """Of its points, as the programme reckons them."""
        return self.points * current_rules().redemption.cost_fen_per_point

    @property
    def margin_fen(self) -> int | None:
        """Below 0, each one that is redeemed costs more than its points are worth."""
        return None if self.cost_fen is None else self.worth_fen - self.cost_fen


_ITEMS = (
    select(
        gift.c.sku,
        gift.c.kind,
        gift.c.number,
        gift.c.points,
        gift.c.name_zh,
        gift.c.name_en,
        gift.c.on_sale,
        gift.c.sort,
        gift.c.supplier,
        gift.c.cost_fen,
        supplier.c.name,
        # A sum of whole numbers is a decimal one on PostgreSQL.
        *(cast(func.sum(stock.c[count]), BigInteger) for count in ("left", "reserved", "sent")),
    )
    .outerjoin(stock, stock.c.sku == gift.c.sku)
    .outerjoin(supplier, supplier.c.code == gift.c.supplier)
    .group_by(gift.c.sku, supplier.c.code)
    .order_by(gift.c.sort, gift.c.number)
)
_ITEM = _ITEMS.where(gift.c.sku == bindparam("what"))
_LOCK = select(gift.c.sku).where(gift.c.sku == bindparam("what")).with_for_update()
_NEXT_SORT = select(func.coalesce(func.max(gift.c.sort), 0) + 1)
_ADD_ITEM = InsertIfNew(gift)
_CHANGE = (
    update(gift)
    .where(gift.c.sku == bindparam("what"))
    .values(
        points=bindparam("becomes_points"),
        name_zh=bindparam("becomes_zh"),
        name_en=bindparam("becomes_en"),
        on_sale=bindparam("becomes_on_sale"),
        supplier=bindparam("becomes_supplier"),
        cost_fen=bindparam("becomes_cost_fen"),
    )
)
_EMPTIEST = (
    select(stock.c.bucket)
    .where(stock.c.sku == bindparam("what"))
    .order_by(stock.c.left, stock.c.bucket)
    .limit(1)
)
_ADD = (
    update(stock)
    .where(stock.c.sku == bindparam("what"), stock.c.bucket == bindparam("into"))
    .values(at_first=stock.c.at_first + bindparam("more"), left=stock.c.left + bindparam("more"))
)
_FIRST_BUCKET = insert(stock).values(bucket=0, reserved=0, sent=0)


def everything(conn: Connection) -> list[Item]:
    return [Item(*tuple(row)) for row in conn.execute(_ITEMS)]


def by_sku(conn: Connection, sku: str) -> Item:
    row = conn.execute(_ITEM, {"what": sku}).first()
    if row is None:
        raise NotFound(f"no {sku} in the catalogue")
    return Item(*tuple(row))


def lock(conn: Connection, sku: str) -> None:
    """Of two who change it at once, the second sees what the first has done."""
    conn.execute(_LOCK, {"what": sku})


def add(
    conn: Connection,
    *,
    sku: str,
    kind: str,
    number: int,
    points: int,
    name_zh: str,
    name_en: str,
    supplier: str | None,
    cost_fen: int | None,
) -> None:
    """Not on sale yet, and last in the list. `number` is what members key for it."""
    _check_supplier(conn, supplier, on_sale=False)
    values = {"sku": sku, "kind": kind, "number": number, "points": points, "on_sale": False}
    names = {"name_zh": name_zh, "name_en": name_en}
    bought = {"supplier": supplier, "cost_fen": cost_fen}
    sort = int(conn.execute(_NEXT_SORT).scalar_one())
    if not _ADD_ITEM(conn, values | names | bought | {"sort": sort}):
        raise NotAllowed("item_taken")


def change(
    conn: Connection,
    sku: str,
    *,
    points: int,
    name_zh: str,
    name_en: str,
    on_sale: bool,
    supplier: str | None,
    cost_fen: int | None,
) -> None:
    """For whoever redeems from now on; what is ordered costs what it was ordered at."""
    _check_supplier(conn, supplier, on_sale)
    values = {
        "what": sku,
        "becomes_points": points,
        "becomes_zh": name_zh,
        "becomes_en": name_en,
        "becomes_on_sale": on_sale,
        "becomes_supplier": supplier,
        "becomes_cost_fen": cost_fen,
    }
    if conn.execute(_CHANGE, values).rowcount != 1:
        raise NotFound(f"no {sku} in the catalogue")


def add_stock(conn: Connection, sku: str, more: int) -> None:
    """Into the bucket that has least: what was there at first counts it too."""
    if by_sku(conn, sku).kind != "gift":
        raise NotAllowed("no_stock")
    bucket = conn.execute(_EMPTIEST, {"what": sku}).scalar()
    if bucket is None:
        conn.execute(_FIRST_BUCKET, {"sku": sku, "at_first": more, "left": more})
    else:
        conn.execute(_ADD, {"what": sku, "into": bucket, "more": more})


def _check_supplier(conn: Connection, code: str | None, on_sale: bool) -> None:
    if code is not None and not suppliers.is_active(conn, code) and on_sale:
        raise NotAllowed("supplier_inactive")
