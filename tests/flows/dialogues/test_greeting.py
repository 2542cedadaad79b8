"""What a caller hears before a key is pressed: tier and balance, and the menu after them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from driver import (
    ACTIVE,
    DIAMOND,
    ENGLISH,
    FROZEN,
    LOCKED,
    NEW,
    SENIOR,
    WORDING,
    Hotline,
    Member,
)
from speaking_time import seconds_to_say

from core.programme import current_rules, set_current_rules, shipped_rules
from core.programme.programme import Programme
from flows.language import LANGUAGES
from flows.protocol import USUAL_RATE_PERCENT, Channel

SECONDS_UNTIL_THE_BALANCE_MAX = 12
GREETINGS = {
    ("zh", ACTIVE): "您是金卡会员，有一万两千三百四十五分，其中两千分六月二十一日到期。",
    ("en", ACTIVE): "You're a Gold member with 12,345 points. 2,000 of them expire on June 21.",
    ("zh", ENGLISH): "您是银卡会员，有三千二百分。",
    ("en", ENGLISH): "You're a Silver member with 3,200 points.",
    ("zh", DIAMOND): "您是钻石卡会员，有八万八千八百八十八分。",
    ("en", DIAMOND): "You're a Diamond member with 88,888 points.",
    ("zh", NEW): "您是普通会员，现在没有可用积分。",
    ("en", NEW): "You're a Basic member, with no points available right now.",
    ("zh", LOCKED): "您是金卡会员，有九千分。",
}


@pytest.fixture
def switched_off() -> Iterator[None]:
    document = shipped_rules().model_dump(mode="json")
    document["callers"]["greeting_says_balance"] = False
    set_current_rules(Programme.model_validate(document))
    yield
    set_current_rules(shipped_rules())


def calls(hotline: Hotline, language: str, number: str = ACTIVE) -> Member:
    return hotline.member("voice", language, number).calls()


def said(member: Member) -> tuple[str, ...]:
    assert member.turn is not None
    return member.turn.say


def keys(member: Member) -> list[str]:
    assert member.turn is not None
    return [option.key for option in member.turn.options]


def expire_all_at(hotline: Hotline, day: date) -> None:
    """All of the first member's points end on that day."""
    hotline.change(
        "UPDATE lot SET expires_at = :day"
        " WHERE member_id = 1 AND unit = 'points' AND remaining > 0",
        day=day,
    )


@pytest.mark.parametrize(("language", "number"), list(GREETINGS))
def test_a_known_caller_hears_tier_and_balance_and_then_the_menu(
    hotline: Hotline, language: str, number: str
) -> None:
    member = calls(hotline, language, number).is_at_main_menu().is_asked("voice_home.menu")
    assert said(member)[1] == GREETINGS[language, number]
    name = hotline.row("SELECT name FROM member WHERE number = :n", n=number)[0]
    assert not any(name in sentence for sentence in said(member))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("number", [ACTIVE, ENGLISH, DIAMOND, LOCKED])
def test_the_balance_is_heard_within_12_seconds_and_no_key(
    hotline: Hotline, language: str, number: str
) -> None:
    member = calls(hotline, language, number)
    assert member.turn is not None
    heard = said(member)[:2]
    seconds = sum(seconds_to_say(each, language, member.turn.rate_percent) for each in heard)
    assert seconds <= SECONDS_UNTIL_THE_BALANCE_MAX


def test_points_on_hold_are_not_available(hotline: Hotline) -> None:
    """The diamond member's redemption holds points: what is said can all be spent."""
    member = calls(hotline, "zh", DIAMOND)
    available, held = member.points()
    assert held > 0
    member.hears("account_greeting-safe", points=available)


def test_points_past_their_last_day_are_not_named(hotline: Hotline) -> None:
    expire_all_at(hotline, date(2026, 5, 1))
    member = calls(hotline, "zh").hears("account_greeting-nothing")
    assert said(member)[1] == "您是金卡会员，现在没有可用积分。"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "您是金卡会员，有一万两千三百四十五分，六月十一日到期。"),
        ("en", "You're a Gold member with 12,345 points, which expire on June 11."),
    ],
)
def test_where_all_points_expire_the_number_is_said_once(
    hotline: Hotline, language: str, sentence: str
) -> None:
    expire_all_at(hotline, date(2026, 6, 11))
    assert said(calls(hotline, language))[1] == sentence


def test_the_programme_can_switch_it_off(hotline: Hotline, switched_off: None) -> None:
    assert not current_rules().callers.greeting_says_balance
    member = calls(hotline, "zh").is_asked("voice_home.menu")
    assert len(said(member)) == 2
    assert keys(member) == ["1", "2", "3", "4", "5"]
    senior = calls(hotline, "zh", SENIOR).picks("self_service").is_asked("senior_home.menu")
    assert len(said(senior)) == 1


def test_a_frozen_account_tells_no_balance(hotline: Hotline) -> None:
    member = calls(hotline, "zh", FROZEN).is_asked("frozen_home.menu")
    assert not any("一百五十" in sentence for sentence in said(member))


@pytest.mark.parametrize("status", ["suspended", "arrears"])
def test_a_suspended_member_may_look_up_and_so_hears_the_balance(
    hotline: Hotline, status: str
) -> None:
    hotline.change("UPDATE member SET status = :status WHERE member_id = 1", status=status)
    calls(hotline, "zh").hears("account_greeting-expiring", points=12_345)


def test_an_interrupted_redemption_comes_first(hotline: Hotline) -> None:
    member = calls(hotline, "zh").asks_for("redeem_gift").enters_pin_if_asked()
    member.is_cut_off().calls().is_asked("resume.offer")
    assert not any("一万两千" in sentence for sentence in said(member))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_decided_complaint_comes_first_until_it_is_closed(
    hotline: Hotline, language: str
) -> None:
    calls(hotline, language, ENGLISH).does_not_hear("account_greeting-decided")
    hotline.change(
        "UPDATE complaint SET status = 'decided', decided_at = :at, decision = 'Refunded.'"
        " WHERE member_id = 2",
        at=hotline.at,
    )
    member = calls(hotline, language, ENGLISH).hears("account_greeting-decided")
    member.hears("account_greeting-safe", points=3_200)
    assert member.turn is not None
    decided = WORDING.say("account_greeting-decided", language, Channel.VOICE, {})
    assert said(member)[1] == decided
    heard = sum(seconds_to_say(each, language) for each in said(member)[:3])
    assert heard <= SECONDS_UNTIL_THE_BALANCE_MAX
    hotline.change("UPDATE complaint SET status = 'closed', closed_at = :at", at=hotline.at)
    calls(hotline, language, ENGLISH).does_not_hear("account_greeting-decided")


def test_no_other_channel_greets(hotline: Hotline) -> None:
    member = hotline.member("ussd", "zh").calls().is_asked("text_home.menu")
    assert len(said(member)) == 1


class TestTheMenuAfterwards:
    def test_what_the_greeting_has_said_is_offered_last(self, hotline: Hotline) -> None:
        member = calls(hotline, "zh")
        assert keys(member) == ["2", "3", "4", "5", "1"]
        assert keys(member.stays_silent()) == ["2", "3", "4", "5", "1"]
        assert keys(member.says_main()) == ["1", "2", "3", "4", "5"]

    @pytest.mark.parametrize(
        ("option", "order"), [("balance", ["2", "3", "4", "1"]), ("tier", ["1", "2", "3", "4"])]
    )
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_what_was_just_heard_is_never_offered_first(
        self, hotline: Hotline, language: str, option: str, order: list[str]
    ) -> None:
        member = calls(hotline, language).picks("points")
        assert keys(member) == ["1", "2", "3", "4"]
        member.picks(option).hears("engine-anything_else").does_not_hear("points_menu-menu")
        assert keys(member) == order
        member.picks(option)  # the same key plays it again
        assert keys(member) == order

    def test_what_was_asked_for_in_words_is_not_offered_first(self, hotline: Hotline) -> None:
        member = calls(hotline, "zh").says_main()
        assert keys(member) == ["1", "2", "3", "4", "5"]
        assert keys(member.speaks("我还有多少分", 0.95)) == ["2", "3", "4", "5", "1"]
        assert keys(member.speaks("查一下我的订单", 0.95).enters_pin_if_asked())[0] == "1"

    def test_back_asks_the_menu_as_before(self, hotline: Hotline) -> None:
        member = calls(hotline, "zh").picks("points").picks("balance").picks("tier").says_back()
        member.hears("engine-anything_else")
        assert keys(member) == ["2", "3", "4", "1"]

    @pytest.mark.parametrize("channel", ["sms", "ussd"])
    def test_text_menus_keep_their_order(self, hotline: Hotline, channel: str) -> None:
        member = hotline.member(channel, "zh").calls()
        member.asks_for("balance").enters(" ").does_not_hear("engine-anything_else")
        assert keys(member) == sorted(keys(member))


class TestSeniors:
    def test_they_are_spoken_to_slowly_and_have_more_time(self, hotline: Hotline) -> None:
        senior, other = calls(hotline, "zh", SENIOR), calls(hotline, "zh", ACTIVE)
        assert senior.turn is not None
        assert other.turn is not None
        rules = current_rules().callers
        assert senior.turn.rate_percent == rules.senior_speech_percent < USUAL_RATE_PERCENT
        assert other.turn.rate_percent == USUAL_RATE_PERCENT
        assert (senior.turn.expects.timeout_seconds, other.turn.expects.timeout_seconds) == (9, 6)

    def test_throughout_the_call(self, hotline: Hotline) -> None:
        senior = calls(hotline, "en", SENIOR).picks("self_service")
        for enter in ("2", "3", "135790", "1", "1#", "7", "#", "*", "9", "0"):
            senior.enters(enter)
            assert senior.turn is not None
            assert senior.turn.rate_percent == 85, enter
            assert '<prosody rate="85%">' in senior.screen
        assert "rate=85" in senior.screen  # the queue speaks as slowly

    @pytest.mark.parametrize(
        ("language", "sentence"),
        [("zh", "您是银卡会员，有五千分。"), ("en", "You're a Silver member with 5,000 points.")],
    )
    def test_who_presses_1_hears_the_balance_and_the_short_menu(
        self, hotline: Hotline, language: str, sentence: str
    ) -> None:
        senior = calls(hotline, language, SENIOR).is_asked("senior_welcome.offer")
        senior.picks("self_service").is_asked("senior_home.menu").is_at_main_menu()
        assert said(senior)[0] == sentence
        assert keys(senior) == ["2", "3", "1"]

    def test_the_second_silence_puts_them_through(self, hotline: Hotline, language: str) -> None:
        for keys_pressed in ((), ("2",), ("2", "3")):
            senior = calls(hotline, language, SENIOR).picks("self_service")
            for key in keys_pressed:
                senior.enters(key)
            senior.stays_silent().hears("engine-silence")
            senior.stays_silent().is_asked("agent.wait").does_not_hear("offer-bye")

    def test_a_line_that_stays_silent_after_the_queue_ends(self, hotline: Hotline) -> None:
        senior = calls(hotline, "zh", SENIOR).stays_silent().is_asked("agent.wait")
        senior.leaves_the_queue("bridged").is_asked("senior_home.menu")
        for _ in range(3):
            senior.stays_silent()
        senior.is_asked("offer.help").stays_silent().stays_silent().hears("offer-bye")

    def test_nothing_contradicts_that_they_are_put_through(
        self, hotline: Hotline, language: str
    ) -> None:
        screen = calls(hotline, language, SENIOR).is_asked("senior_welcome.offer").screen
        for key in ("engine-person", "engine-ways"):
            assert WORDING.say(key, language, Channel.VOICE, {}) not in screen

    def test_every_dialogue_leads_back_to_the_short_menu(self, hotline: Hotline) -> None:
        senior = calls(hotline, "zh", SENIOR).picks("self_service")
        senior.picks("redeem", "credit").enters_pin_if_asked().enters("1").confirms()
        senior.hears("redeem_credit-adding").is_asked("senior_home.menu").is_at_main_menu()
        senior.picks("redeem").is_asked("senior_redeem.menu").says_back().is_at_main_menu()
        senior.speaks("查订单").enters_pin_if_asked().is_asked("senior_home.menu")
        senior.is_at_main_menu()

    def test_texts_and_screens_are_as_for_everyone(self, hotline: Hotline) -> None:
        for channel in ("sms", "ussd"):
            senior = hotline.member(channel, "zh", SENIOR).calls()
            if senior.turn is None:
                senior.enters("H")
            senior.is_asked("text_home.menu")
            assert senior.turn is not None
            assert senior.turn.rate_percent == USUAL_RATE_PERCENT


class TestTheFirstCall:
    def languages(self, member: Member) -> list[tuple[str, str]]:
        assert member.turn is not None
        turn = member.turn
        said: list[tuple[str, str]] = [(turn.language, each) for each in turn.say]
        said += [(each.language, each.text) for each in turn.translations]
        return said + [(each.language or turn.language, each.text) for each in turn.options]

    MENU = (("zh", "中文服务请按1。"), ("en", "For English, press 2."))

    @pytest.mark.parametrize("default", ["zh", "en"])
    def test_each_option_is_in_its_own_language(self, hotline: Hotline, default: str) -> None:
        hotline.default_language = hotline.conversation._taker._default_language = default
        member = hotline.member("voice", None).calls().is_asked("language.choose")
        assert tuple(self.languages(member)[-2:]) == self.MENU
        assert {language for language, _ in self.languages(member)[:2]} == {"zh", "en"}

    def test_a_silence_and_a_wrong_key_are_told_in_both(self, hotline: Hotline) -> None:
        member = hotline.member("voice", None).calls()
        heard = [self.languages(member.stays_silent()), self.languages(member.enters("7"))]
        heard += [self.languages(member.stays_silent()), self.languages(member.asks_for_repeat())]
        silence, ways_out = (
            [(language, WORDING.say(key, language, Channel.VOICE, {})) for language in LANGUAGES]
            for key in ("engine-silence", "engine-person")
        )
        assert heard[0] == [silence[0], ways_out[0], silence[1], ways_out[1], *self.MENU]
        for each in heard[1:3]:
            assert [language for language, _ in each] == ["zh", "zh", "en", "en", "zh", "en"]
            assert ([each[1], each[3]], tuple(each[4:])) == (ways_out, self.MENU)
        assert heard[3] == [*ways_out, *self.MENU]

    def test_so_is_the_offer_of_an_agent_and_the_way_to_one(self, hotline: Hotline) -> None:
        member = hotline.member("voice", None).calls().stays_silent().stays_silent().stays_silent()
        member.is_asked("offer.help")
        offered = self.languages(member)
        assert [language for language, _ in offered] == ["zh", "en"] * 3
        assert member.turn is not None
        assert [option.key for option in member.turn.options] == ["1", "1", "2", "2"]
        waiting = self.languages(member.picks("yes").is_asked("agent.wait"))
        assert [language for language, _ in waiting] == ["zh", "en"]

    @pytest.mark.parametrize("words", ["English", "英语", "英语服务", "中文"])
    def test_a_language_may_be_named(self, hotline: Hotline, words: str) -> None:
        member = hotline.member("voice", None).speaks(words)
        member.language = "zh" if words == "中文" else "en"
        member.hears("language-done").is_asked("voice_home.menu")

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_then_one_language_is_spoken_and_the_balance_said(
        self, hotline: Hotline, language: str
    ) -> None:
        member = hotline.member("voice", None).calls().picks(language)
        member.language = language
        member.hears("language-done").hears("account_greeting-expiring", points=12_345)
        assert {each for each, _ in self.languages(member)} == {language}

    @pytest.mark.parametrize(
        ("language", "option"), [("zh", "For English, press 2."), ("en", "中文服务请按2。")]
    )
    def test_later_too_the_way_to_another_language_is_said_in_that_one(
        self, hotline: Hotline, language: str, option: str
    ) -> None:
        member = calls(hotline, language).picks("more")
        other = "en" if language == "zh" else "zh"
        assert [each for each in self.languages(member) if each[0] == other] == [(other, option)]
        member.picks("language").is_asked("language.choose")
        assert tuple(self.languages(member)) == self.MENU

    def test_what_is_read_has_one_language(self, hotline: Hotline) -> None:
        member: Any = hotline.member("ussd", "zh").calls().picks("more")
        assert {each for each, _ in self.languages(member)} == {"zh"}
        member.picks("language")
        assert {each for each, _ in self.languages(member)} == {"zh"}
