"""What members ask who do not know the hotline: how far points go, whether it is genuine, what has
not come, what came damaged, and that they have moved."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY, open_gift_list
from driver import Member

from flows.dialogues.order_status.missed import is_missed
from flows.dialogues.rules_asked.questions import rule_asked
from flows.dialogues.rules_asked.rules import Rule

NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en", "rule"),
    [
        ("过期了能延期吗", "can I extend my points", Rule.EXTENDING),
        ("金卡有什么好处", "what are the benefits of gold", Rule.BENEFITS),
        ("这是诈骗吗", "is this a scam?", Rule.GENUINE),
        ("验证码给别人了怎么办", "I gave someone my code", Rule.GENUINE),
        ("有人冒充你们要验证码", "someone asked me for my code", Rule.GENUINE),
    ],
)
def test_rule_is_told_in_one_segment(member: Member, zh: str, en: str, rule: Rule) -> None:
    in_words(member, zh, en).hears(f"rules_asked-{rule}")
    most = 70 if member.language == "zh" else 160
    assert member.channel != "sms" or len(member.screen) <= most


@pytest.mark.parametrize(
    "text",
    [
        "验证码没收到怎么办",
        "密码忘了怎么办",
        "金卡有效期到什么时候",
        "积分恢复了吗",
        "is this my balance",
        "what can I get",
        "I got a text about my order",
    ],
)
def test_what_only_sounds_like_these_rules_is_none_of_them(text: str) -> None:
    assert rule_asked(text) not in (Rule.EXTENDING, Rule.BENEFITS, Rule.GENUINE)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("800分能换什么", "what can i get for 800 points"),
        ("800分以内有啥", "something under 800 points"),
        ("八百分可以换点什么", "anything for 800 points or less"),
    ],
)
def test_what_so_many_points_are_enough_for(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en)
    named = {"zh": "1GB流量或限量公仔", "en": "1 GB data or the Mascot doll"}
    member.hears("redeem_gift-within", points=800, instead=named[member.language])


@SMS_ONLY
def test_nothing_is_had_for_few_points(member: Member) -> None:
    in_words(member, "50分能换什么", "what can I get for 50 points")
    member.hears("redeem_gift-within_none", points=50)


@SMS_ONLY
def test_who_asks_for_what_is_not_on_the_list_is_told_so(member: Member) -> None:
    open_gift_list(member)
    in_words(member, "有没有充电宝", "do you have a power bank").hears("redeem_gift-no_such")
    member.is_asked("redeem_gift.pick")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "heard"),
    [
        ("换的流量没到账", "I redeemed data but didn't get it", "order-none_of"),
        ("积分换的话费没到", "my phone credit hasn't arrived", "order-disputed"),
        ("还没收到", "it's late", "order-waiting"),
        ("我的流量还没到账", "where's my data", "order-none_of"),
        ("我的杯子到哪了", "where's my cup", "order-sent"),
    ],
)
def test_what_has_not_come_is_looked_up_by_its_kind(
    member: Member, zh: str, en: str, heard: str
) -> None:
    in_words(member, zh, en).hears(heard)


@pytest.mark.parametrize("text", ["it's too late to call", "that's late notice", "我晚了"])
def test_what_is_late_otherwise_is_no_order(text: str) -> None:
    assert not is_missed(text)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "beginning"),
    [
        ("杯子碎了怎么办", "my cup is broken, what now?", ("杯子碎了", "my cup is broken")),
        ("你们寄来的耳机坏了能退吗", "the earphones came damaged can I return it",
         ("你们寄来的耳机坏了", "the earphones came damaged")),
    ],
)  # fmt: skip
def test_what_came_damaged_is_read_back_as_a_complaint(
    member: Member, zh: str, en: str, beginning: tuple[str, str]
) -> None:
    in_words(member, zh, en).is_asked("complaint.confirm")
    member.hears("complaint-confirm", beginning=beginning[member.language == "en"])


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("我搬家了", "I moved to a new address")])
def test_who_has_moved_is_asked_for_the_address(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).is_asked("address.words")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("我没有换过那个杯子", "I didn't order a cup"), ("这个我没换过", "I never redeemed that")],
)
def test_who_has_not_ordered_what_is_gone_is_offered_an_agent(
    member: Member, zh: str, en: str
) -> None:
    in_words(member, zh, en).is_asked("offer.help")


@VOICE_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("听不清，说慢点", "can you repeat that slower"), ("慢一点", "slow down")]
)
def test_what_was_not_heard_is_said_more_slowly(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).hears("engine-slower")


@VOICE_ONLY
def test_who_has_nothing_more_to_ask_is_told_goodbye(member: Member) -> None:
    in_words(in_words(member, "查积分余额", "my balance"), "没了谢谢", "that's all, thanks")
    member.hears("engine-goodbye")


@SMS_ONLY
@pytest.mark.parametrize("language", ["en"])
def test_please_is_written_short(member: Member) -> None:
    member.enters("pls call me tmrw 9am").hears("callback_time-chosen")
