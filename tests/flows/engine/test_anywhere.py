"""What may happen in the middle of any dialogue: leaving, mistyping, a line that drops."""

from collections.abc import Callable

import pytest
from dialogue_steps import (
    HOMES,
    NOT_SMS,
    SMS_ONLY,
    USSD_ONLY,
    VOICE_ONLY,
    open_gift_list,
    spoken,
)
from driver import (
    COMPLAINT_WORDS,
    FROZEN,
    STRANGER,
    Hotline,
    Member,
)

from core.seed import PIN
from flows.dialogues import DIALOGUES
from flows.language import gsm7


def test_main_command_drops_open_dialogue_and_says_so(member: Member) -> None:
    member.asks_for("claim").says_main().hears("engine-dropped").is_at_main_menu()


@SMS_ONLY
def test_back_from_code_entry_drops_redemption_and_says_so(member: Member) -> None:
    open_gift_list(member).picks("phone-stand").is_asked("redeem_gift.code")
    member.says_back().hears("engine-dropped").is_at_main_menu()


@SMS_ONLY
def test_keyword_drops_open_dialogue_and_says_so(member: Member) -> None:
    open_gift_list(member).enters("JF").hears("engine-dropped").hears("balance-expiring")


@SMS_ONLY
def test_mistyped_keyword_is_confirmed_before_use(member: Member) -> None:
    member.enters("POINTSS").is_asked("guess.meant").says_yes().hears("balance-expiring")
    member.enters("POINTSS").says_no().hears("guess-never_mind").has_final_answer()


@SMS_ONLY
def test_rejected_keyword_guess_keeps_open_dialogue(buyer: Member) -> None:
    buyer.asks_for("claim").enters("POINTSS").is_asked("guess.meant").says_no()
    buyer.hears("guess-go_on").is_asked("claim.receipt")
    buyer.enters("2026060112").is_asked("claim.confirm")
    code = open_gift_list(buyer).picks("phone-stand").code
    buyer.enters("POINTSS").enters("TSCXX").says_no().is_asked("redeem_gift.code")
    buyer.enters(code).hears("redeem_gift-ordered")


@SMS_ONLY
def test_confirmed_keyword_guess_says_that_it_drops_open_dialogue(member: Member) -> None:
    open_gift_list(member).enters("POINTSS").says_yes()
    member.hears("engine-dropped").hears("balance-expiring")
    member.enters("POINTSS").says_yes().does_not_hear("engine-dropped")


@SMS_ONLY
def test_confirmed_keyword_guess_in_nested_dialogue_gets_final_answer(member: Member) -> None:
    """From within a menu that plays another dialogue: what is meant rests on a menu of its own."""
    member.asks_for("history").is_asked("history.page").says_main().picks("history")
    member.enters("POINTSS").is_asked("guess.meant").says_yes()
    member.hears("balance-expiring")
    member.has_final_answer()


@SMS_ONLY
def test_complaint_text_is_not_taken_for_mistyped_keyword(member: Member) -> None:
    member.asks_for("complaint").enters("Ordr never came").is_asked("complaint.confirm")
    member.says_yes().hears("complaint-filed")


@USSD_ONLY
def test_deep_link_opens_dialogue_and_still_asks_for_pin(member: Member) -> None:
    member.calls("1").hears("balance-expiring", points=12_345).has_final_answer()
    member.calls("4", "3").is_asked("identify.pin").enters(PIN).is_asked("redeem_gift.pick")


@USSD_ONLY
@pytest.mark.parametrize(
    ("number", "home"), [(STRANGER, "stranger_home.menu"), (FROZEN, "frozen_home.menu")]
)
def test_deep_link_selects_nothing_in_menu_of_non_member_or_frozen_member(
    member_with_number: Callable[[str], Member], channel: str, number: str, home: str
) -> None:
    caller = member_with_number(number).calls("1").is_asked(home).is_at_main_menu()
    assert not caller.rows_of("handover") + caller.rows_of("complaint")


@VOICE_ONLY
def test_repeat_says_same_question_again(member: Member) -> None:
    shown = spoken(member.asks_for("claim"))
    assert spoken(member.asks_for_repeat()) == shown
    assert member.open_question == "claim.receipt"


@NOT_SMS
def test_dropped_session_resumes_after_pin_is_entered_again(buyer: Member, channel: str) -> None:
    open_gift_list(buyer).picks("phone-stand").is_cut_off().calls().is_asked("resume.offer")
    buyer.picks("go_on").is_asked("identify.pin").enters(PIN)  # who it is has to be shown again
    buyer.confirms().hears("redeem_gift-ordered")
    assert buyer.points() == (12_045, 300)


@NOT_SMS
@pytest.mark.parametrize(
    ("what", "zh", "en"),
    [
        ("redeem_gift", "兑换礼品", "choosing a gift"),
        ("redeem_credit", "兑换话费", "redeeming phone credit"),
        ("redeem_data", "兑换流量", "redeeming data"),
        ("give", "转赠积分", "giving points"),
        ("exchange", "互换积分", "exchanging points"),
        ("claim", "补登积分", "claiming missing points"),
        ("complaint", "登记投诉", "filing a complaint"),
    ],
)
def test_resume_offer_says_what_was_begun(
    member: Member, channel: str, language: str, what: str, zh: str, en: str
) -> None:
    member.asks_for(what).enters_pin_if_asked()
    if what == "claim":
        member.enters("2026060112")
    if what == "complaint":
        member.says(COMPLAINT_WORDS)
    member.is_cut_off().calls()
    said = f"上次您正在{zh}" if language == "zh" else f"Last time you were {en}"
    assert any(line.startswith(said) for line in spoken(member.is_asked("resume.offer")))


@NOT_SMS
def test_resume_offer_says_what_was_chosen(member: Member, channel: str, language: str) -> None:
    open_gift_list(member).picks("earphones").is_cut_off().calls().is_asked("resume.offer")
    zh, en = "上次您正在换蓝牙耳机", "Last time you were redeeming points for the Earphones"
    assert (zh if language == "zh" else en) in " ".join(spoken(member))


def test_every_dialogue_that_can_be_resumed_is_named_in_a_test() -> None:
    resumable = {flow.name for flow in DIALOGUES.flows.values() if flow.resumable}
    marks = test_resume_offer_says_what_was_begun.pytestmark  # type: ignore[attr-defined]
    named = {row[0] for mark in marks if mark.args[0] != "channel" for row in mark.args[1]}
    assert named | {"add_to_complaint"} == resumable


@pytest.mark.parametrize("channel", ["ussd"])
def test_resume_offer_says_that_a_complaint_was_being_added_to(
    member: Member, channel: str, language: str
) -> None:
    """Where it is typed: nothing spoken is added."""
    member.asks_for("complaint").says(COMPLAINT_WORDS).files_it().calls()
    member.speaks("我要补充投诉" if language == "zh" else "I want to add to my complaint")
    member.is_asked("add_to_complaint.words").says("It was so in April too.")
    member.is_asked("add_to_complaint.ask").is_cut_off().calls().is_asked("resume.offer")
    said = (
        "上次您正在补充投诉" if language == "zh" else "Last time you were adding to your complaint"
    )
    assert any(line.startswith(said) for line in spoken(member))


@NOT_SMS
def test_dropped_session_can_be_discarded_at_resume_offer(member: Member, channel: str) -> None:
    open_gift_list(member).is_cut_off().calls().picks("afresh").is_asked(HOMES[channel])
    member.is_at_main_menu().is_cut_off().calls().is_at_main_menu()


@VOICE_ONLY
def test_resume_is_offered_after_every_dropped_call(member: Member, channel: str) -> None:
    for _ in range(2):
        member.asks_for("claim").enters("2026060112").is_asked("claim.confirm").is_cut_off()
        member.calls().is_asked("resume.offer").picks("afresh")


@NOT_SMS
@pytest.mark.parametrize("what", ["claim", "complaint", "redeem_gift"])
def test_who_only_looked_is_not_asked_to_go_on(member: Member, channel: str, what: str) -> None:
    """Nothing that a question of it has been answered with is lost."""
    member.asks_for(what).is_cut_off().calls().is_at_main_menu()


@USSD_ONLY
def test_ussd_session_redialled_at_once_can_be_resumed(buyer: Member) -> None:
    """The network says nothing of a drop, and nobody waits before dialling again."""
    open_gift_list(buyer).picks("phone-stand").calls().is_asked("resume.offer")
    buyer.picks("go_on").is_asked("identify.pin").enters(PIN)
    buyer.confirms().hears("redeem_gift-ordered")


@NOT_SMS
def test_drop_at_resume_offer_keeps_dropped_session_once(member: Member, channel: str) -> None:
    open_gift_list(member).picks("phone-stand")
    for _ in range(2):
        member.is_cut_off().calls().is_asked("resume.offer")
    member.picks("go_on").is_asked("identify.pin").enters(PIN).is_asked("redeem_gift.confirm")
    for _ in range(2):  # dropped anew
        member.is_cut_off().calls().is_asked("resume.offer")
    for _ in range(2):
        member.is_cut_off().calls().is_at_main_menu()


@NOT_SMS
@pytest.mark.parametrize("answer", ["afresh", "main", "back"])
def test_session_declined_at_resume_offer_is_not_offered_again(
    member: Member, channel: str, answer: str
) -> None:
    open_gift_list(member).is_cut_off().calls().is_asked("resume.offer")
    {"afresh": lambda: member.picks("afresh"), "main": member.says_main, "back": member.says_back}[
        answer
    ]()
    member.is_at_main_menu().is_cut_off().calls().is_at_main_menu()


@SMS_ONLY
def test_message_after_session_is_over_starts_new_session(member: Member) -> None:
    member.says_main()
    for _ in range(5):
        member.stays_silent()
    assert member.session.over
    member.enters("JF")
    assert not member.session.over


@SMS_ONLY
@pytest.mark.parametrize("what", ["history", "redeem_gift"])
def test_language_change_also_translates_current_screen(
    hotline: Hotline, channel: str, what: str
) -> None:
    member = hotline.member(channel, "zh").asks_for(what).enters("EN")
    member.language = "en"
    member.hears("engine-language")
    assert gsm7(member.screen)


@VOICE_ONLY
def test_asking_for_an_agent_at_the_time_of_a_callback_begins_it_anew(member: Member) -> None:
    member.asks_for_agent().leaves_the_queue("left").is_asked("agent.offer_time")
    member.picks("time").is_asked("callback_time.when").asks_for_agent().is_asked("agent.wait")
    assert [frame.flow for frame in member.session.stack].count("agent") == 1


@VOICE_ONLY
def test_no_agent_is_offered_at_the_time_of_a_callback(member: Member) -> None:
    member.asks_for_agent().leaves_the_queue("left").picks("time")
    for _ in range(3):
        member.is_asked("callback_time.when").enters("77")
    assert "offer" not in [frame.flow for frame in member.session.stack]
    assert member.latest("handover", "handover_id").way == "callback"


@VOICE_ONLY
def test_what_lay_on_top_for_the_moment_is_not_resumed(member: Member) -> None:
    member.asks_for("claim").enters("2026060112").is_asked("claim.confirm")
    member.asks_for_agent().leaves_the_queue("left").is_asked("agent.offer_time")
    member.is_cut_off().calls().picks("go_on").is_asked("claim.confirm")
