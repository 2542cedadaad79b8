"""Two wishes in one text: both are offered by number, and none is dropped."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member

from flows.language import understanding

TWO = [
    ("查积分和等级", ("balance", "tier")),
    ("balance and tier please", ("balance", "tier")),
    ("帮我查下积分,再换10元话费", ("balance", "credit")),
    ("换个杯子再查下积分", ("balance", "redeem")),
    ("my balance and also stop the ads", ("balance", "stop")),
    ("换50元话费和1G流量", ("credit", "data")),
]


@SMS_ONLY
@pytest.mark.parametrize(("text", "wishes"), TWO)
def test_both_are_offered_the_look_up_first(
    member: Member, text: str, wishes: tuple[str, str]
) -> None:
    member.speaks(text).is_asked("offer_wishes.which")
    assert [each["value"] for each in member.session.top.answers["shown"]][:2] == list(wishes)


@VOICE_ONLY
def test_second_one_is_not_dropped_on_a_call(member: Member) -> None:
    text = "查积分和等级" if member.language == "zh" else "balance and tier please"
    member.speaks(text, 0.95).is_asked("offer_wishes.which")


@SMS_ONLY
def test_amount_of_the_one_that_is_picked_is_kept(member: Member) -> None:
    member.speaks("帮我查下积分,再换10元话费").picks("credit").is_asked("redeem_credit.code")


@pytest.mark.parametrize(
    "text",
    ["话费和流量怎么换", "积分和里程怎么换", "积分还有多少", "我还有多少分", "换保温杯和茶具",
     "I want credit and not data", "stop the ads and spam", "give my points to mom and dad",
     "how many points do i have and when do they expire"],
)  # fmt: skip
def test_one_wish_is_not_taken_for_two(text: str) -> None:
    assert not understanding.two_wishes_in(text)
