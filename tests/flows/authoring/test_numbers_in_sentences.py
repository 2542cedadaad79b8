"""A number of the code or of the programme's file that a sentence says is one of its facts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Attribute, Message, Pattern, SelectExpression, TextElement, Variant

from core.contact_centre import picture_intake
from core.programme import Programme, set_current_rules, shipped_rules
from desk.words import Words
from flows.all_words import load_wording
from flows.engine.builtin import BUILTIN
from flows.notifications.phrasebook import PHRASEBOOK
from flows.protocol import Channel

ROOT = Path(__file__).parents[3]
FILES = sorted(file for room in ("flows", "desk") for file in ROOT.glob(f"{room}/**/*.ftl"))
# What is entered belongs to the words: 0 is the agent wherever a caller may press it, and 00 the
# main menu of a screen, which has the agent.
ENTERED = re.compile(
    r"(?:press|enter|reply|then|pound key|go on,|call,|it\.|and|or) (?:00|[0-9])(?:, [0-9])*\b"
    r"|[0-9] to (?:confirm|cancel)"
    r"|(?:按|回复|复|和) ?(?:00|[0-9])",
    re.IGNORECASE,
)
OTHER_NUMBERS = {
    "balance-none": "a yuan is one yuan",
    "callback_time-when": "an example",
    "code-label": "authenticators show so many digits",
    "complaint-escalate": "the name of the level",
    "complaint-level_2": "the name of the level",
    "complaint-reopen": "the name of the level",
    "complaint-satisfaction": "grades begin with one",
    "done-complaint-escalate": "the name of the level",
    "done-complaint-reopen": "the name of the level",
    "engine-distress": "numbers to call",
    "engine-emergency": "the same",
    "engine-fraud": "the same",
    "engine-footer": "keys",
    "engine-miss_code_length": "codes have so many digits",
    "engine-miss_code_length_again": "the same",
    "engine-more": "a key",
    "exchange-points-simply": "an example",
    "give-amount-simply": "an example",
    "item-cost-why": "an example",
    "refused-bad_code": "of a code, as core.redemption.vouchers has it",
    "refused-level": "the name of the level",
    "refused-yuan": "an example",
    "rules_asked-earning": "a yuan is one yuan",
    "rules_asked-hotline": "a key",
    "rules_asked-per_yuan": "a yuan is one yuan",
    "rule-earning-points_per_yuan": "a yuan is one yuan",
    "voice_home-menu-simply": "keys begin with one",
}


def texts_of(node: Any) -> Iterator[str]:
    """The words of a pattern, without those that are said for one or none of something."""
    if isinstance(node, TextElement):
        yield node.value
    elif isinstance(node, Variant):
        if getattr(node.key, "name", getattr(node.key, "value", "")) not in ("one", "0"):
            yield from texts_of(node.value)
    elif isinstance(node, Pattern):
        for element in node.elements:
            yield from texts_of(getattr(element, "expression", element))
    elif isinstance(node, SelectExpression):
        for variant in node.variants:
            yield from texts_of(variant)
    elif isinstance(node, Message | Attribute):
        yield from texts_of(node.value)
        for attribute in getattr(node, "attributes", ()):
            yield from texts_of(attribute)


def with_digits(file: Path) -> Iterator[tuple[str, str]]:
    for entry in FluentParser(with_spans=False).parse(file.read_text(encoding="utf-8")).body:
        if isinstance(entry, Message):
            for words in texts_of(entry):
                if re.search(r"\d", ENTERED.sub("", words)):
                    yield entry.id.name, words


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_sentences_have_no_numbers_of_their_own(file: Path) -> None:
    found = [(key, words) for key, words in with_digits(file) if key not in OTHER_NUMBERS]
    assert found == []


def test_the_exceptions_are_needed() -> None:
    keys = {key for file in FILES for key, _ in with_digits(file)}
    assert sorted(keys & OTHER_NUMBERS.keys()) == sorted(OTHER_NUMBERS)


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [(36, "请在36小时内", "within 36 hours;"), (1, "1小时", "within an hour;")],
)
def test_time_to_use_a_picture_is_a_fact(hours: int, zh: str, en: str) -> None:
    wording, facts = load_wording(), {"hours": hours}
    assert zh in wording.say("engine-pictures_kept", "zh", Channel.SMS, facts)
    assert en in wording.say("engine-pictures_kept", "en", Channel.SMS, facts)
    assert BUILTIN.phrasebook.facts["hours"] == picture_intake.OFFERED_HOURS


def test_largest_size_of_a_picture_is_a_fact() -> None:
    wording, facts = load_wording(), {"megabytes": 8}
    assert "不超过8MB" in wording.say("text-picture_too_big", "zh", Channel.SMS, facts)
    assert "at most 8 MB" in wording.say("text-picture_too_big", "en", Channel.SMS, facts)
    assert PHRASEBOOK.facts["megabytes"] == picture_intake.MEGABYTES_MAX


def test_messages_of_the_desk_name_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_intake, "MEGABYTES_MAX", 8)
    words = Words()
    assert words.say("picture-refused-too_big", "en").endswith("larger than 8 MB")
    assert "2 到 40 个" in words.say("refused-agent-BadAgent", "zh")


def test_messages_of_the_desk_name_numbers_of_the_programme() -> None:
    document = shipped_rules().model_dump(mode="json")
    document["agents"]["comes_back_within_days"] = 3
    set_current_rules(Programme.model_validate(document))
    try:
        said = Words().say("wall-fcr-why", "en")
        assert "within 3 days. Known 3 days later" in said
    finally:
        set_current_rules(shipped_rules())
