"""Two wishes in one text: what is only looked up is answered, and none is dropped."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member

from flows.language import understanding

BOTH_LOOK_UPS = ["查积分和等级", "balance and tier please"]


@pytest.mark.parametrize("text", BOTH_LOOK_UPS)
def test_both_look_ups_are_answered(member: Member, text: str) -> None:
    member.speaks(text, 0.95).hears("balance-expiring").hears("tier-below").has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("帮我查下积分,再换10元话费", "credit"),
        ("换个杯子再查下积分", "redeem"),
        ("my balance and also stop the ads", "stop"),
    ],
)
def test_look_up_is_answered_and_the_other_one_asked_about(
    member: Member, text: str, wish: str
) -> None:
    member.speaks(text).hears("balance-expiring").hears("ask_wish-meant", wish=wish)
    member.is_asked("ask_wish.meant").says_no().hears("ask_wish-never_mind")


@SMS_ONLY
def test_two_that_cost_are_offered(member: Member) -> None:
    member.speaks("换50元话费和1G流量").is_asked("offer_wishes.which")
    shown = [each["value"] for each in member.session.top.answers["shown"]]
    assert shown[:2] == ["credit", "data"]


@VOICE_ONLY
def test_two_that_were_heard_badly_are_offered(member: Member) -> None:
    member.speaks(BOTH_LOOK_UPS[member.language == "en"], 0.3)
    member.does_not_hear("balance-expiring")


@SMS_ONLY
def test_amount_of_the_one_that_is_picked_is_kept(member: Member) -> None:
    member.speaks("帮我查下积分,再换10元话费").says_yes().is_asked("redeem_credit.code")


@pytest.mark.parametrize(
    "text",
    ["话费和流量怎么换", "积分和里程怎么换", "积分还有多少", "我还有多少分", "换保温杯和茶具",
     "I want credit and not data", "stop the ads and spam", "give my points to mom and dad",
     "how many points do i have and when do they expire"],
)  # fmt: skip
def test_one_wish_is_not_taken_for_two(text: str) -> None:
    assert not understanding.two_wishes_in(text)
