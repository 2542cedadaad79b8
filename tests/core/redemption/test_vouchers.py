"""E-vouchers: each code is loaded once and given to one order."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from code_sealer import KEYS, VOUCHER_SEALER
from sqlalchemy import Connection, select, text, update
from sqlalchemy.exc import IntegrityError
from voucher_stock import EXPIRES_ON, NUMBER, POINTS, SKU, offer_vouchers

from core.books import audit
from core.kernel import CannotOpen, Database, NotAllowed, Sealer
from core.ledger import ledger
from core.members import profiles
from core.messaging import Topic
from core.redemption import (
    NewVoucher,
    Order,
    ReversalReason,
    SoldOut,
    catalogue,
    fulfilment,
    gifts,
    placing,
    vouchers,
)
from core.schema import gift_order, outbox, stock, voucher
from core.schema import member as member_table

DAY = date(2026, 6, 1)
CODES = ["COFFEE-0001", "COFFEE-0002", "COFFEE-0003"]


@pytest.fixture
def offered(seeded: Database, at: datetime) -> Iterator[Database]:
    seeded.run(partial(offer_vouchers, codes=CODES, at=at))
    yield seeded
    assert seeded.read(lambda conn: list(audit.violations(conn))) == []


def redeem(database: Database, at: datetime, number: str, who: int = 1) -> Order:
    return database.run(
        lambda conn: placing.redeem(
            conn,
            member=profiles.by_id(conn, who),
            sku=SKU,
            points=POINTS,
            key=number,
            at=at,
            channel="voice",
            order_id=f"order-{number}",
            number=number,
        )
    )


def code_of(database: Database, order: Order, who: int = 1) -> str:
    found = database.read(partial(vouchers.of_order, member_id=who, order_id=order.order_id))
    assert found is not None
    return found.open(VOUCHER_SEALER)


def rows(database: Database, table: Any) -> list[Any]:
    return database.read(lambda conn: list(conn.execute(select(table))))


def test_code_is_given_paid_and_texted_at_once(offered: Database, at: datetime) -> None:
    before = offered.read(partial(ledger.balance, member_id=1)).balance
    order = redeem(offered, at, "40000001")
    assert (order.kind, order.status, order.address) == ("voucher", "delivered", None)
    assert code_of(offered, order) in CODES
    after = offered.read(partial(ledger.balance, member_id=1))
    assert (after.balance, after.held) == (before - POINTS, 0)
    [told] = [row for row in rows(offered, outbox) if row.topic == Topic.VOUCHER]
    assert told.payload == {"order_id": order.order_id}
    assert redeem(offered, at, "40000001") == order  # the same request again
    assert len([row for row in rows(offered, voucher) if row.order_id]) == 1


def test_codes_are_stored_sealed_and_known_again(offered: Database, at: datetime) -> None:
    stored = " ".join(str(tuple(row)) for row in rows(offered, voucher))
    assert not any(code in stored for code in CODES)
    assert offered.run(partial(offer_vouchers, codes=[*CODES, "NEW-1"], at=at)) == 1
    item = offered.read(lambda conn: catalogue.by_sku(conn, SKU))
    assert (item.left, item.sent) == (4, 0)


def test_code_of_a_former_key_is_known_and_sealed_anew(offered: Database, at: datetime) -> None:
    both = Sealer(["the-next-secret-key-0123456789abcdef", *KEYS], vouchers.SEALED_FOR)
    new = NewVoucher(SKU, CODES[0], EXPIRES_ON)
    load = partial(vouchers.load, new=new, at=at)
    assert not offered.run(lambda conn: load(conn, sealer=both))
    assert offered.run(lambda conn: vouchers.seal_codes(conn, both)) == len(CODES)
    assert offered.run(lambda conn: vouchers.seal_codes(conn, both)) == 0
    alone = Sealer(["the-next-secret-key-0123456789abcdef"], vouchers.SEALED_FOR)
    assert not offered.run(lambda conn: load(conn, sealer=alone))
    order = redeem(offered, at, "40000001")
    found = offered.read(partial(vouchers.of_order, member_id=1, order_id=order.order_id))
    assert found is not None
    assert found.open(alone) in CODES
    with pytest.raises(CannotOpen):
        found.open(VOUCHER_SEALER)


def test_code_stands_in_one_stock(offered: Database, at: datetime) -> None:
    """The supplier repeats one of another voucher: two members would get the same code."""
    names = {"name_zh": "电影券", "name_en": "Film", "supplier": None, "cost_fen": None}
    offered.run(
        lambda conn: catalogue.add(
            conn, sku="film", kind="voucher", number=41, points=POINTS, **names
        )
    )
    load = partial(vouchers.load, sealer=VOUCHER_SEALER, at=at)
    with pytest.raises(NotAllowed, match="other_stock"):
        offered.run(lambda conn: load(conn, NewVoucher("film", CODES[0], EXPIRES_ON)))
    assert offered.run(lambda conn: load(conn, NewVoucher("film", "FILM-0001", EXPIRES_ON)))
    assert not offered.run(lambda conn: load(conn, NewVoucher(SKU, CODES[0], EXPIRES_ON)))


def test_code_in_the_files_of_two_vouchers_at_once_stands_in_one_stock(
    new_database: Callable[[str, bool], str], at: datetime
) -> None:
    """On PostgreSQL."""
    database, start = Database(new_database("postgresql", True)), threading.Barrier(2)
    database.run(partial(offer_vouchers, codes=[], at=at))
    names = {"name_zh": "电影券", "name_en": "Film", "supplier": None, "cost_fen": None}
    database.run(
        lambda conn: catalogue.add(
            conn, sku="film", kind="voucher", number=41, points=POINTS, **names
        )
    )

    def load(sku: str) -> bool:
        def work(conn: Connection) -> bool:
            new = NewVoucher(sku, CODES[0], EXPIRES_ON)
            loaded = vouchers.load(conn, new, sealer=VOUCHER_SEALER, at=at)
            conn.execute(text("SELECT pg_sleep(0.2)"))
            return loaded

        start.wait()
        try:
            return database.run(work)
        except NotAllowed:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(load, (SKU, "film"))) == [False, True]
    database.dispose()


@pytest.mark.parametrize(
    ("code", "shown"), [("ABCD", "••••D"), ("ABC-123", "••••23"), ("COFFEE-0001-ABCD", "••••ABCD")]
)
def test_little_of_a_short_code_is_shown(
    seeded: Database, at: datetime, code: str, shown: str
) -> None:
    seeded.run(partial(offer_vouchers, codes=[code], at=at))
    order = redeem(seeded, at, "40000001")
    found = seeded.read(partial(vouchers.of_order, member_id=1, order_id=order.order_id))
    assert found is not None
    assert found.masked(VOUCHER_SEALER) == shown
    assert found.masked(Sealer(["another-secret-key-0123456789abcdef"], vouchers.SEALED_FOR)) == ""


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (NewVoucher("thermos-cup", "CODE-1", EXPIRES_ON), "no_voucher"),
        (NewVoucher("unknown", "CODE-1", EXPIRES_ON), "no_voucher"),
        (NewVoucher(SKU, "abc", EXPIRES_ON), "bad_code"),
        (NewVoucher(SKU, "A" * 25, EXPIRES_ON), "bad_code"),
        (NewVoucher(SKU, "优惠券券码", EXPIRES_ON), "bad_code"),
        (NewVoucher(SKU, "CODE-1", date(2026, 5, 31)), "voucher_expired"),
    ],
)
def test_wrong_code_is_not_loaded(
    offered: Database, at: datetime, new: NewVoucher, why: str
) -> None:
    with pytest.raises(NotAllowed, match=why):
        offered.run(lambda conn: vouchers.load(conn, new, sealer=VOUCHER_SEALER, at=at))


def test_voucher_is_sold_out_when_no_code_is_left(offered: Database, at: datetime) -> None:
    given = [code_of(offered, redeem(offered, at, f"4000000{n}")) for n in range(len(CODES))]
    assert sorted(given) == CODES
    with pytest.raises(SoldOut):
        redeem(offered, at, "40000009")
    found = offered.read(lambda conn: gifts.find(conn, "gift", NUMBER, today=at.date()))
    assert found is not None
    assert found.left == 0
    assert SKU not in {each.sku for each in offered.read(partial(gifts.available, today=at.date()))}


def test_voucher_is_listed_with_the_gifts_and_shares_their_numbers(offered: Database) -> None:
    listed = offered.read(lambda conn: gifts.available(conn, today=DAY, kind="gift"))
    assert {"thermos-cup", SKU} <= {each.sku for each in listed}
    assert SKU not in {
        each.sku for each in offered.read(partial(gifts.available, today=DAY, kind="data"))
    }
    more = {"points": 1, "name_zh": "杯", "name_en": "Cup", "supplier": None, "cost_fen": None}
    with pytest.raises(NotAllowed, match="item_taken"):
        offered.run(lambda conn: catalogue.add(conn, sku="x", kind="gift", number=NUMBER, **more))


def test_expired_codes_are_neither_given_nor_left(offered: Database, at: datetime) -> None:
    soon = date(2026, 6, 1)
    offered.run(partial(offer_vouchers, codes=["SOON-1"], at=at, expires_on=soon))
    assert code_of(offered, redeem(offered, at, "40000001")) == "SOON-1"  # the first to expire
    offered.run(partial(offer_vouchers, codes=["SOON-2"], at=at, expires_on=soon))
    later = at + timedelta(days=1)
    assert code_of(offered, redeem(offered, later, "40000002")) != "SOON-2"
    withdraw = partial(vouchers.withdraw_expired, today=later.date())
    assert (offered.run(withdraw), offered.run(withdraw)) == (1, 0)
    item = offered.read(lambda conn: catalogue.by_sku(conn, SKU))
    assert (item.left, item.sent) == (2, 2)


def test_voucher_whose_codes_have_expired_is_sold_out_before_the_night(
    seeded: Database, at: datetime
) -> None:
    seeded.run(partial(offer_vouchers, codes=["SOON-1"], at=at, expires_on=DAY))
    listed = {
        today: {each.sku for each in seeded.read(partial(gifts.available, today=today))}
        for today in (DAY, DAY + timedelta(days=1))
    }
    assert SKU in listed[DAY]
    assert SKU not in listed[DAY + timedelta(days=1)]
    found = seeded.read(lambda conn: gifts.by_sku(conn, SKU, today=DAY + timedelta(days=1)))
    assert found is not None and found.left == 0


def test_codes_that_differ_in_case_are_one(offered: Database, at: datetime) -> None:
    """Members type them in any case, and shops take them so."""
    load = partial(vouchers.load, sealer=VOUCHER_SEALER, at=at)
    assert not offered.run(lambda conn: load(conn, NewVoucher(SKU, "coffee-0001", EXPIRES_ON)))
    assert offered.run(lambda conn: load(conn, NewVoucher(SKU, "Tea-0001", EXPIRES_ON)))
    assert not offered.run(lambda conn: load(conn, NewVoucher(SKU, "TEA-0001", EXPIRES_ON)))


def test_code_is_given_back_by_nobody(offered: Database, at: datetime) -> None:
    """Whoever has seen it may have used it."""
    order = redeem(offered, at, "40000001")
    offered.run(lambda conn: conn.execute(update(outbox).values(tries=1)))  # the text is on its way
    whose = {"member_id": 1, "order_id": order.order_id, "at": at}
    undo = partial(fulfilment.reverse, **whose, key="undo")
    with pytest.raises(NotAllowed, match="delivered"):
        offered.run(lambda conn: undo(conn, reason=ReversalReason.DEFECT))
    offered.run(lambda conn: undo(conn, reason=ReversalReason.OUR_FAILURE))
    assert offered.read(lambda conn: catalogue.by_sku(conn, SKU)).left == len(CODES) - 1


def test_code_that_nobody_has_seen_goes_back_into_the_stock(
    offered: Database, at: datetime
) -> None:
    order = redeem(offered, at, "40000001")
    whose = {"member_id": 1, "order_id": order.order_id, "at": at}
    undo = partial(fulfilment.reverse, **whose, key="undo", reason=ReversalReason.OUR_FAILURE)
    offered.run(undo)
    offered.run(undo)  # once more
    item = offered.read(lambda conn: catalogue.by_sku(conn, SKU))
    assert (item.left, item.sent) == (len(CODES), 0)
    [text_of_code] = [row for row in rows(offered, outbox) if row.topic == Topic.VOUCHER]
    assert text_of_code.done_at is not None
    again = [code_of(offered, redeem(offered, at, f"4000001{n}")) for n in range(len(CODES))]
    assert sorted(again) == CODES


def test_code_that_was_asked_for_again_is_written_off(offered: Database, at: datetime) -> None:
    order = redeem(offered, at, "40000001")
    whose = {"member_id": 1, "order_id": order.order_id, "at": at}
    offered.run(partial(vouchers.text_again, **whose))
    undo = partial(fulfilment.reverse, **whose, key="undo", reason=ReversalReason.OUR_FAILURE)
    offered.run(undo)
    assert offered.read(lambda conn: catalogue.by_sku(conn, SKU)).left == len(CODES) - 1


def test_database_refuses_a_second_code_for_an_order(offered: Database, at: datetime) -> None:
    order = redeem(offered, at, "40000001")
    second = (
        update(voucher)
        .where(voucher.c.order_id.is_(None))
        .values(member_id=1, order_id=order.order_id)
    )
    with pytest.raises(IntegrityError):
        offered.run(lambda conn: conn.execute(second))


def test_many_at_once_get_a_code_each(
    new_database: Callable[[str, bool], str], at: datetime
) -> None:
    """Twenty-four redemptions at once, sixteen codes, on PostgreSQL."""
    database = Database(new_database("postgresql", True))
    codes = [f"CODE-{n:04}" for n in range(16)]
    database.run(partial(offer_vouchers, codes=codes, at=at))
    database.run(lambda conn: conn.execute(update(member_table).values(status="active")))
    members, start = (1, 2, 3, 5, 6), threading.Barrier(8)

    def racer(place: int) -> int:
        start.wait()
        won = 0
        for turn in range(3):
            who = members[(place + turn) % len(members)]
            # A day for each: a member may order five times in one.
            day = at + timedelta(days=place * 3 + turn)
            try:
                redeem(database, day, f"4{place:03}{turn:04}", who)
                won += 1
            except SoldOut:
                pass
        return won

    with ThreadPoolExecutor(8) as pool:
        won = sum(pool.map(racer, range(8)))
    given = [row for row in rows(database, voucher) if row.order_id]
    assert won == len(given) == len({row.order_id for row in given}) == len(codes)
    placed = [row for row in rows(database, gift_order) if row.sku == SKU]
    assert len(placed) == len(codes)
    [left] = [row.left for row in rows(database, stock) if row.sku == SKU]
    assert left == 0
    assert database.read(lambda conn: list(audit.violations(conn))) == []
    database.dispose()
