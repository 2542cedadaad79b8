"""Defines plain text: the characters that may be stored, displayed and said.

Everything that a person types or a file contains is either checked or cleaned where it enters.
Agents' forms, imports and commands use check_line() or check_text(), which name the character that
they refuse. A member's message is cleaned with clean(), because an odd character must not cost a
member the answer.

Not plain text:

- Control characters other than tab and line breaks, lone surrogates and noncharacters. Most of them
  have no representation in XML 1.0, so a single one in the name of a gift would make every document
  with that name unreadable for the carrier. PostgreSQL refuses NUL, and UTF-8 lone surrogates.
- Embeddings, overrides and isolates of the writing direction. They are invisible, and make a text
  read otherwise than it is stored: neither Chinese nor English needs them. Telephones add them to
  numbers that are copied, so they are removed without a word.

Private use characters are plain text: older encodings place rare characters of Chinese names there.
Unassigned ones are, too, because each year's new emoji are unassigned in the tables of this Python.
"""

import re
import unicodedata

from core.kernel.errors import UnprintableCharacter

_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_CONTROLS_AND_SURROGATES = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
# The last two of each plane above the first. The look-ahead is a matter of speed: without it, every
# character would be compared with all 32 of them.
_HIGHER = "".join(chr(code) for code in range(0x10000, 0x110000) if code & 0xFFFE == 0xFFFE)
_NONCHARACTERS_ABOVE = f"(?=[\U00010000-\U0010ffff])[{_HIGHER}]"
_UNPRINTABLE = f"[{_CONTROLS_AND_SURROGATES}{_NONCHARACTERS}]|{_NONCHARACTERS_ABOVE}"
_REFUSED = re.compile(_UNPRINTABLE)
_REMOVED = re.compile(f"[{_DIRECTIONS}]")
_NOT_PLAIN = re.compile(f"[{_DIRECTIONS}]|{_UNPRINTABLE}")
_LINE_BREAK = re.compile("\r\n|[\r\u2028\u2029]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"})
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters of Hangul that are blank
_BLANKS_OF_A_LINE = re.compile("[\t\n]+")


def clean(text: str) -> str:
    """The text without the characters that are not plain text. Never raises."""
    # Ten times faster than the search, which most texts are spared; every turn is cleaned.
    return text if text.isprintable() else _NOT_PLAIN.sub("", text)


def is_plain(text: str) -> bool:
    """Whether the text has none of the characters that check_text() refuses."""
    return _REFUSED.search(text) is None


def is_visible(text: str) -> bool:
    """Whether anything of the text can be seen: a sign that takes no space, or a mark without a
    letter, is nothing to read."""
    return any(unicodedata.category(c) not in _UNSEEN and c not in _FILLERS for c in text)


def check_text(text: str) -> str:
    """A text of several lines, without spaces around it and with "\\n" for each line break. Raises
    UnprintableCharacter, also for a text of which nothing can be seen; an empty one is returned."""
    if found := _REFUSED.search(text):
        raise UnprintableCharacter(found.group())
    checked = _LINE_BREAK.sub("\n", _REMOVED.sub("", text)).strip()
    if checked and not is_visible(checked):
        raise UnprintableCharacter(checked[0])
    return checked


def check_line(text: str) -> str:
    """A text of one line, such as a name: as check_text(), but with a space for line breaks and
    tabs. Raises UnprintableCharacter."""
    return _BLANKS_OF_A_LINE.sub(" ", check_text(text))
