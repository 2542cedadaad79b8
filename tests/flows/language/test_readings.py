"""Readings: whether a wish is wanted, refused, asked about, told of others, or to be undone."""

import pytest

from flows.language import Does, understanding
from flows.language.understanding import COSTLY
from flows.language.understanding.labels import Label
from flows.language.understanding.manner import manner_of
from flows.language.understanding.readings import DENIAL, MANNERS, READINGS, Meaning, said
from flows.language.understanding.readings.reading import Reading

SAYS = [f"{row.means}: {row.example}" for row in READINGS]
BEGIN = (
    *(Meaning.WISHED, Meaning.PLAIN, Meaning.FORGOTTEN, Meaning.PAST, Meaning.NO_DENIAL),
    *(Meaning.MEANT, Meaning.NAMED),
)
"""What does not keep the words from being acted on."""
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


@pytest.mark.parametrize("row", READINGS, ids=SAYS)
def test_every_reading_takes_its_example(row: Reading) -> None:
    words = said(row.example)
    assert row.takes(words.looked_at(row.means))
    assert row.language == ("en" if row.example.isascii() else "zh")
    if row.means in MANNERS:
        surely_wished = {each: float(each is Meaning.WISHED) for each in MANNERS}
        assert {manner_of(words, wish, surely_wished) for wish in row.wishes} == {row.means}


@pytest.mark.parametrize("row", [row for row in READINGS if row.means not in BEGIN])
def test_what_is_not_wished_is_not_acted_on(row: Reading) -> None:
    found = understanding.understand(row.example)
    assert found.does is not Does.ACT or found.wishes[0] not in row.wishes, found


@pytest.mark.parametrize("row", [row for row in READINGS if row.means is Meaning.OF_OTHERS])
def test_business_of_others_is_not_understood(row: Reading) -> None:
    found = understanding.understand(row.example)
    assert (found.does, found.refused) == (Does.NONE, None), found


@pytest.mark.parametrize("row", [row for row in READINGS if row.means is Meaning.NO_DENIAL])
def test_denial_of_something_else_is_none_of_the_act(row: Reading) -> None:
    assert DENIAL.search(row.example.lower())
    assert not DENIAL.search(row.pattern.sub(" ", row.example.lower()))


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
    scores = {Meaning.WISHED: 0.1, Meaning.REFUSED: 0.9, Meaning.ASKED: 0.0, Meaning.TOLD: 0.0}
    assert manner_of(said("claim missing points"), label, scores) is Meaning.TOLD
    is_told = label in (Label.LOST, Label.COMPLAINT)  # the words tell what goes wrong
    expected = Meaning.TOLD if is_told else Meaning.REFUSED
    assert manner_of(said("nobody touches my points"), label, scores) is expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("积分能不能送给没入会的朋友", "asked: whether it can be, of anybody"),
        ("不用挂失", "lost, but refused: denied"),
    ],
)
def test_the_reading_is_named(text: str, why: str) -> None:
    assert understanding.understand(text).why == why
