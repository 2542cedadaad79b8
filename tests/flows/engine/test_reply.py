"""What the transcript masks: numbers as long as a PIN or a code of this programme."""

import pytest

from flows.engine.masking import MASK, masked, masked_reply, pattern_of_digits


@pytest.mark.parametrize(
    ("lengths", "text", "masked"),
    [
        ((6, 6), "135790", MASK),
        ((6, 6), "my code is 123 456.", f"my code is {MASK}."),
        ((6, 6), "12-34-56", MASK),
        ((6, 6), "20260001", "20260001"),
        ((6, 6), "12345", "12345"),
        ((4, 8), "1357", MASK),
        ((4, 8), "1234 5678", f"{MASK} {MASK}"),
        ((4, 8), "12345678", MASK),
        ((4, 8), "123 456 78", MASK),
        ((4, 8), "135790", "135790"),
    ],
)
def test_numbers_of_those_lengths_are_masked(
    lengths: tuple[int, int], text: str, masked: str
) -> None:
    assert pattern_of_digits(*lengths).sub(MASK, text) == masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pin one three five seven nine zero", f"pin {MASK}"),
        ("密码一三五七九零", f"密码{MASK}"),
        ("密码幺三五、七九 零！", f"密码{MASK}！"),
        ("壹叁伍柒玖零", MASK),
        ("One, three, five - seven, nine, oh", MASK),
        ("triple one double two three", MASK),
        ("一3五7九0", MASK),
        ("一\u200b三\u200b五\u200b七\u200b九\u200b零", MASK),
        ("没有编号661913的礼品", f"没有编号{MASK}的礼品"),
        ("一二三四五", "一二三四五"),
        ("someone one two", "someone one two"),
        ("20260001, 3", "20260001, 3"),
        ("还有12,500分", "还有12,500分"),
    ],
)
def test_digits_in_words_are_masked_like_digits(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_reply_keeps_its_amounts_of_points() -> None:
    words = "没有编号661913的礼品。您有123456分，其中200000积分12月31日到期。"
    assert masked_reply(words) == words.replace("661913", MASK)


def test_a_date_in_a_reply_is_no_secret() -> None:
    said = "您是金卡，到2027-06-18。验证码2027-06。"
    assert masked_reply(said) == f"您是金卡，到2027-06-18。验证码{MASK}。"
    assert masked("2027-06-18") == f"{MASK}-18", "what a member writes is masked as before"
