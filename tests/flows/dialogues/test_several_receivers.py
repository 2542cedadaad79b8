"""Two receivers in one wish: the first is taken, and it is said that they are served in turn."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

TWO = [
    ("送100给13800000002，再送200给13800000003", "100"),
    ("give 100 points to 13800000002 and 200 points to 13800000003", "100"),
]


@SMS_ONLY
@pytest.mark.parametrize(("text", "amount"), TWO)
def test_first_of_two_receivers_is_taken_along(buyer: Member, text: str, amount: str) -> None:
    buyer.speaks(text).hears("give-one_by_one").is_asked("give.code")
    buyer.hears("give-code_sent", points=int(amount), to="138****0002").confirms()
    assert buyer.points() == (12_345 - int(amount), 0)


@SMS_ONLY
@pytest.mark.parametrize(
    "text", ["送100给13800000002，不对，是13800000003", "give 100 to 13800000002, no, 13800000003"]
)
def test_number_that_corrects_another_is_no_second_receiver(member: Member, text: str) -> None:
    member.speaks(text).does_not_hear("give-one_by_one")


@SMS_ONLY
@pytest.mark.parametrize(
    "text",
    [
        "不要送给他,送13800000003",
        "不给他了，给13800000003",
        "don't send it to him, send it to 13800000003",
    ],
)
def test_receiver_who_takes_the_place_of_another_is_taken(member: Member, text: str) -> None:
    member.enters("ZZ 13800000002 100").is_asked("give.code")
    first = member.code
    member.speaks(text).hears("give-code_sent", points=100, to="138****0003").enters(first)
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize("text", ["bu song le", "busongle"])
def test_giving_is_left_in_pinyin(member: Member, text: str) -> None:
    member.enters("ZZ 13800000002 100").is_asked("give.code").speaks(text)
    assert member.open_question is None


A, B = "13800000002", "13800000003"
EACH = [
    ("data", f"帮{A}和{B}充1G", f"put 1gb on {A} and 1gb on {B}"),
    ("data", f"帮{A} {B}充1G流量", f"1gb of data for {A} and {B}"),
    ("credit", f"给{A}和{B}各充10块", f"credit for {A} and {B}, 10 each"),
    ("credit", f"给{A}充10元话费，再给{B}充10元", f"top up {A} with 10 yuan and {B} with 10 yuan"),
]


@pytest.mark.parametrize("channel", ["sms", "voice"])
@pytest.mark.parametrize(("kind", "zh", "en"), EACH)
def test_service_for_two_numbers_begins_with_the_first(
    member: Member, kind: str, zh: str, en: str
) -> None:
    member.speaks(zh if member.language == "zh" else en, 0.95)
    if member.open_question == "ask_wish.meant":
        member.says_yes()
    member.enters_pin_if_asked().hears(f"redeem_{kind}-one_by_one")
    asked = "confirm" if member.traits.spoken else "code"
    member.is_asked(f"redeem_{kind}.{asked}")
    assert member.session.top.answers["receiver"] == f"+86{A}"


@pytest.mark.parametrize("channel", ["voice"])
def test_spoken_gigabyte_is_data(member: Member) -> None:
    zh, en = f"给{A}和{B}各充一个G", f"one gig each for {A} and {B}"
    member.speaks(zh if member.language == "zh" else en, 0.95)
    if member.open_question == "ask_wish.meant":
        member.says_yes()
    member.enters_pin_if_asked().is_asked("redeem_data.confirm")
    assert member.session.top.answers["receiver"] == f"+86{A}"


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [(f"给{A}和{B}各送100分", f"give {A} and {B} 100 points each"),
     ("送100分给1 3 8 0 0 0 0 0 0 0 2", "give 100 points to 1 3 8 0 0 0 0 0 0 0 2")],
)  # fmt: skip
def test_receiver_of_points_is_read(member: Member, zh: str, en: str) -> None:
    member.speaks(zh if member.language == "zh" else en)
    member.hears("give-code_sent", points=100, to="138****0002")
