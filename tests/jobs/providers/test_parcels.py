"""Gifts through the outbox to a courier, what it reports, and what members are told."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import requests
from carriers import AUTH_TOKEN
from courier_player import CourierPlayer
from provider_hotline import NewHotline, ProviderHotline
from provider_player import SECRET, Report
from voucher_stock import POINTS, SKU, offer_vouchers

from core.kernel import NotAllowed
from core.messaging import ProviderUnreachable
from core.redemption import addresses, fulfilment, parcels, stale_holds, vouchers
from core.schema import gift_order, parcel_event
from phone.demo_courier import DemoCourier
from providers import couriers
from web import standard_webhooks

ONE = "40000001"
ORDER = {"member_id": 1, "order_id": f"order-{ONE}"}
AT = "2026-06-01T10:00:00+08:00"
BEFORE_ALL, AFTER_ALL = "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"  # in UTC no date
ADDRESS = "广州市天河区体育西路1号"
SENT = "您换的保温杯已发出，6月10日前送到，订单40000001，快递单号SF0000000000。"
FAILED = "您换的保温杯快递没有送成，请留意快递电话，快递单号SF0000000000。人工客服请回复RG。"
DELIVERED = "您换的保温杯已送达，订单40000001。没有收到？人工客服请回复RG。"
POINTS_BACK = "订单40000001（保温杯）已取消，1000分已退回，现有12345分可用。"


def gift(new_hotline: NewHotline, courier: CourierPlayer, dialect: str = "sqlite") -> Any:
    """A hotline with a gift that the courier was asked to take."""
    hotline = new_hotline(dialect, courier=courier.url)
    hotline.order(ONE, "thermos-cup")
    hotline.hands_over(ONE)
    hotline.works()
    return hotline


def state(hotline: ProviderHotline) -> tuple[str, str]:
    row = hotline.rows(gift_order, gift_order.c.number == ONE)[0]
    return row.status, row.parcel_state


def told(hotline: ProviderHotline) -> list[str]:
    """The texts, without the receipt of the order."""
    return hotline.texts()[1:]


def happens(hotline: ProviderHotline, courier: CourierPlayer, *kinds: str) -> None:
    for kind in kinds:
        hotline.passes(minutes=1)
        courier.moves(kind)
    hotline.passes(minutes=10)
    hotline.works()
    hotline.works()  # the text that the first has written


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_gift_is_picked_up_paid_told_and_delivered(
    new_hotline: NewHotline, courier: CourierPlayer, dialect: str
) -> None:
    hotline = gift(new_hotline, courier, dialect)
    [parcel] = courier.books
    assert (parcel.reference, parcel.what) == (
        ONE,
        {
            "sku": "thermos-cup",
            "item": "保温杯",
            "address": hotline.rows(gift_order, gift_order.c.number == ONE)[0].address,
            "phone": "+8613800000001",
        },
    )
    assert (state(hotline), hotline.points(), told(hotline)) == (
        ("held", "asked"),
        (12_345, 1_000),
        [],
    )
    happens(hotline, courier, "picked_up")
    assert (state(hotline), hotline.points()) == (("sent", "picked_up"), (11_345, 0))
    assert told(hotline) == [SENT]
    happens(hotline, courier, "failed")
    assert (state(hotline), told(hotline)) == (("sent", "failed"), [SENT, FAILED])
    happens(hotline, courier, "failed")  # the second attempt
    happens(hotline, courier, "delivered")
    assert (state(hotline), told(hotline)) == (
        ("delivered", "delivered"),
        [SENT, FAILED, FAILED, DELIVERED],
    )
    assert hotline.is_sound()


def test_gift_that_comes_back_gives_the_points_back(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = gift(new_hotline, courier)
    happens(hotline, courier, "picked_up", "failed", "returned")
    assert (state(hotline), hotline.points()) == (("returned", "returned"), (12_345, 0))
    assert told(hotline) == [POINTS_BACK]
    assert hotline.is_sound()


def test_gift_that_comes_back_too_late_is_decided_by_a_person(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    """The programme's rules give nothing back then: the order stands in the desk's list."""
    hotline = gift(new_hotline, courier)
    happens(hotline, courier, "picked_up")
    hotline.passes(days=30)
    happens(hotline, courier, "returned")
    assert (state(hotline), hotline.points()) == (("sent", "returned"), (11_345, 0))
    assert told(hotline) == [
        SENT,
        "您换的保温杯没有送成，快递退回来了，订单40000001。退积分请找客服。人工客服请回复RG。",
    ]
    assert hotline.is_sound()


def test_events_count_once_and_by_their_time(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = gift(new_hotline, courier)
    begun = hotline.clock[0]
    hotline.passes(days=2)
    courier.moves("delivered")
    hotline.works()
    hotline.works()
    assert (state(hotline), told(hotline)) == (("delivered", "delivered"), [DELIVERED])
    hotline.passes(days=2)
    courier.moves("failed", at=begun + timedelta(days=1))  # comes to light days later
    courier.moves("picked_up", at=begun + timedelta(hours=1))
    courier.report(hotline.url, twice=True)
    courier.report(hotline.url, twice=True)
    hotline.works()
    hotline.works()
    assert (state(hotline), told(hotline)) == (("delivered", "delivered"), [DELIVERED])
    assert len(hotline.rows(parcel_event)) == 3
    assert hotline.is_sound()


def test_report_has_the_courier_asked_at_once(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = gift(new_hotline, courier)
    hotline.passes(hours=4)
    hotline.works()  # from now on the courier is asked every ten minutes
    hotline.passes(seconds=1)
    courier.moves("picked_up")
    courier.report(hotline.url)
    hotline.works()
    assert state(hotline) == ("sent", "picked_up")


def test_news_that_is_old_by_morning_is_not_told(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = gift(new_hotline, courier)
    until_night = hotline.clock[0].replace(hour=14, minute=0) - hotline.clock[0]  # 22:00 in China
    hotline.clock[0] += until_night
    happens(hotline, courier, "picked_up")
    assert told(hotline) == []
    hotline.passes(hours=10, minutes=30)
    happens(hotline, courier, "delivered")
    assert told(hotline) == [DELIVERED]


def test_time_out_is_asked_about_and_not_sent_again(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = new_hotline(courier=courier.url)
    hotline.order(ONE, "thermos-cup")
    hotline.hands_over(ONE)
    asked: list[str] = []
    carry_on = courier.answer

    def cut_after(carry_out: Any) -> Any:
        asked.append("")
        courier.draw = None
        answer = carry_on(carry_out)
        return ("?", 500) if len(asked) == 1 else answer

    courier.answer = cut_after  # type: ignore[method-assign]
    hotline.works()
    assert len(courier.books) == 1
    hotline.passes(seconds=10)
    happens(hotline, courier, "picked_up")
    assert (len(courier.books), state(hotline)) == (1, ("sent", "picked_up"))


def test_refused_parcel_waits_for_a_person_and_is_sent_anew(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    courier.refuses = True
    hotline = gift(new_hotline, courier)
    assert (state(hotline), told(hotline)) == (("held", "refused"), [])
    hotline.database.run(
        lambda conn: addresses.correct(conn, **ORDER, address=ADDRESS, at=hotline.clock[0])
    )
    courier.refuses = False
    hotline.hands_over(ONE)
    hotline.works()
    assert [parcel.reference for parcel in courier.books] == [ONE, f"{ONE}-2"]
    assert courier.books[1].what["address"] == ADDRESS
    happens(hotline, courier, "picked_up")
    assert state(hotline) == ("sent", "picked_up")
    assert hotline.is_sound()


def test_refused_parcel_that_the_courier_has_after_all_is_with_the_courier(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    courier.refuses = True
    hotline = gift(new_hotline, courier)
    assert state(hotline) == ("held", "refused")
    courier.moves("picked_up")
    courier.report(hotline.url)
    hotline.works()
    assert state(hotline) == ("sent", "picked_up")
    hotline.works()
    assert told(hotline) == [SENT]
    assert [parcel.reference for parcel in courier.books] == [ONE]
    assert hotline.is_sound()


@pytest.mark.parametrize("is_forgotten", [True, False])
def test_report_of_a_parcel_that_stays_refused_changes_nothing(
    new_hotline: NewHotline, courier: CourierPlayer, is_forgotten: bool
) -> None:
    courier.refuses = True
    hotline = gift(new_hotline, courier)
    report = Report.of("couriers", ONE, "E0", hotline.clock[0])
    if is_forgotten:
        courier.books.clear()
    before = len(courier.books)
    report.send(hotline.url)
    hotline.passes(days=1)
    hotline.works()
    assert (state(hotline), len(courier.books)) == (("held", "refused"), before)


def test_what_the_courier_may_have_is_neither_cancelled_nor_sent_elsewhere(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = gift(new_hotline, courier)
    at = hotline.clock[0]
    with pytest.raises(NotAllowed, match="with_courier"):
        hotline.hands_over(ONE)
    with pytest.raises(NotAllowed, match="with_courier"):
        hotline.database.run(lambda conn: fulfilment.cancel(conn, **ORDER, key="no", at=at))
    hotline.database.run(
        lambda conn: addresses.give(conn, member_id=1, address=ADDRESS, at=hotline.clock[0])
    )
    assert hotline.rows(gift_order, gift_order.c.number == ONE)[0].address != ADDRESS
    hotline.passes(days=40)
    stale = hotline.database.read(
        lambda conn: stale_holds.page(conn, at=hotline.clock[0], limit=99)
    )
    assert ORDER["order_id"] not in {hold.order_id for hold in stale}
    happens(hotline, courier, "picked_up")
    assert state(hotline) == ("sent", "picked_up")


def test_gift_without_an_address_is_not_handed_over(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = new_hotline(courier=courier.url)
    hotline.order(ONE, "thermos-cup")
    hotline.database.run(lambda conn: conn.exec_driver_sql("UPDATE gift_order SET address = NULL"))
    with pytest.raises(NotAllowed, match="no_address"):
        hotline.hands_over(ONE)


def test_parcel_that_is_taken_back_is_not_asked_for_any_more(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = gift(new_hotline, courier)
    hotline.database.run(lambda conn: parcels.take_back(conn, **ORDER))
    assert state(hotline) == ("held", "taken_back")
    happens(hotline, courier, "picked_up")
    assert state(hotline) == ("held", "taken_back")
    at = hotline.clock[0]
    hotline.database.run(lambda conn: fulfilment.cancel(conn, **ORDER, key="yes", at=at))
    assert hotline.is_sound()


def test_pickup_that_a_supervisor_confirms_is_told_once(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = gift(new_hotline, courier)
    at = hotline.clock[0]
    hotline.database.run(lambda conn: parcels.collected(conn, **ORDER, at=at))
    happens(hotline, courier, "picked_up")
    assert (state(hotline), told(hotline)) == (("sent", "picked_up"), [SENT])
    assert hotline.is_sound()


def test_what_had_happened_before_a_supervisor_confirmed_counts(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    """The courier could not be asked, and had delivered it already."""
    hotline = gift(new_hotline, courier)
    for kind in ("picked_up", "delivered"):
        hotline.passes(hours=1)
        courier.moves(kind)
    hotline.passes(hours=1)
    at = hotline.clock[0]
    hotline.database.run(lambda conn: parcels.collected(conn, **ORDER, at=at))
    happens(hotline, courier)
    assert (state(hotline), told(hotline)) == (("delivered", "delivered"), [DELIVERED])
    assert hotline.is_sound()


def test_courier_whose_clock_is_ahead_is_believed_for_today(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = gift(new_hotline, courier)
    courier.moves("picked_up", at=hotline.clock[0] + timedelta(days=300))
    happens(hotline, courier)
    happens(hotline, courier, "delivered")
    assert (state(hotline), told(hotline)) == (("delivered", "delivered"), [SENT, DELIVERED])
    assert hotline.is_sound()


def test_parcel_that_is_refused_after_it_was_picked_up_is_asked_about_still(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = gift(new_hotline, courier)
    happens(hotline, courier, "picked_up")
    [parcel] = courier.books
    moves, parcel.moves, parcel.is_refused = parcel.moves, [], True
    happens(hotline, courier)
    assert state(hotline) == ("sent", "picked_up")
    parcel.moves, parcel.is_refused = moves, False
    happens(hotline, courier, "delivered")
    assert state(hotline) == ("delivered", "delivered")


def test_parcel_that_the_courier_has_forgotten_is_not_sent_again(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = gift(new_hotline, courier)
    happens(hotline, courier, "picked_up")
    courier.books.clear()
    hotline.passes(days=1)
    hotline.works()
    assert (courier.books, state(hotline)) == ([], ("sent", "picked_up"))


def test_courier_of_the_demo_picks_up_and_delivers() -> None:
    """It speaks the protocol that the hotline speaks to every courier."""
    played, begun = DemoCourier(), datetime(2026, 6, 1, tzinfo=UTC)
    kinds = []
    for seconds in (0, 3, 90):
        given = played.take(ONE, {"item": "保温杯"}, begun + timedelta(seconds=seconds))
        receipt = couriers.receipt_of(given)
        kinds.append((receipt.outcome.value, [event.kind for event in receipt.events]))
    assert kinds == [
        ("pending", []),
        ("pending", ["picked_up"]),
        ("added", ["picked_up", "delivered"]),
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"status": "lost"},
        {"status": "accepted", "id": "顺丰"},
        {"status": "accepted", "id": "S" * 25},
        {"status": "accepted", "events": [{"id": "E1", "type": "eaten", "at": AT}]},
        {"status": "accepted", "events": [{"id": "E1", "type": "failed", "at": AT[:19]}]},
        {"status": "accepted", "events": [{"type": "failed", "at": AT}]},
        {"status": "accepted", "events": "none"},
        {"status": "accepted", "events": [{"id": "E1", "type": "failed", "at": BEFORE_ALL}]},
        {"status": "accepted", "events": [{"id": "E1", "type": "failed", "at": AFTER_ALL}]},
        [],
    ],
)
def test_answer_that_makes_no_sense_is_none(given: Any) -> None:
    with pytest.raises(ProviderUnreachable):
        couriers.receipt_of(given)


def test_voucher_is_texted_once_with_its_code_which_is_nowhere_else(
    new_hotline: NewHotline, capsys: pytest.CaptureFixture[str]
) -> None:
    hotline = new_hotline()
    hotline.database.run(partial(offer_vouchers, codes=["COFFEE-0001"], at=hotline.clock[0]))
    order = hotline.order(ONE, SKU, points=POINTS)
    hotline.works()
    [kept] = hotline.texts()
    assert kept == "您换的咖啡券，券码******，12月31日前有效。订单40000001。"
    texts = f"{hotline.url}/phone/2010-04-01/Accounts/AC1/Messages.json"
    to, auth = {"To": "+8613800000001"}, ("AC1", AUTH_TOKEN)
    sent = requests.get(texts, params=to, auth=auth, timeout=60).json()["messages"]
    assert any("券码COFFEE-0001，12月31日前有效" in text["body"] for text in sent), sent
    again = partial(vouchers.text_again, member_id=1, order_id=order.order_id)
    for _ in range(2):  # within a minute
        hotline.database.run(lambda conn: again(conn, at=hotline.clock[0]))
    hotline.works()
    assert len(hotline.texts()) == 2
    assert "COFFEE-0001" not in capsys.readouterr().err
    assert hotline.is_sound()


def test_without_a_courier_nothing_is_asked(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = new_hotline()
    hotline.order(ONE, "thermos-cup")
    at = hotline.clock[0]
    hotline.database.run(lambda conn: fulfilment.despatch(conn, **ORDER, key="by hand", at=at))
    hotline.works()
    assert (courier.books, state(hotline)) == ([], ("sent", None))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"reference": ONE}, 204),
        ({"reference": f"{ONE}-2"}, 204),
        ({"reference": "40000009"}, 400),
        ({"reference": "x"}, 400),
        ({}, 400),
    ],
)
def test_reports_are_signed_and_name_a_parcel(
    new_hotline: NewHotline, courier: CourierPlayer, body: dict[str, str], status: int
) -> None:
    hotline = gift(new_hotline, courier)
    content = requests.models.complexjson.dumps(body).encode()
    url = f"{hotline.url}/providers/couriers"
    assert requests.post(url, data=content, timeout=60).status_code == 403
    signed = standard_webhooks.headers(SECRET, "E1", content, hotline.clock[0])
    assert requests.post(url, data=content, headers=signed, timeout=60).status_code == status
