"""What shall be erased or cancelled, and is not the membership: leaving is not offered for it."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

from flows.language import Does, Label, understanding


@pytest.mark.parametrize(
    "text",
    [
        "把录音删了",
        "删掉我的通话录音",
        "请把我的资料删除",
        "删除我的个人信息",
        "delete my data please",
        "delete my recording",
        "erase my personal information",
        "can you remove all my data from your systems",
    ],
)
def test_who_wants_data_erased_is_put_to_an_agent(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (Label.AGENT,))


@pytest.mark.parametrize("text", ["取消掉它", "取消所有", "取消全部", "cancel everything"])
def test_order_to_cancel_what_is_not_named_is_for_an_agent(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes, found.cancels) == (Does.ASK, (Label.AGENT,), Label.ORDER)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("取消我的会员日短信", "cancel my member day texts"), ("停掉优惠短信", "stop sales texts")],
)
def test_texts_that_are_named_are_stopped_and_nothing_else(
    member: Member, zh: str, en: str
) -> None:
    member.enters(zh if member.language == "zh" else en)
    assert (
        member.open_question == "marketing.refuse" or not member.rows_of("member")[0].marketing_ok
    )


@pytest.mark.parametrize(
    "text", ["注销我的账号", "取消会员", "delete my account", "cancel my membership"]
)
def test_leaving_is_still_understood(text: str) -> None:
    assert understanding.understand(text).wishes[0] is Label.LEAVE


@pytest.mark.parametrize("text", ["buy data", "换1G流量", "my data is gone"])
def test_data_is_still_no_record(text: str) -> None:
    assert Label.AGENT not in understanding.understand(text).wishes
