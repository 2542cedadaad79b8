"""An order that has not come becomes a complaint, in words and where it is late."""

from datetime import timedelta

import pytest
from driver import Member


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


MISSED = [
    ("我的礼品还没收到", "my gift still hasn't arrived"),
    ("怎么还没到啊都十天了", "I never received my parcel"),
    ("都等了十天了", "I've been waiting for ten days"),
    ("我昨天换的礼品没收到", "i never got my mug"),
]


@pytest.mark.parametrize(("zh", "en"), MISSED)
@pytest.mark.parametrize(("days", "question"), [(1, "order.waiting"), (10, "order.late")])
def test_who_misses_an_order_is_asked_whether_to_complain(
    member: Member, zh: str, en: str, days: int, question: str
) -> None:
    member.hotline.at += timedelta(days=days)
    in_words(member.calls(), zh, en).enters_pin_if_asked().is_asked(question)
    member.says_yes().is_asked("complaint.words").says("It has not come.").files_it()
    filed = member.latest("complaint", "opened_at")
    assert (filed.order_number, filed.category) == ("20260001", "delivery")


def test_late_order_is_left_without_a_complaint(member: Member) -> None:
    member.hotline.at += timedelta(days=10)
    member.asks_for("order").enters_pin_if_asked().is_asked("order.late").says_no()
    member.hears("order-left").hears("engine-person")
    assert not member.rows_of("complaint")


@pytest.mark.parametrize(("zh", "en"), [("积分怎么还没到", "my points haven't arrived")])
def test_points_that_are_missed_are_no_order(member: Member, zh: str, en: str) -> None:
    in_words(member.calls(), zh, en)
    assert "order.waiting" not in member.stack


@pytest.mark.parametrize(
    ("zh", "en"),
    [("我昨天换的话费没到账", "my phone credit never came"),
     ("刚才那个充上了吗", "did that top up go through")],
)  # fmt: skip
def test_credit_that_is_missed_or_asked_for_is_looked_up(member: Member, zh: str, en: str) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked()
    member.picks("credit-10").confirms()
    number = member.hotline.row(
        "SELECT number FROM gift_order WHERE member_id = 1 ORDER BY created_at DESC LIMIT 1"
    ).number
    if member.turn is not None and member.turn.ends:
        member.calls()
    in_words(member, zh, en).enters_pin_if_asked()
    assert number in [facts.get("number") for _, facts, _ in member._said]


@pytest.mark.parametrize(("zh", "en"), [("我昨天换的流量没到账", "my data never came")])
def test_order_of_another_kind_is_not_taken_for_it(member: Member, zh: str, en: str) -> None:
    in_words(member.calls(), zh, en).enters_pin_if_asked()
    assert "order.waiting" not in member.stack
