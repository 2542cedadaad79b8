"""Weeks of e-vouchers: members who ask twice, codes that expire, and a carrier that fails. No code
is lost or given twice, and each is told to its owner alone, once."""

import random
from datetime import timedelta
from functools import partial

import pytest
import requests
from carriers import AUTH_TOKEN
from code_sealer import VOUCHER_SEALER
from failing_texts import FailingTexts
from provider_hotline import NewHotline, ProviderHotline
from sqlalchemy import update
from voucher_stock import POINTS, SKU, offer_vouchers

from core.kernel import Refused
from core.messaging import TextCarrier, Topic
from core.programme import local_day
from core.redemption import SoldOut, vouchers
from core.schema import gift_order, outbox, sent_text, voucher

DAYS, MEMBERS = 21, (1, 2, 3)


@pytest.mark.parametrize(("seed", "dialect"), [(1, "sqlite"), (2, "postgresql")])
def test_each_code_is_told_to_its_owner_alone(
    new_hotline: NewHotline, seed: int, dialect: str
) -> None:
    draw, between = random.Random(seed), []

    def failing(carrier: TextCarrier) -> FailingTexts:
        between.append(FailingTexts(carrier, random.Random(seed + 1000)))
        return between[0]

    hotline = new_hotline(dialect, texts=failing)
    loaded, placed, sold_out = 0, dict[str, int](), 0
    for day in range(DAYS):
        if day % 4 == 0:
            codes = [f"CODE-{loaded + n:04}" for n in range(4)]
            until = local_day(hotline.clock[0]) + timedelta(days=draw.choice((2, 60)))
            offer = partial(offer_vouchers, codes=codes, expires_on=until)
            at = hotline.clock[0]
            loaded += hotline.database.run(partial(offer, at=at))
            assert hotline.database.run(partial(offer, at=at)) == 0  # the same file again
        for _ in range(draw.randrange(4)):
            number, who = f"{40000000 + len(placed) + sold_out}", draw.choice(MEMBERS)
            try:
                for _again in range(draw.choice((1, 2))):
                    hotline.order(number, SKU, who, points=POINTS)
                placed[number] = who
            except SoldOut:
                sold_out += 1
            except Refused:  # the day's limit, or too few points
                pass
        for _ in range(4):
            hotline.works()
            hotline.passes(hours=6)
        withdraw = partial(vouchers.withdraw_expired, today=local_day(hotline.clock[0]))
        hotline.database.run(withdraw)
    between[0].draw = None  # the carrier is well again
    for _ in range(20):
        hotline.passes(hours=1)
        hotline.works()
    assert len(placed) > 10 < loaded
    assert sold_out
    _agree(hotline, placed, loaded)


def _agree(hotline: ProviderHotline, placed: dict[str, int], loaded: int) -> None:
    ours = {row.number: row for row in hotline.rows(gift_order) if row.sku == SKU}
    assert set(ours) == set(placed)
    assert {row.status for row in ours.values()} == {"delivered"}
    stored = hotline.rows(voucher)
    given = {row.order_id: row for row in stored if row.order_id}
    assert len(stored) == loaded
    assert set(given) == {row.order_id for row in ours.values()}
    for who in MEMBERS:
        codes = {
            VOUCHER_SEALER.open(row.sealed, f"{row.sku}:{row.fingerprint}")
            for row in given.values()
            if row.member_id == who
        }
        told = [code for text in _texts_on_the_phone(hotline, who) for code in text.split("码")]
        heard = [part.partition("，")[0] for part in told if part.startswith("CODE-")]
        heard += [
            text.partition("code is ")[2].partition(",")[0]
            for text in _texts_on_the_phone(hotline, who)
            if "code is " in text
        ]
        assert sorted(heard) == sorted(codes)
    assert not any("CODE-" in row.words for row in hotline.rows(sent_text))
    assert hotline.is_sound()


def _texts_on_the_phone(hotline: ProviderHotline, who: int) -> list[str]:
    texts = f"{hotline.url}/phone/2010-04-01/Accounts/AC1/Messages.json"
    to, auth = {"To": f"+861380000000{who}"}, ("AC1", AUTH_TOKEN)
    found = requests.get(texts, params=to, auth=auth, timeout=60).json()["messages"]
    return [text["body"] for text in found]


def test_another_code_is_texted_for_one_whose_key_is_gone(new_hotline: NewHotline) -> None:
    hotline = new_hotline("sqlite")
    offer = partial(offer_vouchers, codes=["CODE-0001", "CODE-0002"], at=hotline.clock[0])
    hotline.database.run(offer)
    hotline.order("40000001", SKU, 1, points=POINTS)
    (lost,) = [row for row in hotline.rows(voucher) if row.order_id]
    gone = update(voucher).where(voucher.c.fingerprint == lost.fingerprint)
    hotline.database.run(lambda conn: conn.execute(gone.values(sealed=f"gone.{lost.sealed}")))
    hotline.works()
    assert not _texts_on_the_phone(hotline, 1)
    (waits,) = [row for row in hotline.rows(outbox) if row.topic == Topic.VOUCHER]
    assert waits.done_at is None and waits.tries == 1
    another = partial(vouchers.give_another, member_id=1, order_id=lost.order_id)
    hotline.database.run(partial(another, sealer=VOUCHER_SEALER, at=hotline.clock[0]))
    for _ in range(3):
        hotline.works()
        hotline.passes(hours=6)
    (left,) = [row for row in hotline.rows(voucher) if row.order_id]
    code = VOUCHER_SEALER.open(left.sealed, f"{left.sku}:{left.fingerprint}")
    texts = _texts_on_the_phone(hotline, 1)
    assert texts and all(code in text for text in texts)
    assert hotline.is_sound()
