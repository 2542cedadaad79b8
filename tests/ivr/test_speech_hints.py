"""The hints for the recogniser of speech follow what the dialogues understand."""

import pytest

from flows.all_words import load_wording
from flows.dialogues import DIALOGUES
from flows.engine import Menu, YesNo
from flows.language import LANGUAGES
from flows.protocol import Channel
from ivr.speech_hints import HINT_CHARS_MAX, HINTS, HINTS_MAX


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_as_many_and_as_long_as_the_carrier_takes(language: str) -> None:
    hints = HINTS[language].split(",")
    assert 100 < len(hints) <= HINTS_MAX
    assert all(0 < len(each) <= HINT_CHARS_MAX and each == each.strip() for each in hints)
    assert len(set(hints)) == len(hints)
    assert language == "en" or not any(each.isascii() for each in hints)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_that_is_spoken_is_among_them(language: str) -> None:
    wording, hints = load_wording(), HINTS[language]
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
    hints = HINTS[language].split(",")
    assert [each for each in words if each not in hints] == []
