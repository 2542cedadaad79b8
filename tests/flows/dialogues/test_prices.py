"""What a gift costs, which is the cheapest, and how many pieces an order has, in a member's own
words, at rest and at other questions."""

import pytest
from dialogue_steps import SMS_ONLY, open_gift_list
from driver import Member

from flows.language.sms_segments import segments

NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("保温杯多少分", "how many points is the cup"),
        ("保温杯要几积分啊", "how much is the thermos cup"),
        ("换保温杯需要多少积分", "what does the thermos cup cost"),
    ],
)
def test_price_is_told_at_rest_and_nothing_begins(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).hears("redeem_gift-price", points=1_000, affordable="yes")
    assert member.open_question in (None, "voice_home.menu")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "points"),
    [
        ("10块话费多少分", "how many points for 10 yuan of credit", 1_000),
        ("1G流量要多少积分", "how many points is 1 GB of data", 500),
    ],
)
def test_price_of_a_service_is_told(member: Member, zh: str, en: str, points: int) -> None:
    in_words(member, zh, en).hears("redeem_gift-price", points=points)


@NOT_USSD
def test_price_is_told_at_a_list_a_code_and_another_entry(member: Member) -> None:
    open_gift_list(member)
    words = ("保温杯多少分", "how many points is the cup")
    in_words(member, *words).hears("redeem_gift-price").is_asked("redeem_gift.pick")
    member.picks("phone-stand")
    question = str(member.open_question)
    in_words(member, *words).hears("redeem_gift-price").is_asked(question)
    member.asks_for("give").is_asked("give.receiver")
    in_words(member, *words).hears("redeem_gift-price").is_asked("give.receiver")


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    [
        "保温杯扣了我多少分",
        "保温杯碎了要赔多少分",
        "how many points did the cup cost me",
        "几点上班",
    ],
)
def test_other_questions_are_no_price(member: Member, words: str) -> None:
    member.enters(words).does_not_hear("redeem_gift-price")


@NOT_USSD
def test_cheapest_is_told_at_rest_and_picked_from_the_list(member: Member) -> None:
    ask = ("最便宜的是什么", "what is the cheapest gift")
    in_words(member, *ask).hears("redeem_gift-price", points=300)
    in_words(open_gift_list(member), *ask).hears("redeem_gift-price").is_asked("redeem_gift.pick")
    in_words(member, "就要最便宜的", "the cheapest one")
    assert member.session.top.answers["sku"] == "phone-stand"


@SMS_ONLY
def test_dearest_that_is_too_dear_comes_with_what_can_be_had(member: Member) -> None:
    member.hotline.change("UPDATE gift SET points = 13000 WHERE sku = 'earphones'")
    ask = ("最贵的礼品是什么", "redeem the most expensive gift")
    in_words(member, *ask).hears("redeem_gift-price", points=13_000, affordable="no")
    enough = {"zh": "可以换保温杯或10元话费", "en": "enough for the Thermos cup or 10 yuan credit"}
    assert enough[member.language] in member.screen
    assert segments(member.screen).count == 1
    member.hotline.change("UPDATE gift SET points = 13000")
    in_words(member, *ask).hears("redeem_gift-price", affordable="nothing")
    assert {"zh": "RG", "en": "AGENT"}[member.language] in member.screen


@SMS_ONLY
@pytest.mark.parametrize(("what", "number"), [("DH 2", "3"), ("HF 10", "50")])
def test_number_at_the_code_that_is_too_dear_is_not_offered(
    member: Member, what: str, number: str
) -> None:
    member.hotline.change("UPDATE gift SET points = 13000 WHERE sku IN ('earphones', 'mascot')")
    member.hotline.change("UPDATE gift SET number = 50, kind = 'credit' WHERE sku = 'mascot'")
    code = member.enters(what).code
    member.enters(number).hears("redeem_gift-price", points=13_000, affordable="no")
    assert (member.open_question or "").endswith(".code")
    assert segments(member.screen).count == 1
    member.enters(code).has_final_answer()
    assert member.points()[0] == 11_345


@NOT_USSD
def test_dearest_is_picked_from_the_list(member: Member) -> None:
    in_words(open_gift_list(member), "最贵的那个", "the most expensive one")
    assert member.session.top.answers["sku"] == "earphones"


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en"), [("有什么礼品", "what gifts do you have"), ("礼品有哪些", "what gifts are there")]
)
def test_question_for_the_gifts_lists_them(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).enters_pin_if_asked().is_asked("redeem_gift.pick")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("换两个保温杯", "redeem two thermos cups"), ("我要3个保温杯", "I'd like 3 thermos cups")],
)
def test_several_pieces_are_one_and_said_to_be(buyer: Member, zh: str, en: str) -> None:
    in_words(buyer, zh, en).hears("redeem_gift-one_each").is_asked("redeem_gift.code")
    assert buyer.session.top.answers["points"] == 1_000


@SMS_ONLY
def test_several_pieces_asked_for_twice_are_one_request(buyer: Member) -> None:
    words = ("换两个保温杯", "redeem two thermos cups")
    code = in_words(buyer, *words).is_asked("redeem_gift.code").code
    assert in_words(buyer, *words).is_asked("redeem_gift.code").code == code


@NOT_USSD
def test_several_pieces_at_the_list(member: Member) -> None:
    in_words(open_gift_list(member), "要两个保温杯", "two cups").hears("redeem_gift-one_each")
    assert member.session.top.answers["sku"] == "thermos-cup"


@NOT_USSD
def test_an_amount_is_no_number_of_pieces(member: Member) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked()
    in_words(member, "那就10个吧", "ok 10 then").does_not_hear("redeem_gift-one_each")
    assert member.open_question is not None and member.open_question.startswith("redeem_credit.")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("换保温杯", "redeem a thermos cup")])
def test_one_piece_is_not_spoken_of(buyer: Member, zh: str, en: str) -> None:
    in_words(buyer, zh, en).does_not_hear("redeem_gift-one_each").is_asked("redeem_gift.code")
