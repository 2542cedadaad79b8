"""Whoever names another amount or receiver in place of the code changes what it confirms."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

FIRST, SECOND = "13800000002", "13800000003"


def said(member: Member, zh: str, en: str) -> Member:
    return member.enters(zh if member.language == "zh" else en)


def at_code_of_points(member: Member) -> Member:
    said(member, f"给{FIRST}转500分", f"send 500 points to {FIRST}")
    return member.is_asked("give.code")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "points", "receiver"),
    [
        ("等等 转300", "hold on, transfer 300", 300, FIRST),
        ("还是送200算了", "no just give him 200", 200, FIRST),
        ("我想送二百分", "i want to transfer two hundred points", 200, FIRST),
        (f"给{FIRST}转300分", f"transfer 300 to {FIRST}", 300, FIRST),
        (f"送{SECOND} 500分", f"send {SECOND} 500 points", 500, SECOND),
        (f"送{SECOND} 200分吧", f"wait, transfer 200 points to {SECOND}", 200, SECOND),
    ],
)
def test_verb_of_giving_at_the_code_changes_the_gift(
    member: Member, zh: str, en: str, points: int, receiver: str
) -> None:
    first = at_code_of_points(member).code
    said(member, zh, en).is_asked("give.code")
    given = member.session.top.answers
    assert (given["points"], given["number"]) == (points, f"+86{receiver}")
    second = member.code
    member.enters(first).is_asked("give.code")
    assert member.points() == (12_345, 0)
    member.enters(second).hears("give-given", points=points)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "points", "receiver"),
    [
        (f"不对，给4号，{SECOND}", f"no, to the 4th one, {SECOND}", 500, SECOND),
        ("算了太多 两百", "too much, make it 200", 200, FIRST),
        ("太多了，200", "way too many, 200", 200, FIRST),
        ("少一点 两百", "no, only 200", 200, FIRST),
    ],
)
def test_correction_changes_what_it_names_alone(
    member: Member, zh: str, en: str, points: int, receiver: str
) -> None:
    said(at_code_of_points(member), zh, en).is_asked("give.code")
    given = member.session.top.answers
    assert (given["points"], given["number"]) == (points, f"+86{receiver}")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("太多了", "too much"), ("一半就行", "half is enough"), ("有点太多", "that's way too many")],
)
def test_too_much_asks_for_another_amount(member: Member, zh: str, en: str) -> None:
    said(at_code_of_points(member), zh, en).hears("give-changing").is_asked("give.amount")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("改天再送", "maybe later"), ("以后再说吧", "I'll do it another time"),
     ("算了，下次再转", "let's do it tomorrow")],
)  # fmt: skip
def test_what_is_put_off_at_the_code_is_called_off(member: Member, zh: str, en: str) -> None:
    first = at_code_of_points(member).code
    said(member, zh, en).enters(first)
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("不送300了", "don't send 300"), ("转300可以吗", "can i send 300?"), ("再送300", "300 more")],
)
def test_other_words_with_an_amount_change_nothing(member: Member, zh: str, en: str) -> None:
    said(at_code_of_points(member), zh, en)
    if member.open_question == "give.code":
        assert member.session.top.answers["points"] == 500
    assert member.points() == (12_345, 0)


@pytest.mark.parametrize("channel", ["sms", "voice"])
@pytest.mark.parametrize(
    ("kind", "zh", "en", "instead"),
    [
        ("credit", "换成流量吧", "sorry i meant data", "data"),
        ("data", "改成话费吧", "change it to phone credit", "credit"),
    ],
)
def test_other_kind_keeps_the_receiver(
    member: Member, kind: str, zh: str, en: str, instead: str
) -> None:
    at_receiver = member.asks_for(f"redeem_{kind}").enters_pin_if_asked()
    asked = ("充到" if member.language == "zh" else "for ") + FIRST
    at_receiver.speaks(asked, 0.95).enters("1")
    member.speaks(zh if member.language == "zh" else en, 0.95)
    if member.open_question == "ask_wish.meant":
        member.says_yes()
    member.is_asked(f"redeem_{instead}.pick")
    member.enters("1")
    assert member.session.top.flow == f"redeem_{instead}"
    assert member.session.top.answers["receiver"] == f"+86{FIRST}"


@SMS_ONLY
def test_words_about_data_are_not_for_the_receiver_of_the_credit(member: Member) -> None:
    said(member, f"给{FIRST}充10元话费", f"top up {FIRST} with 10 yuan").is_asked(
        "redeem_credit.code"
    )
    said(member, "我的流量快用完了", "my data is nearly used up")
    kept = [each.flow for each in member.session.stack if "receiver" in each.answers]
    assert set(kept) <= {"redeem_credit"}


@SMS_ONLY
@pytest.mark.parametrize(
    ("begun", "zh", "en", "wanted"),
    [
        ("credit", "给我妈13800000002充1G流量", "1gb data for my mum 13800000002", "data"),
        ("data", "充10元给我老公13800000002", "10 yuan for my husband 13800000002", "credit"),
        ("data", "给13800000002充10块", "10 bucks for 13800000002", "credit"),
    ],
)
def test_unit_decides_the_kind(member: Member, begun: str, zh: str, en: str, wanted: str) -> None:
    said(member.asks_for(f"redeem_{begun}"), zh, en).is_asked(f"redeem_{wanted}.code")
    assert member.session.top.answers["receiver"] == f"+86{FIRST}"


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("充10", "top up 10"), ("不 充10", "no, top up 10"), ("那就充十块吧", "recharge with 10")],
)
def test_verb_of_topping_up_names_the_amount_of_credit(member: Member, zh: str, en: str) -> None:
    said(member.asks_for("redeem_credit").is_asked("redeem_credit.pick"), zh, en)
    member.is_asked("redeem_credit.code")
    assert member.session.top.answers["sku"] == "credit-10"


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [(f"500分给另外一个号码{SECOND}", f"500 to the other number {SECOND}")],
)
def test_other_number_at_the_code_is_another_receiver(member: Member, zh: str, en: str) -> None:
    said(at_code_of_points(member), zh, en).hears("give-code_sent", to="138****0003", points=500)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("不对，要保温杯", "no the thermos instead"),
        ("换成保温杯吧", "the thermos cup instead please"),
    ],
)
def test_other_gift_at_the_code_is_taken(member: Member, zh: str, en: str) -> None:
    said(member.enters("DH 1"), zh, en).hears("redeem_gift-code_sent", points=1_000)


@pytest.mark.parametrize("channel", ["voice"])
@pytest.mark.parametrize(
    ("zh", "en"), [("号码不对", "wrong number"), ("送给别人", "somebody else actually")]
)
def test_wrong_receiver_is_asked_for_again_on_a_call(member: Member, zh: str, en: str) -> None:
    member.asks_for("give").enters_pin_if_asked().enters(FIRST).enters("500")
    member.is_asked("give.confirm").speaks(zh if member.language == "zh" else en, 0.95)
    member.is_asked("give.receiver").speaks("1 3 8 0 0 0 0 0 0 0 3", 0.95)
    member.hears("give-confirm", number=f"+86{SECOND}", points=500)


@SMS_ONLY
def test_keyword_of_giving_at_the_code_of_data_gives_points(member: Member) -> None:
    member.enters("LL 1").is_asked("redeem_data.code")
    member.enters(f"{'ZZ' if member.language == 'zh' else 'GIVE'} {SECOND} 500")
    member.is_asked("give.too_soon")


@SMS_ONLY
def test_points_are_no_amount_of_credit(member: Member) -> None:
    said(member, "500分能换多少话费", "how much credit do I get for 500 points")
    member.does_not_hear("redeem_credit-unknown")


@SMS_ONLY
def test_gift_of_so_many_points_is_asked_about(member: Member) -> None:
    said(member, "换一个300的", "something for 300").does_not_hear("redeem_gift-unknown")
    member.is_asked("redeem_gift.meant").says_yes().hears("redeem_gift-code_sent", points=300)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("我的小票号是ab12345", "my receipt number is ab12345"),
        ("小票 2026060112", "receipt 2026060112"),
    ],
)
def test_number_of_a_receipt_is_claimed(member: Member, zh: str, en: str) -> None:
    said(member, zh, en).hears("ask_wish-meant", wish="claim")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("不要了 换贵的", "a more expensive one"), ("换个便宜点的", "something cheaper")],
)
def test_another_kind_of_gift_at_the_code_shows_the_list(member: Member, zh: str, en: str) -> None:
    said(member.enters("DH 2"), zh, en).is_asked("redeem_gift.pick")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("300分的", "the 300 point one")])
def test_gift_at_the_code_is_named_by_its_points(member: Member, zh: str, en: str) -> None:
    said(member.enters("DH 2"), zh, en).hears("redeem_gift-code_sent", points=300)


@SMS_ONLY
def test_points_for_a_number_are_no_credit(member: Member) -> None:
    member.asks_for("redeem_credit").enters(f"hundred n fifty pts 2 {FIRST}")
    member.is_asked("ask_wish.meant").says_yes().hears("give-code_sent", points=150)
