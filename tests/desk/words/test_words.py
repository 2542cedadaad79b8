"""The desk's messages: complete in every language, and for everything that is recorded."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_steps import FOLDER, sentence_keys

from desk.contact_centre.conversation import REPLIES
from desk.words import Words
from flows.language import LANGUAGES, sms_segments
from flows.protocol import Channel

SAID = re.compile(r"""\bt\('([\w-]+)'[,)]""")


def test_every_sentence_is_there_in_every_language() -> None:
    first, second = (sentence_keys(language) for language in LANGUAGES)
    assert first ^ second == set()


def test_no_sentence_is_written_twice() -> None:
    for language in LANGUAGES:
        files = (FOLDER / "words").glob(f"*.{language}.ftl")
        lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
        written = [line.split(" =")[0] for line in lines if re.match(r"[a-zA-Z][\w-]* =", line)]
        assert len(written) == len(set(written))


def recorded_in(file: Path) -> Iterator[str]:
    """The acts that are named in calls of record(), record_as() and what wraps them."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called.endswith(("record", "record_as")):
                names = (each.value for each in node.args if isinstance(each, ast.Constant))
                yield from (name for name in names if isinstance(name, str))


def test_every_recorded_act_has_a_name() -> None:
    acts = {act for file in FOLDER.rglob("*.py") for act in recorded_in(file)}
    assert len(acts) > 15
    assert {f"act-{act}" for act in acts} - sentence_keys("en") == set()


def test_every_message_of_a_page_exists() -> None:
    pages = FOLDER.glob("templates/desk/*.html")
    said = {key for page in pages for key in SAID.findall(page.read_text(encoding="utf-8"))}
    assert len(said) > 100
    assert said - sentence_keys("zh") == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_canned_reply_is_one_text(language: str) -> None:
    for name in REPLIES:
        assert sms_segments.segments(Words().say(f"reply-{name}", language)).count == 1


def test_every_channel_has_a_name() -> None:
    assert {f"channel-{channel}" for channel in Channel} - sentence_keys("zh") == set()
