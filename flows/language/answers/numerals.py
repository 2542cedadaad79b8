"""Numbers in words (两千五, "twenty-five hundred") and digit by digit (幺三八, "one oh eight").

Both read the whole of a text in the spelling of `text.plain`, and give None for anything else."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS_ZH = "零一二三四五六七八九"
_OTHER_SPELLINGS = "〇○壹贰貳叁參参肆伍陆陸柒捌玖"
_PLAIN = str.maketrans(
    dict(zip(f"{_OTHER_SPELLINGS}拾佰仟", "零零一二二三三三四五六六七八九十百千", strict=True))
    | {"廿": "二十", "卅": "三十"}
)
_PAIR = re.compile("俩(?=[百千万])")
_DIGIT_VALUE_ZH = {char: n for n, char in enumerate(_DIGITS_ZH)} | {"幺": 1}
_VALUE_ZH = _DIGIT_VALUE_ZH | {"两": 2}
_RADIO_ZH = {"洞": 0, "拐": 7, "勾": 9}
"""How operators of radios say them; with one of these 两 is a digit too."""
RADIO_CHARS_ZH = "".join(_RADIO_ZH)
DIGIT_CHARS_ZH = "".join([*_VALUE_ZH, RADIO_CHARS_ZH, _OTHER_SPELLINGS])
"""Each character that is a digit, also as banks write it."""
AMOUNT_CHARS_ZH = f"{''.join(_VALUE_ZH)}十百千万"
"""Each that an amount may have in plain numerals, or that is read out."""
_ARABIC_TO_ZH = str.maketrans("0123456789", _DIGITS_ZH)
_DIGIT = "[一二两三四五六七八九]"
# 两千五百, 一千零五, 三千二百五, 十五; groups: thousands, hundreds, tens, 零, ones.
_SECTION = re.compile(
    f"(?:({_DIGIT})千)?零?(?:({_DIGIT})百)?零?(?:({_DIGIT}?)(十))?(零?)({_DIGIT})?"
)
_SHORTENED = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(百|千|万|k|w|hundred|thousand)")
_FACTORS = {"百": 100, "千": 1_000, "k": 1_000, "万": 10_000, "w": 10_000} | {
    "hundred": 100,
    "thousand": 1_000,
}
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+")

_UP_TO_NINETEEN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES_EN = {word: n for n, word in enumerate(_UP_TO_NINETEEN)}
_TENS_EN = {word: 10 * n for n, word in enumerate(_TENS, 2)} | {"fourty": 40}
_ZERO_EN = {"oh": 0, "o": 0, "nought": 0}
REPEATED_EN = {"double": 2, "triple": 3}
DIGIT_WORDS_EN = (*_UP_TO_NINETEEN[:10], *_ZERO_EN)
_DIGIT_EN = "|".join((*DIGIT_WORDS_EN, *REPEATED_EN))
_SPELLED_EN = re.compile(rf"\b(?:{_DIGIT_EN})(?:[\s,-]+(?:{_DIGIT_EN})){{5,}}\b", re.IGNORECASE)
NUMBER_WORDS_EN = (*_UP_TO_NINETEEN, *_TENS_EN)


def in_plain_numerals(text: str) -> str:
    """The text with 一百 for 壹佰, as banks write it, 零 for a drawn 〇, and 两百 for 俩百."""
    return _PAIR.sub("两", text.translate(_PLAIN))


def amount(text: str) -> int | None:
    """The number that a text of digits or words says: 2500 for 两千五, "2,500", "2.5k", 2千5 and
    "twenty-five hundred"."""
    if _GROUPED.fullmatch(text):
        return int(text.replace(",", ""))
    if shortened := _SHORTENED.fullmatch(text):
        value = Decimal(shortened.group(1)) * _FACTORS[shortened.group(2)]
        return int(value) if value == value.to_integral_value() else None
    if text.isascii():
        return _amount_en(text)
    return _amount_zh(text.replace(" ", "").translate(_ARABIC_TO_ZH))


def _amount_zh(text: str) -> int | None:
    high, ten_thousand, low = text.rpartition("万")
    if not ten_thousand:
        return None if text.startswith("零") and len(text) > 1 else _section(text)
    if not low:
        above, below = _section(high), 0
    elif low in _VALUE_ZH and low != "零":  # 三万二 is 32,000, and 三万零二 is 30,002
        above, below = _section(high), _VALUE_ZH[low] * 1_000
    else:
        above, below = _section(high), _section(low) or 0
        if not below:
            return None
    return None if above is None else above * 10_000 + below


def _section(text: str) -> int | None:
    """A Chinese number below 10,000."""
    if text == "零":
        return 0
    match = _SECTION.fullmatch(text)
    if not text or match is None or text.endswith("零"):
        return None
    thousands, hundreds, tens, has_tens, _, ones = match.groups()
    value = 1_000 * _VALUE_ZH.get(thousands, 0) + 100 * _VALUE_ZH.get(hundreds, 0)
    if has_tens:
        value += 10 * (_VALUE_ZH[tens] if tens else 1)
    if not ones:
        return value
    if has_tens or "零" in text or not value:
        return value + _VALUE_ZH[ones]
    return value + _VALUE_ZH[ones] * (10 if hundreds else 100)  # 一百五 is 150, 两千五 is 2,500


def _amount_en(text: str) -> int | None:
    words = text.replace("-", " ").split()
    thousands, thousand, rest = _split_at(words, "thousand")
    above: int | None = 0
    if thousand:
        above = 1 if thousands == ["a"] else _below_thousand(thousands)
    below = _below_thousand(rest[1:] if rest[:1] == ["and"] else rest) if rest else 0
    if above is None or below is None or (thousand and not above) or not words:
        return None
    if thousand and below >= 1_000:
        return None
    return above * 1_000 + below


def _split_at(words: list[str], word: str) -> tuple[list[str], bool, list[str]]:
    if word not in words:
        return [], False, words
    at = words.index(word)
    return words[:at], True, words[at + 1 :]


def _below_thousand(words: list[str]) -> int | None:
    """Also up to 9,900 in hundreds: "twenty-five hundred"."""
    hundreds, hundred, rest = _split_at(words, "hundred")
    if not hundred:
        return _below_hundred(words)
    above = 1 if hundreds == ["a"] else _below_hundred(hundreds)
    below = _below_hundred(rest[1:] if rest[:1] == ["and"] else rest) if rest else 0
    return None if not above or below is None else above * 100 + below


def _below_hundred(words: list[str]) -> int | None:
    match words:
        case [word] if word in _ONES_EN:
            return _ONES_EN[word]
        case [word] if word in _TENS_EN:
            return _TENS_EN[word]
        case [word] if word.isdecimal() and len(word) < 3:
            return int(word)
        case [tens, ones] if tens in _TENS_EN and 0 < _ONES_EN.get(ones, 0) < 10:
            return _TENS_EN[tens] + _ONES_EN[ones]
    return None


def in_figures(text: str) -> str:
    """The text with the numbers that are spelled digit by digit in figures, as a caller's telephone
    number: "ten yuan for one three eight ..."."""
    return _SPELLED_EN.sub(lambda run: digits(run[0].lower().replace(",", " ")) or run[0], text)


def digits(text: str) -> str | None:
    """The digits that are said one by one: 138 for 幺三八, 100 for "one double zero"."""
    if not text.isascii():
        is_radio = not _RADIO_ZH.keys().isdisjoint(text)
        said = _VALUE_ZH | _RADIO_ZH if is_radio else _DIGIT_VALUE_ZH
        values = [said.get(char, char) for char in text if char not in " -"]
        found = "".join(map(str, values))
        return found if found.isascii() and found.isdecimal() else None
    found, times = "", 1
    for word in text.replace("-", " ").split():
        if word in REPEATED_EN and times == 1:
            times = REPEATED_EN[word]
            continue
        value = _ONES_EN.get(word, _ZERO_EN.get(word, 10))
        if word.isdecimal():
            found += word * times
        elif value < 10:
            found += str(value) * times
        else:
            return None
        times = 1
    return found if found and times == 1 else None
