"""The hints for the recogniser of speech follow what the dialogues understand."""

import pytest

from flows.all_words import load_wording
from flows.dialogues import DIALOGUES
from flows.engine import Menu, YesNo
from flows.language import LANGUAGES, answers
from flows.protocol import Channel, Expects, ExpectsKind, Option, Turn
from ivr.speech_hints import HINT_CHARS_MAX, HINTS_MAX, hints_for


def hints_of(language: str, kind: ExpectsKind, *options: str) -> list[str]:
    shown = tuple(Option(str(key), text) for key, text in enumerate(options, start=1))
    return hints_for(Turn(language, (), shown, Expects(kind, speech=True))).split(",")


@pytest.mark.parametrize("kind", [ExpectsKind.KEY, ExpectsKind.DIGITS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_as_many_and_as_long_as_the_carrier_takes(
    language: str, kind: ExpectsKind
) -> None:
    hints = hints_of(language, kind)
    assert 100 < len(hints) <= HINTS_MAX
    assert all(0 < len(each) <= HINT_CHARS_MAX and each == each.strip() for each in hints)
    assert len(set(hints)) == len(hints)
    assert language == "en" or not any(each.isascii() for each in hints)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_that_is_spoken_is_among_them(language: str) -> None:
    wording, hints = load_wording(), hints_of(language, ExpectsKind.WORDS)
    for flow in DIALOGUES.flows.values():
        for step in flow.steps.values():
            is_menu = isinstance(step, Menu) and not isinstance(step, YesNo) and not step.choices
            if not is_menu or flow.name in DIALOGUES.never_spoken:
                continue
            assert isinstance(step, Menu)
            for option in step.fixed_options():
                key = f"{flow.name}-{step.name}-{option}"
                facts = wording.longest_facts(key, language)
                words = wording.say(key, language, Channel.VOICE, facts)
                first = words.replace("、", ",").split(",")[0]
                assert "{ $" in wording.source(key, language) or first in hints, key


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("查积分", "人工客服", "用积分换礼品", "是的", "算了", "再说一遍", "你是机器人吗")),
        ("en", ("check your points", "agent", "redeem a gift", "yes", "say that again")),
    ],
)
def test_wishes_keywords_and_short_answers_are_among_them(
    language: str, words: tuple[str, ...]
) -> None:
    hints = hints_of(language, ExpectsKind.KEY)
    assert [each for each in words if each not in hints] == []


@pytest.mark.parametrize(
    ("language", "options", "first"),
    [
        (
            "zh",
            ("换手机支架，三百分，请按1。", "换保温杯，一千分，请按2。"),
            ["换手机支架", "三百分", "换保温杯", "一千分"],
        ),
        (
            "en",
            ("To get the Phone stand for 300 points, press 1.", "For English, press 2."),
            ["get the Phone stand for 300 points", "English"],
        ),
    ],
)
def test_options_of_the_question_come_first(
    language: str, options: tuple[str, ...], first: list[str]
) -> None:
    hints = hints_of(language, ExpectsKind.KEY, *options)
    assert hints[: len(first)] == first
    assert hints[len(first)] in answers.phrases_in(language, "yes")


@pytest.mark.parametrize(
    ("language", "digits", "reply"), [("zh", {"幺", "零"}, "是的"), ("en", {"oh", "double"}, "yes")]
)
def test_digits_come_first_where_a_number_is_entered(
    language: str, digits: set[str], reply: str
) -> None:
    hints = hints_of(language, ExpectsKind.DIGITS)
    assert digits <= set(hints[:30])
    assert reply in hints[30:]


def test_option_in_another_language_is_not_of_the_recognisers() -> None:
    options = (Option("1", "中文请按1。"), Option("2", "For English, press 2.", "en"))
    expects = Expects(ExpectsKind.KEY, speech=True)
    assert hints_for(Turn("zh", (), options, expects)).split(",")[0] == "中文"
