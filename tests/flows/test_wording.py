"""What holds for the words of every sentence."""

import re
from contextlib import suppress

import pytest

from flows.check import BESIDES, longest_facts
from flows.turn import Channel
from flows.wording import Wording, WordingError

PLURAL = re.compile(
    r"\b1 (points|seconds|minutes|hours|months|people|callers|tries)\b|\b1 of \w+( \w+)? expire\b"
)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording()


@pytest.mark.parametrize("channel", list(Channel))
def test_one_is_no_plural(wording: Wording, channel: Channel) -> None:
    facts = BESIDES | longest_facts("en")
    ones = {name: 1 if isinstance(fact, int) else fact for name, fact in facts.items()}
    said = []
    for key in wording.keys("en"):
        with suppress(WordingError):  # it is not said on this channel
            said.append(wording.say(key, "en", channel, ones))
    assert len(said) > 300
    assert [words for words in said if PLURAL.search(words)] == []
    assert wording.say("balance-safe", "en", channel, ones).startswith("You have 1 point.")
