"""USSD screens: every one fits, nothing is lost, and cuts fall where a reader accepts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.language import limit_chars
from flows.language.ussd_screens import fits, pages

FOOTER_ZH, MORE_ZH = "0返回 00主菜单", "98更多"
FOOTER_EN, MORE_EN = "0 Back 00 Menu", "98 More"


def paged_zh(say: list[str], options: list[str]) -> list[str]:
    return pages(say, options, footer=FOOTER_ZH, more=MORE_ZH)


def paged_en(say: list[str], options: list[str]) -> list[str]:
    return pages(say, options, footer=FOOTER_EN, more=MORE_EN)


def test_a_short_menu_is_one_screen() -> None:
    assert paged_zh(["您好"], ["1积分余额", "2等级"]) == ["您好\n1积分余额\n2等级\n0返回 00主菜单"]


def test_final_screen_needs_no_footer() -> None:
    assert pages(["再见"], [], footer="", more="98更多") == ["再见"]
    assert pages([], [], footer="", more="98更多") == [""]


@pytest.mark.parametrize(
    ("text", "limit"), [("Points", 182), ("积分", 80), ("It’s", 80), ("", 182)]
)
def test_screen_limit_depends_on_alphabet(text: str, limit: int) -> None:
    assert limit_chars(text) == limit


@pytest.mark.parametrize(
    ("text", "is_one_screen"),
    [
        ("a" * 182, True),
        ("a" * 183, False),
        ("[" * 91, True),
        ("[" * 91 + "a", False),
        ("积" * 80, True),
        ("积" * 81, False),
        ("😀" * 40, True),
        ("😀" * 40 + "积", False),
    ],
)
def test_fits_compares_text_with_screen_limit(text: str, is_one_screen: bool) -> None:
    assert fits(text) is is_one_screen


def test_a_full_screen_is_not_cut() -> None:
    body = "积" * (80 - len("\n" + FOOTER_ZH))
    assert paged_zh([body], []) == [body + "\n" + FOOTER_ZH]
    assert len(paged_zh([body + "。"], [])) == 2


def test_a_long_list_is_cut_between_options() -> None:
    options = [f"{n} 一份名字有一点儿长的礼品" for n in range(1, 9)]
    assert paged_zh(["请选择礼品"], options) == [
        "请选择礼品\n" + "\n".join(options[:4]) + "\n98更多",
        "\n".join(options[4:]) + "\n0返回 00主菜单",
    ]


def test_sentence_that_fits_next_screen_is_moved_there_whole() -> None:
    first, second = "您" * 50, "我" * 40
    assert paged_zh([first, second], []) == [
        first + "\n98更多",
        second + "\n0返回 00主菜单",
    ]


def test_a_chinese_sentence_is_cut_after_punctuation() -> None:
    long = "积" * 30 + "，" + "分" * 38 + "。" + "礼" * 20
    assert paged_zh([long], []) == [
        "积" * 30 + "，" + "分" * 38 + "。\n98更多",
        "礼" * 20 + "\n0返回 00主菜单",
    ]


def test_a_chinese_sentence_without_punctuation_is_cut_between_characters() -> None:
    assert paged_zh(["积" * 90], []) == [
        "积" * 75 + "\n98更多",
        "积" * 15 + "\n0返回 00主菜单",
    ]


def test_early_comma_does_not_leave_screen_nearly_empty() -> None:
    first, _ = paged_zh(["好，" + "积" * 90], [])
    assert first == "好，" + "积" * 73 + "\n98更多"


def test_closing_punctuation_never_starts_a_screen() -> None:
    first, second = paged_zh(["积" * 75 + "”。" + "分" * 10], [])
    assert first == "积" * 74 + "\n98更多"
    assert second.startswith("积”。")


def test_numbers_and_latin_words_stay_whole_in_chinese() -> None:
    first, second = paged_zh(["积" * 70 + "12,345" + "分" * 20], [])
    assert first == "积" * 70 + "\n98更多"
    assert second.startswith("12,345分")


def test_english_is_cut_between_words() -> None:
    clause = "your 12,345 points expire on December 31, "
    screens = paged_en([clause * 6], [])
    assert screens[0].endswith("December 31, your\n98 More")
    assert screens[1].startswith("12,345 points expire")


def test_paragraph_is_cut_between_sentences() -> None:
    sentence = "Your 12,345 points expire on December 31. "
    screens = paged_en([sentence * 6], [])
    assert screens == [
        (sentence * 4).strip() + "\n98 More",
        (sentence * 2).strip() + "\n" + FOOTER_EN,
    ]


def test_a_long_sentence_fills_the_screen_it_begins_on() -> None:
    first, *_ = paged_en(["History", "word " * 60], [])
    assert first.startswith("History\nword word")
    assert len(first) > 170


def test_a_word_longer_than_a_screen_is_cut_and_not_lost() -> None:
    screens = paged_en(["x" * 400], [])
    assert [len(screen) for screen in screens[:-1]] == [182, 182]
    assert sum(screen.count("x") for screen in screens) == 400


def test_an_option_longer_than_a_screen_begins_on_its_own_and_keeps_its_words() -> None:
    option = "1 " + "word " * 50
    screens = paged_en(["Choose"], [option, "2 short"])
    assert screens[0] == "Choose\n98 More"
    assert screens[1].startswith("1 word")
    assert screens[1].endswith("word\n98 More")
    assert screens[2].endswith("word\n2 short\n" + FOOTER_EN)


def test_option_pushed_out_by_footer_stays_whole() -> None:
    option = "1" + "礼" * 74
    assert paged_zh([], [option]) == [option + "\n98更多", FOOTER_ZH]


def test_sentence_pushed_out_by_footer_moves_its_end_to_next_screen() -> None:
    first, last = paged_zh(["礼" * 35 + "，" + "积" * 36 + "。"], [])
    assert (first, last) == ("礼" * 35 + "，\n98更多", "积" * 36 + "。\n" + FOOTER_ZH)


def test_emoji_sequence_is_not_split_between_screens() -> None:
    family = "👨\u200d👩\u200d👧"
    screens = paged_zh([family * 20], [])
    assert all(screen.split("\n")[0].replace(family, "") == "" for screen in screens)


def test_footer_that_does_not_fit_raises_value_error() -> None:
    with pytest.raises(ValueError, match="footer"):
        pages(["您好"], [], footer="礼" * 81, more="98更多")
    with pytest.raises(ValueError, match="more"):
        pages(["礼" * 90], [], footer="0返回", more="礼" * 80)


TEXTS = st.lists(
    st.text(st.sampled_from("积分礼品，。（）“”ab1,. €[😀é"), max_size=120)
    | st.lists(st.sampled_from(["points", "12,345", "a", "积分", "x" * 60]), max_size=40).map(
        " ".join
    ),
    max_size=6,
)
FOOTERS = st.sampled_from(
    [
        (FOOTER_ZH, MORE_ZH),
        (FOOTER_EN, MORE_EN),
        ("", MORE_ZH),
        ("0返回", "98 more pages"),
    ]
)


def bodies(screens: list[str], footer: str, more: str) -> list[str]:
    """What the screens say without their last lines, each of which must be the right one."""
    found = []
    for screen in screens:
        tail = footer if screen is screens[-1] else more
        assert not tail or screen == tail or screen.endswith("\n" + tail)
        found.append(screen.removesuffix(tail))
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(TEXTS, TEXTS, FOOTERS)
def test_every_screen_fits_and_nothing_is_lost(
    say: list[str], options: list[str], tails: tuple[str, str]
) -> None:
    footer, more = tails
    screens = pages(say, options, footer=footer, more=more)
    assert all(fits(screen) for screen in screens)
    said = "".join(bodies(screens, footer, more))
    assert squeezed(said) == squeezed("".join([*say, *options]))
    assert screens == pages(say, options, footer=footer, more=more)


@given(TEXTS, TEXTS, FOOTERS)
def test_text_that_fits_is_one_screen(
    say: list[str], options: list[str], tails: tuple[str, str]
) -> None:
    footer, more = tails
    lines = [line.strip() for line in [*say, *options] if line.strip()]
    whole = "\n".join([*lines, footer] if footer else lines)
    assert (pages(say, options, footer=footer, more=more) == [whole]) is fits(whole)


@given(TEXTS, TEXTS, FOOTERS)
def test_an_option_that_fits_a_screen_is_never_cut(
    say: list[str], options: list[str], tails: tuple[str, str]
) -> None:
    footer, more = tails
    lines = [
        line
        for body in bodies(pages(say, options, footer=footer, more=more), footer, more)
        for line in body.split("\n")
    ]
    for option in filter(str.strip, options):
        if fits(option.strip() + "\n" + more):
            assert option.strip() in lines


@given(st.lists(st.sampled_from(["points", "12,345", "tier", "a"]), min_size=1, max_size=150))
def test_no_word_is_ever_cut(words: list[str]) -> None:
    screens = paged_en([" ".join(words)], [])
    said = " ".join(bodies(screens, FOOTER_EN, MORE_EN))
    assert said.split() == words
