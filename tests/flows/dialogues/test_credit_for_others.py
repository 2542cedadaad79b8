"""Phone credit and data for another number: named in words, behind the keyword or by key, read
back, corrected until the code, and said in the receipt."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Hotline, Member

from flows.language import facts_in_language
from flows.protocol import Channel

OTHER, THIRD = "13800000002", "13900000003"
IN_WORDS = [
    ("帮我女儿换1G流量,她号码13800000002", "get 1gb data for my son 13800000002", "data"),
    ("给13800000002充10块话费", "10 yuan credit for 13800000002 please", "credit"),
    ("给我爸充10块话费，号码13800000002", "top up 10 yuan for 13800000002", "credit"),
    ("能给13800000002充10块话费吗", "can you top up 13800000002 with 10 yuan", "credit"),
]
UNNAMED = [
    ("帮我老婆充十块钱话费", "top up my wife's phone with 10 yuan"),
    ("给我妈充10元话费", "get 10 yuan credit for my mom"),
]
ASKED = [
    ("话费能充到别的号码吗", "can phone credit go to someone else's phone?"),
    ("可以给我妈充话费吗", "can I get phone credit for my mom?"),
]


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def receiver(hotline: Hotline) -> str:
    query = "SELECT receiver FROM gift_order WHERE member_id = 1 ORDER BY created_at DESC LIMIT 1"
    return str(hotline.row(query)[0])


def confirms(member: Member) -> Member:
    member.enters_pin_if_asked()
    return member.confirms()


@pytest.mark.parametrize(("zh", "en", "kind"), IN_WORDS)
def test_number_and_amount_in_words_are_both_taken(
    member: Member, hotline: Hotline, zh: str, en: str, kind: str
) -> None:
    in_words(member, zh, en).enters_pin_if_asked()
    said = "code_sent" if member.channel is Channel.SMS else "confirm"
    member.hears(f"redeem_{kind}-{said}", whose="other", phone="138****0002", digits=OTHER)
    member.confirms().hears(f"redeem_{kind}-adding", whose="other")
    assert receiver(hotline) == "+8613800000002"


def test_whole_number_is_read_back(member: Member) -> None:
    in_words(member, *IN_WORDS[1][:2]).enters_pin_if_asked()
    whole = {"zh": "幺三八，零零零零，零零零二", "en": "one three eight, zero zero"}[
        member.language
    ]
    assert (whole if member.channel is Channel.VOICE else OTHER) in member.screen


@pytest.mark.parametrize(("zh", "en"), UNNAMED)
def test_number_that_is_not_named_is_asked_for(
    member: Member, hotline: Hotline, zh: str, en: str
) -> None:
    in_words(member, zh, en).enters_pin_if_asked().is_asked("redeem_credit.receiver")
    member.enters(OTHER)
    confirms(member).hears("redeem_credit-adding", whose="other", points=1_000)
    assert receiver(hotline) == "+8613800000002"


def test_number_is_given_by_key_at_the_confirmation(member: Member, hotline: Hotline) -> None:
    if member.channel is Channel.SMS:
        pytest.skip("by text the code confirms")
    member.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10")
    member.hears("redeem_credit-confirm", whose="own").picks("other")
    member.is_asked("redeem_credit.receiver").enters(OTHER)
    member.hears("redeem_credit-confirm", whose="other").confirms()
    member.hears("redeem_credit-adding", whose="other")
    assert receiver(hotline) == "+8613800000002"


@SMS_ONLY
@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("HF 10 13800000002", "credit"),
        ("hf10 138 0000 0002", "credit"),
        ("CREDIT 10 +8613800000002", "credit"),
        ("LL 1 13800000002", "data"),
        ("LL 1000MB 13800000002", "data"),
    ],
)
def test_number_behind_the_keyword(member: Member, hotline: Hotline, typed: str, kind: str) -> None:
    code = member.enters(typed).hears(f"redeem_{kind}-code_sent", phone="138****0002").code
    member.enters(code).hears(f"redeem_{kind}-adding", whose="other")
    assert receiver(hotline) == "+8613800000002"


@pytest.mark.parametrize("wrong", ["02584567890", "12345678", "138000000021"])
def test_number_that_is_no_mobile_one_is_asked_for_again(member: Member, wrong: str) -> None:
    in_words(member, *UNNAMED[1]).enters_pin_if_asked().enters(wrong)
    member.hears("redeem_credit-no_mobile").is_asked("redeem_credit.receiver")
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(
    ("typed", "kind", "read_back"),
    [
        ("HF 10 12345", "credit", "12345"),
        ("HF 10 138", "credit", "138"),
        ("HF 10 13812345678901", "credit", "13812345678901"),
        ("HF 10 1381234567890123456", "credit", "138123456789..."),
        ("HF 10 1380000000", "credit", "1380000000"),
        ("给12345充10块话费", "credit", "12345"),
        ("10 yuan credit for 13812345678901", "credit", "13812345678901"),
        ("给138123456789012345678充10块话费", "credit", "138123456789..."),
        ("LL 1 12345", "data", "12345"),
        ("LL 1024M 12345", "data", "12345"),
    ],
)
def test_impossible_number_is_read_back_and_the_amount_stays(
    member: Member, hotline: Hotline, typed: str, kind: str, read_back: str
) -> None:
    member.enters(typed).hears(f"redeem_{kind}-no_mobile", wanted=read_back)
    member.is_asked(f"redeem_{kind}.receiver").enters(OTHER)
    code = member.hears(f"redeem_{kind}-code_sent", phone="138****0002").code
    member.enters(code).hears(f"redeem_{kind}-adding", whose="other")
    assert receiver(hotline) == "+8613800000002"


@SMS_ONLY
@pytest.mark.parametrize(("keyword", "kind"), [("HF", "credit"), ("LL", "data")])
def test_number_without_an_amount_is_no_amount(member: Member, keyword: str, kind: str) -> None:
    member.enters(f"{keyword} {OTHER}").enters("1")
    member.hears(f"redeem_{kind}-code_sent", phone="138****0002")


@SMS_ONLY
def test_fixed_line_in_words_gets_nothing(member: Member) -> None:
    in_words(member, "给02584567890充10元话费", "10 yuan credit for 02584567890")
    member.hears("redeem_credit-no_mobile").is_asked("redeem_credit.receiver")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("号码错了，是13900000003", "wrong number, it's 13900000003"),
        ("给13900000003充", "for 13900000003 instead"),
    ],
)
def test_wrong_number_is_corrected_at_the_code(
    member: Member, hotline: Hotline, zh: str, en: str
) -> None:
    former = member.enters("HF 10 13800000002").code
    member.waits(61)
    code = in_words(member, zh, en).hears("redeem_credit-code_sent", phone="139****0003").code
    member.enters(former).does_not_hear("redeem_credit-adding")
    member.enters(code).hears("redeem_credit-adding", phone="139****0003")
    assert receiver(hotline) == f"+86{THIRD}"


@SMS_ONLY
def test_bare_number_at_the_code_is_asked_about(member: Member, hotline: Hotline) -> None:
    member.enters("HF 10 13800000002")
    member.waits(61)
    member.enters(THIRD).hears("redeem_credit-offered", other=THIRD).says_yes()
    member.enters(member.code).hears("redeem_credit-adding", phone="139****0003")
    assert receiver(hotline) == f"+86{THIRD}"


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("还是给我自己吧", "for myself instead"),
        ("不，给我", "no, for me"),
        ("充我的号", "not her, me"),
        ("充给我自己", "no, my number"),
        ("不对，是给我自己的", "no for my own number"),
    ],
)
def test_back_to_the_own_number_and_amount_stays(
    member: Member, hotline: Hotline, zh: str, en: str
) -> None:
    member.enters("HF 10 13800000002")
    member.waits(61)
    in_words(member, zh, en)
    member.hears("redeem_credit-code_sent", whose="own")
    member.enters(member.code).hears("redeem_credit-adding", whose="own")
    assert receiver(hotline) == "+8613800000001"


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), ASKED)
def test_whether_it_can_be_for_others_is_answered(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).hears("redeem_gift-for_whom", is_open="no")
    member.does_not_hear("redeem_credit-code_sent")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("这个能给我老婆充吗", "can this go to my wife's phone?"),
        ("充到哪个号码", "which number does it go to"),
    ],
)
def test_whose_number_gets_it_is_answered_at_the_code(member: Member, zh: str, en: str) -> None:
    code = member.enters("HF 10 13800000002").is_asked("redeem_credit.code").code
    in_words(member, zh, en).hears("redeem_gift-for_whom", is_open="yes", phone="138****0002")
    member.is_asked("redeem_credit.code").enters(code).hears("redeem_credit-adding")


@SMS_ONLY
@pytest.mark.parametrize("keyword", ["HF 10", "LL 1"])
def test_read_back_says_that_it_is_the_own_number(member: Member, keyword: str) -> None:
    member.enters(keyword)
    said = {"zh": "给本机换", "en": "on your number"}
    assert said[member.language] in member.screen


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("给13800000001充10块话费", "get 10 yuan credit for 13800000001"),
        ("给我自己充10块话费", "get 10 yuan credit for myself"),
    ],
)
def test_own_number_is_no_other(member: Member, hotline: Hotline, zh: str, en: str) -> None:
    in_words(member, zh, en)
    if member.open_question != "redeem_credit.code":  # it is asked whether points are meant
        member.says_yes()
    member.hears("redeem_credit-code_sent", whose="own")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("帮我妈查一下话费", "check my mother's credit"), ("投诉我儿子的流量", "hello")]
)
def test_words_that_want_none_redeem_nothing(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).does_not_hear("redeem_gift-for_whom")
    member.does_not_hear("redeem_credit-receiver").does_not_hear("redeem_data-receiver")


@SMS_ONLY
def test_gift_for_somebody_else_is_redeemed(member: Member) -> None:
    in_words(member, "给我老婆换个保温杯", "a thermos cup for my wife")
    member.does_not_hear("redeem_gift-for_whom")


@SMS_ONLY
def test_points_for_the_same_person_at_the_code_are_no_correction(member: Member) -> None:
    member.enters("HF 10 13800000002")
    in_words(member, "送100分给13900000003", "give 100 points to 13900000003")
    member.does_not_hear("redeem_credit-code_sent")


def test_what_was_done_and_the_order_say_whose_number(member: Member) -> None:
    in_words(member, *IN_WORDS[1][:2])
    confirms(member).hears("redeem_credit-adding", whose="other")
    in_words(member, "我要撤销", "undo that").hears("redeem_credit-moved", phone="138****0002")
    member.asks_for("order").enters_pin_if_asked()
    if member.open_question == "order.several":
        member.enters("1")
    member.hears("order-adding", whose="other", phone="138****0002")


def test_session_of_the_release_before_goes_on(member: Member, hotline: Hotline) -> None:
    """Its answers do not say whose number it is: it was the member's own."""
    if member.channel is Channel.SMS:
        pytest.skip("by text the code confirms")
    member.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10")
    session = hotline.sessions.last_saved
    assert session is not None
    facts = {key: value for key, value in session.top.answers.items() if key not in FACTS}
    said = hotline.wording.say(
        "redeem_credit-confirm", "zh", member.channel, facts_in_language("zh", facts)
    )
    assert "给本机换" in said


FACTS = ("whose", "phone", "digits", "other_is")


@pytest.mark.parametrize("channel", ["sms", "ussd"])
def test_number_is_read_back_whole_and_masked_in_the_transcript(
    member: Member, hotline: Hotline
) -> None:
    """Only so can the member see a wrong digit. Agents need no more than its end."""
    if member.channel == "sms":
        member.enters("HF 10 13800000002").hears("redeem_credit-code_sent", digits="13800000002")
    else:
        member.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10").picks("other")
        member.enters("13800000002").is_asked("redeem_credit.confirm")
    assert "13800000002" in member.screen
    said = [words for who, words in member.session.lines if who == "hotline"]
    assert "138****0002" in said[-1] and "13800000002" not in said[-1]
