"""Who gets points, phone credit or data, and how much, in a member's words; also several receivers,
each with an amount: "100 to 13800000001 and 200 to 13800000002"."""

from __future__ import annotations

import re

from flows.language.answers import numerals
from flows.language.understanding import telephones
from flows.language.understanding.slots import (
    plain_amount_in,
    plain_number_in,
    plain_words,
    share_in,
)

THEN = ">"
"""Between what is wanted for one receiver and for the next."""
TWO, SMALL_MIN = 2, 10
"""An amount in words below SMALL_MIN may be said of anything."""
_CORRECTS = re.compile(
    r"不对|不是|错|改成|换成|别送|不送|还是|或|我是|我的(?:手机)?号"
    r"|\b(?:MY (?:PHONE )?NUMBER|FROM|NO|NOT|SORRY|WRONG|INSTEAD|OR)\b",
    re.IGNORECASE,
)
_TO_FIGURE = re.compile(r"(?<=[A-Z])\s+2\s*$")
"""Before a receiver it is a word: "100 pts 2 13800000001"."""
_ONE = re.compile(r"^(\W*(?:(?:N|AND|GIVE|SEND|TRANSFER)\s+)?)(?=(?:HUNDRED|THOUSAND)\b)")
"""Before it a bare hundred is one hundred."""
_MEANT = re.compile(r"(?<!\d)\d{9,15}(?!\d)")
"""More digits than an amount has."""
_EACH = re.compile(r"[各每均都]|一人|分别|\b(?:EACH|APIECE|BOTH|EVERY|ALL)\b")
_ONLY_AND = re.compile(r"(?:[\s,，、;；+&/]|和|跟|与|还有|以及|\bAND\b|\bTO\b|给)*")
_WORD_EN = "|".join(numerals.NUMBER_WORDS_EN)
_SMALL = re.compile(
    rf"(?:^|[送转赠给发各]|每个?人?|一人|每位)\s*(?P<zh>[{numerals.AMOUNT_CHARS_ZH}]++)"
    r"(?=[\s,，.。!！;；、]*(?:$|给|吧|[和跟]|[,，;；、]))"
    r"|\b(?:GIVE|SEND|TRANSFER|SHARE|EACH|GETS?)\s+"
    rf"(?P<en>(?:{_WORD_EN})(?:[ -](?:{_WORD_EN}))?)(?=[\s,.!]*(?:$|TO\b|EACH\b|PLEASE\b|AND\b))",
    re.IGNORECASE,
)
"""An amount without a unit that stands where one gives: "send ... twenty five"."""


def transfer_in(text: str, besides: str = "") -> str:
    """The receiver's telephone number and the amount in the words, with a space between them; each
    may be missing. '' if both are. besides: a number that is not meant."""
    numbers, around = _split(text)
    receivers = set(numbers) - {besides}
    rest = re.sub(r"(?<=\s),", " ", " ".join(around))
    amount = share_in(rest) or plain_amount_in(rest) or (_small_in(rest) if numbers else "")
    return f"{receivers.pop() if len(receivers) == 1 else ''} {amount}".rstrip()


def request_in(text: str) -> str:
    """As transfers_in() or transfer_in(). Where no telephone is named, its place has the digits
    that were meant as one, so that the member hears what is wrong with them."""
    found = transfers_in(text) or transfer_in(text)
    receiver, _, amount = found.partition(" ")
    meant = _MEANT.findall(text)
    return found if receiver or len(meant) != 1 else f"{meant[0]} {amount}".rstrip()


def transfers_in(text: str) -> str:
    """The same of several receivers, with THEN between them. '' if there is one, an amount is
    missing, or a number may only correct another one."""
    each = [transfer_in(words) for words in about_each_receiver(text)]
    return THEN.join(each) if all(" " in one for one in each) else ""


def about_each_receiver(text: str) -> list[str]:
    """The words about each of several receivers: 给A充10, 给B充20 of 给A充10，给B充20, and those
    with the same amount of 给A和B各充10. [] if there is one, if it is not clear what belongs to
    which, or a number may only correct another one."""
    numbers, around = _split(text)
    if len(set(numbers)) < TWO or any(map(_CORRECTS.search, around)):
        return []
    amounts = [_number_in(words) for words in around]
    first, *between, last = around
    if amounts[0]:
        return [] if amounts[-1] else _carried(numbers, around[:-1], amounts, "{words} {number}")
    if amounts[1]:
        return _carried(numbers, around[1:], amounts[1:], first + " {number} {words}")
    is_shared = _EACH.search(last) or all(map(_ONLY_AND.fullmatch, between))
    return [f"{first} {number} {last}" for number in numbers] if is_shared else []


def _carried(numbers: list[str], around: list[str], amounts: list[str], form: str) -> list[str]:
    """For each number the words that name its amount: its own, or those before."""
    said, words = [], ""
    for number, own, amount in zip(numbers, around, amounts, strict=False):
        words = own if amount else words
        said.append(form.format(number=number, words=words))
    return said


def _split(text: str) -> tuple[list[str], list[str]]:
    numbers, around = telephones.split(telephones.in_figures(plain_words(text)))
    before = [_TO_FIGURE.sub(" TO ", words) for words in around[:-1]]
    return numbers, [_ONE.sub(r"\1A ", words) for words in (*before, around[-1])]


def _number_in(words: str) -> str:
    return plain_number_in(words.strip(" ,.;、")) or _small_in(words)


def _small_in(words: str) -> str:
    found = {each["zh"] or each["en"].lower() for each in _SMALL.finditer(words)}
    amounts = {numerals.amount(each) for each in found} - {None}
    amount = amounts.pop() if len(amounts) == 1 else None
    return str(amount) if amount is not None and amount >= SMALL_MIN else ""
