"""How to reach a person is said: when a call is greeted, whenever something is repeated, below the
menus of texts, and after every sentence that refuses something."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import ACTIVE, FROZEN, SENIOR, STRANGER, WITHHELD, Hotline, Member
from speaking_time import seconds_to_say

from flows.all_words import load_wording
from flows.dialogues import DIALOGUES
from flows.engine import Do, End
from flows.language import LANGUAGES, sms_segments, ussd_screens
from flows.protocol import Channel, channels_where, traits_of

WORDING = load_wording()
UNTIL_THE_WAY_SECONDS_MAX = 10
HOMES = {
    "voice_home.menu": ACTIVE,
    "senior_welcome.offer": SENIOR,
    "frozen_home.menu": FROZEN,
    "stranger_home.menu": STRANGER,
    "withheld_home.menu": WITHHELD,
}
BY_VOICE = {"zh": "人工客服请按0。", "en": "For an agent, press 0."}
BACK = {"zh": "返回请按星号。", "en": "To go back, press star."}
BELOW_A_MENU = {"zh": "人工客服请回复RG。", "en": "For an agent, reply AGENT."}


def way_said(member: Member) -> bool:
    assert member.turn is not None
    return member.screen.count(BY_VOICE[member.language]) == 1


def back_said(member: Member) -> bool:
    return BACK[member.language] in member.screen


@pytest.mark.parametrize("home", HOMES)
def test_greeting_says_once_how_to_reach_a_person(
    hotline: Hotline, language: str, home: str
) -> None:
    caller = hotline.member("voice", language, HOMES[home]).calls()
    if caller.open_question == "language.choose":  # of who is not known
        caller.picks(language)
    assert caller.open_question == home
    assert way_said(caller) == (home != "senior_welcome.offer")  # says that itself
    assert back_said(caller) == (home != "senior_welcome.offer")
    if home == "voice_home.menu":
        assert not way_said(caller.picks("points"))


@pytest.mark.parametrize("home", HOMES)
def test_it_is_heard_soon_after_a_menu_begins(hotline: Hotline, language: str, home: str) -> None:
    """In the greeting, from the end of what comes before the menu: the greeting and the balance."""
    caller = hotline.member("voice", language, HOMES[home]).calls()
    if caller.open_question == "language.choose":
        caller.picks(language)
    assert caller.turn is not None
    greeting = " ".join(caller.turn.say[:-1])
    if home == "senior_welcome.offer":  # its first words are that they are put through
        caller.picks("self_service")
    else:
        seconds = seconds_until_the_way(caller) - seconds_of(caller, greeting)
        assert seconds <= UNTIL_THE_WAY_SECONDS_MAX
    for act in (caller.stays_silent, lambda: caller.enters("7")):
        assert seconds_until_the_way(act()) <= UNTIL_THE_WAY_SECONDS_MAX


def seconds_until_the_way(member: Member) -> float:
    """From the beginning of what is heard to the end of the way to a person."""
    heard = [unescape(each) for each in re.findall(r">([^<>]+)</(?:Say|prosody)>", member.screen)]
    until = 1 + next(n for n, words in enumerate(heard) if BY_VOICE[member.language] in words)
    return seconds_of(member, " ".join(heard[:until]))


def seconds_of(member: Member, words: str) -> float:
    assert member.turn is not None
    return seconds_to_say(words, member.language, member.turn.rate_percent)


@pytest.mark.parametrize("home", HOMES)
def test_every_repeat_says_how_to_reach_a_person(
    hotline: Hotline, language: str, home: str
) -> None:
    caller = hotline.member("voice", language, HOMES[home]).calls()
    if caller.open_question == "language.choose":
        caller.picks(language)
    if home == "senior_welcome.offer":  # who does nothing is put through
        caller.picks("self_service").is_asked("senior_home.menu")
    assert way_said(caller.stays_silent())
    assert way_said(caller.enters("7"))
    assert way_said(caller.asks_for_repeat())


@VOICE_ONLY
def test_who_has_no_language_yet_hears_it_in_both(hotline: Hotline, channel: str) -> None:
    caller = hotline.member("voice", None).calls()
    assert caller.open_question == "language.choose"
    assert not any(words in caller.screen for words in BY_VOICE.values())
    for act in (caller.stays_silent, lambda: caller.enters("7"), caller.asks_for_repeat):
        screen = act().is_asked("language.choose").screen
        assert [screen.count(words) for words in BY_VOICE.values()] == [1, 1], screen
        assert not any(words in screen for words in BACK.values()), "it is the first question"


@VOICE_ONLY
def test_an_entry_says_it_at_each_repeat(member: Member) -> None:
    assert not way_said(member.asks_for("claim").is_asked("claim.receipt"))
    for act in (lambda: member.enters("7"), member.stays_silent, member.asks_for_repeat):
        assert way_said(act())
        assert back_said(member)


@VOICE_ONLY
def test_a_pin_and_a_recording_say_it_at_once(member: Member) -> None:
    """No words can ask for a person there, and the key works."""
    assert way_said(member.asks_for("history").is_asked("identify.pin"))
    assert way_said(member.enters("111111").hears("identify-wrong"))
    assert way_said(member.stays_silent())
    member.says_main().asks_for("complaint").is_asked("complaint.words")
    assert way_said(member)
    heard = re.findall(r">([^<>]+)</Say>", member.screen)
    assert BY_VOICE[member.language] in heard[-2], "the tone follows the question"
    assert way_said(member.stays_silent())
    member.enters("0").is_asked("agent.wait")


@SMS_ONLY
def test_menu_of_a_text_offers_an_agent_once(member: Member) -> None:
    line = BELOW_A_MENU[member.language]
    screen = member.enters("H").is_at_main_menu().screen
    assert sum("RG" in each or "AGENT" in each for each in screen.split("\n")) == 1
    for menu in ("redeem", "orders", "complaint", "more"):
        screen = member.enters("H").picks(menu).screen
        assert screen.replace("</Message>", "\n").split("\n").count(line) == 1, screen


@pytest.mark.parametrize("channel", ["sms", "ussd"])
def test_home_menu_of_text_and_screen_has_the_agent_at_8(member: Member) -> None:
    member.calls() if member.channel == "ussd" else member.enters("H")
    assert member.turn is not None
    [text] = [option.text for option in member.turn.options if option.key == "8"]
    assert re.search("人工|[Aa]gent|AGENT", text)


@SMS_ONLY
def test_a_text_says_it_once(member: Member) -> None:
    member.speaks({"zh": "我家的网断了", "en": "my internet is down"}[member.language])
    assert member.screen.count(BELOW_A_MENU[member.language]) <= 1, member.screen
    member.enters("DH").enters("HELP").hears("engine-help_choose")
    assert member.screen.count(BELOW_A_MENU[member.language]) == 1, member.screen


@SMS_ONLY
def test_help_names_the_agent(member: Member) -> None:
    member.enters("BD").enters("HELP").hears("engine-help")
    assert re.search("RG|AGENT", member.screen)


@SMS_ONLY
def test_claim_without_a_number_names_the_agent(member: Member) -> None:
    member.enters("BD").is_asked("claim.receipt")
    assert BELOW_A_MENU[member.language] in member.screen


# -- every sentence that refuses something

BY_KEYWORD = re.compile("RG|AGENT")
BY_KEY = re.compile("按0|press 0")
BY_HOME_MENU = re.compile("按00，在主菜单里选|enter 00 and choose it there")
REACHED = {
    **dict.fromkeys(channels_where(lambda traits: traits.keywords), BY_KEYWORD),
    **dict.fromkeys(channels_where(lambda traits: traits.spoken), BY_KEY),
    **dict.fromkeys(channels_where(lambda traits: traits.limits.ussd_screens), BY_HOME_MENU),
}
ENGINES = (
    *(f"engine-refused_{why}" for why in ("stranger", "frozen", "suspended", "arrears", "left")),
    "engine-not_offered",
    "engine-elsewhere_bill",
    "engine-elsewhere_network",
    "engine-elsewhere_service",
)
"""Refusals of the engine, which are followed by how to reach a person."""
SAY_IT_THEMSELVES = ("engine-sorry", "engine-sorry_pending", "engine-not_done")
TEXTS_THAT_REFUSE = (
    "text-claim_refused",
    "text-complaint_closed",
    "text-complaint_decided",
    "text-complaint_decided_grade",
    "text-exchange_refused",
    "text-order_not_added",
    "text-outcome_not_done",
    "text-outcome_unknown",
    "text-picture_not_fetched",
    "text-picture_other_type",
    "text-picture_too_big",
    "text-transfer_refunded",
)
SOUNDS_LIKE_A_REFUSAL = {
    "zh": re.compile(
        "不能|没有(?:查到|收到|编号|登记|录)|不够|上限|锁定|还差|失效|抱歉|用完|发满|换完"
        "|不是有效|已经申请过|太简单|不对|无法|没法"
    ),
    "en": re.compile(
        r"\bcan't|\bcannot|couldn't|not enough|sorry|limit|locked|expired|no longer|at most"
        r"|already|isn't|there is no\b|\bwrong",
        re.IGNORECASE,
    ),
}
NO_REFUSALS = {
    "callback_time-past": "the question for another time follows",
    "report_lost-already": "names the agent itself",
    "agent-unreachable": "the agent was the wish",
    "complaint-cancelled": "is what the member wanted",
    "complaint-not_yet": "the read-back follows, which files it",
    "complaint_status-appealable": "names the agent itself",
    "complaint_status-overdue": "names the agent itself",
    **{
        f"{act}-{sentence}": "says that the act is final"
        for act in ("exchange", "give", "redeem_gift", "redeem_credit", "redeem_data")
        for sentence in ("confirm", "code_sent")
    },
    "give-given": "it is done",
    "history-none": "is the answer",
    "lost_card-reported": "is what the member wanted",
    "change_numbers-yours": "the question for the number follows",
    "order-late": "offers a complaint",
    "order_by_number-late": "offers a complaint",
    "withdraw_complaint-not_filed": "is what the member wanted",
}
"""Sentences that sound like a refusal and are none."""


def refusals() -> Iterator[str]:
    yield from ENGINES
    for flow in DIALOGUES.flows.values():
        yield from flow.refusals()


def said_on(key: str, language: str, channel: Channel) -> str:
    return WORDING.say(key, language, channel, WORDING.longest_facts(key, language))


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_says_how_to_reach_a_person_and_fits(language: str, channel: Channel) -> None:
    """The engine says it after each of them, so it fits wherever a refusal does."""
    way = WORDING.say("engine-person", language, channel, {})
    assert REACHED[channel].search(way)
    found = sorted(set(refusals()))
    assert len(found) > 40
    for key in found:
        words = said_on(key, language, channel)
        assert not REACHED[channel].search(words), f"{key} says it twice: {words}"
        whole = words + ("" if language == "zh" else " ") + way
        limits = traits_of(channel).limits
        if limits.sms_segments:
            assert sms_segments.segments(whole).count == 1, f"{key}: {whole}"
            assert language == "zh" or sms_segments.gsm7(whole)
        if limits.ussd_screens:
            footer = WORDING.say("engine-footer", language, channel, {})
            assert ussd_screens.fits(f"{whole}\n{footer}"), f"{key}: {whole}"


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("language", LANGUAGES)
def test_apologies_say_it_themselves(language: str, channel: Channel) -> None:
    for key in SAY_IT_THEMSELVES:
        assert REACHED[channel].search(said_on(key, language, channel)), (key, channel)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_that_refuse_name_the_agent(language: str) -> None:
    for key in TEXTS_THAT_REFUSE:
        assert REACHED[Channel.SMS].search(said_on(key, language, Channel.SMS)), key
    reasons = {"closed", "decided", "not", "refunded", "refused", "too", "unknown"}
    found = [key for key in WORDING.keys(language) if key.startswith("text-")]
    assert {key for key in found if reasons & set(re.split("[-_]", key))} <= set(TEXTS_THAT_REFUSE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_refusal_is_left_undeclared(language: str) -> None:
    """A new sentence that refuses something is declared as a refusal: by `refuses` of its End, or
    among the `refusals` of its Do. One that only sounds so is named in NO_REFUSALS."""
    said = set()
    for flow in DIALOGUES.flows.values():
        for step in flow.steps.values():
            ends = [step.name] if isinstance(step, End) and not step.silent else []
            says = step.says if isinstance(step, Do) else ()
            said.update(f"{flow.name}-{name}" for name in [*ends, *says])
    undeclared = {
        key: words
        for key in said - set(refusals()) - set(NO_REFUSALS)
        if SOUNDS_LIKE_A_REFUSAL[language].search(words := said_on(key, language, Channel.SMS))
    }
    assert undeclared == {}


def test_no_declared_refusal_is_an_exception() -> None:
    assert set(NO_REFUSALS).isdisjoint(refusals())


# -- a person is offered, never forced upon anybody


def test_third_miss_asks_whether_a_person_is_wanted(member: Member) -> None:
    member.asks_for("claim").enters("7").enters("7").enters("7").is_asked("offer.help")
    assert member.rows_of("handover") == []
    member.enters("7").enters("7")
    assert member.rows_of("handover") == [], "nobody has asked for an agent"
    member.is_asked("claim.receipt")


@SMS_ONLY
def test_third_text_that_is_not_understood_asks_it_too(member: Member) -> None:
    member.enters("qwrtz plmk").hears("engine-not_clear").hears("engine-help")
    member.enters("zxcvb qwrt").hears("engine-not_clear").is_at_main_menu()
    member.enters("mnbvc lkjh").is_asked("offer.help")
    assert member.rows_of("handover") == []
    member.says_yes().hears("agent-writing")
    assert len(member.rows_of("handover")) == 1
