"""Every dialogue, as a script: what the member does, what is asked and said, what the books hold.

Each script is written once and runs on all three channels in both languages.
"""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from driver import (
    ACTIVE,
    COMPLAINT_WORDS,
    DIAMOND,
    ENGLISH,
    FROZEN,
    LOCKED,
    NEW,
    RECORDING,
    SENIOR,
    STRANGER,
    WITHHELD,
    House,
    Member,
)

from core.seed import PIN
from flows.segments import gsm7

WRONG_PINS = ("246813", "975310", "864202")
NEW_PIN = "864209"
VOICE_ONLY = pytest.mark.parametrize("channel", ["voice"])
USSD_ONLY = pytest.mark.parametrize("channel", ["ussd"])
SMS_ONLY = pytest.mark.parametrize("channel", ["sms"])
NOT_SMS = pytest.mark.parametrize("channel", ["voice", "ussd"])


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["voice", "sms", "ussd"])
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def member(house: House, channel: str, language: str) -> Member:
    return house.member(channel, language)


@pytest.fixture
def someone(house: House, channel: str, language: str) -> Callable[[str], Member]:
    """By number."""
    return lambda number: house.member(channel, language, number)


@pytest.fixture
def buyer(any_house: House, channel: str, language: str) -> Member:
    """Whose points move: on both databases."""
    return any_house.member(channel, language)


# -- who is calling, and the first thing that is said


HOMES = {"voice": "voice_home.menu", "ussd": "text_home.menu"}


@NOT_SMS
def test_a_session_begins_at_the_menu(member: Member, channel: str) -> None:
    member.calls().is_asked(HOMES[channel]).is_at_home()


@SMS_ONLY
def test_a_text_needs_no_beginning(member: Member) -> None:
    member.enters("hello").is_asked("text_home.menu")


def test_a_stranger_can_ask_for_an_agent_and_nothing_else(
    house: House, someone: Callable[[str], Member], channel: str, language: str
) -> None:
    stranger = someone(STRANGER)
    if channel == "voice":
        stranger.calls().is_asked("language.choose").picks(language)
    elif channel == "ussd":
        stranger.calls()
    else:
        stranger.enters("JF").is_told("engine-refused_stranger").says_main()
    stranger.is_asked("stranger_home.menu")
    stranger.picks("agent")
    [handover] = stranger.rows_of("handover")
    assert (handover.number, handover.member_id) == (STRANGER, 0)


@VOICE_ONLY
@pytest.mark.parametrize("result", ["leave", "system-error"])
def test_a_withheld_number_is_nobodys_and_cannot_be_called_back(
    someone: Callable[[str], Member], channel: str, language: str, result: str
) -> None:
    caller = someone(WITHHELD).calls().is_asked("language.choose").picks(language)
    caller.is_asked("withheld_home.menu").picks("agent").is_asked("agent.wait")
    caller.leaves_the_queue(result).is_told("agent-unreachable").is_not_told("agent-booked")
    caller.is_asked("withheld_home.menu")
    [handover] = caller.rows_of("handover")
    assert (handover.number, handover.way) == ("", "queue")
    assert WITHHELD not in handover.transcript


@VOICE_ONLY
def test_callers_without_a_number_are_not_one_caller(
    someone: Callable[[str], Member], channel: str, language: str
) -> None:
    first = someone(WITHHELD).calls().picks(language).asks_for_agent()
    own = first.talk.caller
    second = first.is_cut_off().calls().is_asked("language.choose")
    assert second.talk.caller != own
    assert not second.talk.parked


def test_frozen_means_complaining_and_the_agent(
    someone: Callable[[str], Member], channel: str
) -> None:
    member = someone(FROZEN)
    if channel == "sms":
        member.enters("JF").is_told("engine-refused_frozen").says_main()
    else:
        member.calls()
    member.is_asked("frozen_home.menu").picks("complaint")
    member.is_asked("complaint.words").says(COMPLAINT_WORDS).is_told("complaint-filed")
    assert len(member.rows_of("complaint")) == 1


@VOICE_ONLY
def test_the_first_call_asks_for_the_language(house: House, channel: str, language: str) -> None:
    member = house.member("voice", None)
    member.calls().is_asked("language.choose").picks(language)
    member.language = language
    member.is_told("language-done").is_asked("voice_home.menu")
    assert house.one("SELECT language FROM member WHERE member_id = 1")[0] == language
    member.is_cut_off().calls().is_asked("voice_home.menu")  # and is remembered


@VOICE_ONLY
@pytest.mark.parametrize("what", ["silence", "a wrong key"])
def test_a_senior_is_put_through(someone: Callable[[str], Member], channel: str, what: str) -> None:
    senior = someone(SENIOR).calls().is_asked("senior_welcome.offer")
    senior.stays_silent() if what == "silence" else senior.enters("5")
    senior.is_asked("agent.wait")
    assert senior.latest("handover", "requested_at").priority == 1


@VOICE_ONLY
def test_a_senior_who_would_rather_not(someone: Callable[[str], Member], channel: str) -> None:
    senior = someone(SENIOR).calls().picks("self_service").is_asked("senior_home.menu")
    senior.picks("balance").is_told("balance-safe", points=5_000).is_asked("senior_home.menu")


# -- the PIN


CLOSELY = ("history", "order", "order by number", "not received")
SPENDING = ("gift", "credit", "data")


@pytest.mark.parametrize("what", ["balance", "tier", *CLOSELY, *SPENDING])
def test_what_takes_the_pin_where(member: Member, channel: str, what: str) -> None:
    """A caller's number can be forged; USSD and SMS come with the network's word, and a redemption
    by text with a code."""
    takes_it = (what in CLOSELY and channel == "voice") or (
        what in SPENDING and channel in ("voice", "ussd")
    )
    member.asks_for(what)
    assert (member.asked == "identify.pin") is takes_it


@NOT_SMS
def test_the_pin_is_asked_once_a_session(member: Member, channel: str) -> None:
    member.asks_for("gift").is_asked("identify.pin").enters(PIN)
    member.asks_for("credit").is_asked("redeem_credit.pick")


@NOT_SMS
def test_a_wrong_pin_counts_and_the_third_locks(house: House, member: Member) -> None:
    member.asks_for("gift").enters(WRONG_PINS[0]).is_told("identify-wrong", tries=2)
    member.is_asked("identify.pin").enters(WRONG_PINS[1]).is_told("identify-wrong", tries=1)
    member.enters(WRONG_PINS[2]).is_told("identify-locked")
    assert house.one("SELECT pin_wrong FROM member WHERE member_id = 1")[0] == 3
    member.asks_for("gift").enters(PIN).is_told("identify-locked")  # the right one is too late
    member.waits(16 * 3600).calls().asks_for("gift").enters(PIN)
    assert (member.asked or "").startswith("redeem_gift.")  # midnight has passed


def test_wrong_pins_count_over_all_channels_together(house: House, language: str) -> None:
    house.member("voice", language).asks_for("history").enters(WRONG_PINS[0])
    house.member("ussd", language).asks_for("gift").enters(WRONG_PINS[1])
    texter = house.member("sms", language).asks_for("PIN").is_asked("identify.pin")
    texter.enters(WRONG_PINS[2]).is_told("identify-locked")
    house.member("ussd", language).asks_for("gift").enters(PIN).is_told("identify-locked")


@VOICE_ONLY
def test_correcting_a_pin_is_no_mistake(house: House, member: Member, channel: str) -> None:
    """Six keys are waited for, whatever they are: after a star the last ones are not heard."""
    member.asks_for("gift").is_asked("identify.pin")
    for _ in range(4):
        member.enters("12*135").is_asked("identify.pin").is_not_told("engine-miss_entry")
    assert (member.talk.misses, member.talk.silences) == (0, 0)
    assert house.one("SELECT pin_wrong FROM member WHERE member_id = 1")[0] == 0
    member.enters(PIN).is_asked("redeem_gift.how")


@VOICE_ONLY
def test_correcting_an_entry_that_the_hash_ends(member: Member, channel: str) -> None:
    member.asks_for("claim").enters("123*20260601").is_asked("claim.confirm")
    assert member.talk.top.answers["receipt"] == "20260601"


@NOT_SMS
def test_without_a_pin_it_is_said_how_to_set_one(
    someone: Callable[[str], Member], channel: str
) -> None:
    someone(NEW).asks_for("gift").is_told("identify-no_pin").is_left_in_peace()


@NOT_SMS
def test_locked_is_locked(someone: Callable[[str], Member], channel: str) -> None:
    someone(LOCKED).asks_for("gift").enters(PIN).is_told("identify-locked")


# -- looking things up


def test_balance_that_expires(house: House, member: Member) -> None:
    on = (house.at + timedelta(days=20)).date().isoformat()
    member.asks_for("balance")
    member.is_told("balance-expiring", points=12_345, expiring=2_000, on=on).is_left_in_peace()


def test_balance_that_is_safe(someone: Callable[[str], Member]) -> None:
    someone(ENGLISH).asks_for("balance").is_told("balance-safe", points=3_200).is_left_in_peace()


def test_no_balance(someone: Callable[[str], Member]) -> None:
    someone(NEW).asks_for("balance").is_told("balance-none").is_left_in_peace()


@pytest.mark.parametrize(
    ("number", "key", "facts"),
    [
        (ACTIVE, "tier-below", {"tier": "gold", "next": "diamond", "needed": 3_880}),
        (DIAMOND, "tier-top", {"tier": "diamond"}),
        (NEW, "tier-below_open", {"tier": "basic", "next": "silver", "needed": 1_000}),
    ],
)
def test_tier(
    someone: Callable[[str], Member], number: str, key: str, facts: dict[str, object]
) -> None:
    someone(number).asks_for("tier").is_told(key, **facts).is_left_in_peace()


def spoken(member: Member) -> tuple[str, ...]:
    assert member.turn is not None
    return member.turn.say


def test_history_in_three_pages_and_back(member: Member) -> None:
    member.asks_for("history").shows_who_it_is().is_asked("history.page")
    first = spoken(member)
    member.picks("older").is_asked("history.page")
    second = spoken(member)
    assert first != second
    member.says_back().is_asked("history.page")
    assert spoken(member) == first
    member.picks("older")
    assert spoken(member) == second
    member.picks("older").is_told("history-last").is_left_in_peace()


def test_no_history(house: House, someone: Callable[[str], Member]) -> None:
    newcomer = someone(NEW)
    house.change(
        "UPDATE member SET pin_hash = (SELECT pin_hash FROM member WHERE member_id = 1)"
        " WHERE member_id = 4"
    )
    newcomer.asks_for("history").shows_who_it_is().is_told("history-none").is_left_in_peace()


# -- redeeming


def wants_a_gift(member: Member) -> Member:
    member.asks_for("gift").shows_who_it_is()
    if member.asked == "redeem_gift.how":
        member.picks("read_out")
    return member.is_asked("redeem_gift.pick")


def names_a_gift(member: Member, number: str) -> Member:
    """By its number: keyed on the phone, texted with the keyword; a screen has its list."""
    if member.channel == "sms":
        return member.enters(f"DH{number}")
    return member.asks_for("gift").shows_who_it_is().picks("by_number").enters(number)


def test_a_gift_from_the_list(buyer: Member) -> None:
    wants_a_gift(buyer).picks("thermos-cup")
    assert buyer.points() == (12_345, 0)  # asked, and nothing taken
    buyer.confirms().is_told("redeem_gift-ordered", points=1_000, left=11_345).is_left_in_peace()
    assert buyer.points() == (11_345, 1_000)
    order = buyer.latest("gift_order", "created_at")
    assert (order.sku, order.points, order.status) == ("thermos-cup", 1_000, "held")
    assert order.channel == buyer.channel
    buyer.asks_for("order").shows_who_it_is().is_told("order-held", number=order.number)


@pytest.mark.parametrize("channel", ["voice", "sms"])
def test_a_gift_by_its_number(buyer: Member, channel: str) -> None:
    names_a_gift(buyer, "2").confirms().is_told("redeem_gift-ordered", points=1_000)
    assert buyer.points() == (11_345, 1_000)


@pytest.mark.parametrize("channel", ["voice", "sms"])
@pytest.mark.parametrize(("number", "key"), [("4", "gone"), ("77", "unknown")])
def test_a_number_that_leads_nowhere(member: Member, channel: str, number: str, key: str) -> None:
    names_a_gift(member, number).is_told(f"redeem_gift-{key}").is_asked("redeem_gift.pick")


@VOICE_ONLY
@pytest.mark.parametrize(("key", "asked"), [("9", "redeem_gift.confirm"), ("0", "agent.wait")])
def test_a_gift_of_one_digit_has_that_key(
    buyer: Member, channel: str, key: str, asked: str
) -> None:
    """9 is the main menu, and a gift's number; 0 numbers no gift, so it is the agent."""
    buyer.house.change("UPDATE gift SET number = 9 WHERE sku = 'thermos-cup'")
    names_a_gift(buyer, key).is_asked(asked)
    if key == "9":
        buyer.confirms().is_told("redeem_gift-ordered", points=1_000)


@VOICE_ONLY
def test_nine_is_the_main_menu_where_no_answer_is_so_short(member: Member, channel: str) -> None:
    member.asks_for("order by number").shows_who_it_is().enters("9").is_asked("voice_home.menu")


@SMS_ONLY
@pytest.mark.parametrize("wanted", ["-1", "0", "00"])
def test_what_is_no_gifts_number(member: Member, channel: str, wanted: str) -> None:
    member.enters(f"DH {wanted}").is_told("redeem_gift-unknown", wanted=wanted)
    member.is_asked("redeem_gift.pick")


@SMS_ONLY
@pytest.mark.parametrize(
    ("keyword", "key"), [("DD", "order-unknown"), ("CX", "complaint_status-unknown")]
)
def test_a_number_longer_than_any_of_ours_is_not_said_back(
    member: Member, channel: str, keyword: str, key: str
) -> None:
    member.enters(f"{keyword} {'9' * 1_000}").is_told(key, number="9" * 12).is_left_in_peace()


@SMS_ONLY
def test_a_number_longer_than_any_gifts(member: Member) -> None:
    member.enters("DH" + "9" * 60).is_told("redeem_gift-unknown").is_asked("redeem_gift.pick")


def test_too_few_points(buyer: Member) -> None:
    buyer.house.change("UPDATE gift SET points = 13000 WHERE sku = 'earphones'")
    wants_a_gift(buyer).picks("earphones")
    buyer.is_told("redeem_gift-too_few", missing=655).is_left_in_peace()
    assert buyer.points() == (12_345, 0)


def test_redeeming_is_not_open_yet(house: House, someone: Callable[[str], Member]) -> None:
    newcomer = someone(NEW)
    house.change(
        "UPDATE member SET pin_hash = (SELECT pin_hash FROM member WHERE member_id = 1)"
        " WHERE member_id = 4"
    )
    wants_a_gift(newcomer).picks("phone-stand")
    newcomer.is_told("redeem_gift-not_open", missing=1_000).is_left_in_peace()


def test_no_more_than_five_orders_a_day(buyer: Member) -> None:
    for _ in range(5):
        wants_a_gift(buyer).picks("phone-stand").confirms().is_told("redeem_gift-ordered")
        buyer.waits(61)  # for the next code
    wants_a_gift(buyer).picks("phone-stand").is_told("redeem_gift-limit").is_left_in_peace()
    assert buyer.points() == (10_845, 1_500)


def test_no_more_than_so_many_points_a_day(house: House, someone: Callable[[str], Member]) -> None:
    """Said before anything is asked, and before anyone is put through for it."""
    rich = someone(DIAMOND)
    house.change("UPDATE gift SET points = 20001 WHERE sku = 'earphones'")
    wants_a_gift(rich).picks("earphones").is_told("redeem_gift-limit").is_left_in_peace()


@NOT_SMS
def test_no_is_no(buyer: Member, channel: str) -> None:
    wants_a_gift(buyer).picks("thermos-cup").says_no().is_told("redeem_gift-cancelled")
    assert buyer.points() == (12_345, 0)


@NOT_SMS
def test_silence_is_not_consent(member: Member, channel: str) -> None:
    wants_a_gift(member).picks("thermos-cup").is_asked("redeem_gift.confirm")
    member.stays_silent().is_told("engine-silence").is_asked("redeem_gift.confirm")
    assert member.points() == (12_345, 0)


@NOT_SMS
def test_a_second_wanted_redemption_is_a_second_order(buyer: Member, channel: str) -> None:
    for _ in range(2):
        wants_a_gift(buyer).picks("phone-stand").confirms()
    assert buyer.points() == (11_745, 600)


@SMS_ONLY
def test_a_code_confirms_with_or_without_its_keyword(buyer: Member) -> None:
    wants_a_gift(buyer).picks("phone-stand")
    buyer.enters(f"确认 {buyer.code}").is_told("redeem_gift-ordered")
    assert buyer.points() == (12_045, 300)


@SMS_ONLY
def test_a_wrong_code_and_the_third_one(member: Member) -> None:
    wants_a_gift(member).picks("phone-stand")
    member.enters("111111").is_told("redeem_gift-code_wrong", tries=2)
    member.is_asked("redeem_gift.code")
    member.enters("111112").is_told("redeem_gift-code_wrong", tries=1)
    member.enters("111113").is_told("redeem_gift-expired").is_left_in_peace()
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_a_code_expires(member: Member) -> None:
    code = wants_a_gift(member).picks("phone-stand").code
    member.waits(5 * 60).enters(code).is_told("redeem_gift-expired")
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_the_next_code_takes_a_minute(member: Member) -> None:
    wants_a_gift(member).picks("phone-stand").waits(15)
    wants_a_gift(member).picks("phone-stand").is_told("redeem_gift-too_soon", wait=45)
    wants_a_gift(member.waits(46)).picks("phone-stand").is_asked("redeem_gift.code")


@SMS_ONLY
def test_an_earlier_code_is_void(member: Member) -> None:
    """Only the newest counts; that it is bound to its purpose too cannot be seen from here."""
    code = wants_a_gift(member).picks("phone-stand").code
    member.waits(61).asks_for("credit").picks("credit-10").is_asked("redeem_credit.code")
    member.enters(code).is_told("redeem_credit-code_wrong")
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_no_more_than_fifteen_codes_a_day(member: Member) -> None:
    for _ in range(15):
        wants_a_gift(member).picks("phone-stand").waits(61)
    wants_a_gift(member).picks("phone-stand").is_told("redeem_gift-too_many")


def somebody_takes_the_last(buyer: Member) -> None:
    somebody = buyer.house.member("ussd", "en", ENGLISH)
    mine, my_turn = buyer.house.sessions.kept, buyer.turn
    wants_a_gift(somebody).picks("mascot").confirms().is_told("redeem_gift-ordered")
    buyer.house.sessions.kept, buyer.turn = mine, my_turn


def test_the_last_one_is_taken_by_somebody_else(buyer: Member) -> None:
    wants_a_gift(buyer).picks("mascot")
    somebody_takes_the_last(buyer)
    buyer.confirms().is_told("redeem_gift-gone").is_asked("redeem_gift.pick")
    assert "mascot" not in [entry["value"] for entry in buyer.talk.top.answers["shown"]]
    assert buyer.points() == (12_345, 0)
    if buyer.channel == "sms":
        buyer.waits(61)
    buyer.picks("phone-stand").confirms().is_told("redeem_gift-ordered")
    assert buyer.points() == (12_045, 300)


def takes_off_sale(house: House, sku: str) -> None:
    house.change("UPDATE gift SET on_sale = false WHERE sku = :sku", sku=sku)


def test_a_gift_goes_off_sale_between_the_list_and_the_key(buyer: Member) -> None:
    wants_a_gift(buyer)
    key = buyer._key_of("thermos-cup")
    takes_off_sale(buyer.house, "thermos-cup")
    buyer.enters(key).is_told("redeem_gift-gone").is_asked("redeem_gift.pick")
    assert "thermos-cup" not in [entry["value"] for entry in buyer.talk.top.answers["shown"]]
    buyer.picks("phone-stand").confirms().is_told("redeem_gift-ordered")


def test_a_gift_goes_off_sale_between_the_question_and_the_yes(buyer: Member) -> None:
    wants_a_gift(buyer).picks("thermos-cup")
    takes_off_sale(buyer.house, "thermos-cup")
    buyer.confirms().is_told("redeem_gift-gone").is_asked("redeem_gift.pick")
    assert buyer.points() == (12_345, 0)


def test_the_last_one_goes_between_the_list_and_the_key(buyer: Member) -> None:
    """Said at once, not after a code or a yes."""
    wants_a_gift(buyer)
    key = buyer._key_of("mascot")
    somebody_takes_the_last(buyer)
    buyer.enters(key).is_told("redeem_gift-gone").is_asked("redeem_gift.pick")


def test_the_last_one_of_all_is_gone(member: Member) -> None:
    member.house.change("UPDATE gift SET on_sale = false WHERE kind = 'gift'")
    member.asks_for("gift").shows_who_it_is()
    if member.asked == "redeem_gift.how":
        member.picks("read_out")
    member.is_told("redeem_gift-nothing").is_left_in_peace()


@pytest.mark.parametrize(
    ("what", "sku", "points"), [("credit", "credit-10", 1_000), ("data", "data-1gb", 500)]
)
def test_a_service_is_spent_at_once(buyer: Member, what: str, sku: str, points: int) -> None:
    buyer.asks_for(what).shows_who_it_is().is_asked(f"redeem_{what}.pick").picks(sku).confirms()
    assert buyer._was_said(f"redeem_{what}-delivered")
    buyer.is_left_in_peace()
    assert buyer.points() == (12_345 - points, 0)
    assert buyer.latest("gift_order", "created_at").sku == sku


@SMS_ONLY
def test_credit_by_its_size(member: Member) -> None:
    member.enters("HF 10").is_asked("redeem_credit.code").confirms()
    assert member.points() == (11_345, 0)


@VOICE_ONLY
def test_a_lot_of_points_by_phone_takes_a_code_too(
    house: House, someone: Callable[[str], Member], channel: str
) -> None:
    """It is texted, in the words that a text would have been answered with, and never said."""
    house.change("UPDATE gift SET points = 5001 WHERE sku = 'earphones'")
    rich = someone(DIAMOND)
    before = rich.points()
    wants_a_gift(rich).picks("earphones").is_asked("redeem_gift.confirm").says_yes()
    rich.is_told("redeem_gift-code_sent").is_asked("redeem_gift.code")
    sent = rich.latest("outbox", "recorded_at")
    assert sent.topic == "code"
    assert json.loads(sent.payload)["sentence"] == "redeem_gift-code_sent"
    assert rich.texted_code not in rich.screen
    assert rich.points() == before
    rich.enters("111111").is_told("redeem_gift-code_wrong", tries=2)
    code = rich.texted_code
    rich.enters(code).is_told("redeem_gift-ordered")
    assert rich.points() == (before[0] - 5_001, before[1] + 5_001)
    assert code not in str(rich.rows_of("turn"))


@VOICE_ONLY
def test_a_code_by_phone_is_good_for_what_was_confirmed(
    house: House, someone: Callable[[str], Member], channel: str
) -> None:
    house.change("UPDATE gift SET points = 5001 WHERE sku = 'earphones'")
    rich = someone(DIAMOND)
    wants_a_gift(rich).picks("earphones").says_yes().is_asked("redeem_gift.code")
    rich.enters("111111").enters("111112").enters("111113").is_told("redeem_gift-expired")
    wants_a_gift(rich).picks("earphones").says_yes().is_told("redeem_gift-too_soon")
    rich.waits(61)
    wants_a_gift(rich).picks("earphones").says_yes().is_asked("redeem_gift.code")
    rich.waits(5 * 60).enters(rich.texted_code).is_told("redeem_gift-expired")


@VOICE_ONLY
def test_text_it_to_me(member: Member) -> None:
    member.calls().picks("points", "by_text").is_told("summary-asked")
    member.is_asked("points_menu.menu")
    sent = member.latest("outbox", "recorded_at")
    assert (sent.topic, json.loads(sent.payload)) == ("summary", {"language": member.language})


def test_arrears_may_look_but_not_redeem(house: House, member: Member) -> None:
    house.change("UPDATE member SET status = 'arrears' WHERE member_id = 1")
    member.asks_for("balance").is_told("balance-expiring")
    member.asks_for("gift").is_told("engine-refused_arrears").is_left_in_peace()


# -- complaints, claims, orders


def test_a_complaint_in_the_members_own_words(member: Member, channel: str) -> None:
    member.asks_for("complaint").is_asked("complaint.words").says(COMPLAINT_WORDS)
    complaint = member.latest("complaint", "opened_at")
    member.is_told("complaint-filed", number=complaint.number).is_left_in_peace()
    spoken = channel == "voice"
    assert complaint.recording_url == (RECORDING if spoken else None)
    assert (complaint.words or "") == ("" if spoken else COMPLAINT_WORDS)
    assert (complaint.channel, complaint.status, complaint.level) == (channel, "open", 1)
    member.asks_for("complaint status")
    member.is_told("complaint_status-open", number=complaint.number)


def test_no_words_where_words_are_asked_for(member: Member) -> None:
    member.asks_for("complaint").enters("5").is_told("engine-miss_words")
    member.stays_silent().is_told("engine-silence_words").enters("5")
    member.is_told("engine-miss_words_again").stays_silent().is_told("engine-silence_words_again")


@SMS_ONLY
def test_a_complaint_in_one_text(member: Member) -> None:
    member.enters(f"TS {COMPLAINT_WORDS}").is_told("complaint-filed")
    assert member.latest("complaint", "opened_at").words == COMPLAINT_WORDS


def test_how_complaints_stand(house: House, someone: Callable[[str], Member]) -> None:
    member = someone(ENGLISH)
    member.asks_for("complaint status").is_told("complaint_status-open", number="20260002")
    for status in ("decided", "closed"):
        house.change("UPDATE complaint SET status = :status", status=status)
        member.asks_for("complaint status").is_told(f"complaint_status-{status}")


def test_a_complaint_that_is_not_decided_in_time(
    house: House, someone: Callable[[str], Member]
) -> None:
    """Late after the five working days that were promised; the regulator's after fifteen."""
    member = someone(ENGLISH)
    member.asks_for("complaint status").is_told("complaint_status-open", due="2026-06-08")
    began = house.at
    for days, told in ((7, "open"), (8, "overdue"), (21, "overdue"), (22, "appealable")):
        house.at = began + timedelta(days=days)
        member.calls().asks_for("complaint status").is_told(f"complaint_status-{told}")


def test_no_complaints(member: Member) -> None:
    member.asks_for("complaint status").is_told("complaint_status-none").is_left_in_peace()


@SMS_ONLY
def test_a_complaint_by_its_number(someone: Callable[[str], Member]) -> None:
    someone(ENGLISH).enters("CX 20260002").is_told("complaint_status-open")
    # Another member's is as unknown as one that never was.
    someone(ACTIVE).enters("CX 20260002").is_told("complaint_status-unknown", number="20260002")


def test_the_latest_order(member: Member) -> None:
    member.asks_for("order").shows_who_it_is().is_told("order-sent").is_left_in_peace()


def test_no_orders(someone: Callable[[str], Member]) -> None:
    someone(ENGLISH).asks_for("order").shows_who_it_is().is_told("order-none")


def test_an_order_by_its_number(someone: Callable[[str], Member]) -> None:
    member = someone(DIAMOND).asks_for("order by number").shows_who_it_is()
    member.is_asked("order_by_number.number").enters("20260003")
    member.is_told("order_by_number-held", number="20260003").is_left_in_peace()
    member.asks_for("order by number").enters("87654321")
    member.is_told("order_by_number-unknown", number="87654321")


def test_what_did_not_arrive_becomes_a_complaint_about_that_order(member: Member) -> None:
    order = member.latest("gift_order", "created_at").number
    for level in (1, 2):  # the second one about the same goes up
        member.asks_for("not received").shows_who_it_is().is_asked("complaint.words")
        member.says(COMPLAINT_WORDS).is_told("complaint-filed").waits(1)
        complaint = member.latest("complaint", "opened_at")
        assert (complaint.order_number, complaint.level) == (order, level)


def test_nothing_to_complain_about(someone: Callable[[str], Member]) -> None:
    someone(ENGLISH).asks_for("not received").shows_who_it_is().is_told("not_received-none")


def test_a_receipt_is_claimed_once_by_anyone(buyer: Member) -> None:
    buyer.asks_for("claim").is_told("claim-receipt", digits_min=6, digits_max=20)
    buyer.enters("2026060112")
    buyer.is_asked("claim.confirm").says_no().is_asked("claim.receipt").enters("2026060113")
    buyer.says_yes()
    claim = buyer.latest("claim", "opened_at")
    buyer.is_told("claim-filed", number=claim.number).is_left_in_peace()
    assert claim.receipt_number == "2026060113"
    other = buyer.house.member(buyer.channel, buyer.language, ENGLISH).asks_for("claim")
    other.enters("2026060113").says_yes().is_told("claim-taken").is_left_in_peace()
    assert not other.rows_of("claim")


@SMS_ONLY
def test_a_claim_in_one_text(member: Member) -> None:
    member.enters("BD 2026060112").is_asked("claim.confirm").says_yes().is_told("claim-filed")


# -- the account


@VOICE_ONLY
def test_a_first_pin_is_not_set_by_whoever_shows_the_number(
    house: House, someone: Callable[[str], Member], channel: str, language: str
) -> None:
    """It is said how instead, and what is said works."""
    someone(NEW).asks_for("PIN").is_told("pin-by_text").is_asked("more_menu.menu")
    texter = house.member("sms", language, NEW)
    texter.enters("H").enters("9").enters("1").is_asked("pin.new")
    texter.enters(NEW_PIN).enters(NEW_PIN).is_told("pin-set_now")


@pytest.mark.parametrize("channel", ["sms", "ussd"])
def test_a_first_pin(someone: Callable[[str], Member], channel: str) -> None:
    newcomer = someone(NEW).asks_for("PIN").is_asked("pin.new")
    newcomer.enters("111111").is_told("pin-weak").is_asked("pin.new")
    newcomer.enters("000004").is_told("pin-weak").is_asked("pin.new")  # part of the number
    newcomer.enters(NEW_PIN).is_asked("pin.again")
    newcomer.enters("864208").is_told("pin-differs").is_asked("pin.new")
    newcomer.enters(NEW_PIN).enters(NEW_PIN).is_told("pin-set_now").is_left_in_peace()


def test_a_pin_is_changed_by_who_knows_the_old_one(house: House, member: Member) -> None:
    member.asks_for("PIN").is_asked("identify.pin").enters(PIN)
    member.is_asked("pin.new").enters(NEW_PIN).enters(NEW_PIN).is_told("pin-set_now")
    caller = house.member("voice", member.language).asks_for("history")
    caller.enters(PIN).is_told("identify-wrong").enters(NEW_PIN).is_asked("history.page")


def test_the_old_pin_is_tried_three_times(member: Member) -> None:
    member.asks_for("PIN")
    for pin in WRONG_PINS:
        member.enters(pin)
    member.is_told("identify-locked").is_left_in_peace()


def test_the_language_by_the_menu(house: House, member: Member, language: str) -> None:
    other = "en" if language == "zh" else "zh"
    member.asks_for("language").is_asked("language.choose").picks(other)
    member.language = other
    member.is_told("language-done")
    assert house.one("SELECT language FROM member WHERE member_id = 1")[0] == other


@SMS_ONLY
def test_the_language_in_the_middle(member: Member, language: str) -> None:
    other = "en" if language == "zh" else "zh"
    wants_a_gift(member).enters(other)
    member.language = other
    member.is_told("engine-language").is_asked("redeem_gift.pick")


@SMS_ONLY
def test_the_language_while_a_code_is_waited_for(buyer: Member, language: str) -> None:
    other = "en" if language == "zh" else "zh"
    wants_a_gift(buyer).picks("phone-stand")
    code = buyer.code
    buyer.enters(other)
    buyer.language = other
    buyer.is_told("engine-language").is_asked("redeem_gift.code")
    assert {"en": "reply with the code", "zh": "请回复验证码"}[other] in buyer.screen
    buyer.enters(code).is_told("redeem_gift-ordered")


def test_report_lost(house: House, member: Member) -> None:
    member.asks_for("report lost").is_asked("report_lost.confirm").says_no()
    member.is_told("report_lost-cancelled").asks_for("report lost").says_yes()
    member.is_told("report_lost-frozen")
    assert house.one("SELECT status FROM member WHERE member_id = 1")[0] == "frozen"
    member.says_main().is_asked("frozen_home.menu")


def test_no_more_marketing(house: House, member: Member) -> None:
    member.asks_for("stop marketing").is_told("stop_marketing-stopped").is_left_in_peace()
    assert not house.one("SELECT marketing_ok FROM member WHERE member_id = 1")[0]


# -- the agent


def test_the_agent_knows_the_topic_and_no_secret(member: Member, channel: str) -> None:
    wants_a_gift(member).picks("thermos-cup")
    secrets = {PIN} | ({member.code} if channel == "sms" else set())
    if channel == "ussd":  # has no key for it
        member.says_main().is_told("engine-dropped")
    member.asks_for_agent()
    handover = member.latest("handover", "requested_at")
    assert (handover.number, handover.channel) == (ACTIVE, channel)
    assert handover.way == {"voice": "queue", "sms": "text", "ussd": "callback"}[channel]
    assert handover.topic == ("" if channel == "ussd" else "redeem_gift")
    transcript = json.loads(handover.transcript)
    assert [who for who, _ in transcript if who == "member"]
    for secret in secrets:
        assert secret not in handover.transcript
    if channel == "voice":
        member.is_asked("agent.wait")
    else:
        told = "agent-writing" if channel == "sms" else "agent-booked"
        member.is_told(told).is_left_in_peace()


@SMS_ONLY
def test_a_code_typed_with_a_space_is_a_secret_too(member: Member) -> None:
    code = wants_a_gift(member).picks("thermos-cup").code
    member.says_main().enters(f"{code[:3]} {code[3:]}").asks_for_agent()
    transcript = member.latest("handover", "requested_at").transcript
    assert code not in re.sub(r"[\s-]", "", transcript)


@VOICE_ONLY
@pytest.mark.parametrize("result", ["leave", "system-error"])
def test_who_leaves_the_queue_is_called_back(member: Member, result: str, channel: str) -> None:
    member.asks_for_agent().is_asked("agent.wait").leaves_the_queue(result)
    member.is_told("agent-booked").is_asked("voice_home.menu")
    [handover] = member.rows_of("handover")
    assert (handover.way, handover.version) == ("callback", 2)  # the same place in line


@VOICE_ONLY
def test_after_the_agent_the_call_goes_on_where_it_was(member: Member, channel: str) -> None:
    member.calls().picks("points").asks_for_agent().leaves_the_queue("bridged")
    member.is_told("agent-helped").is_asked("points_menu.menu")


@VOICE_ONLY
def test_the_agents_key_at_the_offer_of_an_agent(member: Member, channel: str) -> None:
    """Who takes the offer by its own key is not offered an agent once more afterwards."""
    member.calls().enters("7").enters("7").enters("7").is_asked("offer.help")
    member.asks_for_agent().is_asked("agent.wait").leaves_the_queue("bridged")
    member.is_asked("voice_home.menu")


def test_three_mistakes_and_the_agent_is_offered(member: Member) -> None:
    member.asks_for("claim").enters("7").is_told("engine-miss_entry").is_asked("claim.receipt")
    member.enters("7").enters("7").is_asked("offer.help")
    member.says_no().is_asked("claim.receipt").enters("123456").is_asked("claim.confirm")


def test_the_offer_is_taken(member: Member, channel: str) -> None:
    member.asks_for("claim").enters("7").enters("7").enters("7").says_yes()
    assert member.latest("handover", "requested_at").topic == "claim"


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("key", ["1", "2"])
def test_the_offer_is_answered_by_what_is_on_the_screen(
    member: Member, channel: str, key: str
) -> None:
    member.asks_for("claim").enters("7").enters("7").enters("7").is_asked("offer.help")
    assert member.turn is not None
    [label] = [shown.text for shown in member.turn.options if shown.key == key]
    member.enters(label.removeprefix(f"{key} ")).is_not_told("engine-miss")
    assert len(member.rows_of("handover")) == (key == "1")


@NOT_SMS
def test_silence_is_told_so_and_ends_with_a_word(member: Member, channel: str) -> None:
    member.asks_for("claim").stays_silent().is_told("engine-silence")
    member.stays_silent().is_told("engine-silence_again").stays_silent().is_asked("offer.help")
    member.stays_silent().is_told("engine-silence").stays_silent().is_told("offer-bye")
    assert member.turn is not None
    assert member.turn.ends


# -- leaving, mistyping, and what else may happen anywhere


def test_main_drops_what_was_begun_and_says_so(member: Member) -> None:
    member.asks_for("claim").says_main().is_told("engine-dropped").is_at_home()


@SMS_ONLY
def test_back_from_the_code_drops_what_was_begun_and_says_so(member: Member) -> None:
    wants_a_gift(member).picks("phone-stand").is_asked("redeem_gift.code")
    member.says_back().is_told("engine-dropped").is_at_home()


@SMS_ONLY
def test_a_keyword_drops_what_was_begun_and_says_so(member: Member) -> None:
    wants_a_gift(member).enters("JF").is_told("engine-dropped").is_told("balance-expiring")


@SMS_ONLY
def test_a_mistyped_keyword(member: Member) -> None:
    member.enters("POINTSS").is_asked("guess.meant").says_yes().is_told("balance-expiring")
    member.enters("POINTSS").says_no().is_told("guess-never_mind").is_left_in_peace()


@SMS_ONLY
def test_a_mistyped_keyword_that_was_none_drops_nothing(buyer: Member) -> None:
    buyer.asks_for("claim").enters("POINTSS").is_asked("guess.meant").says_no()
    buyer.is_told("guess-go_on").is_asked("claim.receipt")
    buyer.enters("2026060112").is_asked("claim.confirm")
    code = wants_a_gift(buyer).picks("phone-stand").code
    buyer.enters("POINTSS").enters("TEIR").says_no().is_asked("redeem_gift.code")
    buyer.enters(code).is_told("redeem_gift-ordered")


@SMS_ONLY
def test_a_mistyped_keyword_that_was_one_says_what_it_drops(member: Member) -> None:
    wants_a_gift(member).enters("POINTSS").says_yes()
    member.is_told("engine-dropped").is_told("balance-expiring")
    member.enters("POINTSS").says_yes().is_not_told("engine-dropped")


@SMS_ONLY
def test_a_mistyped_keyword_in_the_middle(member: Member) -> None:
    """From within a menu that plays another dialogue: what is meant rests on a menu of its own."""
    member.asks_for("history").is_asked("history.page").says_main().picks("history")
    member.enters("TEIR").is_asked("guess.meant").says_yes().is_told("tier-below")
    member.is_left_in_peace()


@SMS_ONLY
def test_a_complaint_may_look_like_a_mistyped_keyword(member: Member) -> None:
    member.asks_for("complaint").enters("Ordr never came").is_told("complaint-filed")


@USSD_ONLY
def test_a_deep_link(member: Member) -> None:
    member.calls("1").is_told("balance-expiring", points=12_345).is_left_in_peace()
    member.calls("4", "3").is_asked("identify.pin").enters(PIN).is_asked("redeem_gift.pick")


@USSD_ONLY
@pytest.mark.parametrize(
    ("number", "home"), [(STRANGER, "stranger_home.menu"), (FROZEN, "frozen_home.menu")]
)
def test_a_deep_link_presses_no_key_of_another_menu(
    someone: Callable[[str], Member], channel: str, number: str, home: str
) -> None:
    caller = someone(number).calls("1").is_asked(home).is_at_home()
    assert not caller.rows_of("handover") + caller.rows_of("complaint")


@VOICE_ONLY
def test_repeat(member: Member) -> None:
    shown = spoken(member.asks_for("claim"))
    assert spoken(member.asks_to_repeat()) == shown
    assert member.asked == "claim.receipt"


@NOT_SMS
def test_a_dropped_session_goes_on(buyer: Member, channel: str) -> None:
    wants_a_gift(buyer).picks("phone-stand").is_cut_off().calls().is_asked("resume.offer")
    buyer.picks("go_on").is_asked("identify.pin").enters(PIN)  # who it is has to be shown again
    buyer.confirms().is_told("redeem_gift-ordered")
    assert buyer.points() == (12_045, 300)


@NOT_SMS
def test_a_dropped_session_starts_again(member: Member, channel: str) -> None:
    wants_a_gift(member).is_cut_off().calls().picks("afresh").is_asked(HOMES[channel])
    member.is_at_home().is_cut_off().calls().is_at_home()


@VOICE_ONLY
def test_every_call_that_drops_is_offered_again(member: Member, channel: str) -> None:
    for _ in range(2):
        member.asks_for("claim").is_asked("claim.receipt").is_cut_off()
        member.calls().is_asked("resume.offer").picks("afresh")


@USSD_ONLY
def test_a_screen_that_is_dialled_again_at_once_goes_on(buyer: Member) -> None:
    """The network says nothing of a drop, and nobody waits before dialling again."""
    wants_a_gift(buyer).picks("phone-stand").calls().is_asked("resume.offer")
    buyer.picks("go_on").is_asked("identify.pin").enters(PIN)
    buyer.confirms().is_told("redeem_gift-ordered")


@NOT_SMS
def test_a_drop_at_the_offer_to_go_on_loses_nothing(member: Member, channel: str) -> None:
    wants_a_gift(member).picks("phone-stand")
    for _ in range(3):
        member.is_cut_off().calls().is_asked("resume.offer")
    member.picks("go_on").is_asked("identify.pin").enters(PIN).is_asked("redeem_gift.confirm")


@NOT_SMS
@pytest.mark.parametrize("answer", ["afresh", "main", "back"])
def test_what_is_left_at_the_offer_is_not_offered_again(
    member: Member, channel: str, answer: str
) -> None:
    wants_a_gift(member).is_cut_off().calls().is_asked("resume.offer")
    {"afresh": lambda: member.picks("afresh"), "main": member.says_main, "back": member.says_back}[
        answer
    ]()
    member.is_at_home().is_cut_off().calls().is_at_home()


@SMS_ONLY
def test_a_text_after_the_last_word_begins_anew(member: Member) -> None:
    member.says_main()
    for _ in range(5):
        member.stays_silent()
    assert member.talk.over
    member.enters("JF")
    assert not member.talk.over


@SMS_ONLY
@pytest.mark.parametrize("what", ["history", "gift"])
def test_what_is_on_the_screen_changes_its_language_too(
    house: House, channel: str, what: str
) -> None:
    member = house.member(channel, "zh").asks_for(what).enters("EN")
    member.language = "en"
    member.is_told("engine-language")
    assert gsm7(member.screen)
