"""Shared by all pages of the desk: the declaration of areas and menu entries, authorization by
role, the page layout, forms and the answers to them, paging, CSV export and the web session."""

from desk.frame import csv_export, guard, known_device, layout, web_session
from desk.frame.answers import (
    UNPROCESSABLE,
    Answer,
    flash_message,
    message_and_page,
    redirect_to,
    refusal_key,
    submit,
)
from desk.frame.area import (
    Area,
    Menu,
    MenuEntry,
)
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
from desk.frame.context import (
    DeskContext,
    current_agent,
    current_agent_or_none,
    current_web_session,
    language,
)
from desk.frame.errors import (
    TooLong,
)
from desk.frame.forms import (
    TEXT_CHARS_MAX,
    Form,
    changes_between,
    check_unchanged,
    editable_values,
    fingerprint,
    optional_date,
    optional_fen,
    optional_int,
    optional_slug,
    parse_date,
    parse_moment,
    required_choice,
    required_int,
    required_line,
    required_slug,
    required_text,
    seen_version,
)
from desk.frame.media import audio_response, picture_response
from desk.frame.paging import (
    PAGE_ROWS,
    Page,
    cursor,
    page_of,
)
from desk.frame.rate_limit import (
    Proof,
    SignInLimit,
    TooManyTries,
    Try,
)
from desk.frame.redirects import (
    HOME,
    redirect_to_path,
    safe_path,
)
from desk.frame.sms_length import (
    check_sentence_length,
    check_sms_length,
)
from desk.frame.submissions import (
    secret_of_form,
    submitted_form,
)

__all__ = [
    "EDITORS",
    "HOME",
    "OVERSEERS",
    "PAGE_ROWS",
    "READERS",
    "SUPERVISORS",
    "TEXT_CHARS_MAX",
    "UNPROCESSABLE",
    "Answer",
    "Area",
    "DeskBlueprint",
    "DeskContext",
    "Form",
    "Menu",
    "MenuEntry",
    "Page",
    "Proof",
    "SignInLimit",
    "TooLong",
    "TooManyTries",
    "Try",
    "audio_response",
    "changes_between",
    "check_sentence_length",
    "check_sms_length",
    "check_unchanged",
    "csv_export",
    "current_agent",
    "current_agent_or_none",
    "current_web_session",
    "cursor",
    "editable_values",
    "fingerprint",
    "flash_message",
    "guard",
    "known_device",
    "language",
    "layout",
    "message_and_page",
    "optional_date",
    "optional_fen",
    "optional_int",
    "optional_slug",
    "page_of",
    "parse_date",
    "parse_moment",
    "picture_response",
    "public",
    "redirect_to",
    "redirect_to_path",
    "refusal_key",
    "required_choice",
    "required_int",
    "required_line",
    "required_slug",
    "required_text",
    "requires_password",
    "requires_role",
    "safe_path",
    "secret_of_form",
    "seen_version",
    "submit",
    "submitted_form",
    "web_session",
]
