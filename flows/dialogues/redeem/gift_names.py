"""Which gifts a member names in words of their own.

A gift is named by all of its name, in either language: "redeem the bluetooth headset". It is nearly
named by its last word ("我要换耳机"), by another one that is all that is said, or with a typing
error; then the member is asked. A word that many other wishes have, such as "mobile", names nothing
by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.redemption import gifts
from flows.engine import Context
from flows.language import answers, is_one_error, simplified, understanding

CATALOGUES_CACHED = 4
TAIL_CHARS = 2
"""So many characters at the end of a longer Chinese name say what kind of thing it is: 耳机."""
MISTYPED_CHARS_MIN, MISTYPED_LETTERS_MIN = 3, 5
NEARLY = "?"
"""Behind the number of a gift that is nearly named."""
SEVERAL = "+"
"""Behind that, where several pieces of it are wanted."""
TWO = 2
"""Between two gifts that are wanted one after the other."""
GIFT_NUMBER_DIGITS_MAX = 4

_AND_ZH = "(?:和|跟|以及|还有|然后|再(?:换|来|要)?|外加)"
_AND = re.compile(
    rf"\s*(?:[,，、;；+＋&]\s*{_AND_ZH}?|{_AND_ZH})\s*(?=\S{{2}})"
    r"|,?\s+(?:and(?: then)?(?: also)?|plus|then|as well as)\s+",
    re.IGNORECASE,
)


_CLAUSES = re.compile(r"(?<=[\u4e00-\u9fff])[\s,，、;；。]+|[,;.]\s+")
_UNWANTED = re.compile(r"[^\W\d_]{1,8}?(?:我|就|先|还是|都)?(?:不要|不换|不用|算)(?:了|吧)?")

_MORE_THAN_ONE_ZH = r"(?:[2-9]|[1-9]\d|[两俩二三四五六七八九十]{1,2}|好?几|多)"
_INTO = re.compile(
    r"^.*[换改]成|^.*?\b(?:swap|change|exchange|trade|switch)\b.*?\b(?:for|to|into)\b",
    re.IGNORECASE,
)
"""Behind it stands what is wanted, ahead of it what is given for it: 把保温杯换成耳机."""
_PIECES = re.compile(
    rf"(?<![第\d编号]){_MORE_THAN_ONE_ZH}(?:个(?!g)|只|件|副|台|份|套|盒|把|支|条|瓶|部|对|双|块(?!钱)|张|箱|包)"
    r"|(?<=[\u4e00-\u9fffa-z])\s*[x×*]\s*(?:[2-9]|[1-9]\d)(?!\d)"
    r"|(?<!number )(?<!no )(?<!gift )(?<!option )"
    r"\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|[1-9]\d)(?:\s*[x×*])?"
    r"|several|a few|a couple of|a pair of|both|many)\s+(?=(?:of\s+)?(?:the\s+|those\s+)?[a-z])"
)
_SAME_THING = {"mug": "cup", "headphone": "earphone", "earbud": "earphone", "headset": "earphone"}
_CHINESE = re.compile(r"[\u4e00-\u9fff\d]+")
_LATIN = re.compile(r"[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class _Name:
    number: int
    chinese: str
    words: tuple[str, ...]

    @property
    def _says_enough(self) -> bool:
        """Whether the words name a thing: one ordinary word does not."""
        return len(self.words) > 1 or not all(map(understanding.is_ordinary, self.words))

    def is_in(self, chinese: str, words: Sequence[str]) -> bool:
        if len(self.chinese) >= TAIL_CHARS and self.chinese in chinese:
            return True
        size = len(self.words)
        return self._says_enough and any(
            tuple(words[start : start + size]) == self.words
            for start in range(len(words) - size + 1)
        )

    def is_nearly_in(self, chinese: str, words: Sequence[str]) -> bool:
        tail = self.chinese[-TAIL_CHARS:]
        if len(self.chinese) > TAIL_CHARS and tail in chinese:
            return not understanding.is_ordinary(tail)
        if len(self.chinese) > TAIL_CHARS and f"{self.chinese[-1]}子" in chinese:
            return True  # 杯子 of a 保温杯
        if len(self.words) > 1 and self.words[-1] in words:
            return not understanding.is_ordinary(self.words[-1])
        return self._is_mistyped(chinese, words)

    def _is_mistyped(self, chinese: str, words: Sequence[str]) -> bool:
        size = len(self.chinese)
        pieces = (chinese[start : start + size] for start in range(len(chinese) - size + 1))
        if size >= MISTYPED_CHARS_MIN and any(is_one_error(each, self.chinese) for each in pieces):
            return True
        return self._says_enough and all(_is_said(word, words) for word in self.words)


def without_pieces(text: str) -> str:
    """The words without how many pieces of a gift they ask for, if that is more than one: 换保温杯
    of 换两个保温杯."""
    plain = simplified(unicodedata.normalize("NFKC", text)).casefold()
    found = _PIECES.sub(" ", plain)
    return text if found == plain else " ".join(found.split())


def gift_wanted_in(context: Context, text: str) -> str:
    """As gift_in(), with SEVERAL behind it if the words ask for more than one piece. Of two gifts
    with "and" between them both, with understanding.THEN between them."""
    text = _without_unwanted(text)
    parts = [_wanted_in(context, part) for part in _AND.split(text)]
    if (
        len(parts) == TWO
        and all(map(_is_one, parts))
        and len({_number(each) for each in parts}) == TWO
    ):
        return understanding.THEN.join(parts)
    return _wanted_in(context, text)


def _without_unwanted(text: str) -> str:
    """The words without the clauses that refuse something: 杯子要 of "杯子要，耳机不要"."""
    clauses = _CLAUSES.split(text.strip())
    kept = [each for each in clauses if not (_UNWANTED.fullmatch(each) or answers.refused_in(each))]
    return " ".join(kept) if kept and len(kept) < len(clauses) else text


def _is_one(found: str) -> bool:
    return bool(found) and " " not in found


def _number(found: str) -> str:
    return found.rstrip(NEARLY + SEVERAL)


def _wanted_in(context: Context, text: str) -> str:
    one = without_pieces(text)
    found = gift_in(context, _INTO.sub("", one)) or gift_in(context, one)
    return f"{found}{SEVERAL}" if found and one != text else found


def gift_in(context: Context, text: str) -> str:
    """The number of the gift that the words name, with NEARLY behind it if they nearly do; several
    numbers with spaces between them; "" if they name none."""
    chinese, words = _folded(text)
    names = _index(gifts.names(context.conn))
    exact = [name for name in names if name.is_in(chinese, words)]
    exact = [
        name
        for name in exact
        if not any(other is not name and _is_part(name, other) for other in exact)
    ]
    nearly = [name for name in names if name.is_nearly_in(chinese, words)]
    found = exact or nearly or _named_in_part(text, names)
    numbers = " ".join(str(name.number) for name in found)
    return numbers + NEARLY if len(found) == 1 and not exact else numbers


def is_named(text: str, name_zh: str, name_en: str) -> bool:
    """Whether the words name, or nearly name, what has these names."""
    if not text:
        return False
    chinese, words = _folded(text)
    name = _Name(0, _folded(name_zh)[0], _folded(name_en)[1])
    return name.is_in(chinese, words) or name.is_nearly_in(chinese, words)


@lru_cache(maxsize=CATALOGUES_CACHED)
def _index(catalogue: tuple[gifts.GiftName, ...]) -> tuple[_Name, ...]:
    """Built once for each state of the catalogue."""
    return tuple(
        _Name(each.number, _folded(each.name_zh)[0], _folded(each.name_en)[1]) for each in catalogue
    )


def _named_in_part(text: str, names: Sequence[_Name]) -> list[_Name]:
    """The gift of which the whole text says a word that no other one has: "the mascot" of a mascot
    doll."""
    labels = {str(name.number): " ".join([name.chinese, *name.words]) for name in names}
    number = answers.option_named(text, labels)
    chinese, words = _folded(text)
    pairs = [chinese[start : start + TAIL_CHARS] for start in range(len(chinese) - 1)]
    said = {each for each in (*words, *pairs) if not understanding.is_ordinary(each)}
    return [
        name
        for name in names
        if str(name.number) == number
        and (said.intersection(name.words) or any(each in name.chinese for each in said))
    ]


def _folded(text: str) -> tuple[str, tuple[str, ...]]:
    """Its Chinese characters, simplified and without gaps, and its Latin words in the singular."""
    plain = simplified(unicodedata.normalize("NFKC", text)).casefold()
    return "".join(_CHINESE.findall(plain)), tuple(map(_singular, _LATIN.findall(plain)))


def _singular(word: str) -> str:
    singular = word[:-1] if len(word) > 3 and word.endswith("s") else word
    return _SAME_THING.get(singular, singular)


def _is_part(name: _Name, other: _Name) -> bool:
    """Whether `name` stands in the longer name of `other`, which the words mean then."""
    in_chinese = len(name.chinese) < len(other.chinese) and name.chinese in other.chinese
    return in_chinese or set(name.words) < set(other.words)


def _is_said(word: str, words: Sequence[str]) -> bool:
    """Whether the word is among them, perhaps with a typing error."""
    if word in words:
        return True
    is_long = len(word) >= MISTYPED_LETTERS_MIN
    return is_long and any(is_one_error(each, word) for each in words)
