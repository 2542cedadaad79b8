"""What members say where a one-time code is asked for, other than the code."""

import json

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

SPENDING = {
    "redeem_gift": ["DH 2"],
    "redeem_credit": ["HF 10"],
    "give": ["ZZ 13800000002 100"],
    "exchange": ["HZ", "1", "500"],
}
"""What a texter sends to be asked for the code of each."""


def asked_for_code(member: Member, what: str) -> str:
    """The code that was sent."""
    for words in SPENDING[what]:
        member.enters(words)
    return member.is_asked(f"{what}.code").code


@SMS_ONLY
@pytest.mark.parametrize("what", SPENDING)
@pytest.mark.parametrize(
    "words",
    [
        "没收到验证码，再发一次",
        "重发",
        "没收到",
        "i didnt get a code",
        "the code hasn't come",
        "resend code",
    ],
)
def test_code_that_has_not_come_is_sent_again_after_a_minute(
    member: Member, what: str, words: str
) -> None:
    first = asked_for_code(member, what)
    member.waits(20).enters(words).hears(f"{what}-code_wait", wait=40).hears("engine-person")
    member.is_asked(f"{what}.code").waits(41).enters(words).hears(f"{what}-code_sent")
    assert member.is_asked(f"{what}.code").code != first
    member.enters(member.code).does_not_hear("engine-dropped").has_final_answer()
    assert member.points() != (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize("what", SPENDING)
@pytest.mark.parametrize(
    "words", ["多少分？", "wait how many points is it", "wait, can i undo that later?", "能取消吗"]
)
def test_question_about_what_is_confirmed_repeats_it(member: Member, what: str, words: str) -> None:
    code = asked_for_code(member, what)
    member.enters(words).hears(f"{what}-code_sent").is_asked(f"{what}.code")
    assert member.code == code
    member.enters(code).has_final_answer()
    assert member.points() != (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize("what", SPENDING)
@pytest.mark.parametrize(
    "words", ["hold on, i dont think i want it", "等一下，我不想换了", "i've changed my mind"]
)
def test_words_that_do_not_want_it_cancel(member: Member, what: str, words: str) -> None:
    code = asked_for_code(member, what)
    member.enters(words).hears(f"{what}-cancelled").has_final_answer()
    member.enters(code).hears("engine-left_code").hears("engine-person")
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize("what", SPENDING)
@pytest.mark.parametrize("words", ["没懂", "blah blah"])
def test_words_that_are_no_code_are_told_what_it_does(
    member: Member, what: str, words: str
) -> None:
    asked_for_code(member, what)
    member.enters(words).hears(f"{what}-code_is").is_asked(f"{what}.code")
    way_to_agent, way_out = {"zh": ("RG", "不办请回复取消"), "en": ("AGENT", "NO to cancel")}[
        member.language
    ]
    assert way_to_agent in member.screen and way_out in member.screen
    assert len(member.screen) <= (70 if member.language == "zh" else 160)
    assert "gets you Thermos" not in member.screen
    member.enters("取消" if member.language == "zh" else "NO").hears("engine-dropped")
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize("what", SPENDING)
def test_code_is_taken_after_the_offer_of_an_agent(member: Member, what: str) -> None:
    code = asked_for_code(member, what)
    member.enters("嘟噜").enters("嘟嘟噜").enters("噜噜").is_asked("offer.help")
    member.enters(code).does_not_hear("engine-miss").has_final_answer()
    assert member.points() != (12_345, 0)


PAUSES = [
    ("等等", "hold on"),
    ("我再想想", "hmm let me think about it"),
    ("等会儿啊，手机没信号", "hold on, let me look"),
]


@SMS_ONLY
@pytest.mark.parametrize("what", SPENDING)
@pytest.mark.parametrize(("zh", "en"), PAUSES)
def test_pause_keeps_the_code_and_says_so(member: Member, what: str, zh: str, en: str) -> None:
    code = asked_for_code(member, what)
    member.waits(61).enters(zh if member.language == "zh" else en)
    member.hears("engine-code_waits", code_minutes=3).is_asked(f"{what}.code")
    member.enters(code).has_final_answer()
    assert member.points() != (12_345, 0)


@pytest.mark.parametrize("channel", ["voice"])
@pytest.mark.parametrize(("zh", "en"), PAUSES)
def test_pause_is_no_answer_to_a_costly_question(member: Member, zh: str, en: str) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10")
    member.speaks(zh if member.language == "zh" else en, 0.95).hears("engine-no_hurry")
    member.is_asked("redeem_credit.confirm").says_yes().hears("redeem_credit-adding")


OTHERS = {
    "redeem_gift": ("3", {"name": {"zh": "蓝牙耳机", "en": "Bluetooth earphones"}}),
    "give": ("200", {"points": 200}),
    "exchange": ("700", {"points": 700}),
}


@SMS_ONLY
@pytest.mark.parametrize("what", OTHERS)
def test_other_number_at_the_code_is_asked_about(member: Member, what: str) -> None:
    code, (number, facts) = asked_for_code(member, what), OTHERS[what]
    member.enters(number).is_asked(f"{what}.offered").says_yes()
    member.hears(f"{what}-code_sent").is_asked(f"{what}.code")
    new = member.code
    member.enters(code).hears("engine-left_code").enters(new).has_final_answer()
    assert member.points() != (12_345, 0)
    assert facts.keys() <= {"name", "points"}


@SMS_ONLY
def test_other_receiver_at_the_code_is_asked_about(member: Member) -> None:
    asked_for_code(member, "give")
    member.enters("13800000003").hears("give-offered", other="13800000003").says_yes()
    member.hears("give-code_sent", to="138****0003", points=100)


@SMS_ONLY
@pytest.mark.parametrize("what", OTHERS)
def test_number_that_was_not_meant_keeps_the_code(member: Member, what: str) -> None:
    code = asked_for_code(member, what)
    member.enters(OTHERS[what][0]).is_asked(f"{what}.offered").says_no().is_asked(f"{what}.code")
    member.enters(code).has_final_answer()
    assert member.points() != (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize("what", OTHERS)
@pytest.mark.parametrize("is_mistyped", [True, False])
def test_code_confirms_nothing_before_the_change_is_answered(
    member: Member, what: str, is_mistyped: bool
) -> None:
    code = asked_for_code(member, what)
    member.enters(OTHERS[what][0]).is_asked(f"{what}.offered")
    member.enters(f"{(int(code) + 1) % 1_000_000:06}" if is_mistyped else code)
    member.hears("engine-miss_other_code").is_asked(f"{what}.offered")
    assert member.points() == (12_345, 0)
    assert code not in json.dumps(member.session.to_json())
    member.says_no().is_asked(f"{what}.code").enters(code).has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize(
    ("what", "number"),
    [
        ("give", "0"),
        ("give", "99999"),
        ("give", "100"),
        ("give", "13800000001"),
        ("redeem_gift", "2"),
        ("redeem_gift", "4"),
        ("redeem_credit", "77"),
        ("exchange", "150"),
    ],
)
def test_number_that_changes_nothing_is_not_asked_about(
    member: Member, what: str, number: str
) -> None:
    asked_for_code(member, what)
    member.enters(number).is_asked(f"{what}.code")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("等等，我要手机支架", "wait, i want the phone stand"),
        ("不对，是手机支架", "no wait, the phone stand instead"),
        ("换成手机支架", "actually make it the phone stand"),
        ("算了 换1", "change it to 1"),
        ("手机支架", "phone stand"),
        ("算了不换了，要手机支架", "no, no thanks, the phone stand"),
        ("算了，要手机支架", "no, the phone stand"),
        ("算了不换了，要支架", "no, no thanks, the stand"),
        ("不 支架", "no the stand"),
        ("不要雨伞，要支架", "not the umbrella but the stand"),
    ],
)
def test_other_gift_at_the_code_is_read_back(member: Member, zh: str, en: str) -> None:
    code = asked_for_code(member, "redeem_gift")
    member.enters(zh if member.language == "zh" else en)
    member.hears("redeem_gift-code_sent", points=300).is_asked("redeem_gift.code")
    new = member.code
    member.enters(code).hears("engine-left_code")
    member.enters(new).hears("redeem_gift-ordered", points=300)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("不 保温杯", "no the mug"), ("保温杯", "the mug")])
def test_same_gift_at_the_code_is_no_other(member: Member, zh: str, en: str) -> None:
    code = asked_for_code(member, "redeem_gift")
    member.enters(zh if member.language == "zh" else en).is_asked("redeem_gift.code")
    member.does_not_hear("engine-dropped").enters(code).hears("redeem_gift-ordered", points=1_000)


@SMS_ONLY
@pytest.mark.parametrize("what", ["redeem_credit", "give", "exchange"])
@pytest.mark.parametrize(
    ("zh", "en"),
    [("不对，是手机支架", "no wait, the phone stand instead"), ("手机支架", "phone stand")],
)
def test_gift_named_at_the_code_of_something_else_opens_it(
    member: Member, what: str, zh: str, en: str
) -> None:
    code = asked_for_code(member, what)
    member.enters(zh if member.language == "zh" else en)
    member.hears("engine-dropped").is_asked("redeem_gift.code")
    member.enters(code).hears("engine-left_code")
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_gift_that_is_confirmed_is_named_again(member: Member) -> None:
    code = asked_for_code(member, "redeem_gift")
    member.enters("等等，我要保温杯" if member.language == "zh" else "wait, the thermos cup please")
    member.does_not_hear("engine-dropped").is_asked("redeem_gift.code")
    member.enters(code).hears("redeem_gift-ordered", points=1_000)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "points"),
    [
        ("太多了，送20", "100 is too much, make it 20", 20),
        ("一百太多了，改成五十吧", "too many, send 50", 50),
        ("改20", "make it 20", 20),
    ],
)
def test_too_much_and_another_amount_changes_it(
    member: Member, zh: str, en: str, points: int
) -> None:
    code = asked_for_code(member, "give")
    member.enters(zh if member.language == "zh" else en).hears("give-code_sent", points=points)
    member.enters(code).hears("engine-left_code")
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize("words", ["换话费", "phone credit"])
def test_code_of_what_was_left_for_a_list_is_told_so(buyer: Member, words: str) -> None:
    code = asked_for_code(buyer, "redeem_gift")
    buyer.enters(words).hears("engine-dropped").is_asked("redeem_credit.pick")
    buyer.enters(code).hears("engine-left_code").is_asked("redeem_credit.pick")
    buyer.picks("credit-10").is_asked("redeem_credit.code")
    buyer.enters(code).hears("engine-left_code").is_asked("redeem_credit.code")
    assert buyer.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize("words", ["不要了,换手机支架", "never mind, get the phone stand"])
def test_code_of_what_was_refused_in_words_is_not_taken(buyer: Member, words: str) -> None:
    buyer.enters("DH 3").is_asked("redeem_gift.code")
    code = buyer.code
    buyer.enters(words).hears("redeem_gift-code_sent", points=300).is_asked("redeem_gift.code")
    new = buyer.code
    buyer.enters(code).hears("engine-left_code").is_asked("redeem_gift.code")
    buyer.enters(new).hears("redeem_gift-ordered", points=300)


@SMS_ONLY
@pytest.mark.parametrize("words", ["不要了，查积分", "never mind, check my balance"])
def test_look_up_behind_a_refusal_leaves_what_was_refused(buyer: Member, words: str) -> None:
    code = asked_for_code(buyer, "redeem_gift")
    buyer.enters(words).hears("engine-dropped").does_not_hear("engine-still_open")
    buyer.enters(code).hears("engine-left_code")
    assert buyer.points() == (12_345, 0)


@SMS_ONLY
def test_earlier_code_that_is_taken_is_named(buyer: Member) -> None:
    code = asked_for_code(buyer, "redeem_gift")
    buyer.enters("DH 1").hears("redeem_gift-too_soon", earlier="taken")
    assert {"zh": "刚为换保温杯发过验证码", "en": "sent a code for the Thermos cup"}[
        buyer.language
    ] in (buyer.screen)
    buyer.enters(code).hears("redeem_gift-ordered", points=1_000)


@SMS_ONLY
@pytest.mark.parametrize("what", [each for each in SPENDING if each != "redeem_credit"])
def test_code_of_what_was_left_costs_no_try_of_another(buyer: Member, what: str) -> None:
    code = asked_for_code(buyer, what)
    buyer.waits(61).enters("HF 10").hears("engine-dropped").is_asked("redeem_credit.code")
    newer = buyer.code
    buyer.enters(code).hears("engine-left_code").is_asked("redeem_credit.code")
    buyer.does_not_hear("redeem_credit-code_wrong")
    wrong = next(each for each in ("111111", "222222") if each not in (code, newer))
    buyer.enters(wrong).hears("redeem_credit-code_wrong", tries=2)
    buyer.enters(newer).hears("redeem_credit-adding")


@SMS_ONLY
def test_code_of_what_was_left_cannot_be_guessed(buyer: Member) -> None:
    code = asked_for_code(buyer, "redeem_gift")
    buyer.enters("H")
    for wrong in [each for each in ("111111", "222222", "333333", "444444") if each != code][:3]:
        buyer.enters(wrong).does_not_hear("engine-left_code")
    buyer.enters(code).does_not_hear("engine-left_code")


@SMS_ONLY
@pytest.mark.parametrize("what", SPENDING)
@pytest.mark.parametrize("words", ["JF", "查积分", "what's my balance"])
def test_look_up_keeps_the_code(member: Member, what: str, words: str) -> None:
    code = asked_for_code(member, what)
    member.enters(words).hears("balance-expiring").hears("engine-still_open").is_asked(
        f"{what}.code"
    )
    member.does_not_hear("engine-dropped").enters(code).has_final_answer()
    assert member.points() != (12_345, 0)


@SMS_ONLY
def test_agent_asked_for_at_the_code_does_not_lose_it_without_a_word(buyer: Member) -> None:
    code = asked_for_code(buyer, "redeem_gift")
    buyer.enters("TS").hears("engine-dropped").enters("H")
    buyer.enters(code).hears("engine-left_code")


VOICE_ONLY = pytest.mark.parametrize("channel", ["voice"])
ENTRIES = {
    "claim.receipt": "claim",
    "exchange.points": "exchange",
    "give.receiver": "give",
    "identify.code": "pin",
}


def at_entry(caller: Member, question: str) -> Member:
    """A caller who is asked for digits."""
    caller.asks_for(ENTRIES[question])
    if question != "identify.code":
        caller.enters_pin_if_asked()
    if caller.open_question != question:  # the forgotten PIN, or the first partner
        caller.enters("1")
    return caller.is_asked(question)


WAYS_OUT = {
    "zh": "人工客服请按0。返回请按星号",
    "en": "For an agent, press 0. To go back, press star",
}


@VOICE_ONLY
@pytest.mark.parametrize("question", ENTRIES)
def test_entry_says_how_to_reach_an_agent_and_to_go_back(member: Member, question: str) -> None:
    """A secret at once, since many have none at hand; another entry where it is repeated."""
    at_entry(member, question)
    assert (WAYS_OUT[member.language] in member.screen) == (question == "identify.code")
    assert WAYS_OUT[member.language] in member.stays_silent().screen
    assert member.enters("*").open_question != question
    assert at_entry(member.calls(), question).enters("0").open_question != question


@VOICE_ONLY
def test_caller_whose_code_has_not_come_gets_another_by_key(member: Member) -> None:
    at_entry(member, "identify.code")
    first = member.texted_code
    member.waits(20).enters("1").hears("identify-code_wait", wait=40).is_asked("identify.code")
    member.waits(41).enters("1").hears("identify-code_sent").is_asked("identify.code")
    assert member.texted_code != first
    member.enters(member.texted_code).is_asked("identify.new")


@SMS_ONLY
@pytest.mark.parametrize("what", SPENDING)
def test_code_that_comes_after_another_was_sent_costs_no_try(buyer: Member, what: str) -> None:
    late = asked_for_code(buyer, what)
    buyer.waits(61).enters("重发" if buyer.language == "zh" else "resend")
    newer = buyer.code
    for _ in range(2):
        buyer.enters(late).hears(f"{what}-code_replaced").is_asked(f"{what}.code")
    wrong = next(each for each in ("111111", "222222", "333333") if each not in (late, newer))
    buyer.enters(wrong).hears(f"{what}-code_wrong", tries=2)
    assert buyer.points() == (12_345, 0)
    buyer.enters(newer).has_final_answer()
    assert buyer.points() != (12_345, 0)


ASKING = {"redeem_gift": "pick", "redeem_credit": "pick", "give": "amount", "exchange": "points"}


@SMS_ONLY
@pytest.mark.parametrize("what", SPENDING)
@pytest.mark.parametrize(
    "words", ["换一个", "我想改一下数量", "change the amount", "a different one", "wrong amount"]
)
def test_change_leads_back_to_the_question_and_loses_nothing(
    member: Member, what: str, words: str
) -> None:
    code = asked_for_code(member, what)
    member.enters(words).hears(f"{what}-changing").does_not_hear("engine-dropped")
    member.is_asked(f"{what}.{ASKING[what]}")
    assert member.points() == (12_345, 0)
    again = {"redeem_gift": "2", "redeem_credit": "10", "give": "100", "exchange": "500"}[what]
    member.enters(again).is_asked(f"{what}.code")  # the same as before: the same code
    assert member.code == code
    member.enters(code).has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize(
    ("what", "words", "answer", "changed"),
    [
        ("give", "改成200", "points", 200),
        ("give", "不对，改成两百分", "points", 200),
        ("give", "change it to 200 points", "points", 200),
        ("exchange", "change the amount to 1,000", "points", 1_000),
        ("redeem_gift", "改成1", "sku", "phone-stand"),
    ],
)
def test_changed_amount_is_confirmed_by_a_code_of_its_own(
    member: Member, what: str, words: str, answer: str, changed: object
) -> None:
    first = asked_for_code(member, what)
    member.waits(61).enters(words).is_asked(f"{what}.code").does_not_hear("engine-dropped")
    assert member.session.top.answers[answer] == changed
    newer = member.code
    member.enters(first).does_not_hear(f"{what}-code_wrong").is_asked(f"{what}.code")
    member.enters(newer).has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize("words", ["改成50", "make it 50 yuan"])
def test_changed_amount_that_is_not_offered_is_told_so(buyer: Member, words: str) -> None:
    asked_for_code(buyer, "redeem_credit")
    buyer.enters(words).hears("redeem_credit-unknown", wanted="50").is_asked("redeem_credit.pick")


@SMS_ONLY
@pytest.mark.parametrize("words", ["改成200", "make it 200"])
def test_code_of_the_amount_before_is_void_once_it_is_changed(buyer: Member, words: str) -> None:
    first = asked_for_code(buyer, "give")
    buyer.enters(words).hears("give-code_sent", points=200).is_asked("give.code")
    buyer.enters(first).hears("engine-left_code").is_asked("give.code")
    buyer.enters("不对，是300").hears("give-code_sent", points=300).is_asked("give.code")
    buyer.enters(buyer.code).hears("give-given", points=300)


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize(
    ("words", "points"),
    [
        ("不对,是300", 300),
        ("不对，300", 300),
        ("五百改成三百", 300),
        ("不是500，是300", 300),
        ("二千", 2_000),
        ("300分", 300),
        ("no, 300", 300),
        ("make it 300 instead", 300),
        ("make it twenty", 20),
        ("no i meant 300", 300),
        ("300 not 500", 300),
        ("1k points", 1_000),
    ],
)
def test_corrected_amount_is_read_back_and_given(member: Member, words: str, points: int) -> None:
    at_gift_of_500(member).waits(61).enters(words)
    told = "give-code_sent" if member.confirms_by_code else "give-confirm"
    member.hears(told, points=points, to="138****0002").confirms().hears(
        "give-given", points=points
    )


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("words", ["号码错了，是13800000003", "wrong number, it's 13800000003"])
def test_corrected_receiver_gets_the_same_amount(member: Member, words: str) -> None:
    at_gift_of_500(member).waits(61).enters(words)
    told = "give-code_sent" if member.confirms_by_code else "give-confirm"
    member.hears(told, points=500, to="138****0003").confirms().hears("give-given", points=500)


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("words", ["号码错了", "wrong number"])
def test_wrong_number_asks_for_the_receiver(member: Member, words: str) -> None:
    at_gift_of_500(member).enters(words).is_asked("give.receiver")


@SMS_ONLY
@pytest.mark.parametrize("words", ["no I meant 10 yuan credit", "不对，我要的是10元话费"])
def test_corrected_wish_leaves_what_was_begun(member: Member, words: str) -> None:
    code = member.enters("LL 1").is_asked("redeem_data.code").code
    member.enters(words).hears("engine-dropped").is_asked("redeem_credit.code")
    member.enters(code).hears("engine-left_code")


def at_gift_of_500(member: Member) -> Member:
    if member.confirms_by_code:
        return member.enters("ZZ 13800000002 500").is_asked("give.code")
    member.asks_for("give").enters_pin_if_asked().enters("13800000002")
    return member.enters("500").is_asked("give.confirm")


@SMS_ONLY
@pytest.mark.parametrize("words", ["换话费", "改密码", "change my PIN"])
def test_another_wish_is_no_change(member: Member, words: str) -> None:
    asked_for_code(member, "redeem_gift")
    member.enters(words).does_not_hear("redeem_gift-changing")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "asked"),
    [
        ("算了，换10元话费", "never mind, 10 yuan of credit", "redeem_credit.code"),
        ("算了，换1G流量", "forget it, 1 GB of data", "redeem_data.code"),
    ],
)
def test_another_kind_at_the_code_of_a_gift_opens_it(
    member: Member, zh: str, en: str, asked: str
) -> None:
    member.enters("DH 1").is_asked("redeem_gift.code")
    member.enters(zh if member.language == "zh" else en).hears("engine-dropped").is_asked(asked)


@SMS_ONLY
def test_key_of_no_is_not_the_gift_of_that_number(member: Member) -> None:
    member.enters("DH 1").is_asked("redeem_gift.code")
    member.enters("2").is_asked("redeem_gift.offered").enters("2").is_asked("redeem_gift.code")
    member.does_not_hear("redeem_gift-code_sent")


@SMS_ONLY
@pytest.mark.parametrize("what", SPENDING)
@pytest.mark.parametrize(
    ("zh", "en"), [(("好", "好的", "是的"), ("yes", "OK", "sure")), (("好",) * 3, ("yes",) * 3)]
)
def test_third_yes_in_place_of_the_code_leads_to_the_offer_of_an_agent(
    member: Member, what: str, zh: tuple[str, ...], en: tuple[str, ...]
) -> None:
    code = asked_for_code(member, what)
    *before, last = zh if member.language == "zh" else en
    for word in before:
        member.enters(word).hears(f"{what}-code_is").is_asked(f"{what}.code")
    member.enters(last).is_asked("offer.help")
    member.enters(code).has_final_answer()
    assert member.points() != (12_345, 0)
