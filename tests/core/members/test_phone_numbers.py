"""What is read as a telephone number, and what is refused."""

import pytest

from core.members import BadNumber, phone_numbers

NUMBER = "+8613800000001"

WRITTEN = {
    "+8613800000001": NUMBER,
    "8613800000001": NUMBER,
    "008613800000001": NUMBER,
    "13800000001": NUMBER,
    "138 0000-0001": NUMBER,
    " +86 (138) 0000 0001 ": NUMBER,
    "１３８０００００００１": NUMBER,
    "+8613899999999": "+8613899999999",
    "(021) 1234 5678": "+862112345678",
    "+1 (415) 555-2671": "+14155552671",
}
# What became somebody else's number, or a second membership.
NOT_VALID = [
    "13911110011.0", "1391111001.0", "1391111001", "139111100110", "139111100l1", "139111100O1",
    "1.39E10", "1.39E+10", "13911110011/13911110012", "13911110011 13911110012",
    "13911110011、13911110012", "13911110011,", "13911110011;ext=2", "13911110011 x2",
    "tel:+8613911110011", "1800FLOWERS", "+861391111001", "12345678", "10086",
]  # fmt: skip
NOT_EVEN_POSSIBLE = [
    "", "anonymous", "Restricted", "+", "12", "+86138000000019999", "client:13800000001",
    "138\x0000000001", "+999123456789", "1" * 500,
]  # fmt: skip


@pytest.mark.parametrize("raw", WRITTEN)
def test_number_is_read_in_the_usual_forms(raw: str) -> None:
    assert phone_numbers.number_of(raw) == WRITTEN[raw]
    assert phone_numbers.carrier_number_of(raw) == WRITTEN[raw]


@pytest.mark.parametrize("raw", NOT_VALID + NOT_EVEN_POSSIBLE)
def test_number_that_is_not_valid_in_its_country_is_refused(raw: str) -> None:
    with pytest.raises(BadNumber):
        phone_numbers.number_of(raw)


@pytest.mark.parametrize("raw", NOT_EVEN_POSSIBLE)
def test_caller_without_a_possible_number_is_refused(raw: str) -> None:
    with pytest.raises(BadNumber):
        phone_numbers.carrier_number_of(raw)


@pytest.mark.parametrize("number", ["+861391111001", "+8610086", "+8613911110011", "+12025550123"])
def test_caller_from_a_range_that_is_not_listed_is_a_caller(number: str) -> None:
    assert phone_numbers.carrier_number_of(number) == number
