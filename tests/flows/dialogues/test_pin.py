"""The PIN: where it is asked, what counts, how it locks."""

from collections.abc import Callable

import pytest
from dialogue_steps import (
    NOT_SMS,
    VOICE_ONLY,
    WRONG_PINS,
)
from driver import (
    LOCKED,
    NEW,
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
    # The right one is too late.
    member.asks_for("redeem_gift").enters(PIN).hears("identify-locked")
    member.waits(16 * 3600).calls().asks_for("redeem_gift").enters(PIN)
    assert (member.open_question or "").startswith("redeem_gift.")  # midnight has passed


def test_wrong_pins_are_counted_across_channels(hotline: Hotline, language: str) -> None:
    hotline.member("voice", language).asks_for("history").enters(WRONG_PINS[0])
    hotline.member("ussd", language).asks_for("redeem_gift").enters(WRONG_PINS[1])
    texter = hotline.member("sms", language).asks_for("pin").is_asked("identify.pin")
    texter.enters(WRONG_PINS[2]).hears("identify-locked")
    hotline.member("ussd", language).asks_for("redeem_gift").enters(PIN).hears("identify-locked")


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
def test_member_without_pin_is_told_how_to_set_one(
    member_with_number: Callable[[str], Member], channel: str
) -> None:
    member_with_number(NEW).asks_for("redeem_gift").hears("identify-no_pin").has_final_answer()


@NOT_SMS
def test_locked_member_cannot_identify_with_the_pin(
    member_with_number: Callable[[str], Member], channel: str
) -> None:
    member_with_number(LOCKED).asks_for("redeem_gift").enters(PIN).hears("identify-locked")
