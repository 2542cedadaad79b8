"""How many SMS a text costs: 3GPP TS 23.038, the GSM 7-bit alphabet and its extension table.

One character outside GSM-7 (any Chinese one, a curly quote, a non-breaking space) makes the whole
message UCS-2: 70 characters instead of 160, so a long English text costs more than twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Sent as an escape and a code: two septets each.
_EXTENSION = frozenset("\f^{}\\[~]|€")
_GSM7 = _BASIC | _EXTENSION

# Parts of a long message give 6 of their 140 octets to the header that puts them together again.
SEPTETS_ALONE, SEPTETS_A_PART = 160, 153
UTF16_ALONE, UTF16_A_PART = 70, 67


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs: `units` are septets in GSM-7, 16-bit units in UCS-2; `count` is paid."""

    encoding: Literal["GSM-7", "UCS-2"]
    count: int
    units: int


def gsm7(text: str) -> bool:
    """Whether every character of the text is in the GSM 7-bit alphabet."""
    return _GSM7.issuperset(text)


def offending(text: str) -> tuple[str, ...]:
    """The characters that force UCS-2, each once, in the order they appear."""
    return tuple(dict.fromkeys(char for char in text if char not in _GSM7))


def unit_widths(text: str) -> list[int]:
    """Each character's size in the text's own encoding: 1, or 2 if escaped or outside the BMP."""
    if gsm7(text):
        return [2 if char in _EXTENSION else 1 for char in text]
    return [2 if char > "\uffff" else 1 for char in text]


def segments(text: str) -> Segments:
    """The encoding, parts and units of a message; an empty one is still sent, and paid, as one."""
    widths = unit_widths(text)
    units = sum(widths)
    if gsm7(text):
        alone, part = SEPTETS_ALONE, SEPTETS_A_PART
        return Segments("GSM-7", 1 if units <= alone else _parts(widths, part), units)
    alone, part = UTF16_ALONE, UTF16_A_PART
    return Segments("UCS-2", 1 if units <= alone else _parts(widths, part), units)


def _parts(widths: Iterable[int], part_units: int) -> int:
    """Parts needed when no character may straddle two: the last unit of a part may stay empty.

    Half an escape or half a surrogate pair shows as a stray "?" on the phone, so carriers move
    the whole character on. Dividing the sum would promise one part too few.
    """
    count, used = 1, 0
    for width in widths:
        if used + width > part_units:
            count, used = count + 1, 0
        used += width
    return count
