"""Reads and checks the fields of forms.

Our own pages submit only valid fields, so an invalid one aborts the request with 400. Only free
text of an agent is refused with a sentence (NotAllowed): too long a text, an amount that is none,
or a character that cannot be displayed (core.kernel.plain_text). What is only looked up or shown
again is not refused: typed().

A view passes the form or the query on to a function here; it never reads a value itself
(tests/structure/test_parameters.py)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import abort
from werkzeug.datastructures import MultiDict

from core.kernel import ActedMeanwhile, NotAllowed, idempotency, plain_text
from core.loyalty import FEN_PER_YUAN
from core.programme import current_rules, is_day
from desk.words import formatting
from web.parameters import whole_number

Form = MultiDict[str, str]
TEXT_CHARS_MAX = 2_000
LINE_CHARS_MAX = 200
JSON_CHARS_MAX = 20_000  # a security key that vouches for itself sends a chain of certificates
INT_MAX = 10**12 - 1
SECRET_CHARS_MAX = 1_000  # more than a password may have, so that a longer one is refused as well
SLUG, SLUG_CHARS_MAX = re.compile(r"[a-z0-9][a-z0-9-]+"), 40
YUAN = re.compile(rf"([0-9]{{1,{formatting.YUAN_DIGITS_MAX}}})(?:\.([0-9]{{1,2}}))?")


def required_text(form: Form, name: str = "words", chars_max: int = TEXT_CHARS_MAX) -> str:
    """A text of several lines, without spaces around it. 400 if it is empty or too long. Raises
    UnprintableCharacter."""
    return _within(plain_text.check_text(form.get(name, "")), chars_max)


def optional_text(form: Form, name: str, chars_max: int = TEXT_CHARS_MAX) -> str:
    """As required_text(), but it may be empty."""
    return required_text(form, name, chars_max) if form.get(name, "").strip() else ""


def required_line(form: Form, name: str, chars_max: int = LINE_CHARS_MAX) -> str:
    """A text of one line, such as a name. Line breaks and tabs, which come with what is pasted,
    become spaces. 400 if it is empty or too long. Raises UnprintableCharacter."""
    return _within(plain_text.check_line(form.get(name, "")), chars_max)


def typed(form: Form, name: str, chars_max: int = LINE_CHARS_MAX) -> str:
    """What was typed, to be looked up or shown again: without characters that cannot be displayed
    and spaces around it, and cut to `chars_max`. Never refused."""
    return plain_text.clean(form.get(name, "")).strip()[:chars_max]


def required_json(form: Form, name: str) -> str:
    """What a script of ours has put there, unread. 400 if it is empty or too long."""
    return _within(form.get(name, ""), JSON_CHARS_MAX)


def typed_secret(form: Form, name: str) -> str:
    """A password or a code, exactly as it was typed."""
    return form.get(name, "")[:SECRET_CHARS_MAX]


def is_ticked(form: Form, name: str) -> bool:
    return bool(form.get(name))


def ticked(form: Form, name: str, choices: Collection[str]) -> set[str]:
    """Those of `choices` that are ticked in the field."""
    return set(form.getlist(name)).intersection(choices)


def require_all(form: Form, names: Collection[str]) -> None:
    """400 if a field is missing."""
    if any(name not in form for name in names):
        abort(400)


def required_choice(
    form: Form, name: str, choices: Collection[str], default: str | None = None
) -> str:
    """The value, which must be one of `choices`; else 400. `default`: used if the field is
    missing."""
    given = form.get(name, default)
    if given is None or given not in choices:
        abort(400)
    return given


def optional_int(form: Form, name: str, least: int = 0, most: int = INT_MAX) -> int | None:
    """The number, from `least` to `most`; None if the field is empty; else 400."""
    if not form.get(name):
        return None
    number = whole_number(form, name, most)
    if number is None or number < least:
        abort(400)
    return number


def required_int(form: Form, name: str, least: int = 0, most: int = INT_MAX) -> int:
    given = optional_int(form, name, least, most)
    if given is None:
        abort(400)
    return given


def optional_slug(form: Form, name: str) -> str | None:
    """A code that is used in URLs, such as that of an item or a supplier; None if the field is
    empty; 400 if it is not a code."""
    return required_slug(form, name) if form.get(name) else None


def required_slug(form: Form, name: str) -> str:
    given = form.get(name, "").strip()
    if len(given) > SLUG_CHARS_MAX or not SLUG.fullmatch(given):
        abort(400)
    return given


def is_given(form: Form, name: str) -> bool:
    """Whether the form has a field of that name, for an address that two forms are submitted to."""
    return name in form


def optional_fen(form: Form, name: str) -> int | None:
    """An amount that was typed in yuan, converted to fen; None if the field is empty. Raises
    NotAllowed('yuan'). Not computed with floats, whose rounding could be a fen off."""
    given = form.get(name, "").strip()
    if not given:
        return None
    found = YUAN.fullmatch(given)
    if not found:
        raise NotAllowed("yuan")
    yuan, rest = found.groups(default="")
    return int(yuan) * FEN_PER_YUAN + int(rest.ljust(2, "0"))


def parse_date(text: str) -> date | None:
    """The date; None if `text` is not one in ISO 8601, or no day (is_day)."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if is_day(found) else None


def optional_date(form: Form, name: str) -> date | None:
    """The date; None if the field is empty; 400 if it is none."""
    given = form.get(name, "").strip()
    found = parse_date(given)
    if given and found is None:
        abort(400)
    return found


def required_date(form: Form, name: str) -> date:
    found = optional_date(form, name)
    if found is None:
        abort(400)
    return found


def parse_moment(text: str) -> datetime | None:
    """The moment; None if `text` is not one in ISO 8601, with its offset."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo and is_day(found) else None


def required_local_time(form: Form, name: str) -> datetime:
    """A day and a time of the programme's zone, as the browser's picker gives them. 400 if it is
    none."""
    try:
        found = datetime.fromisoformat(form.get(name, "").strip())
    except ValueError:
        abort(400)
    if found.tzinfo is not None or not is_day(found):
        abort(400)
    return found.replace(tzinfo=current_rules().zone)


def seen_version(form: Form) -> int:
    """The version of the record that the page showed. The core refuses a decision about any other
    version (ActedMeanwhile), because the agent has not seen what a colleague did in between."""
    return required_int(form, "seen")


def editable_values(record: object, names: Sequence[str]) -> dict[str, Any]:
    """The values of a record that a form lets an agent change."""
    return {name: getattr(record, name) for name in names}


def fingerprint(values: Mapping[str, Any]) -> str:
    """A hash of the values that a form shows. The form submits it as `as_shown`."""
    return idempotency.hashed(dict(values))


def check_unchanged(form: Form, values: Mapping[str, Any]) -> None:
    """Raises ActedMeanwhile unless the record still has the values that the form showed. Otherwise
    the form would undo a change of a colleague that the agent has not seen."""
    if form.get("as_shown") != fingerprint(values):
        raise ActedMeanwhile


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """The old and the new values of what differs, as the audit trail records them; empty if nothing
    differs."""
    was = {name: before[name] for name in after if before[name] != after[name]}
    return {"was": was, "becomes": {name: after[name] for name in was}} if was else {}


def _within(given: str, chars_max: int) -> str:
    if not 0 < len(given) <= chars_max:
        abort(400)
    return given
