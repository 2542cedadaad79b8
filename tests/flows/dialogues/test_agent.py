"""On the way to an agent, and back."""

import json
import re

import pytest
from dialogue_steps import (
    NOT_SMS,
    SMS_ONLY,
    VOICE_ONLY,
    open_gift_list,
)
from driver import (
    ACTIVE,
    Member,
)

from core.seed import PIN
from flows.dialogues import DIALOGUES
from flows.dialogues.agent.request import ENGINE_QUESTIONS


def test_handover_has_topic_and_transcript_without_secrets(member: Member, channel: str) -> None:
    open_gift_list(member).picks("thermos-cup")
    secrets = {PIN} | ({member.code} if member.confirms_by_code else set())
    can_ask = "agent" in member.telephone.commands
    if not can_ask:
        member.says_main().hears("engine-dropped")
    member.asks_for_agent()
    handover = member.latest("handover", "requested_at")
    assert (handover.number, handover.channel) == (ACTIVE, channel)
    traits = member.traits
    way = "queue" if traits.queues_callers else "text" if traits.agents_write else "callback"
    assert handover.way == way
    assert handover.topic == ("redeem_gift" if can_ask else "")
    transcript = json.loads(handover.transcript)
    assert [who for who, _ in transcript if who == "member"]
    assert transcript[-1][0] == "hotline", "the agent reads what the member was told last"
    assert member.turn and all(words in transcript[-1][1] for words in member.turn.say)
    for secret in secrets:
        assert secret not in handover.transcript
    if traits.queues_callers:
        member.is_asked("agent.wait")
    elif traits.agents_write:
        member.hears("agent-writing").has_final_answer()
    else:
        member.hears("agent-booked").is_asked("agent.offer_time")


@NOT_SMS
def test_whoever_wants_the_callback_soon_is_told_that_it_comes(member: Member) -> None:
    member.asks_for_agent()
    if member.channel == "voice":
        member.leaves_the_queue("failed")
    member.is_asked("agent.offer_time").picks("fine").hears("agent-soon")


@SMS_ONLY
def test_handover_transcript_hides_a_code_typed_with_a_space(member: Member) -> None:
    code = open_gift_list(member).picks("thermos-cup").code
    member.says_main().enters(f"{code[:3]} {code[3:]}").asks_for_agent()
    transcript = member.latest("handover", "requested_at").transcript
    assert code not in re.sub(r"[\s-]", "", transcript)


@VOICE_ONLY
def test_nothing_said_is_nothing_that_an_agent_sees(member: Member, channel: str) -> None:
    member.calls().asks_for_agent().is_asked("agent.wait").does_not_hear("agent-seen")
    member.leaves_the_queue("failed").picks("fine", "points").asks_for_agent().is_asked(
        "agent.wait"
    )
    member.hears("agent-seen")


@VOICE_ONLY
@pytest.mark.parametrize("result", ["leave", "system-error"])
def test_caller_who_leaves_the_queue_gets_a_callback(
    member: Member, result: str, channel: str
) -> None:
    member.asks_for_agent().is_asked("agent.wait").leaves_the_queue(result)
    member.hears("agent-booked").picks("fine").is_asked("voice_home.menu")
    [handover] = member.rows_of("handover")
    assert (handover.way, handover.version) == ("callback", 2)  # the same place in line


@NOT_SMS
def test_callback_is_booked_once(member: Member, channel: str) -> None:
    def asks() -> Member:
        member.calls().asks_for_agent()
        return member.leaves_the_queue("leave") if member.traits.queues_callers else member

    asks().hears("agent-booked")
    member.is_cut_off().waits(300)
    asks().hears("agent-booked_before", booked_on="2026-06-01", booked_at="10:00")
    member.does_not_hear("agent-booked")
    assert [row.way for row in member.rows_of("handover") if row.status == "open"] == ["callback"]


@VOICE_ONLY
def test_own_callback_is_not_ahead_in_the_queue(member: Member, channel: str) -> None:
    member.calls().asks_for_agent().leaves_the_queue("leave").hears("agent-booked")
    member.is_cut_off().calls().asks_for_agent().is_asked("agent.wait")
    assert member.session.top.answers["ahead"] == 0


@VOICE_ONLY
def test_call_returns_to_the_open_menu_after_the_agent(member: Member, channel: str) -> None:
    member.calls().picks("points").asks_for_agent().leaves_the_queue("bridged")
    member.hears("agent-helped").is_asked("points_menu.menu")


@VOICE_ONLY
def test_agent_key_at_the_agent_offer_does_not_repeat_the_offer_later(
    member: Member, channel: str
) -> None:
    """Who takes the offer by its own key is not offered an agent once more afterwards."""
    member.calls().enters("7").enters("7").enters("7").is_asked("offer.help")
    member.asks_for_agent().is_asked("agent.wait").leaves_the_queue("bridged")
    member.is_asked("voice_home.menu")


def test_agent_is_offered_after_three_no_matches_and_can_be_declined(member: Member) -> None:
    member.asks_for("claim").enters("7").hears("engine-miss_entry").is_asked("claim.receipt")
    member.enters("7").enters("7").is_asked("offer.help")
    member.says_no().is_asked("claim.receipt").enters("123456").is_asked("claim.confirm")


def test_accepted_agent_offer_creates_a_handover_with_the_topic(
    member: Member, channel: str
) -> None:
    member.asks_for("claim").enters("7").enters("7").enters("7").says_yes()
    assert member.latest("handover", "requested_at").topic == "claim"


ASKING = {
    "command": lambda member: member.asks_for_agent(),
    "third miss": lambda member: member.enters("7").enters("7").enters("7").says_yes(),
    "words": lambda member: (member.speaks if member.traits.spoken else member.enters)(
        "转人工" if member.language == "zh" else "speak to a representative"
    ),
}


@pytest.mark.parametrize("how", ASKING)
@pytest.mark.parametrize(
    ("dialogue", "question"),
    [("claim", "claim.receipt"), ("complaint", "complaint.words"), ("pin", "")],
)
def test_agent_is_told_at_which_question_the_member_stopped(
    member: Member, channel: str, how: str, dialogue: str, question: str
) -> None:
    if how == "third miss" and dialogue != "claim":
        pytest.skip("any words are an answer there")
    if how == "command" and "agent" not in member.telephone.commands:
        pytest.skip("USSD has no command for it")
    if dialogue == "complaint" and how == "words":
        pytest.skip("the words are the complaint")
    member.asks_for(dialogue)
    asked = member.open_question
    assert asked == question or not question
    ASKING[how](member)
    handover = member.latest("handover", "requested_at")
    assert json.loads(handover.path)[-1] == asked


def test_questions_of_the_engine_are_known_to_the_agent() -> None:
    assert {flow.name for flow in DIALOGUES.questions} == ENGINE_QUESTIONS


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("key", ["1", "2"])
def test_agent_offer_accepts_the_displayed_option_text(
    member: Member, channel: str, key: str
) -> None:
    member.asks_for("claim").enters("7").enters("7").enters("7").is_asked("offer.help")
    assert member.turn is not None
    [label] = [shown.text for shown in member.turn.options if shown.key == key]
    member.enters(label.removeprefix(f"{key} ")).does_not_hear("engine-miss")
    assert len(member.rows_of("handover")) == (key == "1")


@NOT_SMS
def test_repeated_no_input_offers_an_agent_and_then_ends_the_session(
    member: Member, channel: str
) -> None:
    member.asks_for("claim").stays_silent().hears("engine-silence")
    member.stays_silent().hears("engine-silence_again").stays_silent().is_asked("offer.help")
    member.stays_silent().hears("engine-silence").stays_silent().hears("offer-bye")
    assert member.turn is not None
    assert member.turn.ends


@VOICE_ONLY
def test_a_no_at_a_secret_question_is_not_masked(member: Member) -> None:
    words = {"zh": "取消", "en": "cancel"}[member.language]
    member.asks_for("history").is_asked("identify.pin").speaks(words)
    assert ["member", words] in [list(line) for line in member.session.lines]
