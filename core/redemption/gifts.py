"""What is on sale for points: gifts, and services (telephone credit, data), as members see them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, Connection, bindparam, cast, func, or_, select, true

from core.kernel import row_builder
from core.redemption.lifecycle import GIFT, LISTED
from core.schema import gift, stock, voucher


@dataclass(frozen=True, slots=True)
class Gift:
    sku: str
    number: int
    kind: str
    points: int
    name_zh: str
    name_en: str
    left: int | None  # None: a service, which never sells out

    @property
    def listed_as(self) -> str:
        """The kind whose list it is in."""
        return GIFT if self.kind in LISTED else self.kind


@dataclass(frozen=True, slots=True)
class GiftName:
    number: int
    name_zh: str
    name_en: str


# A sum of whole numbers is a decimal number on PostgreSQL.
_IN_STOCK = (
    select(cast(func.sum(stock.c.left), BigInteger))
    .where(stock.c.sku == gift.c.sku)
    .scalar_subquery()
)
# They are taken out of the stock at night.
_EXPIRED = (
    select(func.count())
    .where(
        voucher.c.sku == gift.c.sku,
        voucher.c.order_id.is_(None),
        voucher.c.withdrawn_on.is_(None),
        voucher.c.expires_on < bindparam("today"),
    )
    .scalar_subquery()
)
_LEFT = (_IN_STOCK - _EXPIRED).label("left")
_ON_SALE = select(
    gift.c.sku,
    gift.c.number,
    gift.c.kind,
    gift.c.points,
    gift.c.name_zh,
    gift.c.name_en,
    _LEFT,
).where(gift.c.on_sale == true())
_AVAILABLE = _ON_SALE.where(or_(gift.c.kind.not_in(LISTED), _LEFT.element > 0)).order_by(
    gift.c.sort, gift.c.number
)
_OF_KIND = gift.c.kind.in_(bindparam("kinds", expanding=True))
_AVAILABLE_OF_KIND = _AVAILABLE.where(_OF_KIND)
_BY_NUMBER = _ON_SALE.where(_OF_KIND, gift.c.number == bindparam("number"))
_BY_SKU = _ON_SALE.where(gift.c.sku == bindparam("sku"))
_NAMES = (
    select(gift.c.number, gift.c.name_zh, gift.c.name_en)
    .where(gift.c.on_sale == true(), gift.c.kind.in_(LISTED))
    .order_by(gift.c.sort, gift.c.number)
)
_gift = row_builder(Gift, _ON_SALE)
_name = row_builder(GiftName, _NAMES)


def available(conn: Connection, *, today: date, kind: str | None = None) -> list[Gift]:
    """The gifts or services on sale and not sold out, in the order in which they are listed;
    e-vouchers are among the gifts, those whose codes have all expired are sold out."""
    when = {"today": today}
    if kind is None:
        return [_gift(row) for row in conn.execute(_AVAILABLE, when)]
    found = conn.execute(_AVAILABLE_OF_KIND, when | {"kinds": _kinds(kind)})
    return [_gift(row) for row in found]


def names(conn: Connection) -> tuple[GiftName, ...]:
    """The names of the gifts on sale, those that are sold out as well; services have none."""
    return tuple(_name(row) for row in conn.execute(_NAMES))


def find(conn: Connection, kind: str, number: int, *, today: date) -> Gift | None:
    """The gift or service by what a member keys: a gift's number, or a service's size (10 yuan,
    1 GB). A gift that is sold out is found too, with 0 left; None if nothing on sale has that
    number."""
    which = {"kinds": _kinds(kind), "number": number, "today": today}
    row = conn.execute(_BY_NUMBER, which).first()
    return None if row is None else _gift(row)


def by_sku(conn: Connection, sku: str, *, today: date) -> Gift | None:
    """A gift or service on sale, which may be sold out; None if nothing on sale has that sku."""
    row = conn.execute(_BY_SKU, {"sku": sku, "today": today}).first()
    return None if row is None else _gift(row)


def _kinds(listed_as: str) -> tuple[str, ...]:
    return LISTED if listed_as == GIFT else (listed_as,)
