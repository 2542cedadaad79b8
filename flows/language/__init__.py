"""Sentences in both languages (Fluent), spoken numbers and dates, what short answers mean, and the
size of a reply in SMS segments and USSD screens.
"""

from flows.language import answers, sms_segments, ussd_screens
from flows.language.sms_segments import Segments, gsm7, segments, unit_widths
from flows.language.ussd_screens import limit_chars
from flows.language.wording import (
    LANGUAGES,
    Edit,
    Phrasebook,
    Wording,
    WordingError,
    facts_in_language,
)
from flows.language.wording.sentences import Sentences, read

__all__ = [
    "LANGUAGES",
    "Edit",
    "Phrasebook",
    "Segments",
    "Sentences",
    "Wording",
    "WordingError",
    "answers",
    "facts_in_language",
    "gsm7",
    "limit_chars",
    "read",
    "segments",
    "sms_segments",
    "unit_widths",
    "ussd_screens",
]
