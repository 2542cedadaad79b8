"""Finds the keyword of a typed message and its argument, for every channel with keywords.

The keywords are those that the dialogues declare. The result depends on the text alone. A bare
number, a code or free text counts as an answer to the last question, which only the session knows.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from core.kernel import plain_text
from flows.dialogues import DIALOGUES
from flows.engine import CARRIER_WORDS, CONFIRM, QUESTION, Argument, Keyword
from flows.language import answers, in_plain_digits, is_one_error, simplified, understanding
from flows.protocol import Heard, HeardKind


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed message.

    command: the command of the keyword; None if the message has no keyword.
    argument: what follows the keyword (a number, a reference, a code without spaces, or a member's
        own words as they were typed), or "" if nothing does. Without a keyword, the whole text.
    did_you_mean: if the first word is one typing error away from a keyword, the message with that
        error corrected, which can be parsed once the member has confirmed it. `command` is then
        None, since the text may be an answer after all ("Jack" is one letter from BACK).
    """

    command: str | None
    argument: str
    did_you_mean: str | None = None


KEYWORDS = DIALOGUES.by_word
TOPICS = frozenset(word for keyword in DIALOGUES.keywords for word in keyword.topics.split())

_WHOLE_NUMBERS = (Argument.NUMBER, Argument.AMOUNT, Argument.AMOUNT_TO)
# Too short or too long for a telephone as well: the dialogue says that the number is wrong.
_RECEIVER = r"(?:\s+(?:给|TO |FOR )?\s*(?P<receiver>\+?[0-9](?:[ -]?[0-9]){2,39}))?"
# What may follow a keyword; group 1 is the argument, and the receiver may be behind it.
_PATTERNS = {
    Argument.NONE: re.compile("()"),
    Argument.TRANSFER: re.compile("()"),
    Argument.FORGOTTEN: re.compile("()"),
    **dict.fromkeys((Argument.NUMBER, Argument.AMOUNT), re.compile("(?:(-?[0-9]+)(?:号|元|块)?)?")),
    Argument.AMOUNT_TO: re.compile(f"(?:(-?[0-9]+)(?:号|元|块)?{_RECEIVER})?"),
    Argument.DATA: re.compile(rf"(?:(-?[0-9]+(?:\.[0-9]+)? ?(?:GB?|MB?|兆)?){_RECEIVER})?"),
    # Digits, in groups as they are read out, or one word with a digit in it, so that "order was
    # damaged" stays an answer.
    Argument.REFERENCE: re.compile("((?:[0-9][0-9 -]*|(?=[A-Z-]*[0-9])[A-Z0-9-]+)?)"),
    # "Y" and 确认 alone answer a question; only with a code do they confirm one.
    Argument.REFERENCES: re.compile(
        "(?:([0-9][0-9 -]*|(?=[A-Z-]*[0-9])[A-Z0-9-]+)"
        "|(全部|所有|ALL|BOTH)(?: OF THEM| (?:MY |THE )?COMPLAINTS|的?投诉)?)?"
    ),
    Argument.CODE: re.compile("([0-9][0-9 ]*)"),
    Argument.TEXT: re.compile("(.*)", re.DOTALL),
}

REFERENCE_DIGITS_MIN = 6
"""Of a reference that is written in groups."""
GUESSED_CHARS_MAX = 20
"""How much of a guessed message is read back to the member: it may contain a whole complaint."""

# Typing errors in shorter keywords are not guessed: every two-letter word is close to DH.
GUESSED_LETTERS_MIN = 4
_GUESSABLE = tuple(
    word
    for word in KEYWORDS
    if len(word) >= GUESSED_LETTERS_MIN and word.isascii() and word not in CARRIER_WORDS
)
_NOUNS = {"COMPLAINT": "COMPLAIN", "COMPLAINTS": "COMPLAIN"}
# The longest first: 投诉进度 begins with 投诉, and is another keyword.
_CHINESE = tuple(sorted((w for w in KEYWORDS if not w.isascii()), key=len, reverse=True))

# A Latin word ends at the first character that is no letter: DH3 is DH and 3, but LSD is not LS.
_AMISS = re.compile(
    "(?:写|填|发|说|打|报|给)?(?:错|不对|有误)"
    "|[和跟与](?:[换兑查转送]|补登|回电|[^,，。]{1,6}(?:都|全)(?:取消|撤|不))"
    "|(?:我|想|要|需要|能不能|可不可以|可以)*(?:更|修)?[改换](?:一下|下)(?:了|吧|吗)*[?？。]?$"
)
"""Behind what a keyword names it begins a sentence: 地址错了 is no address, 投诉和回电都取消 no
complaint."""
_LATIN = re.compile("[A-Z]++(?![\u00c0-\u024f])")
_MINUS = re.compile(r"\s+-(?=[0-9])")
_MARKS = ".。,、!?:;~…-"
_BLANKS = " \t\r\n\u200b\u200e\u200f\u2060\u3000\u00a0\ufeff"
_WITHOUT_BLANKS = dict.fromkeys(map(ord, _BLANKS))
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code).isalnum()}


def parse_message(message: Heard, body: str) -> Heard:
    """`message`, completed with what its text `body` contains: a command, a guessed keyword, or an
    answer."""
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
    """Parse a message of any length and content. Never raises.

    Upper and lower case, traditional and simplified characters, full-width and ASCII letters and
    digits are equal. Spaces around the keyword, punctuation after it, and a number directly behind
    it are accepted.
    """
    text = _clean(body)
    folded = _fold(text)
    bare = folded.rstrip(_MARKS + _BLANKS)
    if not bare:
        return Parsed(KEYWORDS["?"].command, "") if "?" in folded else Parsed(None, text)
    if found := _keyword_in(text, folded, bare):
        word, argument = found
        keyword = KEYWORDS[word]
        is_question = folded.endswith(QUESTION)
        if is_question and not argument and keyword.when_asked is not None:
            return _asked(keyword, word, text)
        is_heard = keyword.hears_questions and is_question
        return Parsed(keyword.command, QUESTION if is_heard else argument)
    is_number = bare.isascii() and bare.isdigit() and not answers.is_left_open(text)
    answer = bare if is_number else text
    latin = _latin_word(folded)
    if announced := _announced(latin, text, folded):
        return announced
    return Parsed(None, answer, None if latin in KEYWORDS else _did_you_mean(latin, text, folded))


def _asked(keyword: Keyword, word: str, text: str) -> Parsed:
    """A question with the word of a keyword that acts at once."""
    if keyword.when_asked:
        return Parsed(keyword.when_asked, "")
    return Parsed(None, text, did_you_mean=word)


def _keyword_in(text: str, folded: str, bare: str) -> tuple[str, str] | None:
    """The keyword's word that the text begins with, and its argument; None if there is none."""
    whole = bare if bare.isascii() else bare.translate(_WITHOUT_BLANKS)
    if whole in KEYWORDS and KEYWORDS[whole].argument is not Argument.CODE:
        return whole, ""
    for word in _leading_words(folded):
        argument = _argument(word, text, folded)
        if argument is not None:
            is_text = KEYWORDS[word].argument is Argument.TEXT
            if is_text and not word.isascii() and _AMISS.match(argument):
                return None
            return (_other_request(argument) if is_text else None) or (word, argument)
    return None


def _other_request(words: str) -> tuple[str, str] | None:
    """The keyword that the words behind another one are, with its argument; None if they are just
    words."""
    folded = _fold(words)
    found = _keyword_in(words, folded, folded.rstrip(_MARKS + _BLANKS)) if words else None
    if found is None or found[0] in TOPICS:
        return None
    kind = KEYWORDS[found[0]].argument
    return None if kind is Argument.CODE or (kind is Argument.TEXT and found[1]) else found


def _clean(body: str) -> str:
    """The text as typed, but with ASCII letters and digits, and only with characters that can be
    stored."""
    return in_plain_digits(plain_text.clean(body).translate(_FULL_WIDTH)).strip(_BLANKS)


def _fold(text: str) -> str:
    """The text in capitals, in NFKC, and with simplified characters. It is as long as the text, so
    that positions in one are positions in the other."""

    def fold_char(char: str) -> str:
        wide = unicodedata.normalize("NFKC", char).upper()
        return wide if len(wide) == 1 else char

    return simplified("".join(map(fold_char, text)))


def _leading_words(folded: str) -> list[str]:
    """The keywords that the text begins with, the longest first."""
    latin = _latin_word(folded)
    if latin:
        return [latin] if latin in KEYWORDS else []
    return [word for word in _CHINESE if folded.startswith(word)]


def _latin_word(folded: str) -> str:
    """The Latin letters that the text begins with; "" if it begins with none."""
    latin = _LATIN.match(folded)
    return latin.group() if latin else ""


def _argument(word: str, text: str, folded: str, keyword: str | None = None) -> str | None:
    """The argument that follows `word`; None if the keyword does not accept what follows.

    keyword: the keyword that a mistyped `word` stands for; by default `word` itself.
    """
    kind = KEYWORDS[keyword or word].argument
    start = len(word) + _gap_length(folded[len(word) :])
    if kind is Argument.CODE and answers.is_left_open(text):
        return None  # "确认 123456?" asks
    if kind is Argument.TEXT:
        return text[start:]
    if kind in _WHOLE_NUMBERS and _MINUS.match(folded, len(word)):
        start -= len("-")  # no gap: 1 is a gift's number, and -1 is not
    match = _PATTERNS[kind].fullmatch(folded[start:].rstrip(_MARKS + _BLANKS))
    if match is None:
        return None
    if kind is Argument.REFERENCES and match.group(2):
        return understanding.ALL
    argument = (match.group(1) or "").replace(" ", "")
    if kind in (Argument.AMOUNT_TO, Argument.DATA):
        receiver = re.sub("[ -]", "", match["receiver"] or "")
        amount = _gigabytes(argument) if kind is Argument.DATA else argument
        return f"{amount} {receiver}".rstrip()
    digits = argument.replace("-", "")
    if kind not in (Argument.REFERENCE, Argument.REFERENCES) or not digits.isdigit():
        return argument
    return "" if _are_several(match.group(1), digits) else digits


def _are_several(written: str, digits: str) -> bool:
    """Whether what was written is several numbers, of which none is known to be meant: the
    dialogue asks. Groups that are too short for a reference are."""
    has_gaps = " " in written.strip()
    return has_gaps and (len(digits) < REFERENCE_DIGITS_MIN or answers.are_apart(written))


def _gigabytes(amount: str) -> str:
    """How many GB the amount is, which may have its unit behind it."""
    number = amount.rstrip("GMB兆")
    is_megabytes = amount[len(number) : len(number) + 1] in ("M", "兆")
    return understanding.gigabytes_of(number) if is_megabytes else number


def _gap_length(rest: str) -> int:
    return len(rest) - len(rest.lstrip(_MARKS + _BLANKS))


def _announced(word: str, text: str, folded: str) -> Parsed | None:
    """A mistyped keyword with a colon and a member's own words behind it, "complain: no points",
    is the keyword: nothing else is written so. A noun in its place is no typing error."""
    behind = folded[len(word) :].lstrip(_BLANKS)
    if behind and word in _NOUNS:
        return parse(f"{_NOUNS[word]} {_argument(word, text, folded, _NOUNS[word])}")
    if not behind.startswith(":"):
        return None
    meant = _did_you_mean(word, text, folded)
    keyword = KEYWORDS[_latin_word(_fold(meant))] if meant else None
    return parse(meant) if meant and keyword and keyword.argument is Argument.TEXT else None


def _did_you_mean(word: str, text: str, folded: str) -> str | None:
    """The message with its first word corrected; None if that does not make it a command."""
    for keyword in _GUESSABLE:
        if is_one_error(word, keyword):
            argument = _argument(word, text, folded, keyword)
            if argument is not None:
                return f"{keyword} {argument}".rstrip()
    return None
