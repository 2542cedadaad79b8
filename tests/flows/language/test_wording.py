"""Rules that every sentence follows."""

import re
from contextlib import suppress

import pytest

from flows.all_words import load_wording
from flows.language import Wording, WordingError, facts_in_language
from flows.protocol import Channel

PLURAL = re.compile(
    r"\b1 (points|seconds|minutes|hours|months|people|callers|tries)\b|\b1 of \w+( \w+)? expire\b"
)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return load_wording()


@pytest.mark.parametrize(
    ("key", "channel", "facts", "zh", "en"),
    [
        (
            "tier-top",
            Channel.SMS,
            {"tier": "gold", "until": "2027-06-08"},
            "您是金卡，有效期到2027年6月8日，已是最高等级。",
            "You are Gold until Jun 8, 2027. That is our highest tier.",
        ),
        (
            "redeem_gift-code_wrong",
            Channel.VOICE,
            {"tries": 2, "code_minutes": 4},
            "验证码不对，四分钟之内您还可以再试两次。",
            "That isn't the right code. You have 2 more tries in the next 4 minutes.",
        ),
        (
            "redeem_gift-code_wrong",
            Channel.SMS,
            {"tries": 1, "code_minutes": 1},
            "验证码不对，1分钟内还可以试1次。",
            "Wrong code. You have one more try in the next minute.",
        ),
        (
            "agent-closed",
            Channel.VOICE,
            {"from_hour": 8, "until_hour": 21},
            "现在人工客服下班了，服务时间是早上八点到晚上九点。",
            "Our agents aren't here right now. From 8 a.m. to 9 p.m., they're here to help.",
        ),
        (
            "agent-writing",
            Channel.SMS,
            {"ahead": 0, "staff": "here"},
            "客服会在这里用短信答复您，您排在第一位。有话请直接发。不用客服了请回复“取消”。",
            "An agent will answer you here by text. You are next."
            " Just write. Changed your mind? Reply NEVER MIND.",
        ),
        (
            "agent-booked",
            Channel.USSD,
            {"ahead": 1, "staff": "here"},
            "好的，客服会尽快回电给您，前面还有1位。",
            "An agent will call you back as soon as possible. One person is ahead of you.",
        ),
        (
            "agent-booked",
            Channel.USSD,
            {"ahead": 0, "staff": "here"},
            "好的，客服会尽快回电给您，您排在第一位。",
            "An agent will call you back as soon as possible. You are next.",
        ),
        (
            "agent-booked",
            Channel.USSD,
            {"ahead": 1, "staff": "nobody"},
            "目前没有客服在线，有人上线会回电给您，前面还有1位。",
            "No agent is here right now. The first one back will call you."
            " One person is ahead of you.",
        ),
        (
            "agent-wait",
            Channel.VOICE,
            {},
            "正在为您转接人工客服，请稍等。",
            "I'm connecting you now. One moment, please.",
        ),
        (
            "offer-bye",
            Channel.VOICE,
            {},
            "一直没有听到您的声音，先结束这次通话，欢迎您随时再打来。再见。",
            "I haven't heard from you, so I'll hang up now. You can call again any time. Goodbye.",
        ),
        (
            "identify-locked",
            Channel.VOICE,
            {"lock": "today"},
            "密码已经锁定，今晚十二点以后可以再试。现在也可以用短信验证码重新设一个。",
            "Your PIN is locked until midnight."
            " You can set a new one now, with a code that we text you.",
        ),
        ("claim-confirm-yes", Channel.VOICE, {}, "没错", "claim the points"),
        (
            "redeem_gift-pick-item",
            Channel.VOICE,
            {"name": "Cup", "points": 2, "affordable": "yes", "own_code": "none"},
            "换Cup，两分",
            "get the Cup for 2 points",
        ),
        (
            "redeem_gift-pick-item",
            Channel.VOICE,
            {"name": "Cup", "points": 2, "affordable": "no", "own_code": "none"},
            "换Cup，两分，您的积分还不够",
            "get the Cup for 2 points, which is more than you have",
        ),
        (
            "redeem_data-pick-item",
            Channel.VOICE,
            {"name": "1 GB data", "points": 1, "affordable": "yes"},
            "换1 GB data，一分",
            "get 1 GB data for 1 point",
        ),
        (
            "redeem_credit-unknown",
            Channel.SMS,
            {"wanted": "-10"},
            "没有-10元的话费。",
            "We don't have phone credit of -10 yuan.",
        ),
        (
            "redeem_data-unknown",
            Channel.VOICE,
            {"wanted": "20"},
            "没有20GB的流量。",
            "We don't have a 20 GB data pack.",
        ),
        (
            "give-too_soon",
            Channel.VOICE,
            {"wait": 42},
            "刚才为别的业务发过验证码，请不要挂机，过四十二秒再继续。",
            "We just texted you a code for something else. Please stay on the line for 42"
            " seconds, then go on.",
        ),
        (
            "redeem_gift-too_soon",
            Channel.SMS,
            {
                "wait": 42,
                "earlier": "taken",
                "earlier_for": {"zh": "换保温杯", "en": "the Thermos cup"},
            },
            "刚为换保温杯发过验证码，可先回复它，或过42秒再继续。",
            "We just sent a code for the Thermos cup. Reply with it, or wait 42 seconds.",
        ),
        (
            "redeem_gift-too_soon",
            Channel.SMS,
            {"wait": 42, "earlier": "void"},
            "刚才的验证码已作废，请过42秒再继续。",
            "Your last code is void. Please wait 42 seconds.",
        ),
    ],
)
def test_sentences_are_worded_naturally_in_both_languages(
    wording: Wording, key: str, channel: Channel, facts: dict[str, object], zh: str, en: str
) -> None:
    assert wording.say(key, "zh", channel, facts_in_language("zh", facts)) == zh
    assert wording.say(key, "en", channel, facts_in_language("en", facts)) == en


@pytest.mark.parametrize("channel", list(Channel))
def test_amount_of_one_takes_no_plural_in_english(wording: Wording, channel: Channel) -> None:
    said = []
    for key in wording.keys("en"):
        facts = wording.longest_facts(key, "en")
        ones = {name: 1 if isinstance(fact, int) else fact for name, fact in facts.items()}
        with suppress(WordingError):  # it is not said on this channel
            said.append(wording.say(key, "en", channel, ones))
    assert len(said) > 300
    assert [words for words in said if PLURAL.search(words)] == []
    facts = {"points": 1, "expires": "no"}
    assert wording.say("balance-safe", "en", channel, facts).startswith("You have 1 point.")
