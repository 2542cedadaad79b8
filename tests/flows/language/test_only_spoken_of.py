"""Words of a wish that wish for something else: the business of others, a question, an order to be
cancelled, no plain word about marketing texts."""

import pytest

from flows.language import Does, Label, understanding
from flows.language.understanding.readings import Meaning, reading_of, said

OURS = [
    ("我的手机和银行卡都丢了", Label.LOST), ("挂失手机卡", Label.LOST),
    ("cancel my loyalty membership", Label.LEAVE), ("退出你们的会员", Label.LEAVE),
    ("服务密码忘了", Label.PIN), ("reset my PIN", Label.PIN),
    ("投诉你们的送货司机", Label.COMPLAINT), ("complain about your courier", Label.COMPLAINT),
    ("给我妈转五百分", Label.GIVE), ("send 500 points to my daughter", Label.GIVE),
    ("用积分换京东卡", Label.REDEEM), ("redeem points for a starbucks voucher", Label.REDEEM),
    ("swap points for hotel points", Label.EXCHANGE), ("积分换航空里程", Label.EXCHANGE),
    ("转人工客服", Label.AGENT),
]  # fmt: skip
PLAIN = [
    "别再给我发广告了", "退订", "帮我退订吧",
    "取消推广短信", "不要再给我发促销短信", "广告短信停了吧",
    "stop sending me offers", "no more ads please", "unsubscribe me",
    "take me off your marketing list",
]  # fmt: skip
NOT_PLAIN = [
    "要退订吗", "如何退订广告", "要不要退订", "我退订过短信的", "别讲了", "停停", "推广短信",
    "不要老发验证码给我", "how do I unsubscribe from offers",
    "my husband unsubscribed from the ads",
    "stop shouting", "marketing texts", "don't call me, text me", "别打电话给我，发短信就行",
]  # fmt: skip
CANCELLED = [
    "取消订单20260001", "杯子不要了能退吗", "把昨天换的杯子退了", "cancel my phone credit",
    "cancel order 20260001", "I'd like to return the mug",
]  # fmt: skip
NO_AGENT = [
    "不是找人工，查积分",
    "不等人工了",
    "人工客服收费吗",
    "转人工吗",
    "my travel agent",
    "agent?",
]
AGENT = ["转人工", "能转人工吗", "人工客服", "I want an agent", "给我找个真人"]


@pytest.mark.parametrize(("text", "wish"), OURS)
def test_what_is_ours_is_not_of_others(text: str, wish: Label) -> None:
    assert reading_of(said(text), wish, Meaning.OF_OTHERS) is None


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_stop_marketing_texts(text: str) -> None:
    assert reading_of(said(text), Label.STOP, Meaning.PLAIN)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_words_that_are_not_plain_stop_nothing(text: str) -> None:
    found = understanding.understand(text)
    assert reading_of(said(text), Label.STOP, Meaning.PLAIN) is None
    assert (found.does, found.wishes) != (Does.ACT, (Label.STOP,))


@pytest.mark.parametrize("text", CANCELLED)
def test_an_order_to_be_cancelled_is_not_begun(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes, found.cancels) == (Does.ASK, (Label.AGENT,), True), found


@pytest.mark.parametrize("text", NO_AGENT)
def test_words_about_agents_call_none(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) != (Does.ACT, (Label.AGENT,)), found


@pytest.mark.parametrize("text", AGENT)
def test_wish_for_an_agent_is_acted_on(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (Label.AGENT,)), found
