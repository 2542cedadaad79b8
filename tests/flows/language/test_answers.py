"""What short answers mean, as members text and say them, and what must not be taken for one.

The table answers.tsv has a line for each: which function is asked, the answer, what the question is
about (an act, labels, or the unit that is understood), and what is understood; "-": nothing."""

from pathlib import Path

import pytest

from flows.language import answers
from flows.language.answers import data

TABLE = Path(__file__).with_name("answers.tsv").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in TABLE]
LABELS = {
    "kinds zh": {"1": "换话费", "2": "换流量", "3": "换礼品", "4": "把积分送给别人"},
    "kinds en": {"1": "Phone credit", "2": "Data", "3": "Gifts", "4": "Give points"},
    "credits": {"10": "10元话费，1,000分", "50": "50元话费，5,000分", "100": "100元话费，10,000分"},
}
NOTHING = "-"


def cases(function: str) -> list[tuple[str, str, str]]:
    return [(text, about, meant) for name, text, about, meant in CASES if name == function]


@pytest.mark.parametrize(("text", "act", "meant"), cases("reply"))
def test_replies_mean_yes_no_cancel_or_nothing(text: str, act: str, meant: str) -> None:
    assert (answers.reply_of(text, act) or NOTHING) == meant


@pytest.mark.parametrize(("text", "unit", "meant"), cases("amount"))
def test_amounts_are_understood_in_words(text: str, unit: str, meant: str) -> None:
    wanted = None if meant == NOTHING else answers.Amount(int(meant), unit)
    assert answers.amount_of(text) == wanted


@pytest.mark.parametrize(("text", "_", "meant"), cases("digits"))
def test_digits_are_understood_one_by_one(text: str, _: str, meant: str) -> None:
    assert (answers.digits_of_words(text) or NOTHING) == meant


@pytest.mark.parametrize(("text", "_", "meant"), cases("option"))
def test_options_are_picked_by_their_number_in_words(text: str, _: str, meant: str) -> None:
    option = answers.option_of(text)
    assert (str(option.number) if option else NOTHING) == meant


@pytest.mark.parametrize(("text", "labels", "meant"), cases("label"))
def test_options_are_picked_by_their_words(text: str, labels: str, meant: str) -> None:
    assert (answers.option_named(text, LABELS[labels]) or NOTHING) == meant


@pytest.mark.parametrize(("text", "_", "meant"), cases("all"))
def test_everything_is_understood(text: str, _: str, meant: str) -> None:
    assert ("yes" if answers.is_everything(text) else NOTHING) == meant


YES_PHRASES = [
    (phrase, act)
    for tables, act in [
        (("yes",), ""),
        (("acknowledgement",), ""),
        *((("act", act), act) for act in data.names("act")),
    ]
    for phrase in data.phrases(*tables)
]
ASKED = ["{}吗", "{}么", "{}?", "{}？", "{}...", "{}…", "can I {}", "可以{}吗", "should we {}"]


@pytest.mark.parametrize("asked", ASKED)
def test_yes_that_is_asked_is_no_yes(asked: str) -> None:
    assert len(YES_PHRASES) > 400
    taken = [
        said
        for phrase, act in YES_PHRASES
        if answers.reply_of(said := asked.format(phrase), act) is answers.Reply.YES
    ]
    assert not taken


def test_table_has_enough_of_what_is_understood_and_of_what_is_not() -> None:
    understood = {text for _, text, _, meant in CASES if meant != NOTHING}
    not_understood = {text for _, text, _, meant in CASES if meant == NOTHING}
    assert len(understood) >= 300
    assert len(not_understood) >= 60


def test_places_in_a_list_are_told_from_keys() -> None:
    assert answers.option_of("第二个") == answers.option_of("the second one")
    assert answers.option_of("第二个") == answers.OptionNumber(2, is_place=True)
    assert answers.option_of("选二") == answers.OptionNumber(2, is_place=False)


def test_unknown_act_is_refused() -> None:
    with pytest.raises(KeyError):
        answers.reply_of("yes", "fly")


def test_repeated_words_take_no_exponential_time() -> None:
    for text in ("那就" * 30 + "x", "谢谢" * 30 + "x", "第" * 60, "the " * 15 + "x", "就第" * 30):
        assert answers.amount_of(text) is None
        assert answers.option_of(text) is None
        assert answers.option_named(text, LABELS["kinds zh"]) is None
        assert answers.reply_of(text) is None
