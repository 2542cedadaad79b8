"""What goes before all business: words of whoever is in distress or danger, is being defrauded, or
has lost somebody; and words that only sound like it."""

from pathlib import Path

import pytest

from flows.all_words import load_wording
from flows.language import LANGUAGES, Urgent, urgent_in
from flows.protocol import Channel

ROWS = Path(__file__).with_name("urgent.tsv").read_text().splitlines()


@pytest.mark.parametrize("row", ROWS)
def test_what_is_told(row: str) -> None:
    means, words = row.split("\t")
    assert (urgent_in(words) or "-") == means


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_machine_that_repeats_the_reply_is_not_in_danger(language: str) -> None:
    wording = load_wording()
    for urgent in Urgent:
        reply = wording.say(f"engine-{urgent}", language, Channel.SMS, {})
        assert urgent_in(reply) is None


@pytest.mark.parametrize("words", ["我不想活了", "I want to die"])
def test_a_long_text_tells_of_something_else_beside(words: str) -> None:
    assert urgent_in(f"{words} " + "because the gift is broken and nobody answers me " * 3) is None
