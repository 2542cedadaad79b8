"""What a member wants to exchange, in words of their own: with which partner, and how much.

An amount is ours unless the partner's unit stands right behind it: "1000里程" and "500 airline
miles" are what the member wants to get, "1000分的里程" is what they want to give.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from core.programme import ExchangePartner, current_rules
from flows.language import answers, simplified, understanding

THEIRS: Literal["theirs"] = "theirs"
"""Behind an amount in an argument: it is in the partner's units."""
NAME_CHARS = 2
"""So many characters of a Chinese name tell it from the others."""
_OTHER_NAMES = (
    (re.compile(r"(?:南方?|国|东方?|海南?|川|厦|深|春秋|山)航(?!空)|航司|机票|飞机"), "航空"),
    (re.compile(r"\b(?:airlines|flights?|flying|flyer|airways)\b"), "airline"),
    (re.compile(r"座机|固定电话|固网"), "固话"),
    (re.compile(r"\b(?:land line|fixed[ -]line|home phone)s?\b"), "landline"),
)
"""What the units of a kind of partner are called besides the names in the programme."""
_NOT_TELLING = frozenset({"point", "points", "积分"})
_LATIN = re.compile(r"[a-z]+")
_CORRECTED = re.compile(
    r"不对|不是|错了|说错|应该是|改成|[,，、\s](?:不[,，\s]|不要|要|还是)"
    r"|\b(?:no|sorry|i mean|i meant|wait|actually|rather|make (?:it|that)|not)\b"
)
_REFUSED = re.compile(
    r"(?:我|可|先|还是)*(?:不要|不想要|不换|别换|别要|不想换)(?:成|的是)?(?P<zh>[^,，。;；、]+?)[,，。;；、\s]+(?P<zh_rest>.+)"
    r"|(?:no[, ]+)?(?:please )?(?:not|don'?t want|i don'?t want|no)(?: the)? (?P<en>[^,.;]+?)"
    r"(?:[,.;]+\s*|\s+but\s+)(?P<en_rest>.+)"
)
_DENIED = re.compile(
    r"(?:我|可|先|还是)*(?:不要|不想|不换|别)|(?:no[, ]+)?(?:i )?(?:don'?t want|not|no)\b"
)
_LEADING = re.compile(
    r"(?:我|想要?|要|就|只|用|花|拿|换|来|先|给|最多(?=.)|不超过|不多于|差不多|大概|大约|成|的|吧|了|\s)+"
    r"|(?:(?:i'?d|i|want|would|like|to|use|spend|exchange|up to|no more than|not more than|at most"
    r"|about|around|just|let'?s|say|only)\b[\s,]*)+"
)
_MOST = re.compile(
    r"(?:我|就|要|用|换|按|最|到|全|都|能|可以?)*(?:最多|最大|都换|全换|全都|换完|上限|能换多少换多少|有多少换多少)"
    r"(?:的|换|用|吧|了|额|数|能换的)*"
    r"|(?:the |go )*(?:max(?:imum)?|most)(?: amount| possible| i can| you can)*"
    r"|as (?:many|much) as (?:possible|i can|you can|it goes)"
)
_HALF = re.compile(
    r"(?:我|就|要|用|换|先)*(?:一半|半数)(?:的?积分|吧|的)*"
    r"|(?:use )?half(?: of)?(?: it| them| my points| of it)?"
)
_POINTS = re.compile(r"(?<=[0-9零一二三四五六七八九十百千万])\s*点(?:积?分|数)?(?=\W|$)")
_AMOUNT = re.compile(r"[0-9]|[一两二三四五六七八九十几][十百千万]|\b(?:hundred|thousand)s?\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """amount: digits, or `understanding.ALL`; "" where none is said. unit: THEIRS, or "" for our
    points. partner: its name, or ""."""

    partner: str
    amount: str
    unit: Literal["", "theirs"]

    def as_argument(self) -> str:
        return " ".join(filter(None, (self.partner, self.amount, self.unit)))


def wanted_in(text: str) -> Wanted:
    said = corrected(_plain(text))
    terms = _partner_named(said)
    partner = terms.name if terms else ""
    theirs = amount_of_theirs(said, terms) if terms else ""
    if theirs:
        return Wanted(partner, theirs, THEIRS)
    return Wanted(partner, understanding.amount_in(said), "")


def read_argument(argument: str) -> Wanted:
    """What `Wanted.as_argument` wrote, or the digits behind the keyword."""
    parts = argument.split()
    unit: Literal["", "theirs"] = THEIRS if parts and parts[-1] == THEIRS else ""
    amount = next((each for each in parts if each.isdecimal() or each == understanding.ALL), "")
    partner = next((each for each in parts if each not in (amount, THEIRS)), "")
    return Wanted(partner, amount, unit)


def amount_of_theirs(text: str, terms: ExchangePartner) -> str:
    """The digits of an amount with the partner's unit right behind it; "" if there is none."""
    said = _plain(text)
    places = [said.find(word) for word in _words_of(terms) if word in said]
    before = said[: min(places)].rstrip() if places else ""
    number = re.search(
        r"(?:([0-9][0-9,]*)|([零一二三四五六七八九十百千万两]+))\s*(?:个|点)?$", before
    )
    if number:
        return _digits(number.group().rstrip("个点 "))
    words = before.split()[-4:]
    spoken = (_digits(" ".join(words[start:])) for start in range(len(words)))
    return next(filter(None, spoken), "")


def ours_for(terms: ExchangePartner, theirs: int) -> int:
    """The fewest of our points, in whole steps, that are at least `theirs` of the partner's."""
    points = -(-theirs * 100 // terms.out_percent)
    step = terms.out_step_points
    return -(-points // step) * step


def amount_among(text: str, most: int, step: int) -> str:
    """Our points that the words say at the question how many; "" if they say none."""
    said = _plain(text).strip(" ,.。，!！~")
    if _MOST.fullmatch(said) or answers.is_everything(said):
        return str(most)
    if _HALF.fullmatch(said):
        return str(most // 2 // step * step or step)
    last = _POINTS.sub("分", corrected(said)).strip(" ,.。，!！~")
    lead = _LEADING.match(last)
    for words in (last, last[lead.end() :] if lead else ""):
        found = answers.amount_of(words) if words else None
        if found is not None and found.unit in ("", "points"):
            return str(found.value)
    return ""


def says_amount(text: str) -> bool:
    return _AMOUNT.search(_plain(text)) is not None


def corrected(said: str) -> str:
    """What is behind a correction or a refusal: 2000分 of "1000分，不对，2000分"; all of the words
    where they correct nothing."""
    if refused := _REFUSED.fullmatch(said):
        return refused["zh_rest"] or refused["en_rest"]
    last = list(_CORRECTED.finditer(said))
    rest = said[last[-1].end() :].strip(" ,.，。;；") if last else ""
    tells = says_amount(rest) and says_amount(said[: last[-1].start()]) if last else False
    return rest if tells else said


def _partner_named(said: str) -> ExchangePartner | None:
    if _DENIED.match(said):
        return None
    found = [
        terms
        for terms in current_rules().exchange.partners
        if any(_stands_in(word, said) for word in _words_of(terms))
    ]
    return found[0] if len(found) == 1 else None


def _words_of(terms: ExchangePartner) -> list[str]:
    """The pieces of its units' name that no other partner's has, the longest first."""
    others = [each for each in current_rules().exchange.partners if each.name != terms.name]
    taken = {word for each in others for word in _pieces(each)} | _NOT_TELLING
    return sorted(_pieces(terms) - taken, key=len, reverse=True)


def _pieces(terms: ExchangePartner) -> set[str]:
    zh = _plain(terms.name_zh)
    pieces = {zh[start : start + NAME_CHARS] for start in range(len(zh) - NAME_CHARS + 1)}
    latin = {
        word for name in (terms.name_en, terms.name_en_one) for word in _LATIN.findall(name.lower())
    }
    return {zh} | pieces | latin


def _stands_in(word: str, said: str) -> bool:
    return re.search(rf"\b{word}\b", said) is not None if word.isascii() else word in said


def _digits(said: str) -> str:
    amount = answers.amount_of(said) if said else None
    return str(amount.value) if amount is not None and not amount.unit else ""


def _plain(text: str) -> str:
    said = simplified(unicodedata.normalize("NFKC", text)).casefold().replace("’", "'")
    for pattern, word in _OTHER_NAMES:
        said = pattern.sub(word, said)
    return said
