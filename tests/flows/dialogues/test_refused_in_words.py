"""What members say they do not want, or want already, in the words that they say it in."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import STRANGER, Hotline, Member

from flows.language import Does, Label, understanding

ZH = pytest.mark.parametrize("language", ["zh"])
EN = pytest.mark.parametrize("language", ["en"])
NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])
NO_AGENT = [
    "don't connect me to an agent", "no agent please", "I don't need a person",
    "I don't want to talk to a person", "please don't transfer me", "no need for an agent",
    "don't put me through to anyone", "别给我转人工",
]  # fmt: skip
AGENT = [
    "why don't you connect me to an agent", "I don't want to talk to a machine",
    "if you don't connect me to an agent I'll complain", "can't I talk to a person",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_AGENT)
def test_agent_is_refused(text: str) -> None:
    assert understanding.understand(text).refused is Label.AGENT


@pytest.mark.parametrize("text", AGENT)
def test_agent_that_is_asked_for_with_a_denial_is_called(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (Label.AGENT,)), found


@NOT_USSD
@EN
def test_nobody_is_put_into_the_queue_against_their_will(member: Member) -> None:
    member.speaks("don't connect me to an agent", 0.95).hears("engine-not_wished")


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("不是不是,找到了", "no wait found it"),
        ("没丢", "it's not lost"),
        ("不用了，找到了", "no i found it"),
        ("找到了不用挂了", "oh wait it was in my bag"),
    ],
)
def test_phone_that_was_found_is_not_reported(member: Member, zh: str, en: str) -> None:
    member.asks_for("report_lost").is_asked("report_lost.confirm")
    member.speaks(zh if member.language == "zh" else en, 0.95).hears("report_lost-cancelled")


@NOT_USSD
@ZH
def test_pin_is_left_as_it_is(member: Member) -> None:
    member.asks_for("pin").speaks("不改了", 0.95).does_not_hear("engine-miss_digits")
    assert member.open_question is None or member.open_question.endswith(".menu")


@VOICE_ONLY
@EN
def test_no_with_what_is_wanted_instead_asks_for_that(member: Member) -> None:
    member.speaks("phone credit?", 0.95).is_asked("ask_wish.meant")
    member.speaks("no, I want data", 0.95)
    assert member.session.top.answers.get("wish") == "data" or "redeem_data" in member.stack


@NOT_USSD
@pytest.mark.parametrize("said", ["说英文", "切換英文", "english please"])
@ZH
def test_language_that_is_named_is_not_asked_for(member: Member, said: str) -> None:
    member.speaks(said, 0.95)
    assert member.session.language == "en"


@NOT_USSD
@pytest.mark.parametrize("said", ["speak Chinese please", "说中文"])
@EN
def test_chinese_that_is_named_is_spoken(member: Member, said: str) -> None:
    member.speaks(said, 0.95)
    assert member.session.language == "zh"


@SMS_ONLY
def test_language_that_is_not_named_is_asked_for(member: Member) -> None:
    member.speaks("换个语言" if member.language == "zh" else "change the language")
    member.is_asked("language.choose")


@NOT_USSD
@pytest.mark.parametrize(("zh", "en"), [("我想订阅", "I still want your offers")])
def test_who_gets_marketing_already_is_told_so(member: Member, zh: str, en: str) -> None:
    member.asks_for("marketing").enters_pin_if_asked()
    if member.open_question == "marketing.accept":
        member.picks("yes").hears("subscribe-subscribed")
    member.says_main().speaks(zh if member.language == "zh" else en, 0.95)
    member.enters_pin_if_asked().hears("marketing_wanted-already")


@NOT_USSD
@pytest.mark.parametrize(("zh", "en"), [("上一步", "go back"), ("请回到上一步", "please go back")])
def test_going_back_in_words(member: Member, zh: str, en: str) -> None:
    member.asks_for("give").enters_pin_if_asked().is_asked("give.receiver")
    member.enters("13800000002").is_asked("give.amount")
    member.speaks(zh if member.language == "zh" else en, 0.95).is_asked("give.receiver")


@pytest.mark.parametrize("text", ["那个什么时候会过期呢", "那个什么时候过期"])
def test_what_was_just_said_expires(text: str) -> None:
    assert understanding.understand(text).wishes == (Label.BALANCE,)


@VOICE_ONLY
def test_stranger_hears_who_they_are_once(hotline: Hotline, channel: str, language: str) -> None:
    stranger = hotline.member(channel, language, STRANGER)
    if stranger.calls().open_question == "language.choose":
        stranger.picks(language)
    stranger.speaks("查积分" if language == "zh" else "my points balance", 0.95)
    assert stranger.turn is not None
    assert len(set(stranger.turn.say)) == len(stranger.turn.say)
