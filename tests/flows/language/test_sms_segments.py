"""SMS segments after 3GPP TS 23.038: limits, counting, and parts as carriers really cut them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.language import Segments, gsm7, segments
from flows.language.sms_segments import offending

EXTENSION = "\f^{}\\[~]|€"


@pytest.mark.parametrize(
    ("text", "encoding", "count", "units"),
    [
        ("", "GSM-7", 1, 0),
        ("a" * 160, "GSM-7", 1, 160),
        ("a" * 161, "GSM-7", 2, 161),
        ("a" * 306, "GSM-7", 2, 306),
        ("a" * 307, "GSM-7", 3, 307),
        ("€" * 80, "GSM-7", 1, 160),
        ("€" * 81, "GSM-7", 2, 162),
        # 153 is odd: the last septet of each part stays empty rather than hold half an escape.
        ("€" * 153, "GSM-7", 3, 306),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 3, 306),
        ("a" * 151 + "€" + "a" * 153, "GSM-7", 2, 306),
        ("积" * 70, "UCS-2", 1, 70),
        ("积" * 71, "UCS-2", 2, 71),
        ("积" * 134, "UCS-2", 2, 134),
        ("积" * 135, "UCS-2", 3, 135),
        ("😀" * 35, "UCS-2", 1, 70),
        ("😀" * 36, "UCS-2", 2, 72),
        ("😀" * 67, "UCS-2", 3, 134),
        ("积" * 66 + "😀" + "积" * 66, "UCS-2", 3, 134),
        ("积" * 65 + "😀" + "积" * 67, "UCS-2", 2, 134),
        # In UCS-2 an extension character is one unit like any other.
        ("积" + "€" * 69, "UCS-2", 1, 70),
        ("It’s", "UCS-2", 1, 4),
        ("a\u00a0b", "UCS-2", 1, 3),
    ],
)
def test_segment_count_follows_encoding_and_length(
    text: str, encoding: str, count: int, units: int
) -> None:
    cost = segments(text)
    assert (cost.encoding, cost.count, cost.units) == (encoding, count, units)


@pytest.mark.parametrize(
    "text",
    [
        "@£$¥èéùìòÇ\nØø\rÅå",
        "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ",
        "¡¿§ÄÖÑÜäöñüà¤",
        EXTENSION,
        "12,345 points!",
    ],
)
def test_gsm7_accepts_characters_of_gsm_alphabet(text: str) -> None:
    assert gsm7(text)
    assert offending(text) == ()


@pytest.mark.parametrize("char", "`çáÁ’“”–…\u00a0\t\x1b，。积😀")
def test_gsm7_rejects_characters_outside_gsm_alphabet(char: str) -> None:
    assert not gsm7(char)
    assert offending("a" + char + "b") == (char,)


def test_offending_characters_come_once_and_in_order() -> None:
    assert offending("“It’s” 分, it’s") == ("“", "’", "”", "分")


def test_the_alphabet_has_127_basic_and_10_extension_characters() -> None:
    # 128 codes, one of which is the escape itself.
    known = [chr(code) for code in range(0x10000) if gsm7(chr(code))]
    assert len(known) == 127 + 10
    assert [char for char in known if segments(char).units == 2] == sorted(EXTENSION)


@given(st.text(st.sampled_from("aé€[积😀"), max_size=500))
def test_segments_hold_every_unit_and_waste_at_most_one_each(text: str) -> None:
    cost = segments(text)
    alone, part = (160, 153) if cost.encoding == "GSM-7" else (70, 67)
    if cost.units <= alone:
        assert cost.count == 1
    else:
        assert part * cost.count >= cost.units > (part - 1) * (cost.count - 1)


@given(st.text())
def test_units_are_utf16_units_or_septets(text: str) -> None:
    cost = segments(text)
    if cost.encoding == "UCS-2":
        assert cost.units == len(text.encode("utf-16-le", "surrogatepass")) // 2
    else:
        assert cost == Segments(
            "GSM-7", cost.count, len(text) + sum(char in EXTENSION for char in text)
        )
