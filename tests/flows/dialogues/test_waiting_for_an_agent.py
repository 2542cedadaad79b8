"""What a member who waits for an agent by text asks for in own words: the words are for the agent,
and the keyword is named that does it at once."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

pytestmark = SMS_ONLY


def waiting(member: Member) -> Member:
    """A member in the queue, whose first text has had its receipt."""
    member.asks_for_agent()
    return member.enters("这件事有点急" if member.language == "zh" else "it is a bit urgent")


WISHES = [
    ("lost", "手机被偷了赶紧挂失", "GS"),
    ("lost", "my phone got stolen, block it now!", "LOST"),
    ("balance", "帮我查一下积分", "JF"),
    ("balance", "不用打了，帮我查积分", "JF"),
    ("credit", "我等不及了，先帮我换10元话费吧", "HF 10"),
    ("credit", "can't wait, just redeem 10 yuan credit for me", "CREDIT 10"),
]


@pytest.mark.parametrize(("wish", "words", "keyword"), WISHES)
def test_wish_names_its_keyword_and_goes_to_the_agent(
    member: Member, wish: str, words: str, keyword: str
) -> None:
    if words.isascii() != (member.language == "en"):
        pytest.skip("in the other language")
    waiting(member).enters(words).hears("agent-keyword", wish=wish, keyword=keyword)
    assert words in [each.words for each in member.rows_of("line")]
    member.enters(keyword).does_not_hear("agent-keyword")


def test_lost_phone_is_named_in_a_long_text_as_well(member: Member) -> None:
    zh = "我昨天发现卡不见了，手机也找不到，可能是在地铁上被人偷走了，请你们马上帮帮我啊"
    en = "I was on the subway yesterday and somebody has stolen my phone, please do something now"
    waiting(member).enters(zh if member.language == "zh" else en)
    assert {"GS", "LOST"} & set(
        member.screen.replace("。", " ").replace(".", " ").replace("复", " ").split()
    )


@pytest.mark.parametrize("words", ["我的礼品坏了", "the gift you sent is broken"])
def test_what_is_for_the_agent_names_no_keyword(member: Member, words: str) -> None:
    member.asks_for_agent().enters(words).hears("agent-received")


def test_whoever_writes_on_hears_now_and_then_that_it_is_passed_on(member: Member) -> None:
    member.asks_for_agent().enters("我的礼品坏了").hears("agent-received")
    member.waits(601).enters("杯子的把手断了").hears("agent-received")


@pytest.mark.parametrize("words", ["还有没有人啊", "are you still there?"])
def test_who_asks_whether_anybody_is_there_is_told_the_place(member: Member, words: str) -> None:
    waiting(member).enters(words).hears("agent-place")


@pytest.mark.parametrize("words", ["undo", "我反悔了", "取消", "never mind, I take it back"])
def test_what_was_done_meanwhile_is_taken_back(member: Member, words: str) -> None:
    filed = {"zh": "TS 快递太慢了", "en": "COMPLAIN the courier is too slow"}[member.language]
    waiting(member).enters(filed).files_it().hears("complaint-filed")
    member.enters(words).is_asked("withdraw_complaint.confirm")
    assert [row.status for row in member.rows_of("handover")] == ["open"]


@pytest.mark.parametrize("words", ["取消", "never mind"])
def test_who_has_done_nothing_meanwhile_leaves_the_queue(member: Member, words: str) -> None:
    waiting(member).enters(words).hears("agent-withdrawn")
