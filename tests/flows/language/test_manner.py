"""Manner: whether a wish is wanted, refused, asked about or to be undone."""

import re

import pytest

from flows.language import Does, understanding
from flows.language.understanding import COSTLY
from flows.language.understanding.denials import DENIAL, NOT_OF_THE_ACT
from flows.language.understanding.labels import Label
from flows.language.understanding.manner import manner_of, undone_by
from flows.language.understanding.manner_patterns import ROWS, UNDONE, Manner, Row, Undone

SURELY_WISHED = {Manner.WISHED: 1.0, Manner.REFUSED: 0.0, Manner.ASKED: 0.0, Manner.TOLD: 0.0}
REFUSED = [
    "我不想换礼品了", "don't cancel it", "不用转人工", "我不想把積分轉給他了", "唔換話費喇 唔該",
    "先不补登了", "别把我的卡停了", "甭改我的密码", "我没说要退会", "不是要投诉你们", "犯不着投诉",
    "no agent please", "人工不要了", "I never asked for phone credit", "nah skip the credit",
    "who said I was leaving",
    "再也不换礼品了", "礼品不要换了", "换话费的事就算了", "我拒绝订阅",
    "leave my points alone, no gift", "我没同意订阅优惠短信",
    "never mind the complaint", "算了，不投诉了", "不要退订",
]  # fmt: skip
NOT_REFUSED = [
    "claim missing points", "积分还够不够换东西", "I don't have my PIN",
    "I haven't received my points",
    "我没有收到积分", "我沒有收到積分", "I don't remember my PIN", "why haven't my points arrived",
    "积分不能换话费吗", "换不了礼品", "积分不够换礼品", "找不到人工",
    "怎么不接人工", "为什么转不了人工",
    "为什么不给我补积分", "要不要换话费", "要不换话费吧", "别人能不能帮我换礼品", "我特别想换礼品",
    "why don't you change my PIN", "why is there no agent", "is there no human to talk to",
    "no agent answered me", "不停地给我发广告短信，退订", "你不是真人吧，找真人",
    "再不换就过期了，给我换个礼品", "不换白不换，换个杯子", "积分给我少算了", "全给我换成话费算了",
    "礼品不要换成话费", "不换流量换里程", "我没设过密码", "I never set up a PIN, set one for me",
    "换话费划算了，给我换话费", "会员我退了算了", "leave the program",
    "I've decided to leave the program",
    "I don't mind which gift, just use my points", "no credit, data please",
    "之前说别发广告，现在可以发了", "I changed my mind, send the offers",
    "my points were not added, claim them", "密码不记得了要重置", "I can't change my PIN",
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row.example for row in ROWS])
def test_every_row_takes_its_example(row: Row) -> None:
    for label in row.wishes:
        assert manner_of(row.example, label, SURELY_WISHED) is row.manner


@pytest.mark.parametrize("row", UNDONE, ids=[f"{row.wish} {row.example}" for row in UNDONE])
def test_what_is_undone_leads_to_its_opposite(row: Undone) -> None:
    assert undone_by(row.example, row.wish) is row
    assert undone_by("我要", row.wish) is None


@pytest.mark.parametrize(("pattern", "example"), NOT_OF_THE_ACT)
def test_denial_of_something_else_is_none_of_the_act(
    pattern: re.Pattern[str], example: str
) -> None:
    assert DENIAL.search(example)
    assert not DENIAL.search(pattern.sub(" ", example))


@pytest.mark.parametrize("text", REFUSED)
def test_denial_that_is_aimed_at_the_act_refuses_it(text: str) -> None:
    found = understanding.understand(text)
    assert found.does is Does.NONE and found.refused is not None, found


@pytest.mark.parametrize("text", NOT_REFUSED)
def test_words_that_deny_nothing_of_the_act_refuse_nothing(text: str) -> None:
    found = understanding.understand(text)
    assert found.refused is None, found
    assert found.does is not Does.NONE, found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("take the phone fee from my points", Label.CREDIT),
        ("你们怎么搞的，送个坏的来，我要投诉", Label.COMPLAINT),
        ("乱收费，我要投诉你们", Label.COMPLAINT),
        ("请不要再发广告了", Label.STOP),
    ],
)
def test_words_that_ask_nothing_of_the_act_are_a_wish(text: str, label: Label) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (label,)), found


@pytest.mark.parametrize("label", sorted(COSTLY))
def test_classifier_alone_refuses_nothing(label: Label) -> None:
    """However much words without a denial sound like those that refuse."""
    scores = {Manner.WISHED: 0.1, Manner.REFUSED: 0.9, Manner.ASKED: 0.0, Manner.TOLD: 0.0}
    assert manner_of("claim missing points", label, scores) is Manner.TOLD
    expected = Manner.TOLD if label is Label.LOST else Manner.REFUSED
    assert manner_of("nobody touches my points", label, scores) is expected
