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
