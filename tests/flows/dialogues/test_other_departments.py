"""Where else to ask is said only of what is surely no business of the hotline."""

import pytest
from dialogue_steps import SMS_ONLY, open_gift_list
from driver import Member

from flows.language import understanding

NOTICES = [f"engine-elsewhere_{each}" for each in ("bill", "network", "service")]
NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])


def is_not_sent_away(member: Member) -> None:
    for notice in NOTICES:
        member.does_not_hear(notice)


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("那个便宜的", "the cheapest one"),
        ("有电话可以打吗", "is there a number to call"),
        ("那是多少钱", "how much is that in yuan?"),
        ("不对，300", "no, 300"),
        ("怎么办", "what should I do"),
    ],
)
def test_question_of_a_dialogue_is_asked_again(member: Member, zh: str, en: str) -> None:
    open_gift_list(member).speaks(zh if member.language == "zh" else en, 0.95)
    is_not_sent_away(member)


@NOT_USSD
def test_what_is_surely_theirs_is_said_at_a_question_too(member: Member) -> None:
    zh, en = "这个月话费账单怎么这么高", "there is no mobile signal at home all day"
    open_gift_list(member).speaks(zh if member.language == "zh" else en, 0.95)
    assert any(member._was_said(notice) for notice in NOTICES)


@SMS_ONLY
@pytest.mark.parametrize(
    "text",
    ["1分值多少钱", "换了手机号积分怎么办", "1块钱积几分", "怎么办",
     "add to my complaint: May bill was 300 yuan", "how much is that in yuan?", "no, 300"],
)  # fmt: skip
def test_words_of_ours_are_never_sent_away(member: Member, text: str) -> None:
    is_not_sent_away(member.speaks(text))


@pytest.mark.parametrize(
    ("text", "label"),
    [("查钱 不查积分", "elsewhere_bill"),
     ("top up 50 by card, real money not points", "elsewhere_bill"),
     ("家里没信号", "elsewhere_network"), ("我想换个套餐", "elsewhere_service")],
)  # fmt: skip
def test_business_of_others_is_still_told_apart(text: str, label: str) -> None:
    assert understanding.understand(text).wishes == (label,)
