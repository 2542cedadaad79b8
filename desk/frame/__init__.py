"""What every page of the desk needs: authorization by role, the page layout, forms and their
memory, redirects, the web session and CSV export.
"""

from desk.frame import csv_export, guard, layout, sms_length, web_session
from desk.frame.audio_response import audio_response
from desk.frame.authorization import (
    EDITORS,
    OVERSEERS,
    READERS,
    SUPERVISORS,
    DeskBlueprint,
    public,
    requires_password,
    requires_role,
)
from desk.frame.context import DeskContext, current_agent, current_agent_or_none, language
from desk.frame.errors import TooLong
from desk.frame.forms import (
    FORM_ID_CHARS_MAX,
    TEXT_CHARS_MAX,
    UNPROCESSABLE,
    changes_between,
    check_unchanged,
    editable_values,
    fingerprint,
    flash_refusal,
    optional_fen,
    optional_int,
    optional_slug,
    refusal_key,
    required_int,
    required_slug,
    required_text,
)
from desk.frame.layout import flash_message, parse_date, redirect_to
from desk.frame.redirects import HOME, safe_path
from desk.frame.sms_length import check_sentence_length

__all__ = [
    "EDITORS",
    "FORM_ID_CHARS_MAX",
    "HOME",
    "OVERSEERS",
    "READERS",
    "SUPERVISORS",
    "TEXT_CHARS_MAX",
    "UNPROCESSABLE",
    "DeskBlueprint",
    "DeskContext",
    "TooLong",
    "audio_response",
    "changes_between",
    "check_sentence_length",
    "check_unchanged",
    "csv_export",
    "current_agent",
    "current_agent_or_none",
    "editable_values",
    "fingerprint",
    "flash_message",
    "flash_refusal",
    "guard",
    "language",
    "layout",
    "optional_fen",
    "optional_int",
    "optional_slug",
    "parse_date",
    "public",
    "redirect_to",
    "refusal_key",
    "required_int",
    "required_slug",
    "required_text",
    "requires_password",
    "requires_role",
    "safe_path",
    "sms_length",
    "web_session",
]
