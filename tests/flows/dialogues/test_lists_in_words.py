"""Lists that are answered in words: what is not wanted, a yes or a no to the only entry, and the
page before the last one; and digits that are drawn."""

import pytest
from dialogue_steps import SMS_ONLY, open_gift_list
from driver import Member

from flows.language import answers, in_plain_digits

TYPED = pytest.mark.parametrize("channel", ["sms", "ussd"])
ONE_GIFT = "UPDATE gift SET on_sale = (sku = 'earphones') WHERE kind = 'gift'"


def keys(member: Member) -> list[str]:
    assert member.turn is not None
    return [option.key for option in member.turn.options]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("不要蓝牙耳机", "蓝牙耳机"),
        ("我不想要保温杯了", "保温杯"),
        ("别的，不要保温杯", "保温杯"),
        ("除了手机支架都行", "手机支架"),
        ("不要第三个", "第三个"),
        ("not the headphones", "headphones"),
        ("I don't want the thermos cup, thanks", "thermos cup"),
        ("anything but the mug", "mug"),
        ("no headphones please", "headphones"),
        ("不要了", ""),
        ("不要杯子，要支架", ""),
        ("不要蓝牙耳机吗？", ""),
        ("no thanks", ""),
        ("no, the headphones", ""),
        ("蓝牙耳机", ""),
        ("I want the headphones", ""),
    ],
)
def test_what_is_refused(text: str, thing: str) -> None:
    assert answers.refused_in(text).removeprefix("the ") == thing


@pytest.mark.parametrize(
    "words", ["不要蓝牙耳机", "除了蓝牙耳机", "not the earphones", "I don't want the earphones"]
)
def test_entry_that_is_refused_is_no_longer_listed(member: Member, words: str) -> None:
    if words.isascii() != (member.language == "en"):
        return
    open_gift_list(member).speaks(words).hears("engine-shorter_list").is_asked("redeem_gift.pick")
    assert keys(member) == ["1", "2", "5"]  # those of the others stay
    member.enters("3").is_asked("redeem_gift.pick")
    member.picks("mascot")
    assert member.session.top.answers["sku"] == "mascot"


@TYPED
def test_entry_may_be_refused_by_its_place(member: Member) -> None:
    words = "不要第三个" if member.language == "zh" else "not the third one"
    open_gift_list(member).enters(words).is_asked("redeem_gift.pick")
    assert keys(member) == ["1", "2", "5"]


@SMS_ONLY
def test_list_without_any_entry_that_is_wanted_is_left(member: Member) -> None:
    member.hotline.change(ONE_GIFT)
    words = "不要蓝牙耳机" if member.language == "zh" else "not the earphones"
    open_gift_list(member).enters(words).hears("engine-dropped")
    assert member.points() == (12_345, 0)


@pytest.mark.parametrize("words", ["要", "好的", "换吧", "yes", "ok", "get it"])
def test_yes_takes_the_only_entry(member: Member, words: str) -> None:
    member.hotline.change(ONE_GIFT)
    open_gift_list(member).speaks(words)
    assert member.open_question in ("redeem_gift.confirm", "redeem_gift.code")
    assert member.session.top.answers["sku"] == "earphones"


@pytest.mark.parametrize("words", ["不要", "不", "no", "no thanks"])
def test_no_refuses_the_only_entry(member: Member, words: str) -> None:
    member.hotline.change(ONE_GIFT)
    open_gift_list(member).speaks(words).hears("engine-dropped")
    assert "redeem_gift" not in member.stack


def test_yes_takes_nothing_of_several(member: Member) -> None:
    open_gift_list(member).speaks("要" if member.language == "zh" else "yes")
    member.is_asked("redeem_gift.pick")


def test_page_before_the_last_one_is_read_again(member: Member) -> None:
    member.asks_for("history").enters_pin_if_asked().picks("older").picks("older")
    member.hears("history-last")
    member.speaks("上一页" if member.language == "zh" else "previous page")
    member.is_asked("history.page").speaks("下一页" if member.language == "zh" else "next page")
    member.hears("history-last")


@SMS_ONLY
def test_page_before_is_over_once_something_else_was_done(member: Member) -> None:
    member.asks_for("history").picks("older").picks("older").enters("JF")
    member.enters("上一页" if member.language == "zh" else "previous page")
    member.does_not_hear("history-page")


@SMS_ONLY
@pytest.mark.parametrize("drawn", ["3️⃣", "3⃣", "③", "⑶", "❸", "➂", "３", "⒊"])
def test_drawn_digit_is_the_digit(member: Member, drawn: str) -> None:
    open_gift_list(member).enters(drawn).is_asked("redeem_gift.code")
    assert member.session.top.answers["sku"] == "earphones"


@pytest.mark.parametrize(
    ("text", "plain"),
    [("1️⃣2️⃣3️⃣", "123"), ("⑩", "10"), ("⓪", "0"), ("#️⃣", "#"), ("❤️ 好", "❤️ 好"), ("m²", "m²")],
)
def test_only_drawn_digits_are_plain_digits(text: str, plain: str) -> None:
    assert in_plain_digits(text) == plain


@pytest.mark.parametrize("open_list", [False, True])
def test_gift_that_was_refused_is_not_the_one_to_redeem(member: Member, open_list: bool) -> None:
    """Neither at a list of other gifts, nor where nothing is begun."""
    if open_list:
        member.asks_for("redeem_data").enters_pin_if_asked()
    member.speaks("不要蓝牙耳机" if member.language == "zh" else "not the earphones")
    if member.open_question == "ask_wish.meant":
        member.says_yes().enters_pin_if_asked()
        assert member.open_question in ("redeem_gift.how", "redeem_gift.pick")
    assert "sku" not in member.session.top.answers
