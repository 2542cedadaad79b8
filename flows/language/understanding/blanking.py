"""Blanks in a member's words what could tell who they or others are, before the words are kept for
whoever improves the understanding of free words.

Numbers, codes, addresses of mail and pages, postal addresses, places and names. What is not known
to be harmless is blanked: a Latin word that is neither in the corpus nor ordinary English, and a
Chinese character of names that the corpus does not have beside its neighbour.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import partial

from flows.language.answers import numerals
from flows.language.simplified import simplified
from flows.language.understanding.features import CHARS_MAX
from flows.language.understanding.harmless import (
    SURNAMES,
    are_known,
    is_harmless_char,
    is_harmless_word,
)

BLANK = "□"
_ADDRESS_OF_MAIL_OR_PAGE = re.compile(r"\S+@\S+|(?:https?:|www\.)\S+")
_NUMERAL_ZH = f"{numerals.DIGIT_CHARS_ZH}十百千万拾佰仟亿"
_GAP = r"[\s.,、。·/-]*"
_NUMBER = re.compile(
    rf"[+#]?\d[\d.,:/-]*(?:{_GAP}[\d{_NUMERAL_ZH}])*"
    rf"|[{_NUMERAL_ZH}](?:{_GAP}[\d{_NUMERAL_ZH}]){{2,}}"
)
_DIGIT_EN = "|".join((*numerals.DIGIT_WORDS_EN, *numerals.REPEATED_EN))
_SPELLED_EN = re.compile(rf"\b(?:{_DIGIT_EN})(?:[\s.,、/-]+(?:{_DIGIT_EN})){{2,}}\b")
_PLACE_ZH = "省市区县镇乡村路街道巷弄里"
_POSTAL_ZH = re.compile(
    rf"[\u4e00-\u9fff]{{1,8}}[{_PLACE_ZH}][\u4e00-\u9fff0]*0\s*(?:号|弄|栋|幢|室|单元|楼|层)"
    rf"[\u4e00-\u9fff0-]*"
)
# Also without a number. 超市, 区别, 网路 and the like are no names of places.
_NAMED_PLACE_ZH = re.compile(
    r"(?![的个这那哪各每全本外跨])(?!别的|其他)[\u4e00-\u9fff]{1,3}?(?:小区|街道|社区|花园|大厦|自治州|"
    r"(?<!超)市(?!场)|区(?!别)|省(?![钱点流下心])|(?<![网线])路(?![由上])|县|镇|村|街|乡|弄|巷)"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_QUOTES = re.compile('["“”„«»「」『』]')
_FORMULA_SIGNS = "=+-@|\t' "
"""A spreadsheet takes a cell that begins with one of them for a formula."""
_POSTAL_EN = re.compile(
    r"\b0\s+(?:\w+\s+){1,4}?(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|way)\b"
)
_LETTERS = r"[^\W\d_\u4e00-\u9fff]"
_OTHER_WORD = re.compile(rf"{_LETTERS}(?:{_LETTERS}|[0'])*")
NAME_CHARS_MAX = 3
_INTRODUCES = "叫姓是给送转赠"
_RELATIVES = (
    "老婆|老公|妈妈|爸爸|儿子|女儿|孙子|孙女|奶奶|爷爷|外婆|媳妇|闺女|姐姐|妹妹|哥哥|弟弟|先生|太太"
    "|同事|朋友|同学|邻居|客服|经理|姓名|名字|户主|件人|系人|快递"
)
_AFTER_RELATIVE = f"(?:{'|'.join(f'(?<={each})' for each in _RELATIVES.split('|'))})"
_NO_NAME = (
    "想要在的说把也都没不能会去来有用手卡号转换查送给是和跟了着过问打让叫做看买放拿丢忘态很你我他她"
)
"""Not in a name that follows one of them without 叫 or 是."""
_NAME_ZH = re.compile(
    rf"(?:(?<=[{_INTRODUCES}])|{_AFTER_RELATIVE}(?![\u4e00-\u9fff]?[{_NO_NAME}])"
    rf"|(?=[{SURNAMES}]))(?![{_INTRODUCES}])(?P<name>[\u4e00-\u9fff]{{2,4}})"
)
_HARMLESS = f"{_INTRODUCES}士啊呀吧呢吗嘛哦了的我您你这那不没下"
"""Characters that are kept whatever stands beside them."""
_TITLED_ZH = re.compile(
    rf"[{SURNAMES}][\u4e00-\u9fff]{{0,2}}(?=先生|女士|小姐|师傅|老师|经理|总|哥|姐|叔|阿姨)"
)
_FAMILIAR_ZH = re.compile(rf"(?P<name>[小老阿][{SURNAMES}])(?P<next>[\u4e00-\u9fff]?)")
_TITLED_EN = re.compile(
    rf"\b((?:mr|mrs|ms|miss|dr)\b\.?|my name is|name'?s) {_LETTERS}+(?: {_LETTERS}+)?"
    r"(?='s|[^\w']|$)"
)
_CAPITALISED = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]+")


def blanked(text: str, chars_max: int) -> str:
    """The words in NFKC and lower case without what identifies anybody, at most `chars_max`
    characters; "" if no word is left. A number becomes 0, the rest BLANK."""
    said = unicodedata.normalize("NFKC", text[:CHARS_MAX]).lower().replace("’", "'")
    said = simplified(_QUOTES.sub("", said))
    seen = (char for char in said if unicodedata.category(char) != "Cf")  # not of no width
    said = " ".join("".join(char if char.isprintable() else " " for char in seen).split())
    said = _ADDRESS_OF_MAIL_OR_PAGE.sub(BLANK, said)
    said = _SPELLED_EN.sub("0", _NUMBER.sub("0", said))
    said = _POSTAL_EN.sub(BLANK, _NAMED_PLACE_ZH.sub(BLANK, _POSTAL_ZH.sub(BLANK, said)))
    said = _TITLED_EN.sub(rf"\1 {BLANK}", _TITLED_ZH.sub(BLANK, _FAMILIAR_ZH.sub(_familiar, said)))
    names = {word.lower() for word in _CAPITALISED.findall(text[:CHARS_MAX])}
    said = _OTHER_WORD.sub(partial(_known_word, names), said)
    said = _CHINESE.sub(_known_characters, _without_names(said))
    kept = re.sub(rf"{BLANK}(?:\s*{BLANK})+", BLANK, said).lstrip(_FORMULA_SIGNS)
    kept = kept[:chars_max].strip()
    return kept if any(char.isalpha() for char in kept) else ""


def _known_word(capitalised: Collection[str], word: re.Match[str]) -> str:
    plain = word.group()
    is_kept = is_harmless_word(plain, is_capitalised=plain in capitalised)
    return plain if is_kept else BLANK


def _familiar(found: re.Match[str]) -> str:
    """小李 and 老王, but not 小时 nor 老是."""
    is_word = are_known(found["name"][1] + found["next"])
    return found.group() if is_word else BLANK + found["next"]


def _known_characters(run: re.Match[str]) -> str:
    """The characters of a run that the corpus has beside their neighbour, or that are harmless;
    BLANK for each other one."""
    chars = run.group()
    pairs = [are_known(chars[n : n + 2]) for n in range(len(chars) - 1)]
    is_kept = map(max, [False, *pairs], [*pairs, False])
    return "".join(
        char if kept or char in _HARMLESS or is_harmless_char(char) else BLANK
        for char, kept in zip(chars, is_kept, strict=True)
    )


def _without_names(said: str) -> str:
    """Replaces characters where a name may stand, unless the corpus has them side by side."""
    start, parts = 0, []
    while found := _NAME_ZH.search(said, start):
        name = found["name"]
        introduced_by = (*_INTRODUCES, *_RELATIVES.split("|"))
        is_introduced = said[: found.start()].endswith(introduced_by)
        length = _length_of_name(name, is_introduced=is_introduced)
        parts += [said[start : found.start()], BLANK if length else name[:1]]
        start = found.start() + (length or 1)
    return "".join([*parts, said[start:]])


def _length_of_name(name: str, *, is_introduced: bool) -> int:
    """How many of these characters are a name: those up to the first two that the corpus has side
    by side, but at least two; 0 if they are none."""
    pairs = [are_known(name[n : n + 2]) for n in range(len(name) - 1)]
    if pairs[0]:
        return 0
    length = max(pairs.index(True), 2) if True in pairs else len(name)
    if length == 2 and is_introduced and name[2:3] not in _NO_NAME:
        length = min(3, len(name))  # 钱多多, though the corpus has 多多
    return length if is_introduced else min(length, NAME_CHARS_MAX)
