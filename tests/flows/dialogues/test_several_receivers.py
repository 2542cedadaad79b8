"""Two receivers in one text: the first is taken, and it is said that they are served in turn."""

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
