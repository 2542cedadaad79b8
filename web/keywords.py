"""Finds the keyword in a typed message, and what follows it, for every channel with keywords.

A pure function of the message's text; the keywords are those that the dialogues declare. A bare
number, a code or free text is an answer to whatever was asked last, and only the session knows what
that was.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from flows.dialogues import DIALOGUES
from flows.engine import CONFIRM, Argument
from flows.protocol import Heard, HeardKind


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a message asks for.

    `command` is that of the keyword, or None where the text is an answer or makes no sense.
    `argument` is what follows the keyword (a number, a reference, a code without spaces, or a
    complaint as it was typed), the whole answer where there is no command, and "" if none.
    `did_you_mean` is the whole message with one typing error corrected, to be asked about and, if
    the member says yes, to be parsed in turn; `command` is None then and `argument` the text as
    typed, since it may be an answer after all ("Jack" is one letter from BACK).
    """

    command: str | None
    argument: str
    did_you_mean: str | None = None


KEYWORDS = DIALOGUES.by_word

# What may follow a keyword; group 1 is the argument.
_PATTERNS = {
    Argument.NONE: re.compile("()"),
    Argument.NUMBER: re.compile("(?:(-?[0-9]+)(?:号|元|块)?)?"),
    # Digits, in groups as they are read out, or one word with a digit in it, so that "order was
    # damaged" stays an answer.
    Argument.REFERENCE: re.compile("((?:[0-9][0-9 -]*|(?=[A-Z-]*[0-9])[A-Z0-9-]+)?)"),
    # "Y" and 确认 alone answer a question; only with a code do they confirm one.
    Argument.CODE: re.compile("([0-9][0-9 ]*)"),
    Argument.TEXT: re.compile("(.*)", re.DOTALL),
}

GUESSED_CHARS_MAX = 20
"""Of a guessed message that is read back; it may go on with a complaint."""

# Below 4 letters one error reaches too many other words: every two-letter word is near DH.
FORGIVEN_LETTERS_MIN = 4
_FORGIVEN = tuple(word for word in KEYWORDS if len(word) >= FORGIVEN_LETTERS_MIN and word.isascii())
_CHINESE = tuple(word for word in KEYWORDS if not word.isascii())

# A Latin word ends where its letters end: DH3 is DH and 3, LSD is not LS.
_LATIN = re.compile("[A-Z]++(?![\u00c0-\u024f])")
_MINUS = re.compile(r"\s+-(?=[0-9])")
_MARKS = ".。,、!?:;~…-"
_EDGES = " \t\r\n\u200b\u200e\u200f\u2060\u3000\u00a0\ufeff"
_REFUSED_CATEGORIES = ("Cc", "Cs")
_SIMPLIFIED = str.maketrans(
    "積詢級歷曆兌換訂單補訴幫確認話費號塊", "积询级历历兑换订单补诉帮确认话费号块"
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code).isalnum()}


def heard_as(message: Heard, body: str) -> Heard:
    """`message` with the command, the guessed keyword or the answer that its text `body` holds."""
    parsed = parse(body)
    if parsed.command and parsed.command != CONFIRM:
        return replace(
            message, kind=HeardKind.COMMAND, command=parsed.command, text=parsed.argument
        )
    answer = replace(message, kind=HeardKind.ENTERED, text=parsed.argument)
    if not parsed.did_you_mean:
        return answer
    meant = parse(parsed.did_you_mean)
    return replace(
        answer,
        command=meant.command or "",
        guessed=parsed.did_you_mean[:GUESSED_CHARS_MAX],
        argument=meant.argument,
    )


def parse(body: str) -> Parsed:
    """Read a message of any length and content; never raises.

    Any case, traditional characters, full-width letters and digits, spaces around, a mark after
    the word, and a number glued to its word are all as good as the word itself.
    """
    text = _clean(body)
    shape = _fold(text)
    bare = shape.rstrip(_MARKS + _EDGES)
    if not bare:
        return Parsed(KEYWORDS["?"].command, "") if "?" in shape else Parsed(None, text)
    if bare in KEYWORDS and KEYWORDS[bare].argument is not Argument.CODE:
        return Parsed(KEYWORDS[bare].command, "")
    word = _leading_word(shape)
    if word in KEYWORDS:
        argument = _argument(word, text, shape)
        if argument is not None:
            return Parsed(KEYWORDS[word].command, argument)
    answer = bare if bare.isascii() and bare.isdigit() else text
    return Parsed(None, answer, None if word in KEYWORDS else _did_you_mean(word, text, shape))


def _clean(body: str) -> str:
    """The text as typed, but with ASCII letters and digits, and nothing a database refuses.

    PostgreSQL has no NUL in a text and UTF-8 no lone surrogate: kept in a complaint, either would
    turn its receipt into an apology.
    """
    kept = "".join(
        char
        for char in body
        if char in "\t\r\n" or unicodedata.category(char) not in _REFUSED_CATEGORIES
    )
    return kept.translate(_FULL_WIDTH).strip(_EDGES)


def _fold(text: str) -> str:
    """Capitals, NFKC and simplified characters of the keywords, one for one: as long as the text,
    so that places agree."""

    def folded(char: str) -> str:
        wide = unicodedata.normalize("NFKC", char).upper()
        return wide if len(wide) == 1 else char

    return "".join(map(folded, text)).translate(_SIMPLIFIED)


def _leading_word(shape: str) -> str:
    """The Latin letters, or the Chinese keyword, that the text begins with; "" if neither."""
    latin = _LATIN.match(shape)
    if latin:
        return latin.group()
    return next((word for word in _CHINESE if shape.startswith(word)), "")


def _argument(word: str, text: str, shape: str, keyword: str | None = None) -> str | None:
    """What follows `word`, if `keyword` (the word itself unless mistyped) takes it; else None."""
    kind = KEYWORDS[keyword or word].argument
    start = len(word) + _gap_length(shape[len(word) :])
    if kind is Argument.TEXT:
        return text[start:]
    if kind is Argument.NUMBER and _MINUS.match(shape, len(word)):
        start -= len("-")  # no gap: 1 is a gift's number, and -1 is not
    match = _PATTERNS[kind].fullmatch(shape[start:].rstrip(_MARKS + _EDGES))
    if match is None:
        return None
    argument = (match.group(1) or "").replace(" ", "")
    digits = argument.replace("-", "")
    return digits if kind is Argument.REFERENCE and digits.isdigit() else argument


def _gap_length(rest: str) -> int:
    return len(rest) - len(rest.lstrip(_MARKS + _EDGES))


def _did_you_mean(word: str, text: str, shape: str) -> str | None:
    """The message with its first word corrected, if that makes it a command."""
    for keyword in _FORGIVEN:
        if _is_one_error(word, keyword):
            argument = _argument(word, text, shape, keyword)
            if argument is not None:
                return f"{keyword} {argument}".rstrip()
    return None


def _is_one_error(typed: str, meant: str) -> bool:
    """Whether one letter added, left out, replaced, or swapped with its neighbour tells them apart.

    Damerau-Levenshtein distance 1, without its table: cut off what they share at both ends.
    """
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    typed, meant = typed[start:], meant[start:]
    while typed and meant and typed[-1] == meant[-1]:
        typed, meant = typed[:-1], meant[:-1]
    is_swap = len(typed) == 2 and typed == meant[::-1]
    return is_swap or max(len(typed), len(meant)) == 1
