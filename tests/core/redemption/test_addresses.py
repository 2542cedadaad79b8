"""Where gifts are sent to: taken from the member, given later, changed until they are sent."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from core.kernel import Database, NotAllowed, NotFound
from core.ledger import ledger
from core.members import changes, profiles
from core.programme import set_current_rules, shipped_rules
from core.redemption import addresses, fulfilment, order_queue, orders, placing, unsent_gifts
from core.schema import gift_order, outbox
from core.schema import member as member_table
from core.seed import PRICES

HOME, OFFICE = "广州市天河区体育西路18号6栋1203室", "江苏省南京市玄武区中山路321号 王芳"
FAR = "西藏自治区拉萨市城关区北京中路8号 王芳"
Redeem = Callable[..., orders.Order]


@pytest.fixture
def conn(seeded: Database) -> Iterator[Connection]:
    with seeded.engine.begin() as connection:
        yield connection


@pytest.fixture
def redeem(conn: Connection, at: datetime) -> Redeem:
    def redeem(number: str, sku: str = "thermos-cup", *, when: datetime = at) -> orders.Order:
        return placing.redeem(
            conn,
            member=profiles.by_id(conn, 1),
            sku=sku,
            points=PRICES[sku],
            key=number,
            at=when,
            channel="sms",
            order_id=f"order-{number}",
            number=number,
        )

    return redeem


@pytest.fixture
def homeless(conn: Connection) -> None:
    conn.execute(update(member_table).values(address=None))


@pytest.fixture
def unserved() -> Iterator[None]:
    rules = shipped_rules()
    delivery = rules.delivery.model_copy(update={"unserved_provinces": ("XZ",)})
    set_current_rules(rules.model_copy(update={"delivery": delivery}))
    yield
    set_current_rules(rules)


def order(conn: Connection, number: str) -> Any:
    return conn.execute(select(gift_order).where(gift_order.c.number == number)).one()


def test_a_gift_goes_to_the_address_on_record(conn: Connection, redeem: Redeem) -> None:
    assert redeem("40000001").address == HOME
    assert redeem("40000002", "credit-10").address is None


@pytest.mark.usefixtures("homeless")
def test_nothing_is_sent_without_an_address(conn: Connection, redeem: Redeem, at: datetime) -> None:
    placed = redeem("40000001")
    assert placed.lacks_address
    sent = {"member_id": 1, "order_id": placed.order_id, "key": "sent", "at": at}
    with pytest.raises(NotAllowed, match="no_address"):
        fulfilment.despatch(conn, **sent)
    assert ledger.balance(conn, 1).held == 1_000
    assert addresses.give(conn, member_id=1, address=OFFICE, at=at) == 1
    fulfilment.despatch(conn, **sent)
    fulfilment.despatch(conn, **sent)
    assert (order(conn, "40000001").status, order(conn, "40000001").address) == ("sent", OFFICE)


@pytest.mark.usefixtures("homeless")
def test_the_time_to_send_begins_with_the_address(
    conn: Connection, redeem: Redeem, at: datetime
) -> None:
    """It never ends after the day on which the order is given up."""
    redeem("40000001")
    redeem("40000002", when=at - timedelta(days=13))
    addresses.give(conn, member_id=1, address=OFFICE, at=at + timedelta(days=1))
    assert order(conn, "40000001").send_by == date(2026, 6, 5)
    assert order(conn, "40000001").deliver_by == date(2026, 6, 11)
    assert order(conn, "40000002").send_by == date(2026, 6, 3)


def test_an_address_changes_until_the_gift_is_sent(
    conn: Connection, redeem: Redeem, at: datetime
) -> None:
    """What was sent keeps the address it was sent to."""
    redeem("40000001")
    assert addresses.give(conn, member_id=1, address=FAR, at=at) == 1
    moved = order(conn, "40000001")
    assert (moved.address, moved.send_by, moved.deliver_by) == (
        FAR,
        date(2026, 6, 4),
        date(2026, 6, 13),
    )
    assert order(conn, "20260001").address == HOME
    assert changes.address(conn, 1) == FAR


def test_one_order_is_sent_elsewhere(conn: Connection, redeem: Redeem, at: datetime) -> None:
    placed = redeem("40000001")
    redeem("40000002")
    which = {"member_id": 1, "order_id": placed.order_id, "address": OFFICE, "at": at}
    addresses.correct(conn, **which)
    assert order(conn, "40000001").address == OFFICE
    assert order(conn, "40000002").address == changes.address(conn, 1) == HOME
    fulfilment.despatch(conn, member_id=1, order_id=placed.order_id, key="sent", at=at)
    with pytest.raises(NotFound):
        addresses.correct(conn, **which)


@pytest.mark.usefixtures("unserved")
def test_no_gift_goes_to_a_province_that_is_not_served(
    conn: Connection, redeem: Redeem, at: datetime
) -> None:
    with pytest.raises(NotAllowed, match="unserved"):
        addresses.give(conn, member_id=1, address=FAR, at=at)
    assert changes.address(conn, 1) == HOME
    changes.correct_address(conn, member_id=1, becomes=FAR)
    assert redeem("40000001").lacks_address


@pytest.mark.usefixtures("homeless")
def test_the_member_is_reminded_once_after_a_day(
    conn: Connection, redeem: Redeem, at: datetime
) -> None:
    redeem("40000001")
    first = (datetime.min.replace(tzinfo=at.tzinfo), 0, "")
    assert unsent_gifts.without_address(conn, at=at, after=first, limit=10) == []
    later = at + timedelta(days=1)
    [found] = unsent_gifts.without_address(conn, at=later, after=first, limit=10)
    assert addresses.remind(conn, found, later)
    assert not addresses.remind(conn, found, later + timedelta(days=1))
    written = select(outbox.c.event_id).where(outbox.c.topic == "address_reminder")
    assert conn.execute(written).scalars().all() == ["order:order-40000001:address_reminder"]


@pytest.mark.usefixtures("homeless")
def test_an_order_of_the_release_before_takes_the_address_on_record(
    conn: Connection, redeem: Redeem, at: datetime
) -> None:
    redeem("40000001")
    changes.correct_address(conn, member_id=1, becomes=OFFICE)
    later = at + timedelta(days=1)
    [found] = unsent_gifts.without_address(
        conn, at=later, after=(at.min.replace(tzinfo=at.tzinfo), 0, ""), limit=9
    )
    assert not addresses.remind(conn, found, later)
    assert order(conn, "40000001").address == OFFICE


@pytest.mark.usefixtures("homeless")
def test_orders_without_an_address_are_listed_and_not_late(
    conn: Connection, redeem: Redeem, at: datetime
) -> None:
    redeem("40000001")
    redeem("40000002", "credit-10")
    [case] = order_queue.page(conn, "held", rows=9, lacks_address=True)
    assert case.number == "40000001"
    assert not case.is_overdue(case.send_by + timedelta(days=1))


@pytest.mark.parametrize(
    ("address", "area"),
    [
        (OFFICE, "江苏省南京市玄武区"),
        ("北京市朝阳区建国路88号", "北京市朝阳区"),
        ("7 Hill Road, Shenzhen, Guangdong", "7 Hill Road,..."),
        ("深圳", "深圳"),
    ],
)
def test_a_receipt_says_the_area_alone(address: str, area: str) -> None:
    assert addresses.area_of(address) == area


@pytest.mark.parametrize(
    ("address", "province"),
    [
        (OFFICE, "JS"),
        (FAR, "XZ"),
        ("中国广东省深圳市", "GD"),
        ("7 Hill Road, Shenzhen, Guangdong", "GD"),
        ("南京市玄武区", None),
    ],
)
def test_the_province_is_the_one_that_is_named(address: str, province: str | None) -> None:
    assert addresses.province_of(address) == province


def test_an_address_is_kept_in_one_line_without_control_characters() -> None:
    assert addresses.in_one_line(" 江苏省\n南京市\u202e\x07 1号 ") == "江苏省 南京市 1号"
    assert len(addresses.in_one_line("路" * 500)) == addresses.CHARS_MAX


def test_who_has_left_gets_no_address(conn: Connection, at: datetime) -> None:
    """Least of all one whose data were erased: nobody would erase it again."""
    conn.execute(update(member_table).values(status="left", address=None))
    with pytest.raises(NotAllowed, match="left"):
        addresses.give(conn, member_id=1, address=HOME, at=at)
    assert changes.address(conn, 1) is None
