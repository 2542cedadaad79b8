"""Rules of the programme that are asked about in passing, by the programme's own figures."""

import pytest
from dialogue_steps import SMS_ONLY, open_gift_list
from driver import ENGLISH, NEW, Hotline, Member

from flows.dialogues.rules_asked.questions import rule_asked
from flows.dialogues.rules_asked.rules import Rule

NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en", "facts"),
    [
        ("1分值多少钱", "what is a point worth", {"points": 100, "yuan": 1}),
        ("3000分值多少钱", "how much are 3000 points worth", {"points": 3_000, "yuan": 30}),
    ],
)
def test_what_points_are_worth(member: Member, zh: str, en: str, facts: dict[str, int]) -> None:
    in_words(member, zh, en).hears("rules_asked-worth", **facts)


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en", "key"),
    [
        ("积分怎么来", "how do I earn points", "earning"),
        ("积分会过期吗", "do points expire", "expiry"),
        ("换了手机号积分怎么办", "what happens to my points if I change my number", "new_number"),
        ("跨省迁移积分怎么办", "do I keep my points if I move to another province", "new_province"),
        ("等级怎么分", "how do tiers work", "tiers"),
        ("多少分才能兑换", "how many points do I need to redeem", "opening"),
        ("你们几点下班", "what are your hours", "hours"),
    ],
)
def test_rule_is_said_in_one_segment(member: Member, zh: str, en: str, key: str) -> None:
    in_words(member, zh, en).hears(f"rules_asked-{key}")
    most = 70 if member.language == "zh" else 160
    assert member.channel != "sms" or len(member.screen) <= most


@NOT_USSD
def test_points_per_yuan_are_those_of_the_tier(member: Member) -> None:
    in_words(member, "1块钱积几分", "how many points do I get per yuan")
    member.hears("rules_asked-per_yuan", per_yuan=1, tier="gold", times="1.5")


@SMS_ONLY
@pytest.mark.parametrize("language", ["zh"])
def test_lowest_tier_multiplies_nothing(hotline: Hotline, channel: str, language: str) -> None:
    member = hotline.member(channel, language, NEW).enters("1块钱积几分")
    member.hears("rules_asked-per_yuan", times="none")


@NOT_USSD
def test_last_day_of_points_of_this_year(member: Member) -> None:
    in_words(member, "积分有效期多久", "how long are points valid")
    member.hears("rules_asked-expiry", last=f"{member.hotline.at.year + 2}-12-31")


@NOT_USSD
def test_rule_is_told_beside_a_question_which_stays(member: Member) -> None:
    open_gift_list(member).picks("thermos-cup")
    question = str(member.open_question)
    in_words(member, "1分值多少钱", "what is a point worth")
    member.hears("rules_asked-worth").is_asked(question)


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en", "key"),
    [
        ("我的积分什么时候到期", "when do my points expire", "balance-expiring"),
        ("怎么升级", "how do I move up a tier", "tier-below"),
    ],
)
def test_own_points_and_tier_are_looked_up(member: Member, zh: str, en: str, key: str) -> None:
    in_words(member, zh, en).hears(key)


@SMS_ONLY
def test_question_while_a_complaint_is_worded_is_answered_and_not_filed(member: Member) -> None:
    member.asks_for("complaint").is_asked("complaint.words")
    in_words(member, "1块钱积几分", "how many points do I get per yuan")
    member.hears("rules_asked-per_yuan").is_asked("complaint.words")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("一分值多少钱啊", Rule.WORTH), ("100积分能抵多少钱", Rule.WORTH),
        ("多少积分等于1块钱", Rule.WORTH), ("how much is 100 points in yuan?", Rule.WORTH),
        ("how many points is one yuan", Rule.WORTH), ("怎么赚积分", Rule.EARNING),
        ("积分是怎么算的", Rule.EARNING), ("交话费有积分吗", Rule.EARNING),
        ("How can I get more points?", Rule.EARNING), ("how do points work", Rule.EARNING),
        ("每消费一元积多少分", Rule.PER_YUAN), ("多少钱积1分", Rule.PER_YUAN),
        ("points per yuan", Rule.PER_YUAN), ("积分能用几年", Rule.EXPIRY),
        ("积分会不会清零", Rule.EXPIRY), ("how long do points last", Rule.EXPIRY),
        ("改号码以后积分还在吗", Rule.NEW_NUMBER), ("if I get a new number do I keep my points",
        Rule.NEW_NUMBER), ("有几个等级", Rule.TIERS), ("what tiers are there", Rule.TIERS),
        ("升级条件是什么", Rule.TIERS), ("when can I start redeeming", Rule.OPENING),
        ("积分什么时候到期", None), ("我的积分", None), ("积分少了怎么算", None),
        ("10块话费多少分", None), ("how many points do I have", None), ("换个人", None),
        ("人工几点上班", Rule.HOURS), ("你们几点下班啊", Rule.HOURS), ("客服24小时吗", Rule.HOURS),
        ("什么时候有人工客服", Rule.HOURS), ("人工客服的服务时间", Rule.HOURS),
        ("周末有客服吗", Rule.HOURS),
        ("what are your hours", Rule.HOURS), ("when are agents available?", Rule.HOURS),
        ("are you open on weekends", Rule.HOURS), ("what time do you close", Rule.HOURS),
        ("你们几点给我打电话", None), ("when will you call me", None), ("人工", None),
        ("换手机号", None), ("why did my points expire", None), ("怎么升级", None),
    ],
)  # fmt: skip
def test_which_rule_is_asked_about(text: str, rule: Rule | None) -> None:
    assert rule_asked(text) == rule


def test_stranger_is_told_nothing(hotline: Hotline) -> None:
    member = hotline.member("sms", "en", "+8613899999999").enters("what is a point worth")
    member.does_not_hear("rules_asked-worth")
    assert hotline.member("sms", "en", ENGLISH).enters("what is a point worth").screen
