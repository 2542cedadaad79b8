"""Plain answers to the hotline's own questions: a number in place of a yes, and the place of an
option in place of its key."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member


def asked_whether_meant(caller: Member, zh: str, en: str) -> Member:
    return caller.speaks({"zh": zh, "en": en}[caller.language]).is_asked("ask_wish.meant")


@VOICE_ONLY
@pytest.mark.parametrize(
    ("words", "receipt"),
    [
        ("receipt number is 44711234", "44711234"),
        ("yes, 44711234", "44711234"),
        ("小票号是四四七一一二三四", "44711234"),
    ],
)
def test_receipt_in_place_of_a_yes_is_read_back(member: Member, words: str, receipt: str) -> None:
    asked_whether_meant(member, "买了东西积分没到账", "some points are missing from a purchase")
    member.speaks(words).is_asked("claim.confirm").hears("claim-confirm", receipt=receipt)


@VOICE_ONLY
def test_number_that_is_no_receipt_is_a_yes_and_asked_for(member: Member) -> None:
    asked_whether_meant(member, "买了东西积分没到账", "some points are missing from a purchase")
    member.speaks("receipt number is 4471").is_asked("claim.receipt")
    member.does_not_hear("engine-not_offered")


@VOICE_ONLY
@pytest.mark.parametrize(
    "number",
    ["one three eight zero zero zero zero zero zero zero two", "幺三八零零零零零零零二"],
)
def test_receiver_in_place_of_a_yes_is_read_back(member: Member, number: str) -> None:
    asked_whether_meant(member, "我要送500分给别人", "i want to give 500 points to someone")
    member.speaks(number).enters_pin_if_asked()
    member.is_asked("give.confirm").hears("give-confirm", points=500, to="138****0002")


@SMS_ONLY
def test_number_behind_the_keyword_of_the_open_question_drops_nothing(member: Member) -> None:
    member.enters("BD").is_asked("claim.receipt").enters("BD 12345678")
    member.does_not_hear("engine-dropped").hears("claim-confirm", receipt="12345678")


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("answer", ["1", "10", "10 yuan"])
def test_only_option_is_picked_by_its_place_and_by_its_key(member: Member, answer: str) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().enters(answer)
    told = "code_sent" if member.confirms_by_code else "confirm"
    member.hears(f"redeem_credit-{told}", points=1_000)


@SMS_ONLY
def test_place_is_no_key_where_keys_could_be_meant(member: Member) -> None:
    """The gifts are 1, 2, 3 and 5."""
    member.enters("DH").is_asked("redeem_gift.pick").enters("4").is_asked("redeem_gift.pick")


@SMS_ONLY
@pytest.mark.parametrize("words", ["how many can I give", "最多能送多少"])
def test_question_about_what_is_begun_does_not_leave_it(member: Member, words: str) -> None:
    member.asks_for("give").enters("13800000002").is_asked("give.amount")
    member.enters(words).is_asked("give.amount")


@SMS_ONLY
def test_no_to_a_wrong_guess_asks_again_what_was_begun(member: Member) -> None:
    member.asks_for("give").enters("13800000002").is_asked("give.amount")
    member.enters("怎么投诉？").is_asked("ask_wish.meant").says_no()
    member.hears("ask_wish-never_mind").is_asked("give.amount")


@SMS_ONLY
def test_number_that_is_too_short_is_no_other_wish(member: Member) -> None:
    member.asks_for("claim").enters("receipt number is 4471").is_asked("claim.receipt")
    member.does_not_hear("engine-not_offered")
