"""Counts the SMS segments of a text (3GPP TS 23.038: the GSM 7-bit alphabet and its extensions).

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
# Each is sent as an escape and a code: two septets.
_EXTENSION = frozenset("\f^{}\\[~]|€")
_GSM7 = _BASIC | _EXTENSION

# Each part of a long message spends 6 of its 140 octets on the header that joins the parts.
SEPTETS_ALONE, SEPTETS_A_PART = 160, 153
UTF16_ALONE, UTF16_A_PART = 70, 67


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs: `count` segments are paid for. `units`: its length in septets (GSM-7) or
    16-bit units (UCS-2).
    """

    encoding: Literal["GSM-7", "UCS-2"]
    count: int
    units: int


def gsm7(text: str) -> bool:
    """Whether the whole text can be written in the GSM 7-bit alphabet."""
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
    """The cost of a message; an empty one is still sent and paid for as one segment."""
    widths = unit_widths(text)
    units = sum(widths)
    if gsm7(text):
        alone, part = SEPTETS_ALONE, SEPTETS_A_PART
        return Segments("GSM-7", 1 if units <= alone else _parts(widths, part), units)
    alone, part = UTF16_ALONE, UTF16_A_PART
    return Segments("UCS-2", 1 if units <= alone else _parts(widths, part), units)


def _parts(widths: Iterable[int], part_units: int) -> int:
    """How many parts it takes when no character may be cut in two.

    Half an escape or half a surrogate pair shows as a stray "?" on the phone, so carriers move the
    whole character to the next part and leave the last unit empty. Dividing the sum of the widths
    could give one part too few.
    """
    count, used = 1, 0
    for width in widths:
        if used + width > part_units:
            count, used = count + 1, 0
        used += width
    return count
