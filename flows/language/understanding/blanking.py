"""Blanks in a member's words what could tell who they or others are, before the words are kept for
whoever improves the understanding of free words.

Numbers, codes, addresses of mail and pages, postal addresses and names. What is not known to be
harmless is blanked: a Latin word that is not in the corpus, and Chinese characters where a name may
stand that the corpus does not have side by side.
"""

from __future__ import annotations

import re
import unicodedata

from flows.language.understanding.classifier import trained
from flows.language.understanding.features import CHARS_MAX

BLANK = "□"
_ADDRESS_OF_MAIL_OR_PAGE = re.compile(r"\S+@\S+|(?:https?:|www\.)\S+")
_NUMERAL_ZH = "〇零一二两三四五六七八九十百千万亿幺"
_NUMBER = re.compile(rf"[+#]?\d[\d.,:/-]*|[{_NUMERAL_ZH}]{{3,}}")
_DIGIT_EN = "oh|zero|one|two|three|four|five|six|seven|eight|nine|double|triple"
_SPELLED_EN = re.compile(rf"\b(?:{_DIGIT_EN})(?:[\s-]+(?:{_DIGIT_EN})){{2,}}\b")
_PLACE_ZH = "省市区县镇乡村路街道巷弄里"
_POSTAL_ZH = re.compile(
    rf"[\u4e00-\u9fff]{{1,8}}[{_PLACE_ZH}][\u4e00-\u9fff0]*0\s*(?:号|弄|栋|幢|室|单元|楼|层)"
    rf"[\u4e00-\u9fff0-]*"
)
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
_TITLED_ZH = re.compile(
    rf"[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}(?=先生|女士|小姐|师傅|老师|经理|总|哥|姐|叔|阿姨)"
)


def blanked(text: str, chars_max: int) -> str:
    """The words in NFKC and lower case without what identifies anybody, at most `chars_max`
    characters; "" if no word is left. A number becomes 0, the rest BLANK."""
    said = unicodedata.normalize("NFKC", text[:CHARS_MAX]).lower().replace("’", "'")
    said = " ".join("".join(char if char.isprintable() else " " for char in said).split())
    said = _ADDRESS_OF_MAIL_OR_PAGE.sub(BLANK, said)
    said = _SPELLED_EN.sub("0", _NUMBER.sub("0", said))
    said = _POSTAL_EN.sub(BLANK, _POSTAL_ZH.sub(BLANK, said))
    said = _OTHER_WORD.sub(_known_word, _TITLED_ZH.sub(BLANK, said))
    said = _without_names(said)
    kept = re.sub(rf"{BLANK}(?:\s*{BLANK})+", BLANK, said)[:chars_max].strip()
    return kept if any(char.isalpha() for char in kept) else ""


def _known_word(word: re.Match[str]) -> str:
    return word.group() if f"w{word.group()}" in trained().wish.by_feature else BLANK


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
    by side; 0 if they are none."""
    known = trained().wish.by_feature
    pairs = [f"c{name[n : n + 2]}" in known for n in range(len(name) - 1)]
    if pairs[0]:
        return 0
    length = pairs.index(True) if True in pairs else len(name)
    if is_introduced:
        return length
    return min(length, NAME_CHARS_MAX) if length > 1 else 0
