"""A list with one entry asks whether that is wanted; entries are named by what their lines say."""

import pytest
from dialogue_steps import open_gift_list
from driver import Member

from flows.language import answers

NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])
CASES = {"1": "6月1日投诉“杯子碎了”", "2": "6月2日投诉“话费扣多了”"}
CASES_EN = {"1": 'Jun 1: "the cup is broken"', "2": 'Jun 2: "charged twice"'}


def test_only_entry_is_asked_about_and_taken_by_a_yes(member: Member) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked()
    member.hears("redeem_credit-pick-only").is_asked("redeem_credit.pick")
    member.does_not_hear("redeem_credit-pick")
    member.speaks("要" if member.language == "zh" else "yes", 0.95)
    assert member.session.top.answers["sku"] == "credit-10"


@pytest.mark.parametrize("kind", ["credit", "data"])
def test_only_entry_is_taken_by_the_key_that_is_named(member: Member, kind: str) -> None:
    """Its line begins with the amount, and has no key before that."""
    member.asks_for(f"redeem_{kind}").enters_pin_if_asked().hears(f"redeem_{kind}-pick-only")
    member.enters("1")
    assert member.session.top.answers["sku"] in ("credit-10", "data-1gb")


@NOT_USSD
def test_only_entry_is_left_by_a_no(member: Member) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().is_asked("redeem_credit.pick")
    member.speaks("不要" if member.language == "zh" else "no", 0.95)
    assert member.open_question in (None, "voice_home.menu", "redeem_menu.menu")
    assert member.points() == (12_345, 0)


def test_several_entries_are_a_list(member: Member) -> None:
    open_gift_list(member).hears("redeem_gift-pick").does_not_hear("redeem_gift-pick-only")


@NOT_USSD
def test_gift_is_named_by_what_its_line_says(member: Member) -> None:
    words = {"zh": "关于保温杯的那个", "en": "the one with the thermos cup"}
    open_gift_list(member).speaks(words[member.language], 0.95)
    assert member.session.top.answers["sku"] == "thermos-cup"


@pytest.mark.parametrize(
    ("text", "labels", "key"),
    [
        ("关于杯子的那个", CASES, "1"), ("杯子碎了的那条", CASES, "1"),
        ("关于话费的投诉", CASES, "2"),
        ("the one about the cup", CASES_EN, "1"), ("that complaint about the cup", CASES_EN, "1"),
        ("the one that was charged twice", CASES_EN, "2"),
        ("the one about the phone", CASES_EN, None),
        ("关于流量的那个", CASES, None), ("关于投诉的那个", CASES, None),
    ],
)  # fmt: skip
def test_entry_is_named_by_what_it_says(text: str, labels: dict[str, str], key: str) -> None:
    assert answers.option_named(text, labels) == key
