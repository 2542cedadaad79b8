"""Credit and data through the outbox to a provider, on both of its protocols."""

from datetime import timedelta

import pytest
import requests
from provider_hotline import NewHotline
from provider_player import SECRET, ProviderPlayer
from sqlalchemy import update

from core.ledger import ledger
from core.schema import outbox, trail
from web import standard_webhooks

APIS = ("signed", "tmf654")
ONE = "40000001"


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
@pytest.mark.parametrize("api", APIS)
def test_credit_is_added_paid_and_told(
    new_hotline: NewHotline, player: ProviderPlayer, dialect: str, api: str
) -> None:
    hotline = new_hotline(dialect, api)
    hotline.order(ONE)
    hotline.works()
    assert player.added() == [(ONE, ("credit", 10, "+8613800000001"))]
    assert hotline.status(ONE) == "delivered"
    assert hotline.database.read(lambda conn: ledger.balance(conn, 1)) == ledger.Balance(
        11_345, 0, 11_345
    )
    assert hotline.texts() == [
        "10元话费已到账138****0001，扣1000分，余11345分。单号40000001。不是您本人办的？人工客服请回复RG。"
    ]
    assert hotline.is_sound()


@pytest.mark.parametrize("api", APIS)
def test_refused_credit_gives_the_points_back(
    new_hotline: NewHotline, player: ProviderPlayer, api: str
) -> None:
    player.refuses = True
    hotline = new_hotline(api=api)
    hotline.order(ONE)
    hotline.works()
    assert (player.added(), hotline.status(ONE)) == ([], "cancelled")
    assert hotline.database.read(lambda conn: ledger.balance(conn, 1)) == ledger.Balance(
        12_345, 0, 12_345
    )
    assert hotline.texts() == [
        "抱歉，10元话费没有充成功，1000分已退回，现有12345分可用。单号40000001。人工客服请回复RG。"
    ]
    assert hotline.is_sound()


@pytest.mark.parametrize("api", APIS)
def test_pending_credit_is_asked_about_until_it_is_decided(
    new_hotline: NewHotline, player: ProviderPlayer, api: str
) -> None:
    player.delay = timedelta(days=3)
    hotline = new_hotline(api=api)
    hotline.order(ONE)
    for _ in range(10):
        hotline.works()
        hotline.passes(minutes=30)
    assert (hotline.status(ONE), len(player.books), hotline.texts()) == ("held", 1, [])
    hotline.passes(days=3)
    hotline.works()
    assert (hotline.status(ONE), len(player.books)) == ("delivered", 1)


def test_report_has_the_provider_asked_at_once(
    new_hotline: NewHotline, player: ProviderPlayer
) -> None:
    player.delay = timedelta(hours=5)
    hotline = new_hotline()
    hotline.order(ONE)
    hotline.works()
    hotline.passes(hours=4)
    hotline.works()  # from now on the provider is asked every ten minutes
    hotline.passes(hours=1)
    hotline.works()
    hotline.passes(seconds=1)
    player.report(hotline.url, twice=True)
    player.report(hotline.url, twice=True)
    hotline.works()
    assert hotline.status(ONE) == "delivered"
    player.report(hotline.url, twice=True)  # late
    hotline.works()
    assert (hotline.status(ONE), len(hotline.texts())) == ("delivered", 1)


def test_what_a_report_claims_is_not_believed(
    new_hotline: NewHotline, player: ProviderPlayer
) -> None:
    player.delay = timedelta(days=1)
    hotline = new_hotline()
    hotline.order(ONE)
    hotline.works()
    player.books[0].decided_at, real = hotline.clock[0], player.books[0].decided_at
    player.report(hotline.url)
    player.books[0].decided_at = real
    hotline.works()
    assert hotline.status(ONE) == "held"


def test_credit_goes_to_another_number(new_hotline: NewHotline, player: ProviderPlayer) -> None:
    hotline = new_hotline()
    hotline.order(ONE, "data-1gb", receiver="+8613900000042")
    hotline.works()
    assert player.added() == [(ONE, ("data", 1, "+8613900000042"))]
    assert hotline.texts() == [
        "1GB流量已到账139****0042，扣500分，余11845分。单号40000001。不是您本人办的？人工客服请回复RG。"
    ]


def test_without_a_provider_the_order_waits_for_a_supervisor(new_hotline: NewHotline) -> None:
    hotline = new_hotline(api=None)
    hotline.order(ONE)
    for _ in range(3):
        hotline.works()
        hotline.passes(days=1)
    assert (hotline.status(ONE), hotline.texts()) == ("held", [])


def signed(body: bytes, sent_at: object, secret: str = SECRET) -> dict[str, str]:
    return standard_webhooks.headers(secret, "m", body, sent_at)  # type: ignore[arg-type]


def test_reports_are_refused_unless_they_are_signed_and_of_an_order(
    new_hotline: NewHotline,
) -> None:
    hotline = new_hotline()
    now, body = hotline.clock[0], b'{"reference": "40000001"}'
    late = now - timedelta(minutes=6)
    for headers, content, status in (
        ({}, body, 403),
        (signed(body, now, "another"), body, 403),
        (signed(body, late), body, 403),
        (signed(b"{}", now), body, 403),
        (signed(body, now), body, 400),  # no such order
        (signed(b"[]", now), b"[]", 400),
        (signed(b"\xff", now), b"\xff", 400),
        (signed(b'{"reference": 1}', now), b'{"reference": 1}', 400),
    ):
        answer = requests.post(
            f"{hotline.url}/providers/top-ups", data=content, headers=headers, timeout=60
        )
        assert (answer.status_code, "Traceback" in answer.text) == (status, False), content


def test_events_of_tmf654_need_the_token(new_hotline: NewHotline, player: ProviderPlayer) -> None:
    player.delay = timedelta(hours=5)
    hotline = new_hotline(api="tmf654")
    hotline.order(ONE)
    hotline.works()
    hotline.passes(hours=5)
    event = {"eventType": "TopupBalanceStateChangeEvent"}
    event["event"] = {"topupBalance": {"id": "T0", "description": ONE, "status": "completed"}}
    path = f"{hotline.url}/providers/tmf654"
    assert requests.post(f"{path}?token=wrong", json=event, timeout=60).status_code == 403
    assert requests.post(f"{path}?token={SECRET}", json={}, timeout=60).status_code == 400
    assert requests.post(f"{path}?token={SECRET}", json=event, timeout=60).status_code == 204
    hotline.works()
    assert hotline.status(ONE) == "delivered"


def test_report_revives_a_request_that_was_given_up(
    new_hotline: NewHotline, player: ProviderPlayer
) -> None:
    """Its points are held still, and nobody else knows whether they may be spent."""
    player.delay = timedelta(hours=5)
    hotline = new_hotline()
    hotline.order(ONE)
    hotline.works()
    hotline.database.run(
        lambda conn: conn.execute(
            update(outbox)
            .where(outbox.c.event_id == f"order:order-{ONE}")
            .values(done_at=hotline.clock[0], failed="tries")
        )
    )
    hotline.passes(days=1)
    hotline.works()
    assert hotline.status(ONE) == "held"
    player.report(hotline.url)
    hotline.works()
    assert (hotline.status(ONE), len(player.books)) == ("delivered", 1)
    assert hotline.is_sound()


def test_late_success_of_what_was_given_back_is_for_a_person(
    new_hotline: NewHotline, player: ProviderPlayer
) -> None:
    """It is noted once; no points are taken."""
    player.refuses = True
    hotline = new_hotline()
    hotline.order(ONE)
    hotline.works()
    assert hotline.status(ONE) == "cancelled"
    player.report(hotline.url)
    hotline.works()
    assert [row.act for row in hotline.rows(trail)] == []
    player.books[0].is_refused = False
    for _ in range(2):
        player.report(hotline.url, twice=True)
        hotline.works()
    assert [row.act for row in hotline.rows(trail)] == ["added_late"]
    assert (hotline.status(ONE), hotline.points()) == ("cancelled", (12_345, 0))
    assert hotline.is_sound()
