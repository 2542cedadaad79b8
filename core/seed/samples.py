"""Members of the demo alone: whoever tries the phone finds an e-voucher and a card. The catalogue
that members are offered stays as it is seeded: the voucher is no longer on sale."""

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import Connection, delete, select

from core.kernel import Sealer
from core.members import cards, pins, profiles
from core.programme import local_day
from core.redemption import NewVoucher, catalogue, vouchers
from core.schema import member as member_table
from core.schema import outbox
from core.seed.people import PIN, SAMPLES, VOUCHER, DemoMember
from core.seed.seeding import add_member, place_order

FIRST_CARD = "888000000000000000"
CODE, GOOD_FOR_DAYS = "CAFE-2468", 180
WITH_VOUCHER, WITH_CARD = SAMPLES


def add_samples(conn: Connection, sealer: Sealer, at: datetime, hasher: PasswordHasher) -> None:
    """Does nothing if one of their numbers or ids is somebody's. `sealer`: of vouchers."""
    taken = select(member_table.c.member_id).where(member_table.c.member_id.in_(SAMPLES)).limit(1)
    numbers = (profiles.find(conn, each.number) for each in SAMPLES.values())
    if conn.execute(taken).first() is not None or any(numbers):
        return
    for member_id, person in SAMPLES.items():
        add_member(conn, member_id, person, at)
        pins.choose(conn, _found(conn, person), PIN, at, hasher)
    _order_voucher(conn, sealer, at - timedelta(days=1))
    cards.add_stock(conn, FIRST_CARD, 1)
    [card] = cards.stock_page(conn, None, rows=1)
    cards.issue(conn, member_id=WITH_CARD, number=card.number, by="supervisor", at=at)
    conn.execute(delete(outbox).where(outbox.c.member_id.in_(SAMPLES)))  # as of the past


def _order_voucher(conn: Connection, sealer: Sealer, at: datetime) -> None:
    sku, number, points, zh, en = VOUCHER
    named = {"name_zh": zh, "name_en": en, "supplier": None, "cost_fen": None}
    catalogue.add(conn, sku=sku, kind="voucher", number=number, points=points, **named)  # type: ignore[arg-type]
    until = local_day(at) + timedelta(days=GOOD_FOR_DAYS)
    vouchers.load(conn, NewVoucher(sku, CODE, until), sealer=sealer, at=at)
    catalogue.change(conn, sku, points=points, on_sale=True, **named)  # type: ignore[arg-type]
    member = _found(conn, SAMPLES[WITH_VOUCHER])
    place_order(conn, member, sku, points, at, "20260008")
    catalogue.change(conn, sku, points=points, on_sale=False, **named)  # type: ignore[arg-type]


def _found(conn: Connection, person: DemoMember) -> profiles.Member:
    found = profiles.find(conn, person.number)
    assert found is not None
    return found
