"""Telephone numbers: what is one, and its E.164 form.

phonenumbers.parse() is made for dialling: it turns letters into digits and drops what it does not
know, so that "1391111001.0" becomes another subscriber's number. Only digits with the usual
separators are given to it.
"""

import re
import unicodedata

import phonenumbers

from core.members.errors import BadNumber
from core.programme import current_rules

_MOBILE = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,  # where the two share their numbers
)
_WRITTEN = re.compile(r"[+(]*[0-9][0-9() -]{0,39}")


def number_of(raw: str) -> str:
    """A number that a person or a file gives, in E.164 form; without a country code it is one of
    the programme's region. Full-width digits are read as digits. Raises BadNumber unless the number
    is valid in its country."""
    parsed = _parsed(raw)
    if not phonenumbers.is_valid_number(parsed):
        raise BadNumber(raw)
    return _e164(parsed)


def is_mobile(number: str) -> bool:
    """Whether a number in E.164 form is one of a mobile telephone, of the programme's region."""
    try:
        parsed = _parsed(number)
    except BadNumber:
        return False
    return phonenumbers.region_code_for_number(parsed) == current_rules().region and (
        phonenumbers.number_type(parsed) in _MOBILE
    )


def is_fixed_line(number: str) -> bool:
    """Whether a number in E.164 form is known to be one of a fixed line, which gets no texts."""
    try:
        kind = phonenumbers.number_type(_parsed(number))
    except BadNumber:
        return False
    return kind == phonenumbers.PhoneNumberType.FIXED_LINE


def mobile_number_of(raw: str) -> str:
    """As number_of(), of a mobile telephone of the programme's region. Raises BadNumber."""
    number = number_of(raw)
    if not is_mobile(number):
        raise BadNumber(raw)
    return number


def national_digits(number: str) -> str:
    """The digits of a number in E.164 form as they are dialled at home."""
    return str(_parsed(number).national_number)


def mobile_digits(region: str) -> int | None:
    """How many digits a mobile number of that country has, without the country's code; None if
    that is not known."""
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    return len(str(example.national_number)) if example else None


def carrier_number_of(raw: str) -> str:
    """A number that a carrier reports, in E.164 form. Raises BadNumber unless it has a possible
    length: operators open number ranges before the lists of valid ones are updated, and whoever
    calls from such a number is a caller all the same."""
    parsed = _parsed(raw)
    if not phonenumbers.is_possible_number(parsed):
        raise BadNumber(raw)
    return _e164(parsed)


def number_to_look_up(raw: str) -> str:
    """The number in E.164 form, or `raw` itself if it is none: members who joined before numbers
    were checked may have one that is not valid."""
    try:
        return carrier_number_of(raw)
    except BadNumber:
        return raw


def _parsed(raw: str) -> phonenumbers.PhoneNumber:
    written = unicodedata.normalize("NFKC", raw).strip()
    if not _WRITTEN.fullmatch(written):
        raise BadNumber(raw)
    try:
        return phonenumbers.parse(written, current_rules().region)
    except phonenumbers.NumberParseException as error:
        raise BadNumber(raw) from error


def _e164(parsed: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
