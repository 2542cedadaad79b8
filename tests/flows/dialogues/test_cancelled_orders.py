"""An order that is not wanted any more: an agent can cancel it until it is sent, and it is said the
same wherever it is said."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY, open_gift_list
from driver import Member

from core.redemption import fulfilment

REGRETS = [
    ("后悔了，不要那个礼品了", "I changed my mind about the phone stand"),
    ("刚才换的手机支架不要了", "don't want the stand I just ordered"),
    ("不想要刚才换的东西了", "I don't want the gift I just ordered anymore"),
    ("把刚换的支架退了吧", "cancel the stand I just got"),
    ("我后悔换那个支架了", "I regret ordering the phone stand"),
    ("后悔了，刚才换的不要了", "cancel the gift I just ordered"),
]


def said(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), REGRETS)
def test_order_of_just_now_is_asked_about(member: Member, zh: str, en: str) -> None:
    member.enters("DH 1").enters(member.code)
    number = member.latest("gift_order", "created_at").number
    said(member, zh, en).hears("cancel_order-ask", number=number).is_asked("cancel_order.ask")
    member.says_no().hears("cancel_order-kept").has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize(
    ("gift", "zh", "en"),
    [
        ("1", "换错了！我要撤销", "wrong gift! I want to undo it"),
        ("2", "取消那个杯子", "cancel that cup"),
        ("5", "公仔取消吧", "undo that mascot doll please"),
        ("1", "取消那个电饭煲", "cancel the rice cooker"),
    ],
)
def test_order_of_just_now_is_never_complained_about(
    member: Member, gift: str, zh: str, en: str
) -> None:
    member.enters(f"DH {gift}").enters(member.code)
    number = member.latest("gift_order", "created_at").number
    said(member, zh, en).hears("cancel_order-ask", number=number).is_asked("cancel_order.ask")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("取消那个电饭煲", "cancel the rice cooker")])
def test_gift_that_is_to_be_cancelled_is_not_redeemed(member: Member, zh: str, en: str) -> None:
    said(member, zh, en)
    assert not any(step.startswith("redeem_gift") for step in member.stack)


@SMS_ONLY
@pytest.mark.parametrize("begun", ["DH 5", "DH"])
@pytest.mark.parametrize(
    ("zh", "en"), [("订单取消", "cancel my order"), ("我要退货", "return the order")]
)
def test_order_is_the_one_that_was_placed_before_another_is(
    member: Member, begun: str, zh: str, en: str
) -> None:
    member.enters("DH 1").enters(member.code)
    number = member.latest("gift_order", "created_at").number
    member.enters(begun)
    said(member, zh, en).hears("cancel_order-ask", number=number).is_asked("cancel_order.ask")
    assert not any(step.startswith("redeem_gift") for step in member.stack)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("我不要保温杯", "i dont want the mug"), ("不想要保温杯了", "i don't want mugs any more")],
)
def test_gift_that_was_ordered_is_not_wanted(member: Member, zh: str, en: str) -> None:
    said(member, zh, en).hears("cancel_order-sent", number="20260001")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("我要退货", "I want to return my order")])
def test_goods_are_returned_of_the_last_order(member: Member, zh: str, en: str) -> None:
    member.enters("DH 1").enters(member.code)
    said(member, zh, en).is_asked("cancel_order.ask")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("我不要限量公仔", "i dont want the doll"), ("不要这个", "i don't want that")]
)
def test_gift_that_was_not_ordered_cancels_nothing(member: Member, zh: str, en: str) -> None:
    said(member, zh, en)
    assert not any(step.startswith("cancel_order") for step in member.stack)
    member.does_not_hear("cancel_order-sent")


@SMS_ONLY
def test_yes_asks_for_an_agent(member: Member) -> None:
    member.enters("DH 1").enters(member.code)
    said(member, *REGRETS[0]).says_yes().hears("agent-writing")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("刚才换的保温杯不要了", "I changed my mind about the mug"),
        ("保温杯不要了", "don't want the mug I just ordered"),
        ("取消订单20260001", "cancel order 20260001"),
    ],
)
def test_order_that_was_sent_is_named_and_cannot_be_cancelled(
    member: Member, zh: str, en: str
) -> None:
    member.enters("DH 1").enters(member.code)  # the last one, and not that which is named
    said(member, zh, en).hears("cancel_order-sent", number="20260001", days=7)
    member.hears("engine-person").has_final_answer()


@VOICE_ONLY
def test_on_a_call_the_caller_is_identified_first(member: Member) -> None:
    said(member, "刚才换的保温杯不要了", "I changed my mind about the mug")
    member.enters_pin_if_asked().hears("cancel_order-sent", number="20260001").has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("后悔了，不要那个礼品了", "I changed my mind about the gift"),
        ("不要这个东西了", "I don't want it"),
    ],
)
def test_at_the_code_it_is_the_gift_of_the_code(member: Member, zh: str, en: str) -> None:
    member.enters("DH 1").is_asked("redeem_gift.code")
    said(member, zh, en).hears("redeem_gift-cancelled")


@SMS_ONLY
def test_what_is_delivered_at_once_cannot_be_cancelled(member: Member) -> None:
    member.enters("HF 10").enters(member.code)
    said(member, "刚才换的话费不要了", "I regret the phone credit I just got")
    member.hears("cancel_order-final").hears("engine-person")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("刚才要的回电不要了", "I changed my mind about the call"),
        ("话费不要了", "I don't want credit"),
        ("我不想投诉了", "I changed my mind about the complaint"),
    ],
)
def test_what_is_no_order_is_left_alone(member: Member, zh: str, en: str) -> None:
    said(member, zh, en)
    assert not any(step.startswith("cancel_order") for step in member.stack)
    member.does_not_hear("cancel_order-sent").does_not_hear("cancel_order-final")


@SMS_ONLY
def test_what_is_read_back_is_what_is_said_of_cancelling(member: Member) -> None:
    final = {"zh": "发出后不能取消", "en": "Final once it ships"}[member.language]
    member.enters("DH 1")
    assert final in member.screen
    member.enters(member.code)
    said(member, "能取消吗", "can it be cancelled").hears("redeem_gift-moved")
    agent = {"zh": "还没发出的礼品，可以请客服取消", "en": "An agent can cancel"}[member.language]
    assert agent in member.screen


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "then"),
    [
        ("取消", "cancel", "nothing"),
        ("积分给我退回来", "give me my points back", "nothing"),
        ("积分给我退回来", "give me my points back", "texts"),
        ("能取消吗", "can it be cancelled", "nothing"),
        ("能取消吗", "can it be cancelled", "texts"),
    ],
)
def test_order_that_an_agent_has_cancelled_is_told_as_cancelled(
    member: Member, zh: str, en: str, then: str
) -> None:
    member.enters("DH 1").enters(member.code)
    order = member.latest("gift_order", "created_at")
    which = {"member_id": member.member_id, "order_id": order.order_id, "key": "agent"}
    member.hotline.database.run(lambda conn: fulfilment.cancel(conn, **which, at=member.hotline.at))
    if then == "texts":  # the order is not what was done last any more
        member.enters("TDDQ" if member.language == "zh" else "EXPIRYOFF").hears("stop_expiry-done")
    said(member, zh, en).hears("cancel_order-gone", number=order.number)
    member.does_not_hear("redeem_gift-moved").has_final_answer()


@pytest.mark.parametrize(("zh", "en"), [("手机支架退了", "return the phone stand")])
def test_gift_that_was_ordered_is_returned_by_its_name(member: Member, zh: str, en: str) -> None:
    open_gift_list(member).picks("phone-stand").confirms()
    number = member.latest("gift_order", "created_at").number
    said(member, zh, en).enters_pin_if_asked().hears("cancel_order-ask", number=number)
