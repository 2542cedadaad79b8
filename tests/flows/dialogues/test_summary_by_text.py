"""Who wants to be texted what a call says gets the summary, and no marketing texts."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member

NOT_VOICE = pytest.mark.parametrize("channel", ["sms", "ussd"])
WANTED = [
    ("用短信发给我", "text it to me"),
    ("发短信给我", "send it by text"),
    ("短信发我", "text me that"),
    ("发到我手机上", "can you text me the balance"),
    ("把积分用短信发给我", "send me that by text"),
    ("发短信告诉我余额", "send me my balance by text"),
    ("用短信告诉我积分", "i want my balance in a text"),
    ("短信发我积分", "sms me my points"),
    ("给我发短信", "send me a text"),
]


@VOICE_ONLY
@pytest.mark.parametrize("where", ["home", "balance", "history"])
@pytest.mark.parametrize(("zh", "en"), WANTED)
def test_summary_is_texted(member: Member, zh: str, en: str, where: str) -> None:
    if where == "home":
        member.calls()
    else:
        member.asks_for(where).enters_pin_if_asked()
    consents = len(member.rows_of("consent"))
    member.speaks(zh if member.language == "zh" else en).hears("summary-asked")
    assert len(member.rows_of("consent")) == consents


@VOICE_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("我要订阅推广短信", "send me marketing texts"), ("别给我发短信", "don't text me")],
)
def test_other_texts_are_not_the_summary(member: Member, zh: str, en: str) -> None:
    member.calls().speaks(zh if member.language == "zh" else en).does_not_hear("summary-asked")


@VOICE_ONLY
def test_words_at_a_code_leave_nothing(member: Member) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10")
    stack = member.stack
    member.speaks("用短信发给我" if member.language == "zh" else "send it by text")
    member.does_not_hear("summary-asked")
    assert member.stack[: len(stack) - 1] == stack[:-1]


@NOT_VOICE
@pytest.mark.parametrize(
    ("zh", "en"),
    [("发短信告诉我余额", "send me my balance by text"), ("短信发我积分", "sms me my points")],
)
def test_balance_is_answered_where_it_is_read(member: Member, zh: str, en: str) -> None:
    member.calls().speaks(zh if member.language == "zh" else en).hears("balance-expiring")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("发短信给我", "text me"), ("给我发短信", "send me a text")]
)
def test_text_that_is_asked_for_is_no_marketing(member: Member, zh: str, en: str) -> None:
    member.enters(zh if member.language == "zh" else en).is_asked("offer_wishes.which")
    assert [each["value"] for each in member.session.top.answers["shown"]] == ["balance", "agent"]
