"""Who is calling, and what is said first."""

from collections.abc import Callable

import pytest
from dialogue_steps import (
    HOMES,
    NOT_SMS,
    SMS_ONLY,
    VOICE_ONLY,
)
from driver import (
    COMPLAINT_WORDS,
    FROZEN,
    SENIOR,
    STRANGER,
    WITHHELD,
    Hotline,
    Member,
)


@NOT_SMS
def test_session_begins_at_the_main_menu(member: Member, channel: str) -> None:
    member.calls().is_asked(HOMES[channel]).is_at_main_menu()


@SMS_ONLY
def test_unrecognized_first_text_gets_the_main_menu(member: Member) -> None:
    member.enters("hello").is_asked("text_home.menu")


def test_unregistered_number_can_only_ask_for_an_agent(
    hotline: Hotline, member_with_number: Callable[[str], Member], language: str
) -> None:
    stranger = member_with_number(STRANGER)
    if stranger.traits.greets:
        stranger.calls().is_asked("language.choose").picks(language)
    elif stranger.traits.sessionless:
        stranger.enters("JF").hears("engine-refused_stranger").says_main()
    else:
        stranger.calls()
    stranger.is_asked("stranger_home.menu")
    stranger.picks("agent")
    [handover] = stranger.rows_of("handover")
    assert (handover.number, handover.member_id) == (STRANGER, 0)


@VOICE_ONLY
@pytest.mark.parametrize("result", ["leave", "system-error"])
def test_caller_with_withheld_number_can_queue_but_gets_no_callback(
    member_with_number: Callable[[str], Member], channel: str, language: str, result: str
) -> None:
    caller = member_with_number(WITHHELD).calls().is_asked("language.choose").picks(language)
    caller.is_asked("withheld_home.menu").picks("agent").is_asked("agent.wait")
    caller.leaves_the_queue(result).hears("agent-unreachable").does_not_hear("agent-booked")
    caller.is_asked("withheld_home.menu")
    [handover] = caller.rows_of("handover")
    assert (handover.number, handover.way) == ("", "queue")
    assert WITHHELD not in handover.transcript


@VOICE_ONLY
def test_calls_with_withheld_number_do_not_share_a_session(
    member_with_number: Callable[[str], Member], channel: str, language: str
) -> None:
    first = member_with_number(WITHHELD).calls().picks(language).asks_for_agent()
    own = first.session.caller
    second = first.is_cut_off().calls().is_asked("language.choose")
    assert second.session.caller != own
    assert not second.session.parked


def test_frozen_member_can_still_file_a_complaint(
    member_with_number: Callable[[str], Member],
) -> None:
    member = member_with_number(FROZEN)
    if member.traits.sessionless:
        member.enters("JF").hears("engine-refused_frozen").says_main()
    else:
        member.calls()
    member.is_asked("frozen_home.menu").picks("complaint")
    member.is_asked("complaint.words").says(COMPLAINT_WORDS).files_it().hears("complaint-filed")
    assert len(member.rows_of("complaint")) == 1


@VOICE_ONLY
def test_first_call_asks_for_the_language_and_stores_it(
    hotline: Hotline, channel: str, language: str
) -> None:
    member = hotline.member("voice", None)
    member.calls().is_asked("language.choose").picks(language)
    member.language = language
    member.hears("language-done").is_asked("voice_home.menu")
    assert hotline.row("SELECT language FROM member WHERE member_id = 1")[0] == language
    member.is_cut_off().calls().is_asked("voice_home.menu")  # and is remembered


@VOICE_ONLY
@pytest.mark.parametrize("what", ["silence", "a wrong key"])
def test_senior_is_queued_with_priority_after_no_input_or_wrong_key(
    member_with_number: Callable[[str], Member], channel: str, what: str
) -> None:
    senior = member_with_number(SENIOR).calls().is_asked("senior_welcome.offer")
    senior.stays_silent() if what == "silence" else senior.enters("5")
    senior.is_asked("agent.wait")
    assert senior.latest("handover", "requested_at").priority == 1


@VOICE_ONLY
@pytest.mark.parametrize("what", ["silence", "wrong key", "agent"])
def test_senior_is_put_through_to_an_agent_after_a_dropped_call_too(
    member_with_number: Callable[[str], Member], channel: str, what: str
) -> None:
    """And is asked for no PIN on the way, though what was begun had asked for it."""
    senior = member_with_number(SENIOR).calls().picks("self_service", "redeem", "credit")
    senior.enters_pin_if_asked().is_asked("redeem_credit.pick").is_cut_off().calls()
    senior.is_asked("senior_welcome.offer")
    keys = {"wrong key": "5", "agent": "0"}
    senior.stays_silent() if what == "silence" else senior.enters(keys[what])
    senior.is_asked("agent.wait").does_not_hear("identify-pin")
    assert senior.latest("handover", "requested_at").priority == 1


@VOICE_ONLY
@pytest.mark.parametrize("answer", ["go_on", "afresh"])
def test_senior_who_chooses_self_service_is_asked_about_the_dropped_call(
    member_with_number: Callable[[str], Member], channel: str, answer: str
) -> None:
    senior = member_with_number(SENIOR).calls().picks("self_service", "agent").is_cut_off().calls()
    senior.picks("self_service").is_asked("senior_home.menu")  # nothing was begun
    senior.picks("redeem", "credit").enters_pin_if_asked().is_cut_off().calls()
    senior.picks("self_service").is_asked("resume.offer").picks(answer)
    senior.is_asked({"go_on": "identify.pin", "afresh": "senior_home.menu"}[answer])


@VOICE_ONLY
def test_senior_can_choose_self_service(
    member_with_number: Callable[[str], Member], channel: str
) -> None:
    senior = member_with_number(SENIOR).calls().picks("self_service").is_asked("senior_home.menu")
    senior.picks("balance").hears("balance-safe", points=5_000).is_asked("senior_home.menu")
