"""Greetings, thanks, goodbyes and the weather: one friendly sentence of its own for each."""

import re

import pytest
from dialogue_steps import HOMES, SMS_ONLY, VOICE_ONLY
from driver import Member

from flows.language import SmallTalk, answers

GOODBYES = [
    "再见",
    "没事了",
    "好的，再见",
    "谢谢再见",
    "thanks, bye",
    "OK goodbye!",
    "that's all, thank you",
]
THANKS = ["谢谢", "謝謝您", "好的谢谢", "thanks", "ok thank you very much", "Thanks!"]
THANKS += ["谢谢啊小姐姐", "好嘞谢谢孩子", "Thank you ever so much", "thanks a million, dear"]
GOODBYES += ["没得事了，谢谢你", "no more questions, thanks"]
MISDIALED = ["打错了", "不好意思打错了", "sorry wrong number", "Oh, I have the wrong number"]
WAIT = ["等一下", "稍等啊", "等会儿啊，手机没信号", "我找找", "hold on a sec", "wait, let me check"]
HEARD = ["喂喂喂听得到吗", "听见了吗？", "can you hear me?", "hello, are you still there"]
GREETINGS = ["你好", "您好", "喂，你好", "在吗？", "hello?", "Hi there", "good morning"]
IDENTITY = [
    "你是谁",
    "你是机器人吗？",
    "您好，您是真人吗",
    "Who are you?",
    "are you a robot",
    "Hi, am I talking to a real person?",
    "你是真人还是机器",
    "请问您这边是机器还是人工啊",
    "are you a real person or a machine",
    "who am i talking to",
]
REPEATS = [
    "再说一遍",
    "没听清，请再说一遍",
    "你刚才说什么？",
    "say that again please",
    "Sorry, can you repeat that?",
    "Pardon?",
    "啥？",
    "huh",
    "听不清，大声点",
]
NO_REPEATS = ["再说", "再说吧", "重复投诉", "sorry", "please", "repeat my order", "好的", ""]
WEATHER = ["今天天气怎么样", "明天会下雨吗", "what's the weather", "is it going to rain tomorrow"]
NONE = [
    "谢谢你的礼品",
    "thanks for nothing",
    "你好我要查积分",
    "bye the way I need an agent",
    "好的",
    "不用",
    "等等，我要保温杯",
    "wait, the other one",
    "我的手机打错了话费",
    "",
]


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (SmallTalk.GOODBYE, GOODBYES),
        (SmallTalk.THANKS, THANKS),
        (SmallTalk.GREETING, GREETINGS),
        (SmallTalk.WEATHER, WEATHER),
        (SmallTalk.IDENTITY, IDENTITY),
        (SmallTalk.MISDIALED, MISDIALED),
        (SmallTalk.WAIT, WAIT),
        (SmallTalk.HEARD, HEARD),
        (None, NONE),
    ],
)
def test_small_talk_is_told_apart(kind: SmallTalk | None, texts: list[str]) -> None:
    for text in texts:
        assert answers.small_talk_of(text) is kind, text


def test_asking_for_a_repeat_is_told_apart() -> None:
    assert [words for words in REPEATS if not answers.asks_to_repeat(words)] == []
    assert [words for words in NO_REPEATS if answers.asks_to_repeat(words)] == []


@VOICE_ONLY
@pytest.mark.parametrize("words", ["再见", "没事了", "谢谢", "thanks, bye", "thank you"])
def test_call_ends_politely(member: Member, channel: str, words: str) -> None:
    member.calls().speaks(words).hears("engine-goodbye")
    assert member.turn is not None and member.turn.ends


@SMS_ONLY
@pytest.mark.parametrize("words", ["再见", "没事了", "谢谢", "thanks, bye", "thank you"])
def test_text_is_answered_politely_without_the_menu(
    member: Member, channel: str, words: str
) -> None:
    member.enters(words).hears("engine-goodbye").does_not_hear("engine-nothing_begun")
    assert member.turn is not None and not member.turn.options
    member.enters("积分").hears("balance-expiring", points=12_345, expiring=2_000)


@pytest.mark.parametrize("words", ["你好", "hello?"])
def test_greeting_is_returned_with_the_menu(member: Member, channel: str, words: str) -> None:
    if channel != "sms":
        member.calls()
    member.speaks(words).hears("engine-hello").does_not_hear("engine-greeting")
    member.is_asked(HOMES.get(channel, "text_home.menu"))


@pytest.mark.parametrize("words", ["今天天气怎么样", "what's the weather"])
def test_who_tells_the_weather_is_said(member: Member, channel: str, words: str) -> None:
    if channel != "sms":
        member.calls()
    member.speaks(words).hears("engine-weather")


@pytest.mark.parametrize("words", ["投诉处理得真好", "the complaint was handled really well"])
def test_praise_is_thanked_for_and_files_nothing(member: Member, channel: str, words: str) -> None:
    if channel != "sms":
        member.calls()
    is_keyword = channel == "sms" and words.startswith("投诉")
    member.speaks(words).hears("complaint-praised" if is_keyword else "engine-praised")
    assert not member.rows_of("complaint")
    assert member.open_question not in ("offer_wishes.which", "ask_wish.meant")


@SMS_ONLY
def test_goodbye_leaves_what_was_begun_and_thanks_do_not(buyer: Member, channel: str) -> None:
    buyer.enters("DH 2").is_asked("redeem_gift.code").enters("谢谢").hears("engine-thanks")
    buyer.is_asked("redeem_gift.code").enters("再见").hears("engine-dropped")
    buyer.hears("engine-goodbye").has_final_answer()
    assert buyer.points() == (12_345, 0)


@pytest.mark.parametrize("words", ["你是机器人吗", "am I talking to a real person?"])
def test_who_asks_who_is_speaking_is_told_and_how_to_reach_an_agent(
    member: Member, channel: str, words: str
) -> None:
    if channel != "sms":
        member.calls()
    member.speaks(words).hears("engine-identity")
    assert re.search("人工客服请|For an agent, ", member.screen)
    assert member.rows_of("handover") == []


@pytest.mark.parametrize("words", ["再说一遍", "say that again"])
def test_what_was_said_is_said_again_with_the_answer(
    member: Member, channel: str, words: str
) -> None:
    member.asks_for("tier")
    assert member.turn is not None
    said = member.turn.say
    assert member.speaks(words).turn.say == said
    if channel == "voice":
        assert member.turn.options
    assert member.speaks(words).turn.say == said, "as often as it is asked for"


@SMS_ONLY
def test_first_text_that_asks_for_a_repeat_gets_the_menu(member: Member, channel: str) -> None:
    member.enters("再说一遍").is_at_main_menu()


@SMS_ONLY
@pytest.mark.parametrize("words", ["谢谢", "thank you"])
def test_thanks_for_ever_are_not_called_not_understood(
    member: Member, channel: str, words: str
) -> None:
    for _ in range(5):
        member.enters(words).hears("engine-thanks")
    member.enters(words).hears("engine-not_again").does_not_hear("engine-unanswered")
    member.enters("JF").hears("balance-expiring", points=12_345, expiring=2_000)


@SMS_ONLY
@pytest.mark.parametrize("words", ["妥了", "好的", "👍", "😂🎉", "ok"])
def test_what_only_says_so_gets_one_line_and_no_menu(
    member: Member, channel: str, words: str
) -> None:
    member.enters("JF").enters(words).hears("engine-acknowledged").has_final_answer()
    assert member.turn is not None and not member.turn.options


@pytest.mark.parametrize("words", ["打错了", "sorry, wrong number"])
def test_who_has_the_wrong_number_is_let_go(member: Member, channel: str, words: str) -> None:
    if channel != "sms":
        member.calls()
    member.speaks(words).hears("engine-misdialed").hears("engine-goodbye")


@SMS_ONLY
@pytest.mark.parametrize("words", ["稍等一下", "等会儿啊，手机没信号", "hold on, let me look"])
def test_who_asks_for_time_at_the_code_is_given_it(
    member: Member, channel: str, words: str
) -> None:
    member.enters("DH 2").is_asked("redeem_gift.code")
    for _ in range(2):
        member.enters(words).hears("engine-code_waits").is_asked("redeem_gift.code")


@VOICE_ONLY
@pytest.mark.parametrize(
    ("words", "sentence"),
    [("等一下", "no_hurry"), ("one moment", "no_hurry"), ("喂喂喂听得到吗", "heard"),
     ("can you hear me", "heard")],
)  # fmt: skip
def test_caller_who_asks_for_time_or_is_not_sure_to_be_heard(
    member: Member, channel: str, words: str, sentence: str
) -> None:
    member.calls().speaks(words).hears(f"engine-{sentence}").is_at_main_menu()


@VOICE_ONLY
@pytest.mark.parametrize(
    "words",
    ["慢一点说", "能不能慢点说", "可不可以慢一点说", "slow down please", "could you talk slower"],
)
def test_caller_who_asks_for_it_is_spoken_to_more_slowly(
    member: Member, channel: str, words: str
) -> None:
    said = member.calls().turn.say
    turn = member.speaks(words).hears("engine-slower").turn
    assert turn.say[1:] == said and turn.rate_percent < 100
    assert member.picks("points").turn.rate_percent < 100


@VOICE_ONLY
@pytest.mark.parametrize("words", ["我听不懂", "没听懂"])
def test_caller_who_does_not_follow_hears_it_again(
    member: Member, channel: str, words: str
) -> None:
    said = member.calls().turn.say
    assert member.speaks(words).turn.say[-len(said) :] == said


@SMS_ONLY
@pytest.mark.parametrize("words", ["等一下", "can you hear me"])
def test_request_for_time_is_no_complaint(member: Member, channel: str, words: str) -> None:
    member.asks_for("complaint").enters(words).is_asked("complaint.words")
