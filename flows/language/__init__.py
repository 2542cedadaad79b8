"""Sentences and how they fit: Fluent wording in both languages, numbers and dates as people say
them, SMS segments and USSD screens.
"""

from flows.language import sms_segments, ussd_screens
from flows.language.sms_segments import Segments, gsm7, segments, unit_widths
from flows.language.ussd_screens import limit_chars
from flows.language.wording import LANGUAGES, Edit, Wording, WordingError, original
from flows.language.wording.sentences import Sentences, read

__all__ = [
    "LANGUAGES",
    "Edit",
    "Segments",
    "Sentences",
    "Wording",
    "WordingError",
    "gsm7",
    "limit_chars",
    "original",
    "read",
    "segments",
    "sms_segments",
    "unit_widths",
    "ussd_screens",
]
