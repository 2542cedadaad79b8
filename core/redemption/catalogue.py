"""The catalogue as the desk sees it: all items, on sale or not, with stock, supplier and cost.

What members see of it is in core.redemption.gifts.
"""

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    bindparam,
    cast,
    func,
    insert,
    select,
    update,
)

from core.kernel import InsertIfNew, NotAllowed, NotFound, rounded_to_fen, row_builder
from core.programme import current_rules
from core.redemption import lifecycle, suppliers
from core.schema import gift, stock, supplier

NAME_ZH_CHARS_MAX, NAME_EN_CHARS_MAX = 6, 16
"""Characters; a list of gifts on a USSD screen has no room for more."""
POINTS_MAX, STOCK_MAX, NUMBER_MAX = 10_000_000, 1_000_000, 9_999
"""Upper limits of an item's price, of one addition to its stock, and of the number keyed for it."""


@dataclass(frozen=True, slots=True)
class Item:
    """`left`, `reserved` and `sent` are None for a service, which has no stock; supplier and
    cost are None until they are known."""

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
        """The value of its points, in fen, as the programme's rules define it."""
        return rounded_to_fen(self.points * current_rules().redemption.cost_mfen_per_point)

    @property
    def margin_fen(self) -> int | None:
        """What the programme keeps of each redemption, in fen; below 0, it costs more than its
        points are worth. None if the cost is not known."""
        return None if self.cost_fen is None else self.worth_fen - self.cost_fen


def _total(column: Column[int]) -> ColumnElement[int]:
    # A sum of whole numbers is a decimal number on PostgreSQL.
    return cast(func.sum(column), BigInteger)


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
        supplier.c.name.label("supplier_name"),
        *(_total(stock.c[count]).label(count) for count in ("left", "reserved", "sent")),
    )
    .outerjoin(stock, stock.c.sku == gift.c.sku)
    .outerjoin(supplier, supplier.c.code == gift.c.supplier)
    .group_by(gift.c.sku, supplier.c.code)
    .order_by(gift.c.sort, gift.c.number)
)
_item = row_builder(Item, _ITEMS)
_ITEM = _ITEMS.where(gift.c.sku == bindparam("target_sku"))
_LOCK = select(gift.c.sku).where(gift.c.sku == bindparam("target_sku")).with_for_update()
_NEXT_SORT = select(func.coalesce(func.max(gift.c.sort), 0) + 1)
_ADD_ITEM = InsertIfNew(gift)
_CHANGE = (
    update(gift)
    .where(gift.c.sku == bindparam("target_sku"))
    .values(
        points=bindparam("new_points"),
        name_zh=bindparam("new_zh"),
        name_en=bindparam("new_en"),
        on_sale=bindparam("new_on_sale"),
        supplier=bindparam("new_supplier"),
        cost_fen=bindparam("new_cost_fen"),
    )
)
_SMALLEST_BUCKET = (
    select(stock.c.bucket)
    .where(stock.c.sku == bindparam("target_sku"))
    .order_by(stock.c.left, stock.c.bucket)
    .limit(1)
)
_ADD = (
    update(stock)
    .where(stock.c.sku == bindparam("target_sku"), stock.c.bucket == bindparam("target_bucket"))
    .values(at_first=stock.c.at_first + bindparam("more"), left=stock.c.left + bindparam("more"))
)
_FIRST_BUCKET = insert(stock).values(bucket=0, reserved=0, sent=0)


def all_items(conn: Connection) -> list[Item]:
    return [_item(row) for row in conn.execute(_ITEMS)]


def by_sku(conn: Connection, sku: str) -> Item:
    """Raises NotFound."""
    row = conn.execute(_ITEM, {"target_sku": sku}).first()
    if row is None:
        raise NotFound(f"no {sku} in the catalogue")
    return _item(row)


def lock(conn: Connection, sku: str) -> None:
    """Lock the item's row: the second of two concurrent changes sees what the first has done."""
    conn.execute(_LOCK, {"target_sku": sku})


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
    """Add an item that is not on sale yet, at the end of the list.

    `number` is what members key for it. Raises NotAllowed: 'unknown_kind'; 'item_taken', if the
    sku or the number is in use, among gifts and e-vouchers together; NotFound: the supplier.
    """
    if kind not in lifecycle.KINDS:
        raise NotAllowed("unknown_kind")
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
    """Change an item. The change applies to later redemptions; orders keep the price at which they
    were placed. Raises NotAllowed('supplier_inactive'). Raises NotFound for the item or the
    supplier."""
    _check_supplier(conn, supplier, on_sale)
    values = {
        "target_sku": sku,
        "new_points": points,
        "new_zh": name_zh,
        "new_en": name_en,
        "new_on_sale": on_sale,
        "new_supplier": supplier,
        "new_cost_fen": cost_fen,
    }
    if conn.execute(_CHANGE, values).rowcount != 1:
        raise NotFound(f"no {sku} in the catalogue")


def add_stock(conn: Connection, sku: str, more: int) -> None:
    """Add `more` pieces to the bucket with the fewest; they count as initial stock (at_first) too.
    Raises NotAllowed('no_stock') for a service, and for a voucher, whose codes are loaded. Raises
    NotFound for the item."""
    if by_sku(conn, sku).kind != lifecycle.GIFT:
        raise NotAllowed("no_stock")
    bucket = conn.execute(_SMALLEST_BUCKET, {"target_sku": sku}).scalar()
    if bucket is None:
        conn.execute(_FIRST_BUCKET, {"sku": sku, "at_first": more, "left": more})
    else:
        conn.execute(_ADD, {"target_sku": sku, "target_bucket": bucket, "more": more})


def _check_supplier(conn: Connection, code: str | None, on_sale: bool) -> None:
    if code is not None and not suppliers.lock_active(conn, code) and on_sale:
        raise NotAllowed("supplier_inactive")
