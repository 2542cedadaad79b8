"""Blanks in a member's words what could tell who they or others are, before the words are kept for
whoever improves the understanding of free words.

Numbers, codes, addresses of mail and pages, postal addresses, places and names. What is not known
to be harmless is blanked: a Latin word that is not in the corpus, and a Chinese character that the
corpus does not have beside its neighbour.
"""

from __future__ import annotations

import re
import unicodedata

from flows.language.answers import numerals
from flows.language.simplified import simplified
from flows.language.understanding.classifier import trained
from flows.language.understanding.features import CHARS_MAX

BLANK = "□"
_ADDRESS_OF_MAIL_OR_PAGE = re.compile(r"\S+@\S+|(?:https?:|www\.)\S+")
_NUMERAL_ZH = f"{numerals.AMOUNT_CHARS_ZH}亿"
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
    r"[\u4e00-\u9fff]{1,3}?(?:小区|街道|社区|花园|大厦|自治州|"
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
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
NAME_CHARS_MAX = 3
_INTRODUCES = "叫姓是给送转赠"
_NAME_ZH = re.compile(
    rf"(?:(?<=[{_INTRODUCES}])|(?=[{_SURNAMES}]))(?![{_INTRODUCES}])(?P<name>[\u4e00-\u9fff]{{2,4}})"
)
_HARMLESS = f"{_INTRODUCES}啊呀吧呢吗嘛哦了的我您你这那不没下"
"""Characters that are kept whatever stands beside them."""
_TITLED_ZH = re.compile(
    rf"[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}(?=先生|女士|小姐|师傅|老师|经理|总|哥|姐|叔|阿姨)"
)


def blanked(text: str, chars_max: int) -> str:
    """The words in NFKC and lower case without what identifies anybody, at most `chars_max`
    characters; "" if no word is left. A number becomes 0, the rest BLANK."""
    said = unicodedata.normalize("NFKC", text[:CHARS_MAX]).lower().replace("’", "'")
    said = numerals.in_plain_numerals(simplified(_QUOTES.sub("", said)))
    seen = (char for char in said if unicodedata.category(char) != "Cf")  # not of no width
    said = " ".join("".join(char if char.isprintable() else " " for char in seen).split())
    said = _ADDRESS_OF_MAIL_OR_PAGE.sub(BLANK, said)
    said = _SPELLED_EN.sub("0", _NUMBER.sub("0", said))
    said = _POSTAL_EN.sub(BLANK, _NAMED_PLACE_ZH.sub(BLANK, _POSTAL_ZH.sub(BLANK, said)))
    said = _OTHER_WORD.sub(_known_word, _TITLED_ZH.sub(BLANK, said))
    said = _CHINESE.sub(_known_characters, _without_names(said))
    kept = re.sub(rf"{BLANK}(?:\s*{BLANK})+", BLANK, said).lstrip(_FORMULA_SIGNS)
    kept = kept[:chars_max].strip()
    return kept if any(char.isalpha() for char in kept) else ""


def _known_word(word: re.Match[str]) -> str:
    return word.group() if f"w{word.group()}" in trained().wish.by_feature else BLANK


def _known_characters(run: re.Match[str]) -> str:
    """The characters of a run that the corpus has beside their neighbour, or that are harmless;
    BLANK for each other one."""
    known, chars = trained().wish.by_feature, run.group()
    pairs = [f"c{chars[n : n + 2]}" in known for n in range(len(chars) - 1)]
    is_kept = map(max, [False, *pairs], [*pairs, False])
    return "".join(
        char if kept or char in _HARMLESS else BLANK
        for char, kept in zip(chars, is_kept, strict=True)
    )


def _without_names(said: str) -> str:
    """Replaces characters where a name may stand, unless the corpus has them side by side."""
    start, parts = 0, []
    while found := _NAME_ZH.search(said, start):
        name = found["name"]
        is_introduced = said[: found.start()].endswith(tuple(_INTRODUCES))
        length = _length_of_name(name, is_introduced=is_introduced)
        parts += [said[start : found.start()], BLANK if length else name[:1]]
        start = found.start() + (length or 1)
    return "".join([*parts, said[start:]])


def _length_of_name(name: str, *, is_introduced: bool) -> int:
    """How many of these characters are a name: those up to the first two that the corpus has side
    by side, but at least two; 0 if they are none."""
    known = trained().wish.by_feature
    pairs = [f"c{name[n : n + 2]}" in known for n in range(len(name) - 1)]
    if pairs[0]:
        return 0
    length = max(pairs.index(True), 2) if True in pairs else len(name)
    return length if is_introduced else min(length, NAME_CHARS_MAX)
