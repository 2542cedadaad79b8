from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from core.books import audit
from core.kernel import Database, KeyReused, LimitReached, NotAllowed, NotFound, has_written
from core.ledger import HoldClosed, NotEnoughPoints, ledger
from core.loyalty import leaving
from core.members import NotOpenYet, changes, membership, profiles, spending_limits
from core.programme import current_rules
from core.redemption import (
    PriceChanged,
    SoldOut,
    fulfilment,
    gifts,
    orders,
    placing,
    stale_holds,
)
from core.redemption.stock import reserve
from core.schema import gift_order, lot, outbox, stock
from core.schema import member as member_table
from core.seed import PRICES

DAY = date(2026, 6, 1)


@pytest.fixture
def conn(seeded: Database) -> Iterator[Connection]:
    with seeded.engine.begin() as connection:
        yield connection
    with seeded.engine.begin() as connection:
        assert list(audit.violations(connection)) == []


@pytest.fixture
def redeem(conn: Connection, at: datetime) -> Any:
    def redeem(
        sku: str,
        *,
        who: int = 1,
        key: str = "key",
        number: str = "40000001",
        when: datetime = at,
        points: int | None = None,
    ) -> orders.Order:
        member = profiles.find(conn, f"+861380000000{who}")
        assert member is not None
        return placing.redeem(
            conn,
            member=member,
            sku=sku,
            points=points or PRICES.get(sku, 0),
            key=key,
            at=when,
            channel="sms",
            order_id=f"order-{number}",
            number=number,
        )

    return redeem


def test_points_for_a_gift_are_held_until_it_is_shipped(
    conn: Connection, redeem: Any, at: datetime
) -> None:
    order = redeem("thermos-cup")
    assert (order.status, order.points, order.deliver_by) == ("held", 1_000, date(2026, 6, 10))
    assert ledger.balance(conn, 1) == ledger.Balance(12_345, 1_000, 11_345)
    for _ in range(2):
        fulfilment.despatch(conn, member_id=1, order_id=order.order_id, key="sent", at=at)
    assert ledger.balance(conn, 1) == ledger.Balance(11_345, 0, 11_345)
    sent = orders.by_number(conn, 1, order.number)
    assert sent is not None
    assert sent.status == "sent"
    assert orders.latest(conn, 1) == sent


def test_points_for_a_service_are_held_until_it_was_added(
    conn: Connection, redeem: Any, at: datetime
) -> None:
    order = redeem("credit-10")
    assert (order.status, order.receiver) == ("held", "+8613800000001")
    assert ledger.balance(conn, 1) == ledger.Balance(12_345, 1_000, 11_345)
    for _ in range(2):
        fulfilment.fulfil(conn, member_id=1, order_id=order.order_id, key="added", at=at)
    assert status(conn, order) == "delivered"
    assert ledger.balance(conn, 1) == ledger.Balance(11_345, 0, 11_345)
    assert ledger.history(conn, 1, limit=1)[0].memo == "40000001"
    with pytest.raises(HoldClosed):
        fulfilment.cancel(conn, member_id=1, order_id=order.order_id, key="refused", at=at)


def test_points_for_a_refused_service_come_back(
    conn: Connection, redeem: Any, at: datetime
) -> None:
    order = redeem("data-1gb")
    for _ in range(2):
        fulfilment.cancel(conn, member_id=1, order_id=order.order_id, key="refused", at=at)
    assert status(conn, order) == "cancelled"
    assert ledger.balance(conn, 1) == ledger.Balance(12_345, 0, 12_345)
    with pytest.raises(HoldClosed):
        fulfilment.fulfil(conn, member_id=1, order_id=order.order_id, key="added", at=at)


def test_points_for_a_service_stay_held_until_the_provider_answers(
    conn: Connection, redeem: Any, at: datetime
) -> None:
    redeem("credit-10")
    stale = stale_holds.page(conn, at=at + timedelta(days=3650), limit=100)
    assert "key" not in [each.hold_id for each in stale if each.member_id == 1]


def left_of(conn: Connection, sku: str) -> tuple[int, int, int]:
    columns = (stock.c.left, stock.c.reserved, stock.c.sent)
    row = conn.execute(select(*map(func.sum, columns)).where(stock.c.sku == sku)).one()
    return int(row[0]), int(row[1]), int(row[2])


def lots_of_member_1(conn: Connection) -> list[tuple[int, int, date | None]]:
    rows = select(lot.c.remaining, lot.c.held, lot.c.expires_at).where(lot.c.member_id == 1)
    return [tuple(row) for row in conn.execute(rows.order_by(lot.c.lot_id))]


def status(conn: Connection, order: orders.Order) -> str:
    found = orders.by_number(conn, 1, order.number)
    assert found is not None
    return found.status


def test_order_not_shipped_in_time_is_cancelled(
    conn: Connection, redeem: Any, at: datetime
) -> None:
    before, lots = left_of(conn, "thermos-cup"), lots_of_member_1(conn)
    order = redeem("thermos-cup")
    late = at + timedelta(days=15)
    found = stale_holds.page(conn, at=late, limit=10)
    assert ("key", order.order_id) in [(s.hold_id, s.order_id) for s in found if s.member_id == 1]
    assert order.order_id not in [s.order_id for s in stale_holds.page(conn, at=at, limit=10)]
    [first, *others] = found
    assert stale_holds.page(conn, at=late, limit=10, after=first.page_key) == others
    for _ in range(2):
        fulfilment.cancel(conn, member_id=1, order_id=order.order_id, key="stale", at=late)
    assert status(conn, order) == "cancelled"
    assert left_of(conn, "thermos-cup") == before
    # It was held in the points that expire on 21 June, five days after the order was cancelled.
    assert lots[-1] == (2_000, 0, date(2026, 6, 21))
    assert lots_of_member_1(conn) == [*lots[:-1], (2_000, 0, date(2026, 7, 16))]
    with pytest.raises(HoldClosed):
        fulfilment.despatch(conn, member_id=1, order_id=order.order_id, key="sent", at=late)
    with pytest.raises(HoldClosed):
        fulfilment.cancel(conn, member_id=1, order_id=order.order_id, key="again", at=late)
    events = select(outbox.c.topic).where(outbox.c.event_id.contains(order.order_id))
    assert sorted(conn.execute(events).scalars()) == ["order_cancelled", "order_placed"]


def test_shipped_order_cannot_be_cancelled(conn: Connection, redeem: Any, at: datetime) -> None:
    order = redeem("thermos-cup")
    fulfilment.despatch(conn, member_id=1, order_id=order.order_id, key="sent", at=at)
    with pytest.raises(HoldClosed):
        fulfilment.cancel(conn, member_id=1, order_id=order.order_id, key="stale", at=at)


def test_gifts_are_shipped_and_services_fulfilled(
    conn: Connection, redeem: Any, at: datetime
) -> None:
    gift, service = redeem("thermos-cup"), redeem("data-1gb", key="other", number="40000002")
    for act, order in ((fulfilment.despatch, service), (fulfilment.fulfil, gift)):
        with pytest.raises(NotFound):
            act(conn, member_id=1, order_id=order.order_id, key="wrong", at=at)


def test_service_of_before_there_was_a_provider_cannot_be_cancelled(
    conn: Connection, redeem: Any, at: datetime
) -> None:
    order = redeem("data-1gb")
    fulfilment.fulfil(conn, member_id=1, order_id=order.order_id, key="added", at=at)
    conn.execute(update(gift_order).values(hold_id=None))
    with pytest.raises(NotFound):
        fulfilment.cancel(conn, member_id=1, order_id=order.order_id, key="stale", at=at)


@pytest.fixture
def sent(conn: Connection, redeem: Any, at: datetime) -> orders.Order:
    """Member 1's thermos cup, due on 10 June."""
    order: orders.Order = redeem("thermos-cup")
    fulfilment.despatch(conn, member_id=1, order_id=order.order_id, key="sent", at=at)
    return order


@pytest.fixture
def reverse(conn: Connection) -> Any:
    def reverse(order: orders.Order, reason: Any, when: datetime, key: str = "undo") -> int:
        back = fulfilment.reverse(
            conn, member_id=1, order_id=order.order_id, reason=reason, key=key, at=when
        )
        return back.balance_after

    return reverse


def test_defect_can_be_reversed_within_seven_days_of_delivery(
    conn: Connection, sent: orders.Order, reverse: Any, at: datetime
) -> None:
    lots, gone = lots_of_member_1(conn), left_of(conn, "thermos-cup")
    for n in (2, 3):  # the carrier says it again
        fulfilment.deliver(conn, member_id=1, order_id=sent.order_id, at=at + timedelta(days=n))
    assert status(conn, sent) == "delivered"
    with pytest.raises(NotAllowed, match="too_late"):
        reverse(sent, "defect", at + timedelta(days=10))
    for _ in range(2):
        assert reverse(sent, "defect", at + timedelta(days=9)) == 12_345
    assert status(conn, sent) == "returned"
    assert left_of(conn, "thermos-cup") == gone  # it is with the member, or lost
    assert sum(now[0] - was[0] for now, was in zip(lots_of_member_1(conn), lots, strict=True)) == (
        1_000
    )
    with pytest.raises(NotAllowed, match="returned"):
        reverse(sent, "defect", at, "again")


def test_order_not_received_can_be_reversed_within_a_week_of_due_date(
    sent: orders.Order, reverse: Any, at: datetime
) -> None:
    with pytest.raises(NotAllowed, match="on_its_way"):
        reverse(sent, "not_received", at.replace(day=10))
    with pytest.raises(NotAllowed, match="too_late"):
        reverse(sent, "not_received", at.replace(day=18))
    assert reverse(sent, "not_received", at.replace(day=17)) == 12_345


def test_reversal_reason_must_fit_order_kind_and_status(
    conn: Connection, redeem: Any, reverse: Any, sent: orders.Order, at: datetime
) -> None:
    held = redeem("phone-stand", key="held", number="40000002")
    with pytest.raises(NotAllowed, match="held"):
        reverse(held, "defect", at)
    with pytest.raises(NotAllowed, match="not_sent"):
        fulfilment.deliver(conn, member_id=1, order_id=held.order_id, at=at)
    service = redeem("credit-10", key="service", number="40000003")
    with pytest.raises(NotAllowed, match="held"):
        reverse(service, "our_failure", at)
    fulfilment.fulfil(conn, member_id=1, order_id=service.order_id, key="added", at=at)
    for reason in ("defect", "not_received"):
        with pytest.raises(NotAllowed, match="delivered"):
            reverse(service, reason, at)
    reverse(service, "our_failure", at, "failed")  # the provider was wrong
    reverse(sent, "our_failure", at + timedelta(days=99), "lost")
    with pytest.raises(NotFound):
        fulfilment.reverse(conn, member_id=1, order_id="none", reason="defect", key="none", at=at)


def test_order_of_a_member_who_left_cannot_be_reversed(
    conn: Connection, sent: orders.Order, reverse: Any, at: datetime
) -> None:
    membership.give_notice(conn, member_id=1, key="notice", at=at)
    july = at + timedelta(days=current_rules().leaving.warning_days)
    leaving.leave(conn, member_id=1, key="leave", at=july)
    with pytest.raises(NotAllowed, match="left"):
        reverse(sent, "our_failure", july)
    assert ledger.balance(conn, 1).available == 0


def test_reversed_order_still_counts_towards_the_daily_limit(
    conn: Connection, redeem: Any, reverse: Any, at: datetime
) -> None:
    for n in range(5):
        placed = redeem("data-1gb", key=f"key-{n}", number=f"4000000{n}")
    fulfilment.fulfil(conn, member_id=1, order_id=placed.order_id, key="added", at=at)
    reverse(placed, "our_failure", at)
    with pytest.raises(LimitReached):
        redeem("data-1gb", key="sixth", number="40000009")


def test_delivery_to_a_remote_province_takes_longer(
    conn: Connection, redeem: Any, at: datetime
) -> None:
    """The address decides it, else the member's own province."""
    changes.correct_address(conn, member_id=1, becomes="拉萨市城关区北京中路8号")
    changes.move(conn, member_id=1, place="XZ", key="move", at=at)
    assert redeem("thermos-cup").deliver_by == date(2026, 6, 13)
    changes.correct_address(conn, member_id=1, becomes="广东省广州市体育西路18号")
    again = redeem("thermos-cup", key="again", number="40000002")
    assert again.deliver_by == date(2026, 6, 10)


def test_repeated_key_returns_the_same_order(conn: Connection, redeem: Any, at: datetime) -> None:
    first = redeem("data-1gb")
    assert redeem("data-1gb", number="40000002", when=at + timedelta(hours=1)) == first
    with pytest.raises(KeyReused):
        redeem("credit-10", number="40000003")
    assert ledger.balance(conn, 1).available == 11_845
    events = select(outbox.c.event_id).where(outbox.c.member_id == 1)
    assert "order:order-40000001" in conn.execute(events).scalars().all()


@pytest.mark.parametrize(
    ("who", "sku", "refused"),
    [
        (7, "phone-stand", NotAllowed("frozen")),
        (4, "phone-stand", NotOpenYet(1_000)),
        (2, "earphones", NotEnoughPoints(3_200, 5_000)),
        (1, "rice-cooker", SoldOut()),
        (1, "no-such-thing", NotFound()),
    ],
)
def test_refused_redemption_writes_nothing(
    conn: Connection, redeem: Any, who: int, sku: str, refused: Exception
) -> None:
    with pytest.raises(type(refused)) as error:
        redeem(sku, who=who)
    assert vars(error.value) == vars(refused)
    assert not has_written(conn)


@pytest.mark.parametrize("status", ["arrears", "suspended", "left"])
def test_only_active_members_can_redeem(conn: Connection, redeem: Any, status: str) -> None:
    conn.execute(update(member_table).values(status=status))
    with pytest.raises(NotAllowed) as error:
        redeem("data-1gb")
    assert error.value.reason == status
    conn.execute(update(member_table).values(status="active"))  # for the audit: no one has left


def test_redemption_stays_open_after_the_points_are_spent(conn: Connection, redeem: Any) -> None:
    for n in range(3):
        redeem("credit-10", who=2, key=f"key-{n}", number=f"4000000{n}")
    assert [spending_limits.points_until_open(conn, who) for who in (2, 4, 7)] == [0, 1_000, 850]
    with pytest.raises(NotEnoughPoints):  # 200 left, but 3,200 were earned once
        redeem("phone-stand", who=2, key="more", number="40000009")


def test_redemption_is_limited_to_five_orders_a_day(
    conn: Connection, redeem: Any, at: datetime
) -> None:
    for n in range(5):
        redeem("data-1gb", key=f"key-{n}", number=f"4000000{n}")
    with pytest.raises(LimitReached) as error:
        redeem("data-1gb", key="sixth", number="40000009")
    assert error.value.limit == "orders_per_day"
    redeem("data-1gb", key="sixth", number="40000009", when=at.replace(hour=16))


def test_redemption_is_limited_to_twenty_thousand_points_a_day(
    conn: Connection, redeem: Any
) -> None:
    for n in range(4):
        redeem("earphones", who=3, key=f"key-{n}", number=f"4000000{n}")
    with pytest.raises(LimitReached) as error:
        redeem("data-1gb", who=3, key="more", number="40000009")
    assert error.value.limit == "points_per_day"


def test_redemption_at_an_outdated_price_is_refused(conn: Connection, redeem: Any) -> None:
    with pytest.raises(PriceChanged):
        redeem("thermos-cup", points=900)
    assert ledger.balance(conn, 1).held == 0


def test_order_gets_another_number_if_the_first_is_taken(seeded: Database, at: datetime) -> None:
    numbers = iter(["20260001", "40000001"])

    def work(conn: Connection) -> orders.Order:
        member = profiles.find(conn, "+8613800000002")
        assert member is not None
        return placing.redeem(
            conn,
            member=member,
            sku="mascot",
            points=800,
            key="key",
            at=at,
            channel="sms",
            order_id="order",
            number=next(numbers),
        )

    assert seeded.run(work).number == "40000001"
    with seeded.engine.begin() as conn:
        assert list(audit.violations(conn)) == []


def test_catalogue_lists_available_gifts_and_finds_by_number(conn: Connection) -> None:
    assert [gift.number for gift in gifts.available(conn, today=DAY)] == [1, 2, 3, 5, 10, 1]
    assert [gift.sku for gift in gifts.available(conn, today=DAY, kind="data")] == ["data-1gb"]
    sold_out, service = (
        gifts.find(conn, kind, number, today=DAY) for kind, number in (("gift", 4), ("credit", 10))
    )
    assert sold_out is not None
    assert service is not None
    assert (sold_out.left, service.left) == (0, None)
    assert gifts.find(conn, "gift", 10, today=DAY) is None


def test_gift_is_sold_out_only_when_every_stock_bucket_is_empty(conn: Connection) -> None:
    conn.execute(update(stock).where(stock.c.sku == "phone-stand").values(left=1, at_first=1))
    taken = [reserve(conn, "phone-stand", spread=1) for _ in range(3)]
    assert taken == [1, 0, None]
    conn.rollback()
