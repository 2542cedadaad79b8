"""Balance, tier and history."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from dialogue_steps import SMS_ONLY, open_gift_list, spoken
from driver import (
    ACTIVE,
    DIAMOND,
    ENGLISH,
    NEW,
    Hotline,
    Member,
)
from sqlalchemy import Connection

from core.ledger import ledger
from core.loyalty import Bill, Charge, Reversal, accrual, accrual_reversal
from core.programme import local_day
from flows.language.sms_segments import segments
from flows.protocol import Channel


def test_balance_with_expiring_points(hotline: Hotline, member: Member) -> None:
    on = (hotline.at + timedelta(days=20)).date().isoformat()
    member.asks_for("balance")
    member.hears("balance-expiring", points=12_345, expiring=2_000, on=on).has_final_answer()


def test_balance_without_expiring_points(member_with_number: Callable[[str], Member]) -> None:
    member_with_number(ENGLISH).asks_for("balance").hears(
        "balance-safe", points=3_200
    ).has_final_answer()


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("3200分什么时候到期", "when exactly do my 3200 points expire?"),
        ("年底会清零吗", "when do my points expire"),
    ],
)
def test_next_expiry_is_said_however_far_it_is(
    member_with_number: Callable[[str], Member], zh: str, en: str
) -> None:
    member = member_with_number(ENGLISH)
    member.speaks(zh if member.language == "zh" else en, 0.95)
    member.hears("balance-safe", points=3_200, expires="yes")
    words = " ".join(spoken(member))
    [on] = [facts["on"] for key, facts, _ in member._said if key == "balance-safe"]
    assert ("年" if member.language == "zh" else on[:4]) in words or member.channel is Channel.VOICE


def test_points_whose_last_day_was_yesterday_are_not_counted_or_offered(
    hotline: Hotline, member: Member
) -> None:
    """The night's job has not run: nothing has posted their expiry."""
    hotline.at += timedelta(days=20)
    member.asks_for("balance").hears(
        "balance-expiring", points=12_345, expiring=2_000, on=local_day(hotline.at).isoformat()
    )
    hotline.at += timedelta(days=1)
    later = hotline.member(member.channel, member.language)
    later.asks_for("balance").hears("balance-safe", points=10_345).has_final_answer()
    hotline.change("UPDATE gift SET points = 12000 WHERE sku = 'thermos-cup'")
    again = hotline.member(member.channel, member.language)
    open_gift_list(again).picks("thermos-cup").hears("redeem_gift-something_else", missing=1_655)


def earn_later(hotline: Hotline, amount: int, days: int, whose: int = 1) -> str:
    """Points that can be used in so many days; returns that day."""
    usable_from = local_day(hotline.at) + timedelta(days=days)
    how = {"contra": "issued", "kind": "partner", "key": f"later:{days}", "at": hotline.at}
    terms = {"expires_at": None, "unit_cost_mfen": 1_000, "usable_from": usable_from}
    hotline.database.run(
        lambda conn: ledger.grant(conn, member_id=whose, amount=amount, **how, **terms)
    )
    return usable_from.isoformat()


def test_points_that_cannot_be_used_yet_are_said_with_their_day(
    hotline: Hotline, member: Member
) -> None:
    day = earn_later(hotline, 300, 7)
    facts = {"total": 12_645, "waiting": 300, "waiting_days": 1, "waiting_until": day}
    member.asks_for("balance").hears("balance-waiting_expiring", expiring=2_000, **facts)
    words = " ".join(spoken(member))
    said = {"zh": "其中300分6月8日起可以使用", "en": "300 of them can be used from Jun"}
    if member.channel is Channel.VOICE:
        said = {"zh": "其中三百分六月八日起可以使用", "en": "300 of them can be used from June"}
    assert said[member.language] in words
    last = earn_later(hotline, 200, 9)
    member.asks_for("balance").hears(
        "balance-waiting_expiring", total=12_845, waiting=500, waiting_days=2, waiting_until=last
    )
    hotline.at += timedelta(days=9)  # and both can be spent
    later = hotline.member(member.channel, member.language)
    later.asks_for("balance").hears("balance-expiring", points=12_845)


def test_points_of_a_newcomer_that_cannot_be_used_yet(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    day = earn_later(hotline, 1, 1, whose=4)
    facts = {"waiting": 1, "waiting_days": 1, "waiting_until": day}
    member_with_number(NEW).asks_for("balance").hears("balance-all_waiting", **facts)


def test_points_that_cannot_be_used_yet_buy_nothing(hotline: Hotline, member: Member) -> None:
    earn_later(hotline, 10_000, 7)
    hotline.change("UPDATE gift SET points = 12346 WHERE sku = 'thermos-cup'")
    open_gift_list(member).picks("thermos-cup").hears("redeem_gift-something_else", missing=1)


def test_tier_is_not_said_to_last_until_a_past_day(hotline: Hotline, member: Member) -> None:
    """The term ended yesterday, and the month's rating has not run."""
    hotline.change("UPDATE member SET tier_until = '2026-05-31' WHERE member_id = 1")
    member.asks_for("tier").hears("tier-below_open", tier="gold").has_final_answer()


def test_balance_without_points(member_with_number: Callable[[str], Member]) -> None:
    member_with_number(NEW).asks_for("balance").hears("balance-none").has_final_answer()


@pytest.mark.parametrize(
    ("number", "key", "facts"),
    [
        (ACTIVE, "tier-below", {"tier": "gold", "next": "diamond", "needed": 3_880}),
        (DIAMOND, "tier-top", {"tier": "diamond"}),
        (NEW, "tier-below_open", {"tier": "basic", "next": "silver", "needed": 1_000}),
    ],
)
def test_tier(
    member_with_number: Callable[[str], Member], number: str, key: str, facts: dict[str, object]
) -> None:
    member_with_number(number).asks_for("tier").hears(key, **facts).has_final_answer()


def test_tier_that_is_reached_but_not_yet_rated(hotline: Hotline, member: Member) -> None:
    hotline.change("UPDATE member SET tier = 'silver' WHERE member_id = 1")
    member.asks_for("tier").hears("tier-reached", tier="silver", next="gold").has_final_answer()


def test_history_in_three_pages_and_back(member: Member) -> None:
    member.asks_for("history").enters_pin_if_asked().is_asked("history.page")
    first = spoken(member)
    member.picks("older").is_asked("history.page")
    second = spoken(member)
    assert first != second
    member.says_back().is_asked("history.page")
    assert spoken(member) == first
    member.picks("older")
    assert spoken(member) == second
    member.picks("older").hears("history-last").has_final_answer()


def test_history_names_a_refunded_bill(hotline: Hotline, member: Member) -> None:
    """Two entries: the points, and the bonus of an old member."""
    on = local_day(hotline.at)
    bill = Bill(on, (Charge("mobile", "fee", 10_000),))
    refund = Reversal("bill", "mobile", on)
    database, whose = hotline.database, {"member_id": 1, "at": hotline.at}
    database.run(lambda conn: accrual.earn(conn, bill=bill, key="bill", **whose))
    database.run(lambda conn: accrual_reversal.reverse(conn, reversal=refund, key="back", **whose))
    member.asks_for("history").enters_pin_if_asked().is_asked("history.page")
    entries = [facts for key, facts, _ in member._said if key == "history-entry_out"]
    assert {entry["points"] for entry in entries if entry["on"] == on.isoformat()} == {45, 150}
    assert ("refund" if member.language == "en" else "退款扣回") in spoken(member)[0]


@pytest.fixture
def owing(hotline: Hotline) -> Hotline:
    """A bill of 100 yuan is refunded when 50 of its 150 points have been spent: member 1 has no
    others."""
    on, database, whose = local_day(hotline.at), hotline.database, {"member_id": 1}
    bill = Bill(on, (Charge("mobile", "fee", 10_000),))
    how: dict[str, Any] = {"contra": "redeemed", "kind": "redeem", "at": hotline.at} | whose

    def refund(conn: Connection) -> None:
        ledger.spend(conn, amount=12_345, key="all", **how | {"contra": "issued"})
        accrual.earn(conn, bill=bill, key="bill", at=hotline.at, **whose)
        ledger.spend(conn, amount=50, key="some", **how | {"contra": "issued"})
        refunded = Reversal("bill", "mobile", on)
        accrual_reversal.reverse(conn, reversal=refunded, key="back", at=hotline.at, **whose)

    database.run(refund)
    return hotline


def test_what_is_owed_is_said_with_the_balance(owing: Hotline, member: Member) -> None:
    member.asks_for("balance").hears("balance-none").hears("balance-owed", owed=50)
    member.has_final_answer()
    words = " ".join(spoken(member))
    assert ("会从" if member.language == "zh" else "out of the next points you earn") in words
    if member.channel is Channel.SMS:
        assert segments(words).count == 1


def test_all_points_that_expire_on_one_day_are_said_to_be_all(
    owing: Hotline, member: Member
) -> None:
    how = {"contra": "issued", "kind": "promotion", "key": "more", "at": owing.at}
    terms = {"expires_at": local_day(owing.at) + timedelta(days=400), "unit_cost_mfen": 1_000}
    owing.database.run(lambda conn: ledger.grant(conn, member_id=1, amount=80, **how, **terms))
    member.asks_for("balance").hears("balance-safe", points=30, expires="all", expiring=30)
    words = " ".join(spoken(member)).lower()
    assert ("全部" if member.language == "zh" else "all of them will") in words


def test_history_says_what_was_paid_of_what_is_owed(owing: Hotline, member: Member) -> None:
    how = {"contra": "issued", "kind": "promotion", "key": "more", "at": owing.at}
    terms = {"expires_at": None, "unit_cost_mfen": 1_000}
    owing.database.run(lambda conn: ledger.grant(conn, member_id=1, amount=80, **how, **terms))
    member.asks_for("balance").hears("balance-safe", points=30).has_final_answer()
    member.asks_for("history").enters_pin_if_asked().is_asked("history.page")
    assert ("points owed" if member.language == "en" else "退款补扣") in spoken(member)[0]


def test_no_history(hotline: Hotline, member_with_number: Callable[[str], Member]) -> None:
    newcomer = member_with_number(NEW)
    hotline.change(
        "UPDATE member SET pin_hash = (SELECT pin_hash FROM member WHERE member_id = 1)"
        " WHERE member_id = 4"
    )
    newcomer.asks_for("history").enters_pin_if_asked().hears("history-none").has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("上个月花了多少分", "how many points did I use last month"),
        ("我今年用掉多少积分", "how many points have I spent"),
    ],
)
def test_points_spent_are_in_the_history(member: Member, zh: str, en: str) -> None:
    member.speaks(zh if member.language == "zh" else en).hears("history-page")


def test_ordered_gift_is_in_the_history_before_it_is_sent(member: Member) -> None:
    open_gift_list(member).picks("phone-stand").confirms()
    member.asks_for("history").enters_pin_if_asked().hears("history-held", points=300)


@SMS_ONLY
@pytest.mark.parametrize(
    "text",
    ["升金卡还要多少", "升金卡还要多少分", "我离钻石卡还差多少积分", "升级还要多少积分",
     "how many points do I need for gold", "how many points for gold",
     "how much more until diamond"],
)  # fmt: skip
def test_points_to_a_tier_are_no_balance(member: Member, text: str) -> None:
    member.enters(text).hears("tier-below").does_not_hear("balance-expiring")


@SMS_ONLY
@pytest.mark.parametrize("text", ["我的基分", "基分", "查一下鸡分", "机分还剩多少", "积份"])
def test_points_written_by_their_sound_are_the_balance(member: Member, text: str) -> None:
    member.enters(text).hears("balance-expiring")
