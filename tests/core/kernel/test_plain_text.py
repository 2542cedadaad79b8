"""Which characters are plain text. XML's own parser is the judge of what a document may contain."""

import re
import sys
import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel import UnprintableCharacter, plain_text

EVERY = "".join(map(chr, range(sys.maxunicode + 1)))
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
KEPT = "Tea 茶 é ١ 🎁 👨‍👩‍👧 ❤️ \ue863 \ufffd\ufeff\u200b\u200e"
REFUSED = [
    "\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x85", "\x9f", "\ud800",
    "\udfff", "\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff",
]  # fmt: skip
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def parses(text: str) -> bool:
    try:
        ElementTree.fromstring(f"<a>{escape(text)}</a>".encode())
    except (ElementTree.ParseError, UnicodeEncodeError):
        return False
    return True


def test_every_plain_character_can_be_written_in_xml() -> None:
    assert parses(plain_text.clean(EVERY))


def test_only_controls_surrogates_noncharacters_and_directions_are_removed() -> None:
    removed = set(EVERY) - set(plain_text.clean(EVERY))
    assert removed >= set(NOT_XML.findall(EVERY))
    for character in removed - set(DIRECTIONS):
        code = ord(character)
        is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
        assert unicodedata.category(character) in ("Cc", "Cs") or is_noncharacter, hex(code)
    assert removed.isdisjoint("\t\r\n")


@given(st.text(st.characters(exclude_categories=())))
def test_cleaned_text_is_plain_and_passes_the_check(text: str) -> None:
    cleaned = plain_text.clean(text)
    assert plain_text.is_plain(cleaned) and parses(cleaned)
    assert plain_text.clean(cleaned) == cleaned
    if plain_text.is_visible(cleaned):
        once = plain_text.check_text(cleaned)
        assert plain_text.check_text(once) == once


@pytest.mark.parametrize("text", ["\u200b", " \u3164\t", "\u0301", "\u200d\ufe0f"])
def test_a_text_of_which_nothing_can_be_seen_is_refused(text: str) -> None:
    with pytest.raises(UnprintableCharacter):
        plain_text.check_line(text)
    assert plain_text.check_line(f"Tea{text}pot")
    assert plain_text.check_line(" ") == ""


@pytest.mark.parametrize("character", REFUSED)
def test_the_check_names_the_character_that_it_refuses(character: str) -> None:
    for check in (plain_text.check_text, plain_text.check_line):
        with pytest.raises(UnprintableCharacter) as refused:
            check(f"Tea{character}pot")
        assert refused.value.code_point == f"U+{ord(character):04X}"
        assert refused.value.reason == "unprintable"
    assert not plain_text.is_plain(f"Tea{character}pot")


def test_emoji_names_in_old_encodings_and_marks_stay() -> None:
    assert plain_text.clean(KEPT) == plain_text.check_line(KEPT) == KEPT


def test_line_breaks_become_one_kind_and_in_a_line_a_space() -> None:
    typed = " one\r\ntwo\rthree\u2028four\u2029\tfive \n"
    assert plain_text.check_text(typed) == "one\ntwo\nthree\nfour\n\tfive"
    assert plain_text.check_line(typed) == "one two three four five"


def test_directions_that_a_telephone_copies_with_a_number_are_removed() -> None:
    copied = "\u202d+86 138 0000 0001\u202c"
    assert plain_text.check_line(copied) == plain_text.clean(copied) == "+86 138 0000 0001"
