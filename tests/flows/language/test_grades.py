"""How satisfied a member is, in their own words."""

import pytest

from flows.language.answers import grade_of

GIVEN = {
    1: "1|１|一分|非常不满意|很不满意|太差了|差劲|差|very unhappy|terrible|not at all",
    2: "2|二|不满意|不太满意|不怎么样|not happy|not really satisfied|I'm not happy with it|bad",
    3: "3|三星|一般|一般般|不好不坏|还行|还可以吧|马马虎虎|so-so|not bad|it's ok|average",
    4: "4|4分|一般般，4|满意|不错|satisfied|I'm happy with it|good",
    5: "5|５|五分|打5分|5 stars|5/5|很满意|非常满意|非常好|太棒了|very happy|excellent|Great!|满分",
}
NO_GRADES = (
    "6", "0", "12", "55", "好的", "可以", "谢谢", "ok", "thanks", "yes", "满意吗", "happy?", "余额",
    "兑换", "转人工", "DH 5", "great, NOT", "非常满意才怪", "", "x" * 50,
)  # fmt: skip


@pytest.mark.parametrize(
    ("grade", "words"), [(grade, each) for grade in GIVEN for each in GIVEN[grade].split("|")]
)
def test_grade_is_understood(grade: int, words: str) -> None:
    assert grade_of(words) == grade


@pytest.mark.parametrize("words", NO_GRADES)
def test_other_words_are_no_grade(words: str) -> None:
    assert grade_of(words) is None
