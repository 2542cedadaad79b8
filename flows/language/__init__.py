"""Sentences in both languages (Fluent), spoken numbers and dates, how large a reply is in segments
and screens, what short answers mean, and what members want who say it in their own words.
"""

from flows.language import answers, sms_segments, understanding, ussd_screens
from flows.language.answers import SmallTalk, Topic, numerals
from flows.language.drawn_digits import in_plain_digits
from flows.language.simplified import simplified
from flows.language.sms_segments import Segments, gsm7, segments, unit_widths
from flows.language.times import SaidTime, changed_moment, find_time, keyed_time, moment_of
from flows.language.typing_errors import is_one_error
from flows.language.understanding import Does, Label, Understanding
from flows.language.urgent import Urgent, urgent_in
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
    "Does",
    "Edit",
    "Label",
    "Phrasebook",
    "SaidTime",
    "Segments",
    "Sentences",
    "SmallTalk",
    "Topic",
    "Understanding",
    "Urgent",
    "Wording",
    "WordingError",
    "answers",
    "changed_moment",
    "facts_in_language",
    "find_time",
    "gsm7",
    "in_plain_digits",
    "is_one_error",
    "keyed_time",
    "limit_chars",
    "moment_of",
    "numerals",
    "read",
    "segments",
    "simplified",
    "sms_segments",
    "understanding",
    "unit_widths",
    "urgent_in",
    "ussd_screens",
]
