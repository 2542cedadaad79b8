"""What every page of the desk needs: authorization by role, the page layout, forms and their
memory, redirects, the web session and CSV export.
"""

from desk.frame import csv_export, guard, layout, sms_length, web_session
from desk.frame.audio_response import played
from desk.frame.authorization import (
    LEADERS,
    OVERSEERS,
    READERS,
    WORKERS,
    DeskBlueprint,
    half_way_in,
    may,
    open_to_all,
)
from desk.frame.context import Office, anyone, language, me
from desk.frame.errors import TooLong
from desk.frame.forms import (
    REFUSED,
    WISH_CHARS,
    WORDS_CHARS_MAX,
    difference,
    fen,
    fingerprint,
    must_be_as_shown,
    must_slug,
    must_whole,
    refusal,
    refused,
    shown_of,
    slug,
    text,
    whole,
)
from desk.frame.layout import day_of, said, to
from desk.frame.redirects import HOME, within
from desk.frame.sms_length import check_told

__all__ = [
    "HOME",
    "LEADERS",
    "OVERSEERS",
    "READERS",
    "REFUSED",
    "WISH_CHARS",
    "WORDS_CHARS_MAX",
    "WORKERS",
    "DeskBlueprint",
    "Office",
    "TooLong",
    "anyone",
    "check_told",
    "csv_export",
    "day_of",
    "difference",
    "fen",
    "fingerprint",
    "guard",
    "half_way_in",
    "language",
    "layout",
    "may",
    "me",
    "must_be_as_shown",
    "must_slug",
    "must_whole",
    "open_to_all",
    "played",
    "refusal",
    "refused",
    "said",
    "shown_of",
    "slug",
    "sms_length",
    "text",
    "to",
    "web_session",
    "whole",
    "within",
]
