"""A number that has told the carrier that it wants no texts: nothing promises one in vain, and it
is said how to get them back."""

import re

import pytest
from dialogue_steps import NOT_SMS, VOICE_ONLY, WRONG_PINS
from driver import ACTIVE, WORDING, Hotline, Member

from core.messaging import NoticeKind
from core.seed import PIN
from flows.engine import NO_TEXTS
from flows.language import LANGUAGES
from flows.protocol import Channel

PROMISE = re.compile(
    r"(?<!不发)(?<!不再发)短信(?!START|“)[^，。]{0,8}(发给您|告诉您|答复|验证码)|业务通知(照常|还会)"
    r"|发到您的手机|(?<!can't )(?<!won't )(?<!don't )\btext(ing)? (it|you)\b|will still get texts"
)
SAID_ONLY_WHERE_TEXTS_REACH = {
    "join-consent": "a number that never was a member's has refused nothing",
    "join-consent-simply": "the same",
    "engine-sorry_pending": "flows.engine.promises promises no such number anything",
    "summary-asked": "the dialogue ends before, with summary-texts_refused",
    "expiry_notices-refuse": "such a number is asked expiry_notices-accept",
    "tier_notices-refuse": "such a number is asked tier_notices-accept",
    "undelivered-missed": "it tells of texts that were sent",
    "agent-writing": "the member has just texted",
    "text_instead-writing": "the same",
    "text_instead-title": "the same",
    "agent-booked": "the number is called",
    "change_numbers-agreement": "the text goes to the number that is added",
    "change_numbers-confirm": "it says to which number texts will go",
    "change_numbers-done": "the same",
    "change_numbers-then": "the same",
    "callback_time-kept": "the member goes on waiting for an agent by text",
}
"""Sentences that promise a text, and why no caller hears them whom no text reaches; and those of
the one-time code, which is not issued then."""


def refuse_texts(hotline: Hotline, number: str = ACTIVE) -> None:
    hotline.change(
        "INSERT INTO opted_out (number, at) VALUES (:number, :at)", number=number, at=hotline.at
    )


def is_of_code(key: str) -> bool:
    return "-code" in key or "-too_soon" in key


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_that_promises_a_text_has_a_variant_without(language: str) -> None:
    missing = [
        key
        for key in WORDING.keys(language)
        for channel in (Channel.VOICE, Channel.USSD)
        if WORDING.has(key, language, channel)
        and not key.startswith(("text-", "desk"))
        and not key.endswith(NO_TEXTS)
        and PROMISE.search(words_of(key, language, channel))
        and not (is_of_code(key) or key in SAID_ONLY_WHERE_TEXTS_REACH)
        and not WORDING.has(f"{key}{NO_TEXTS}", language, channel)
    ]
    assert not missing


def words_of(key: str, language: str, channel: Channel) -> str:
    return WORDING.say(key, language, channel, WORDING.longest_facts(key, language))


@pytest.mark.parametrize("key", ["claim-filed", "stop_marketing-stopped", "summary-asked"])
def test_promise_is_recognised(key: str) -> None:
    for language in LANGUAGES:
        assert PROMISE.search(words_of(key, language, Channel.VOICE)), language


@VOICE_ONLY
def test_no_code_is_texted_in_vain(hotline: Hotline, member: Member, channel: str) -> None:
    refuse_texts(hotline)
    member.asks_for("pin").is_asked("identify.pin").enters("1")
    member.hears("identify-texts_refused").has_final_answer()
    member.asks_for("redeem_credit").is_asked("identify.pin")
    for pin in WRONG_PINS:
        member.enters(pin)
    assert member.open_question == "identify.locked"
    member.hears(f"identify-locked{NO_TEXTS}").does_not_hear("identify-locked")
    member.picks("reset").hears("identify-texts_refused")
    assert not hotline.rows("SELECT code_id FROM one_time_code")
    assert not hotline.rows("SELECT event_id FROM outbox WHERE topic = 'code'")


@VOICE_ONLY
def test_no_summary_is_promised(hotline: Hotline, member: Member, channel: str) -> None:
    refuse_texts(hotline)
    member.calls().asks_for("summary").hears("summary-texts_refused").does_not_hear("summary-asked")
    assert not hotline.rows("SELECT event_id FROM outbox WHERE topic = 'summary'")


@NOT_SMS
def test_answer_to_a_claim_is_not_promised_by_text(
    hotline: Hotline, member: Member, channel: str
) -> None:
    refuse_texts(hotline)
    member.asks_for("claim").enters("2026060113").says_yes().describes_receipt()
    number = member.latest("claim", "opened_at").number
    member.hears(f"claim-filed{NO_TEXTS}", number=number).does_not_hear("claim-filed")


@NOT_SMS
def test_marketing_texts_are_off_and_turned_on_with_a_warning(
    hotline: Hotline, member: Member, channel: str
) -> None:
    refuse_texts(hotline)
    member.asks_for("marketing").is_asked("marketing.accept").says_yes()
    member.hears(f"subscribe-subscribed{NO_TEXTS}").does_not_hear("subscribe-subscribed")


@NOT_SMS
@pytest.mark.parametrize("kind", NoticeKind)
def test_notices_are_off_and_turned_on_with_a_warning(
    hotline: Hotline, member: Member, channel: str, kind: NoticeKind
) -> None:
    refuse_texts(hotline)
    member.asks_for("marketing").picks("notices").picks(kind)
    member.is_asked(f"{kind}_notices.accept").says_yes()
    member.hears(f"start_{kind}-done{NO_TEXTS}").does_not_hear(f"start_{kind}-done")


@NOT_SMS
def test_texts_are_promised_again_after_they_are_wanted_again(
    hotline: Hotline, member: Member, channel: str
) -> None:
    """Also within one call: they may be asked for from the same telephone."""
    refuse_texts(hotline)
    member.asks_for("claim").enters("2026060113").says_yes().describes_receipt().hears(
        f"claim-filed{NO_TEXTS}"
    )
    hotline.change("DELETE FROM opted_out")
    member.asks_for("claim").enters("2026060114").says_yes().describes_receipt().hears(
        "claim-filed"
    )


def test_texts_of_another_number_are_promised(member: Member, hotline: Hotline) -> None:
    refuse_texts(hotline, "+8613800000099")
    member.asks_for("claim").enters("2026060113").enters_pin_if_asked(PIN).says_yes()
    member.describes_receipt().hears("claim-filed")
