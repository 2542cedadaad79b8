"""Exchanges through the outbox to a partner, its reports, and what becomes of no answer."""

from datetime import timedelta

import pytest
import requests
from provider_hotline import NewHotline, ProviderHotline
from provider_player import SECRET, ProviderPlayer

from core.kernel import ActedMeanwhile, NotAllowed
from core.loyalty import exchange_queue
from web import standard_webhooks

ONE, TWO = "1" * 32, "2" * 32
REPORTS = "/providers/exchanges/airline"


def decide(hotline: ProviderHotline, *, is_added: bool, exchange_id: str = ONE) -> None:
    which = {"member_id": 1, "exchange_id": exchange_id, "is_added": is_added}
    hotline.database.run(lambda conn: exchange_queue.decide(conn, **which, at=hotline.clock[0]))


def waiting(hotline: ProviderHotline) -> list[str]:
    found = hotline.database.read(
        lambda conn: exchange_queue.page(conn, at=hotline.clock[0], rows=9)
    )
    return [each.exchange_id for each in found]


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_points_are_added_paid_and_told(
    new_hotline: NewHotline, player: ProviderPlayer, dialect: str
) -> None:
    hotline = new_hotline(dialect)
    hotline.exchanges(ONE)
    assert hotline.points() == (12_345, 1_000)
    hotline.works()
    assert player.added() == [(ONE, (500, "+8613800000001"))]
    assert (hotline.exchange_status(ONE), hotline.points()) == ("accepted", (11_345, 0))
    assert hotline.texts() == [
        "500航空里程已到账，扣1000分，余11345分。不是您本人办的？人工客服请回复RG。"
    ]
    assert hotline.is_sound()


def test_refused_exchange_gives_the_points_back(
    new_hotline: NewHotline, player: ProviderPlayer
) -> None:
    player.refuses = True
    hotline = new_hotline()
    hotline.exchanges(ONE)
    hotline.works()
    assert (player.added(), hotline.exchange_status(ONE)) == ([], "refused")
    assert hotline.points() == (12_345, 0)
    assert hotline.texts() == [
        "抱歉，航空里程没有换成，1000分已退回，现有12345分可用。人工客服请回复RG。"
    ]
    assert hotline.is_sound()


def test_number_that_changes_meanwhile_is_asked_for_as_it_was(
    new_hotline: NewHotline, player: ProviderPlayer
) -> None:
    hotline = new_hotline()
    hotline.exchanges(ONE)
    hotline.database.run(
        lambda conn: conn.exec_driver_sql(
            "UPDATE member SET number = '+8613800000042' WHERE member_id = 1"
        )
    )
    hotline.works()
    assert player.added() == [(ONE, (500, "+8613800000001"))]


def test_pending_exchange_is_asked_about_until_it_is_decided(
    new_hotline: NewHotline, player: ProviderPlayer
) -> None:
    player.delay = timedelta(days=2)
    hotline = new_hotline()
    hotline.exchanges(ONE)
    for _ in range(10):
        hotline.works()
        hotline.passes(minutes=30)
    assert (hotline.exchange_status(ONE), len(player.books), hotline.texts()) == ("open", 1, [])
    hotline.passes(days=2)
    hotline.works()
    assert (hotline.exchange_status(ONE), len(player.books)) == ("accepted", 1)


def test_report_has_the_partner_asked_at_once(
    new_hotline: NewHotline, player: ProviderPlayer
) -> None:
    player.delay = timedelta(hours=5)
    hotline = new_hotline()
    hotline.exchanges(ONE)
    hotline.works()
    hotline.passes(hours=4)
    hotline.works()  # from now on the partner is asked every ten minutes
    hotline.passes(hours=1)
    hotline.works()
    hotline.passes(seconds=1)
    for _ in range(2):
        player.report(hotline.url, twice=True, to="exchanges/airline")
    hotline.works()
    assert hotline.exchange_status(ONE) == "accepted"
    player.report(hotline.url, twice=True, to="exchanges/airline")  # late
    hotline.works()
    assert (hotline.exchange_status(ONE), len(hotline.texts())) == ("accepted", 1)


def test_what_a_report_claims_is_not_believed(
    new_hotline: NewHotline, player: ProviderPlayer
) -> None:
    player.delay = timedelta(days=1)
    hotline = new_hotline()
    hotline.exchanges(ONE)
    hotline.works()
    player.books[0].decided_at, real = hotline.clock[0], player.books[0].decided_at
    player.report(hotline.url, to="exchanges/airline")
    player.books[0].decided_at = real
    hotline.works()
    assert hotline.exchange_status(ONE) == "open"


def test_reports_are_refused_unless_they_are_signed_and_of_the_partners_exchange(
    new_hotline: NewHotline,
) -> None:
    hotline = new_hotline()
    hotline.exchanges(ONE)
    hotline.exchanges(TWO, partner="fixed_line")
    now, late = hotline.clock[0], hotline.clock[0] - timedelta(minutes=6)

    def answer(body: bytes, path: str = REPORTS, secret: str = SECRET, when: object = now) -> int:
        signed = standard_webhooks.headers(secret, "m", body, when)  # type: ignore[arg-type]
        found = requests.post(hotline.url + path, data=body, headers=signed, timeout=60)
        assert "Traceback" not in found.text
        return found.status_code

    ours = b'{"reference": "%s"}' % ONE.encode()
    assert answer(ours) == 204
    assert answer(ours, secret="another") == 403
    assert answer(ours, when=late) == 403
    assert answer(ours, "/providers/exchanges/fixed_line") == 403  # the settings have no key of it
    assert answer(ours, "/providers/exchanges/nobody") == 403
    assert answer(b'{"reference": "%s"}' % TWO.encode()) == 400  # another partner's
    for body in (b"[]", b"\xff", b'{"reference": 1}', b'{"reference": "\\u0000"}', b"{}"):
        assert answer(body) == 400, body


@pytest.mark.parametrize(("is_added", "points"), [(True, (11_345, 0)), (False, (12_345, 0))])
def test_after_three_days_a_person_decides(
    new_hotline: NewHotline, player: ProviderPlayer, is_added: bool, points: tuple[int, int]
) -> None:
    player.delay = timedelta(days=9)
    hotline = new_hotline()
    hotline.exchanges(ONE)
    hotline.works()
    hotline.passes(days=2, hours=23)
    assert waiting(hotline) == []
    with pytest.raises(NotAllowed, match="exchange_waits"):
        decide(hotline, is_added=is_added)
    hotline.passes(hours=1)
    assert waiting(hotline) == [ONE]
    decide(hotline, is_added=is_added)
    assert (waiting(hotline), hotline.points()) == ([], points)
    with pytest.raises(ActedMeanwhile):
        decide(hotline, is_added=not is_added)
    asked = sum(player.outages.values())
    hotline.passes(days=9)
    hotline.works()  # the partner's yes comes too late, and nobody asks for it
    assert sum(player.outages.values()) == asked
    assert (hotline.points(), len(hotline.texts())) == (points, 1)
    assert hotline.is_sound()


def test_partner_without_a_way_to_it_waits_for_a_person(
    new_hotline: NewHotline, player: ProviderPlayer
) -> None:
    hotline = new_hotline()
    hotline.exchanges(ONE, partner="fixed_line")
    for _ in range(4):
        hotline.works()
        hotline.passes(days=1)
    assert (hotline.exchange_status(ONE), hotline.texts(), player.books) == ("open", [], [])
    assert waiting(hotline) == [ONE]
