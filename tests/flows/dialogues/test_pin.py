"""The PIN: where it is asked, what counts, how it locks."""

from collections.abc import Callable

import pytest
from dialogue_steps import (
    NEW_PIN,
    NOT_SMS,
    VOICE_ONLY,
    WRONG_PINS,
)
from driver import (
    ENGLISH,
    LOCKED,
    Hotline,
    Member,
)

from core.members import PIN as PIN_PROOF
from core.members import Act
from core.seed import PIN

CLOSELY = ("history", "order", "order_by_number", "not_received")
SPENDING = ("redeem_gift", "redeem_credit", "redeem_data")


@pytest.mark.parametrize("what", ["balance", "tier", *CLOSELY, *SPENDING])
def test_pin_is_asked_where_the_channel_requires_it(member: Member, what: str) -> None:
    """Where the channel declares it for what the dialogue does."""
    act = Act.SPEND if what in SPENDING else Act.LOOK_CLOSELY if what in CLOSELY else Act.LOOK
    takes_it = PIN_PROOF in member.traits.proofs.proofs_for(act)
    member.asks_for(what)
    assert (member.open_question == "identify.pin") is takes_it


@NOT_SMS
def test_pin_is_asked_once_per_session(member: Member, channel: str) -> None:
    member.asks_for("redeem_gift").is_asked("identify.pin").enters(PIN)
    member.asks_for("redeem_credit").is_asked("redeem_credit.pick")


@NOT_SMS
def test_third_wrong_pin_locks_until_the_next_day(hotline: Hotline, member: Member) -> None:
    member.asks_for("redeem_gift").enters(WRONG_PINS[0]).hears("identify-wrong", tries=2)
    member.is_asked("identify.pin").enters(WRONG_PINS[1]).hears("identify-wrong", tries=1)
    member.enters(WRONG_PINS[2]).hears("identify-locked")
    assert hotline.row("SELECT pin_wrong FROM member WHERE member_id = 1")[0] == 3
    # The right one would be too late.
    member.asks_for("redeem_gift").is_asked("identify.locked").picks("later")
    member.hears("identify-cancelled").has_final_answer()
    member.waits(16 * 3600).calls().asks_for("redeem_gift").enters(PIN)
    assert (member.open_question or "").startswith("redeem_gift.")  # midnight has passed


def test_wrong_pins_are_counted_across_channels(hotline: Hotline, language: str) -> None:
    hotline.member("voice", language).asks_for("history").enters(WRONG_PINS[0])
    hotline.member("ussd", language).asks_for("redeem_gift").enters(WRONG_PINS[1])
    texter = hotline.member("sms", language).asks_for("pin").is_asked("identify.pin")
    texter.enters(WRONG_PINS[2]).hears("identify-locked")
    hotline.member("ussd", language).asks_for("redeem_gift").hears("identify-locked")


@VOICE_ONLY
def test_star_key_while_entering_the_pin_is_not_a_no_match(
    hotline: Hotline, member: Member, channel: str
) -> None:
    """Six keys are waited for, whatever they are: after a star the last ones are not heard."""
    member.asks_for("redeem_gift").is_asked("identify.pin")
    for _ in range(4):
        member.enters("12*135").is_asked("identify.pin").does_not_hear("engine-miss_entry")
    assert (member.session.misses, member.session.silences) == (0, 0)
    assert hotline.row("SELECT pin_wrong FROM member WHERE member_id = 1")[0] == 0
    member.enters(PIN).is_asked("redeem_gift.how")


@VOICE_ONLY
def test_star_key_clears_an_entry_that_ends_with_the_hash_key(member: Member, channel: str) -> None:
    member.asks_for("claim").enters("123*20260601").is_asked("claim.confirm")
    assert member.session.top.answers["receipt"] == "20260601"


@NOT_SMS
def test_locked_pin_is_told_before_it_is_asked(
    member_with_number: Callable[[str], Member], channel: str
) -> None:
    locked = member_with_number(LOCKED).asks_for("redeem_gift")
    locked.is_asked("identify.locked").hears("identify-locked", lock="by_hand")


def locks_pin(member: Member) -> Member:
    for pin in WRONG_PINS:
        member.is_asked("identify.pin").enters(pin)
    return member.is_asked("identify.locked")


@NOT_SMS
@pytest.mark.parametrize("again", [False, True])
def test_locked_pin_is_set_anew_with_a_code_and_the_wish_goes_on(
    hotline: Hotline, member: Member, channel: str, again: bool
) -> None:
    """Offered where it is told that it is locked, by the third wrong PIN and later."""
    locks_pin(member.asks_for("redeem_credit")).hears("identify-locked", lock="today")
    if again:
        member.is_cut_off().calls().asks_for("redeem_credit").is_asked("identify.locked")
    member.picks("reset").hears("identify-code_sent").is_asked("identify.code")
    member.enters(member.code if member.traits.replies_to_number else member.texted_code)
    chooses_pin(member).hears("identify-set_now").is_asked("redeem_credit.pick")
    assert hotline.row("SELECT pin_wrong FROM member WHERE member_id = 1")[0] == 0
    member.is_cut_off().calls().asks_for("redeem_credit").is_asked("identify.pin").enters(NEW_PIN)
    member.is_asked("redeem_credit.pick")


@NOT_SMS
@pytest.mark.parametrize("repeats", [False, True])
def test_code_of_a_dropped_session_sets_no_pin(
    hotline: Hotline, member: Member, channel: str, repeats: bool
) -> None:
    """What the code has proved ends with the session: whoever calls next proves it again."""
    locks_pin(member.asks_for("redeem_credit")).picks("reset").is_asked("identify.code")
    member.enters(member.code if member.traits.replies_to_number else member.texted_code)
    member.is_asked("identify.new")
    if repeats:
        member.enters(NEW_PIN).is_asked("identify.again")
    member.is_cut_off().waits(120).calls().is_asked("resume.offer").picks("go_on")
    member.is_asked("identify.locked").picks("reset").hears("identify-code_sent")
    member.is_asked("identify.code")
    assert hotline.row("SELECT pin_wrong FROM member WHERE member_id = 1")[0] == 3


def test_locked_pin_of_the_settings_is_set_anew_with_a_code(member: Member) -> None:
    locks_pin(member.asks_for("pin")).picks("reset").is_asked("identify.code")
    member.enters(member.code if member.traits.replies_to_number else member.texted_code)
    chooses_pin(member).hears("pin-set_now").has_final_answer()


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("words", ["忘记密码", "好的", "I forgot my PIN"])
def test_new_pin_for_a_locked_one_is_taken_in_words(
    member: Member, channel: str, words: str
) -> None:
    locks_pin(member.asks_for("pin")).enters(words).is_asked("identify.code")


@VOICE_ONLY
def test_caller_without_the_phone_neither_unlocks_nor_replaces_a_locked_pin(
    hotline: Hotline, member: Member, channel: str
) -> None:
    before = hotline.row("SELECT pin_hash, pin_wrong FROM member WHERE member_id = 1")
    locks_pin(member.asks_for("history")).picks("reset").is_asked("identify.code")
    for code in ("111111", "111112", "111113"):
        member.enters(code)
    member.hears("identify-expired").asks_for("history").is_asked("identify.locked")
    after = hotline.row("SELECT pin_hash, pin_wrong FROM member WHERE member_id = 1")
    assert (before.pin_hash, 0, 3) == (after.pin_hash, before.pin_wrong, after.pin_wrong)


def test_pin_that_was_locked_meanwhile_is_changed_with_a_code_only(
    hotline: Hotline, member: Member, language: str
) -> None:
    member.asks_for("pin").enters(PIN).is_asked("pin.new").enters(NEW_PIN).is_asked("pin.again")
    session = member.session
    locks_pin(hotline.member("ussd", language).calls().asks_for("redeem_gift"))
    hotline.sessions.last_saved = session
    member.enters(NEW_PIN).is_asked("identify.locked")
    assert hotline.row("SELECT pin_wrong FROM member WHERE member_id = 1")[0] == 3


def chooses_pin(member: Member, pin: str = NEW_PIN) -> Member:
    return member.is_asked("identify.new").enters(pin).is_asked("identify.again").enters(pin)


@NOT_SMS
def test_member_without_pin_sets_one_on_the_spot_and_goes_on(
    hotline: Hotline, member_with_number: Callable[[str], Member], channel: str
) -> None:
    """Where the number can be forged, a code is texted to it first."""
    newcomer = member_with_number(ENGLISH)
    hotline.change("UPDATE member SET pin_hash = NULL WHERE number = :number", number=ENGLISH)
    newcomer.asks_for("redeem_credit").hears("identify-no_pin")
    if not newcomer.traits.number_verified:
        newcomer.hears("identify-code_sent").is_asked("identify.code")
        assert newcomer.texted_code not in newcomer.screen
        newcomer.enters("111111").hears("identify-code_wrong", tries=2)
        newcomer.enters(newcomer.texted_code)
    chooses_pin(newcomer).hears("identify-set_now").is_asked("redeem_credit.pick")
    newcomer.is_cut_off().calls()
    newcomer.picks("afresh").asks_for("redeem_credit").is_asked("identify.pin").enters(NEW_PIN)
    newcomer.is_asked("redeem_credit.pick")


@NOT_SMS
@pytest.mark.parametrize("after", ["nothing", "a wrong one", "a miss"])
def test_forgotten_pin_is_set_anew_with_a_texted_code(
    hotline: Hotline, member: Member, channel: str, after: str
) -> None:
    member.asks_for("redeem_credit").is_asked("identify.pin")
    if after == "a wrong one":
        member.enters(WRONG_PINS[0]).hears("identify-wrong", tries=2)
    if after == "a miss":
        member.enters("22").hears("identify-pin-simply")
    member.enters("1").hears("identify-code_sent").is_asked("identify.code")
    member.enters(member.code if member.traits.replies_to_number else member.texted_code)
    chooses_pin(member).hears("identify-set_now").is_asked("redeem_credit.pick")
    assert hotline.row("SELECT pin_wrong FROM member WHERE member_id = 1")[0] == 0
    member.is_cut_off().calls().asks_for("redeem_credit").enters(PIN).hears(
        "identify-wrong", tries=2
    )


@NOT_SMS
def test_code_for_another_purpose_does_not_set_a_pin(member: Member, channel: str) -> None:
    """Three wrong tries leave the PIN as it was, and what was asked for."""
    member.asks_for("redeem_credit").enters("1").is_asked("identify.code")
    for code in ("111111", "111112", "111113"):
        member.enters(code)
    member.hears("identify-expired").has_final_answer()
    member.asks_for("redeem_credit").is_asked("identify.pin").enters(PIN).is_asked(
        "redeem_credit.pick"
    )


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize(
    "words",
    [
        "忘记密码",
        "忘了",
        "我不记得密码了",
        "想不起来",
        "FORGOT",
        "I forgot my PIN",
        "can't remember",
    ],
)
def test_forgotten_pin_is_understood_in_words(member: Member, channel: str, words: str) -> None:
    member.asks_for("pin").is_asked("identify.pin").enters(words).is_asked("identify.code")
    chooses_pin(member.enters(member.code)).hears("pin-set_now").has_final_answer()


@pytest.mark.parametrize("channel", ["sms", "voice"])
@pytest.mark.parametrize(
    "words",
    ["i forgot my password", "忘记密码", "我密码忘了", "我密碼忘了", "I don't remember my PIN"],
)
def test_forgotten_pin_is_reset_without_asking_for_it(
    member: Member, channel: str, words: str
) -> None:
    if channel == "voice":
        member.calls()
    member.speaks(words).is_asked("identify.code")
    member.enters(member.code if member.traits.replies_to_number else member.texted_code)
    chooses_pin(member).hears("pin-set_now")


@pytest.mark.parametrize("words", ["我要改密码", "I want to change my PIN"])
def test_pin_that_is_to_be_changed_is_asked_for(member: Member, words: str) -> None:
    member.speaks(words)
    if member.open_question == "ask_wish.meant":
        member.says_yes()
    member.is_asked("identify.pin")


@pytest.mark.parametrize("channel", ["sms"])
@pytest.mark.parametrize("words", ["没忘", "我没忘记密码", "我可没忘密码", "I didn't forget it"])
def test_pin_that_is_not_forgotten_is_asked_for_again(
    member: Member, channel: str, words: str
) -> None:
    member.asks_for("pin").is_asked("identify.pin").enters(words).is_asked("identify.pin")


@VOICE_ONLY
def test_caller_is_told_how_to_set_a_forgotten_pin_when_the_question_is_repeated(
    member: Member, channel: str
) -> None:
    member.asks_for("history").hears("identify-pin").does_not_hear("identify-pin-simply")
    member.stays_silent().hears("identify-pin-simply")


def test_forged_calls_use_up_none_of_the_codes_of_the_member(
    any_hotline: Hotline, language: str
) -> None:
    """A forger asks for codes all day, while the member redeems and resets the PIN: neither the
    wait for the next code nor the day's limit is the member's, and an open code stays valid."""
    forger = any_hotline.member("voice", language)
    texter = any_hotline.member("sms", language)
    for sku in ("phone-stand", "thermos-cup", "mascot"):
        texter.asks_for("redeem_gift").picks(sku).is_asked("redeem_gift.code")
        code = texter.code
        forger.calls().asks_for("history").is_asked("identify.pin").enters("1")
        forger.is_asked("identify.code").enters("111111").hears("identify-code_wrong", tries=2)
        texter.enters(code).hears("redeem_gift-ordered").waits(61)
    for _ in range(2):
        forger.calls().asks_for("history").enters("1").is_asked("identify.code").waits(61)
    forger.calls().asks_for("history").enters("1").hears("identify-too_many")
    texter.enters("PIN").is_asked("identify.pin").enters("1").is_asked("identify.code")
    code = texter.code
    forger.calls().asks_for("history").enters("1").hears("identify-too_many")
    chooses_pin(texter.enters(code)).hears("pin-set_now")


@NOT_SMS
def test_code_that_was_sent_is_asked_for_again(member: Member, channel: str) -> None:
    member.asks_for("redeem_credit").enters("1").is_asked("identify.code")
    code = member.texted_code if channel == "voice" else member.code
    member.says_main().waits(15).asks_for("redeem_credit").enters("1")
    member.hears("identify-code_sent", code_minutes=4).is_asked("identify.code")
    member.enters(code).is_asked("identify.new")


def test_member_may_leave_the_wait_for_a_code(hotline: Hotline, language: str) -> None:
    hotline.member("sms", language).enters("DH 2").is_asked("redeem_gift.code")
    member = hotline.member("ussd", language).calls().asks_for("redeem_credit")
    member.is_asked("identify.pin").enters("1").hears("identify-too_soon")
    member.picks("drop").hears("identify-cancelled").has_final_answer()


@NOT_SMS
@pytest.mark.parametrize("other_is_at", ["code", "new", "again"])
def test_pin_that_is_set_on_one_channel_is_not_set_on_another(
    hotline: Hotline, member: Member, channel: str, other_is_at: str
) -> None:
    """A code that was passed ends the others, and a PIN that was set the questions for one."""
    texter = hotline.member("sms", member.language)
    texter.enters("PIN").enters("1").is_asked("identify.code")
    code = texter.code
    if other_is_at != "code":
        texter.enters(code).is_asked("identify.new")
    if other_is_at == "again":
        texter.enters("975310").is_asked("identify.again")
    member.waits(61).asks_for("pin").is_asked("identify.pin").enters("1").is_asked("identify.code")
    member.enters(member.code if member.traits.replies_to_number else member.texted_code)
    chooses_pin(member).hears("pin-set_now")
    entry, refusal = (code, "expired") if other_is_at == "code" else ("975310", "outdated")
    texter.enters(entry).hears(f"identify-{refusal}").has_final_answer()
    member.is_cut_off().calls().asks_for("history").enters_pin_if_asked(NEW_PIN)
    member.does_not_hear("identify-wrong")


@VOICE_ONLY
def test_repeated_question_for_the_pin_names_no_pound_key(member: Member) -> None:
    member.asks_for("history").asks_for_repeat()
    assert member.open_question == "identify.pin"
    assert member.turn is not None
    assert {"zh": "人工客服请按0", "en": "press 0"}[member.language] in member.turn.footer
    assert {"zh": "井号", "en": "pound"}[member.language] not in member.turn.footer


@pytest.mark.parametrize(("zh", "en"), [("我那手机丢了", "that phone of mine is lost")])
def test_pin_is_asked_again_after_a_wish_that_is_dropped(member: Member, zh: str, en: str) -> None:
    member.asks_for("pin").is_asked("identify.pin")
    member.speaks(zh if member.language == "zh" else en, 0.95)
    if member.open_question == "ask_wish.meant":
        member.speaks("算了" if member.language == "zh" else "never mind", 0.95)
        member.hears("ask_wish-dropped").is_asked("identify.pin")
