"""Points for another member, as scripts: on all channels, in both languages."""

from datetime import timedelta

import pytest
from dialogue_steps import SMS_ONLY, USSD_ONLY, VOICE_ONLY
from driver import ACTIVE, DIAMOND, ENGLISH, FROZEN, STRANGER, Hotline, Member

from core.kernel import Database
from core.loyalty import transfers
from core.seed import PIN

TO = ENGLISH.removeprefix("+86")


def wants_to_give(member: Member) -> Member:
    if member.turn is None and not member.traits.sessionless:
        member.calls()
    else:
        member.says_main()
    return member.picks("redeem", "give").enters_pin_if_asked().is_asked("give.receiver")


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("number", [ENGLISH, "+86 138-0000-0002", "(138) 0000 0002"])
@pytest.mark.parametrize("amount", ["1,000", "1，000", "1000分", "1000 points", "1 000 积分。"])
def test_transfer_accepts_common_number_and_amount_formats(
    member: Member, number: str, amount: str
) -> None:
    wants_to_give(member).enters(number).is_asked("give.amount").enters(amount)
    told = "give-code_sent" if member.confirms_by_code else "give-confirm"
    member.hears(told, points=1_000, to="138****0002")


@SMS_ONLY
def test_keyword_digits_are_read_as_amount_when_an_amount_is_asked(member: Member) -> None:
    wants_to_give(member).enters(TO).is_asked("give.amount").enters(" １０５ ")
    member.hears("give-code_sent", points=105).enters("105")
    member.hears("balance-expiring").hears("engine-still_open")  # a code has six digits


@pytest.mark.parametrize("channel", ["sms", "ussd"])
def test_invalid_receiver_or_amount_gets_a_no_match_prompt(member: Member, channel: str) -> None:
    wants_to_give(member).enters("my mum").hears("engine-miss_digits")
    member.enters("my mum").hears("engine-miss_digits_again").enters(TO).is_asked("give.amount")
    member.enters("1000000000").hears("engine-miss_entry")


def points_of(hotline: Hotline, number: str) -> int:
    return int(
        hotline.row(
            "SELECT balance FROM member_account JOIN msisdn USING (member_id)"
            " WHERE number = :number AND unit = 'points'",
            number=number,
        ).balance
    )


def arrive(hotline: Hotline) -> list[bool]:
    """What the worker does meanwhile."""
    database: Database = hotline.database
    found = database.run(lambda conn: transfers.open_transfers(conn, limit=10))
    return [transfers.complete(database, transfer, hotline.at) for transfer in found]


def test_transfer_moves_points_to_the_receiver(buyer: Member) -> None:
    wants_to_give(buyer).enters(TO).is_asked("give.amount").enters("500")
    assert buyer.points() == (12_345, 0)  # asked, and nothing given
    buyer.confirms().hears("give-given", points=500, left=11_845).has_final_answer()
    assert buyer.points() == (11_845, 0)
    assert arrive(buyer.hotline) == [True]
    assert points_of(buyer.hotline, ENGLISH) == 3_700
    assert buyer.hotline.is_sound()
    buyer.asks_for("history").enters_pin_if_asked()
    assert ("history-kind", "give") in [(key, facts.get("kind")) for key, facts, _ in buyer._said]


@VOICE_ONLY
def test_transfer_by_phone_requires_the_pin(member: Member, channel: str) -> None:
    member.calls().picks("redeem", "give").is_asked("identify.pin")
    member.enters(PIN).is_asked("give.receiver")


def test_transfer_confirmation_reads_back_amount_and_receiver(member: Member) -> None:
    wants_to_give(member).enters(TO).enters("500")
    step = "code_sent" if member.confirms_by_code else "confirm"
    facts = {"points": 500, "left": 11_845, "number": ENGLISH, "to": "138****0002"}
    member.hears(f"give-{step}", **facts)
    assert (TO in member.screen) is (member.channel != "voice")  # there digit by digit


def test_declined_transfer_moves_no_points(member: Member) -> None:
    wants_to_give(member).enters(TO).enters("500")
    if member.confirms_by_code:
        member.says_main()
    else:
        member.says_no().hears("give-cancelled")
    assert member.points() == (12_345, 0)
    assert member.rows_of("transfer") == []


@VOICE_ONLY
def test_no_input_at_confirmation_transfers_nothing(member: Member, channel: str) -> None:
    wants_to_give(member).enters(TO).enters("500").is_asked("give.confirm")
    member.stays_silent().is_asked("give.confirm")
    assert member.points() == (12_345, 0)


@pytest.mark.parametrize("to", [STRANGER, FROZEN])
def test_transfer_to_an_ineligible_receiver_is_refused(member: Member, to: str) -> None:
    number = to.removeprefix("+86")
    wants_to_give(member).enters(number).hears("give-cannot").is_asked("give.receiver")
    member.enters(TO).is_asked("give.amount")


def test_who_enters_their_own_number_is_told_so(member: Member) -> None:
    wants_to_give(member).enters(ACTIVE.removeprefix("+86"))
    member.hears("give-oneself", to="138****0001").is_asked("give.receiver")
    member.enters(TO).is_asked("give.amount")


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("amount", ["-5", " - 5", "负5", "-5分", "零", "000"])
def test_less_than_one_point_is_refused_with_what_may_be_given(
    member: Member, channel: str, amount: str
) -> None:
    wants_to_give(member).enters(TO).enters(amount).hears("give-range", available=12_345)
    member.is_asked("give.amount").enters("500")
    member.hears("give-code_sent" if member.confirms_by_code else "give-confirm", points=500)


@pytest.mark.parametrize("mistyped", ["1380000002", "138000000022", "1234567"])
def test_receiver_with_a_digit_missing_or_too_many_is_asked_for_again(
    member: Member, mistyped: str
) -> None:
    wants_to_give(member).enters(mistyped).hears("give-no_number").is_asked("give.receiver")
    member.enters(TO).is_asked("give.amount")


@SMS_ONLY
@pytest.mark.parametrize(
    "words", ["ZZ 13812345678901 100", "ZZ 100 13812345678901", "GIVE 100 to 13812345678901"]
)
def test_receiver_that_is_no_number_is_said_with_the_request(member: Member, words: str) -> None:
    member.enters(words).hears("give-no_number", wanted="13812345678901")
    member.is_asked("give.receiver").enters("13800000002").is_asked("give.code")
    member.hears("give-code", points=100)


def test_transfer_above_the_balance_keeps_the_receiver(hotline: Hotline, member: Member) -> None:
    wants_to_give(member).enters(TO).enters("13000").hears("give-at_most", available=12_345)
    member.is_asked("give.amount").enters("500")
    member.is_asked("give.code" if member.confirms_by_code else "give.confirm")


def test_member_without_points_cannot_transfer(hotline: Hotline, member: Member) -> None:
    hotline.at += timedelta(days=5 * 365)
    hotline.change("UPDATE lot SET expires_at = '2027-01-01' WHERE member_id = 1")
    later = wants_to_give(hotline.member(member.channel, member.language)).enters(TO)
    later.enters("1").hears("give-too_few", missing=1).has_final_answer()


def test_transfer_of_zero_points_asks_again_for_the_amount(member: Member) -> None:
    wants_to_give(member).enters(TO).enters("000").is_asked("give.amount")


def test_transfer_above_the_monthly_limit_is_refused(
    hotline: Hotline, channel: str, language: str
) -> None:
    rich = hotline.member(channel, language, DIAMOND)
    for amount in ("5000", "5000", "5000", "4900"):
        wants_to_give(rich.waits(61)).enters(TO).enters(amount).confirms().hears("give-given")
    wants_to_give(rich.waits(61)).enters(TO).enters("101").hears("give-limit", available=100)
    rich.is_asked("give.amount").enters("100").confirms().hears("give-given")
    wants_to_give(rich).enters(TO).enters("1").hears("give-limit", available=0).has_final_answer()


def test_member_of_less_than_six_months_cannot_transfer(
    hotline: Hotline, channel: str, language: str
) -> None:
    hotline.change("UPDATE member SET joined_on = '2026-01-01'")
    member = hotline.member(channel, language)
    wants_to_give(member).enters(TO).hears("give-too_new").has_final_answer()


def test_transfer_is_refused_when_receiver_is_frozen_before_confirmation(buyer: Member) -> None:
    wants_to_give(buyer).enters(TO).enters("500")
    buyer.hotline.change("UPDATE member SET status = 'frozen' WHERE number = :n", n=ENGLISH)
    buyer.confirms().hears("give-cannot").is_asked("give.receiver")
    assert buyer.points() == (12_345, 0)


def test_transfer_is_returned_when_receiver_is_frozen_after_confirmation(buyer: Member) -> None:
    wants_to_give(buyer).enters(TO).enters("500").confirms().hears("give-given")
    buyer.hotline.change("UPDATE member SET status = 'frozen' WHERE number = :n", n=ENGLISH)
    assert arrive(buyer.hotline) == [False]
    assert buyer.points() == (12_345, 0)


def test_identical_second_transfer_is_carried_out(buyer: Member) -> None:
    for _ in range(2):
        wants_to_give(buyer.waits(61)).enters(TO).enters("500").confirms().hears("give-given")
    assert buyer.points() == (11_345, 0)


@SMS_ONLY
def test_code_is_valid_only_for_the_transfer_it_was_sent_for(member: Member, channel: str) -> None:
    wants_to_give(member).enters(TO).enters("500").is_asked("give.code")
    code = member.code
    wants_to_give(member.waits(61)).enters(TO).enters("5000").is_asked("give.code")
    member.enters(code).hears("engine-left_code").is_asked("give.code")
    member.enters("111111").enters("111112").enters("111113").hears("give-expired")
    assert member.points() == (12_345, 0)


@VOICE_ONLY
def test_large_transfer_by_phone_requires_a_texted_code(
    hotline: Hotline, channel: str, language: str
) -> None:
    rich = hotline.member(channel, language, DIAMOND)
    wants_to_give(rich).enters(TO).enters("5001").is_asked("give.confirm").says_yes()
    rich.hears("give-code_sent").is_asked("give.code")
    rich.enters("111111").hears("give-code_wrong", tries=2)
    rich.enters(rich.texted_code).hears("give-given")


def test_member_in_arrears_cannot_transfer(hotline: Hotline, member: Member) -> None:
    hotline.change("UPDATE member SET status = 'arrears'")
    if member.traits.sessionless:
        member.says_main()
    else:
        member.calls()
    member.picks("redeem", "give").hears("engine-refused_arrears")


@VOICE_ONLY
def test_dropped_call_can_be_resumed_at_the_confirmation(
    hotline: Hotline, channel: str, language: str, buyer: Member
) -> None:
    wants_to_give(buyer).enters(TO).enters("500").is_asked("give.confirm")
    buyer.is_cut_off().calls().picks("go_on").enters_pin_if_asked().is_asked("give.confirm")
    buyer.confirms().hears("give-given")
    assert buyer.points() == (11_845, 0)


@SMS_ONLY
def test_code_that_a_call_has_asked_for_confirms_nothing_by_text(
    hotline: Hotline, member: Member
) -> None:
    member.enters("ZZ").enters(TO).enters("6000").is_asked("give.code").waits(61)
    call = hotline.member("voice", member.language)
    wants_to_give(call).enters(TO).enters("6000").is_asked("give.confirm").says_yes()
    code = call.is_asked("give.code").texted_code
    member.enters(code)
    assert member.points() == (12_345, 0)
    call.enters(code).hears("give-given", points=6_000)


ANOTHER = pytest.mark.parametrize(
    "words",
    ["换个人", "等等，换个人", "不是他，换个人", "换人", "wrong person", "different person"],
)


@ANOTHER
@pytest.mark.parametrize("channel", ["sms", "ussd"])
def test_another_receiver_is_asked_for_at_every_question(member: Member, words: str) -> None:
    wants_to_give(member).enters(TO).is_asked("give.amount").enters(words).is_asked("give.receiver")
    member.enters(TO).enters("500").enters(words).is_asked("give.receiver")
    assert not member.rows_of("handover")
    assert member.points() == (12_345, 0)


@pytest.mark.parametrize("words", ["换个人", "wrong person", "我妈想找人工", "人工要等多久"])
@SMS_ONLY
def test_words_about_a_person_call_no_agent(member: Member, words: str) -> None:
    member.speaks(words).is_asked("ask_wish.meant")
    assert not member.rows_of("handover")


@SMS_ONLY
@pytest.mark.parametrize("words", ["text me again", "send it again", "给我发短信"])
def test_words_that_sound_like_a_subscription_leave_nothing(buyer: Member, words: str) -> None:
    wants_to_give(buyer).enters(TO).enters("500").enters(words)
    assert any(frame.flow == "give" for frame in buyer.session.stack)


@USSD_ONLY
@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize("yes", ["1", "ok"])
def test_screen_without_the_question_confirms_nothing(buyer: Member, yes: str) -> None:
    """The answer to an aside and the question take two screens."""
    wants_to_give(buyer).enters(TO).enters("500").is_asked("give.confirm")
    buyer.enters("my phone has no signal")
    assert "98 More" in buyer.screen
    buyer.enters(yes).hears("give-confirm", points=500).is_asked("give.confirm")
    assert buyer.points() == (12_345, 0)
    assert "98 More" not in buyer.screen
    buyer.enters(yes).hears("give-given", points=500)


@USSD_ONLY
@pytest.mark.parametrize("language", ["en"])
def test_next_screen_with_the_options_confirms(buyer: Member) -> None:
    wants_to_give(buyer).enters(TO).enters("500").is_asked("give.confirm")
    buyer.enters("my phone has no signal").enters("98").enters("1").hears("give-given", points=500)


@USSD_ONLY
@pytest.mark.parametrize("language", ["zh"])
def test_question_that_costs_something_is_on_the_first_screen_if_it_can_be(buyer: Member) -> None:
    wants_to_give(buyer).enters(TO).enters("500").is_asked("give.confirm")
    buyer.enters("我的手机没信号").hears("give-confirm", points=500)
    assert "98" not in buyer.screen and "1 确认" in buyer.screen
