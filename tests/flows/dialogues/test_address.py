"""The address for gifts: asked for after the redemption, given by text at any time, changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dialogue_steps import SMS_ONLY, open_gift_list
from driver import DIAMOND, Hotline, Member

from core.redemption import addresses, fulfilment

OFFICE = "江苏省南京市玄武区中山路321号5栋 王芳"
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
CALLS = pytest.mark.parametrize("channel", ["voice", "ussd"])
DAY = 24 * 60 * 60


@pytest.fixture
def homeless(hotline: Hotline) -> Hotline:
    hotline.change("UPDATE member SET address = NULL")
    return hotline


def address_of(member: Member) -> tuple[Any, Any]:
    """That of the newest order, and the member's own."""
    [row] = member.rows_of("member")
    return member.latest("gift_order", "created_at").address, row.address


def ships(hotline: Hotline) -> None:
    order = {"member_id": 3, "order_id": "seed-20260003", "key": "sent", "at": hotline.at}
    hotline.database.run(lambda conn: fulfilment.despatch(conn, **order))


def redeems(member: Member) -> Member:
    return open_gift_list(member).picks("thermos-cup").confirms()


@LANGUAGES
@SMS_ONLY
def test_the_receipt_asks_for_the_address_and_the_reply_is_taken(
    homeless: Hotline, channel: str, language: str
) -> None:
    member = homeless.member(channel, language)
    redeems(member).hears("redeem_gift-unaddressed").has_final_answer()
    member.enters(OFFICE).hears("address-code_sent").is_asked("address.code")
    assert address_of(member) == (None, None)
    member.enters(member.code).hears("address-kept", by="2026-06-10").has_final_answer()
    assert address_of(member) == (OFFICE, OFFICE)


@pytest.mark.parametrize("seconds", [2 * 60 * 60, 3 * DAY])
def test_an_address_is_taken_however_late_it_comes(homeless: Hotline, seconds: int) -> None:
    member = homeless.member("sms", "zh")
    redeems(member).waits(seconds)
    member.enters("收货地址：" + OFFICE).is_asked("address.code")
    member.enters(member.code).hears("address-kept")
    assert address_of(member) == (OFFICE, OFFICE)


@LANGUAGES
@CALLS
def test_a_call_has_the_address_asked_for_by_text(
    homeless: Hotline, channel: str, language: str
) -> None:
    member = homeless.member(channel, language)
    redeems(member).hears("redeem_gift-unaddressed")
    text = homeless.member("sms", language)
    text.enters(OFFICE).is_asked("address.code").enters(text.code).hears("address-kept")
    assert address_of(member) == (OFFICE, OFFICE)


@LANGUAGES
@pytest.mark.parametrize("channel", ["voice", "sms", "ussd"])
def test_order_status_says_that_the_address_is_missing(
    homeless: Hotline, channel: str, language: str
) -> None:
    """And has it asked for by text, at most once a day."""
    homeless.change("UPDATE gift_order SET address = NULL")
    member = homeless.member(channel, language, DIAMOND)
    for _ in range(2):
        member.asks_for("order").enters_pin_if_asked().hears("order-unaddressed")
    wanted = [row for row in member.rows_of("outbox") if row.topic == "address_wanted"]
    assert [json.loads(row.payload) for row in wanted] == (
        [] if channel == "sms" else [{"language": language}]
    )


@pytest.mark.parametrize("channel", ["voice", "ussd"])
def test_who_gets_no_texts_is_told_of_an_agent(homeless: Hotline, channel: str) -> None:
    homeless.change("UPDATE gift_order SET address = NULL")
    homeless.change(
        "INSERT INTO opted_out (number, at) VALUES (:number, :at)", number=DIAMOND, at=homeless.at
    )
    member = homeless.member(channel, "zh", DIAMOND)
    member.asks_for("order").enters_pin_if_asked().hears("order-unaddressed-no_texts")
    member.asks_for("address").enters_pin_if_asked().hears("address-texted-no_texts")
    assert not [row for row in member.rows_of("outbox") if row.topic == "address_wanted"]


@SMS_ONLY
@LANGUAGES
def test_the_address_is_changed_until_the_gift_is_sent(
    hotline: Hotline, channel: str, language: str
) -> None:
    member = hotline.member(channel, language, DIAMOND)
    member.asks_for("address").is_asked("address.words").enters(OFFICE)
    member.is_asked("address.code").enters(member.code).hears("address-kept")
    assert address_of(member) == (OFFICE, OFFICE)
    ships(hotline)
    elsewhere = "北京市朝阳区建国路88号2栋"
    member.enters(f"DZ {elsewhere}").is_asked("address.code").enters(member.code)
    member.hears("address-remembered")
    assert address_of(member) == (OFFICE, elsewhere)


@pytest.mark.parametrize(
    "words",
    [
        "我要改地址",
        "换地址",
        "地址错了",
        "change my address",
        "new address",
        "I have a new address",
    ],
)
def test_words_that_ask_to_change_it_open_the_question(hotline: Hotline, words: str) -> None:
    hotline.member("sms", "zh").enters(words).is_asked("address.words")


@pytest.mark.parametrize("reply", ["H", "不对", "取消"])
def test_nothing_is_changed_without_the_code(hotline: Hotline, reply: str) -> None:
    member = hotline.member("sms", "zh", DIAMOND)
    before = address_of(member)
    member.enters(f"DZ {OFFICE}").is_asked("address.code").enters(reply)
    member.enters("000000")
    assert address_of(member) == before


def test_what_is_no_address_is_asked_for_again(hotline: Hotline) -> None:
    member = hotline.member("sms", "zh")
    member.asks_for("address").enters("就是我家里").hears("address-unclear")
    member.is_asked("address.words")


def test_a_secret_beside_the_address_is_masked(hotline: Hotline) -> None:
    member = hotline.member("sms", "zh", DIAMOND)
    member.enters(f"DZ {OFFICE} 密码135790").is_asked("address.code").enters(member.code)
    assert "135790" not in address_of(member)[1]


@pytest.mark.parametrize(
    "words",
    [
        "江苏省南京市玄武区中山路12号的营业厅态度太差了",
        "南京市玄武区中山路12号有营业厅吗？",
        "查积分",
    ],
)
def test_other_words_are_no_address(hotline: Hotline, words: str) -> None:
    member = hotline.member("sms", "zh", DIAMOND)
    member.enters(words)
    assert member.open_question != "address.code"


def test_without_a_gift_to_send_an_address_is_no_wish(hotline: Hotline) -> None:
    ships(hotline)
    member = hotline.member("sms", "zh", DIAMOND)
    member.enters(OFFICE)
    assert member.open_question != "address.code"


def test_an_address_is_read_back_by_both_ends(hotline: Hotline) -> None:
    member = hotline.member("sms", "zh", DIAMOND)
    member.enters(f"DZ {OFFICE} 请放在门卫那里，谢谢，电话13800000003")
    assert "江苏省南京市玄武区中...3800000003" in member.screen
    assert len(OFFICE) < addresses.CHARS_MAX


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    [
        "12 Nanjing Road, Huangpu, Shanghai, Shanghai, Tom Ford",
        "88 Jianguo Lu, Chaoyang, Beijing, Jane Li",
        "Flat 3, 21 Renmin Street, Gulou, Nanjing, Jiangsu, Jane Li",
        "12 Nanjing Road Huangpu Shanghai Tom Ford",
        "12 Nanjing Road\nHuangpu\nShanghai\nTom Ford",
    ],
)
def test_an_english_address_is_taken_without_a_keyword(
    homeless: Hotline, channel: str, words: str
) -> None:
    member = homeless.member(channel, "en")
    redeems(member).hears("redeem_gift-unaddressed").enters(words).is_asked("address.code")
    member.enters(member.code).hears("address-kept")
    assert address_of(member)[0] == " ".join(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "your shop at 12 Nanjing Road, Shanghai, was closed and nobody told me about it at all",
        "is there a shop at 12 Nanjing Road, Huangpu, Shanghai?",
        "20 points, 30 points, thanks",
    ],
)
def test_other_english_words_are_no_address(hotline: Hotline, words: str) -> None:
    member = hotline.member("sms", "en", DIAMOND)
    member.enters(words)
    assert member.open_question != "address.code"


@SMS_ONLY
@pytest.mark.parametrize("number", [None, DIAMOND])
@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", OFFICE), ("en", "12 Nanjing Road, Huangpu, Shanghai, Tom Ford")],
)
def test_an_address_at_the_code_of_the_gift_is_told_when_to_give_it(
    hotline: Hotline, channel: str, language: str, words: str, number: str | None
) -> None:
    """Also while another gift waits to be sent."""
    member = hotline.member(channel, language, *([number] if number else []))
    code = open_gift_list(member).picks("thermos-cup").is_asked("redeem_gift.code").code
    member.enters(words).hears("address-later").is_asked("redeem_gift.code").enters(code)
    member.enters(words).is_asked("address.code").enters(member.code).hears("address-kept")
    assert address_of(member) == (words, words)


@SMS_ONLY
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "错了,是2号"),
        ("zh", "地址错了，是2号"),
        ("zh", "收件人刘七"),
        ("en", "no, it's number 2"),
        ("en", "wrong address, it's number 2"),
        ("en", "the name is Tom Ford"),
    ],
)
def test_a_part_of_the_address_is_asked_for_with_the_whole(
    hotline: Hotline, channel: str, language: str, words: str
) -> None:
    """The whole one is taken, also where no gift waits for it."""
    ships(hotline)
    member = hotline.member(channel, language, DIAMOND)
    member.enters(f"{'DZ' if language == 'zh' else 'ADDRESS'} {OFFICE}").is_asked("address.code")
    member.enters(words).hears("address-whole").is_asked("address.code")
    member.waits(61).enters(f"{OFFICE}二").is_asked("address.code").enters(member.code)
    member.hears("address-remembered")
    assert address_of(member)[1] == f"{OFFICE}二"


@SMS_ONLY
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", f"我想换保温杯，寄到{OFFICE} 13800000003"),
        ("zh", "换保温杯 送到我女儿家 杭州市西湖区文一路9号"),
        ("zh", f"换保温杯 {OFFICE}"),
        ("zh", f"能不能换保温杯，请寄到{OFFICE}"),
        ("en", "can i redeem the thermos cup and send it to 12 Nanjing Road, Huangpu, Shanghai"),
        ("en", "redeem the thermos cup, 12 Nanjing Road, Huangpu, Shanghai, Tom Ford"),
    ],
)
@pytest.mark.parametrize("number", [None, DIAMOND])
def test_a_gift_that_is_wanted_with_an_address_is_redeemed(
    hotline: Hotline, channel: str, language: str, words: str, number: str | None
) -> None:
    """Also while another gift waits to be sent, which keeps its address."""
    member = hotline.member(channel, language, *([number] if number else []))
    before = member.latest("gift_order", "created_at").address
    member.enters(words).hears("redeem_gift-address_after").is_asked("redeem_gift.code")
    member.enters(member.code).hears("redeem_gift-ordered")
    assert member.latest("gift_order", "created_at").address == address_of(member)[1]
    assert before in (address_of(member)[1], None)


@SMS_ONLY
@pytest.mark.parametrize(
    ("language", "words", "address"),
    [
        ("zh", "订单20260003改地址到朝阳区建国路88号2栋 李四", "朝阳区建国路88号2栋 李四"),
        ("zh", f"蓝牙耳机改寄到{OFFICE}", OFFICE),
        ("zh", f"我要换地址，寄到{OFFICE}", OFFICE),
        ("zh", f"不对，是{OFFICE}", OFFICE),
        ("en", "order 20260003, please send it to 88 Jianguo Lu, Chaoyang, Beijing", None),
        ("en", "sorry, I meant 88 Jianguo Lu, Chaoyang, Beijing", None),
        ("en", "my address is 88 Jianguo Lu, Chaoyang, Beijing", None),
    ],
)
def test_only_the_address_is_taken_and_the_gift_is_named(
    hotline: Hotline, channel: str, language: str, words: str, address: str | None
) -> None:
    member = hotline.member(channel, language, DIAMOND)
    member.asks_for("address") if "meant" in words or words.startswith("不对") else None
    member.enters(words).hears("address-code_sent", unsent=1).is_asked("address.code")
    assert {"zh": "蓝牙耳机", "en": "Earphones"}[language] in member.screen
    member.enters(member.code).hears("address-kept")
    assert address_of(member)[0] == (address or "88 Jianguo Lu, Chaoyang, Beijing")


@SMS_ONLY
@pytest.mark.parametrize("keyword", ["", "DZ "])
def test_the_code_of_an_earlier_address_stores_nothing(
    hotline: Hotline, channel: str, keyword: str
) -> None:
    """Another address gets its own code at once."""
    member = hotline.member(channel, "zh", DIAMOND)
    before = address_of(member)
    earlier = member.enters(f"DZ {OFFICE}").is_asked("address.code").code
    other = "北京市朝阳区建国路88号2栋 李四"
    code = member.enters(f"{keyword}{other}").is_asked("address.code").code
    member.enters(earlier)
    assert address_of(member) == before
    member.enters(code).hears("address-kept")
    assert address_of(member) == (other, other)


@SMS_ONLY
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "14 nanjing road"), ("zh", "中山路12号3栋"), ("zh", "小区3号楼超市")],
)
def test_a_street_without_its_town_is_no_whole_address(
    hotline: Hotline, channel: str, language: str, words: str
) -> None:
    member = hotline.member(channel, language, DIAMOND)
    member.asks_for("address").enters(words).hears("address-unclear").is_asked("address.words")


@SMS_ONLY
@LANGUAGES
def test_nothing_is_cancelled_where_only_the_list_is_open_after_an_order(
    homeless: Hotline, channel: str, language: str
) -> None:
    member = homeless.member(channel, language)
    redeems(member).asks_for("redeem_gift").is_asked("redeem_gift.pick").asks_for("address")
    member.is_asked("address.words").does_not_hear("engine-dropped")


@SMS_ONLY
def test_the_whole_address_is_taken_after_one_that_was_no_address(
    homeless: Hotline, channel: str
) -> None:
    member = homeless.member(channel, "zh")
    redeems(member).enters("寄到我家就行").enters(OFFICE).is_asked("address.code")


@SMS_ONLY
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", f"换保温杯，寄到{OFFICE}，再查一下积分"),
        ("en", "redeem the thermos cup, send it to 12 Nanjing Road, Huangpu, Shanghai, and then my"
               " balance"),
    ],
)  # fmt: skip
def test_what_is_asked_behind_the_address_is_answered_with_the_order(
    homeless: Hotline, channel: str, language: str, words: str
) -> None:
    member = homeless.member(channel, language)
    member.enters(words).is_asked("redeem_gift.code").does_not_hear("balance-expiring")
    member.enters(member.code).hears("redeem_gift-unaddressed").hears("balance-expiring")


@SMS_ONLY
def test_an_address_at_the_next_gift_is_told_when_to_give_it(
    homeless: Hotline, channel: str, language: str
) -> None:
    member = homeless.member(channel, language)
    member.enters("换保温杯和耳机").enters(member.code).hears("redeem_gift-unaddressed")
    member.is_asked("redeem_gift.meant").enters(OFFICE).hears("address-later")
    member.is_asked("redeem_gift.meant")
