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
    assert (found.does, found.wishes, found.cancels) == (
        Does.ASK,
        (Label.AGENT,),
        Label.ORDER,
    ), found


@pytest.mark.parametrize("text", NO_AGENT)
def test_words_about_agents_call_none(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) != (Does.ACT, (Label.AGENT,)), found


@pytest.mark.parametrize("text", AGENT)
def test_wish_for_an_agent_is_acted_on(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (Label.AGENT,)), found


@pytest.mark.parametrize(
    "text",
    [
        "先别关广告短信", "短信不要退", "广告短信千万别给我关了", "广告短信先别退",
        "是我妈要退订广告短信",
        "广告短信已经退了对吧", "优惠短信没停过", "我要广告短信不要停",
        "i don't mind the promo texts",
        "i thought about stopping the texts but no", "is there a way to stop ads",
        "i never signed up for these texts", "never stop the offers",
        "i want the offers, no more calls",
    ],
)  # fmt: skip
def test_only_a_whole_plain_order_stops_the_texts(text: str) -> None:
    assert reading_of(said(text), Label.STOP, Meaning.PLAIN) is None
    assert understanding.understand(text).does is not Does.ACT


@pytest.mark.parametrize(
    "text",
    [
        "等会再找人工", "我还没想好要不要人工", "谁要找人工啊", "人工要等多久",
        "人工排队要排多久", "我为什么要找人工",
        "转人工会不会扣分", "一定要找人工吗", "我妈想找人工", "人工客服态度真差",
        "我刚才找过客服了", "换个人",
        "how long is the wait for an agent", "maybe i'll call an agent later",
        "i already spoke to an agent", "is an agent even going to help", "wrong person",
        "my wife wants an agent", "should i talk to an agent",
    ],
)  # fmt: skip
def test_words_that_order_no_agent_are_asked_about(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ASK, (Label.AGENT,)), found


@pytest.mark.parametrize(
    "text",
    [
        "找人工", "能帮我转人工吗", "我已经等了很久了，给我转人工", "刚才客服挂断了，给我转人工",
        "为什么还不给我转人工",
        "get me a person", "can I talk to someone", "how do i reach an agent",
        "i already spoke to an agent, put me through again",
        "how long must i wait, get me an agent",
    ],
)  # fmt: skip
def test_an_order_for_an_agent_is_carried_out(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (Label.AGENT,)), found


@pytest.mark.parametrize(
    "text",
    [
        "挂失先等等", "再不到账我就退会", "再这样我就要投诉了", "换话费？", "投诉？", "挂失？",
        "pretend I want to redeem a mug", "fix this or I'll complain", "the freeze can wait",
        "phone credit?",
    ],
)  # fmt: skip
def test_a_costly_wish_that_is_not_wanted_now_is_asked_about(text: str) -> None:
    assert understanding.understand(text).does is Does.ASK


@pytest.mark.parametrize("text", ["兑换先放一放", "鬼才要换话费", "like hell I'm redeeming a mug"])
def test_a_costly_wish_that_is_put_off_or_scorned_is_refused(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.refused is not None) == (Does.NONE, True), found
