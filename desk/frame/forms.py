"""What forms send: checked, or refused as a whole (400), for our own pages send nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort

from core.kernel import ActedMeanwhile, NotAllowed, Refused, idempotency
from core.loyalty import FEN_PER_YUAN
from desk.frame.context import DeskContext, language
from desk.frame.errors import TooLong
from desk.frame.layout import flash_message

TEXT_CHARS_MAX = 2_000
FORM_ID_CHARS_MAX = 32  # of the id that a form has, so that what it asks for is done once
WHOLE_DIGITS_MAX = 12
# The form again, with what was typed and a sentence that says why not.
UNPROCESSABLE, CONFLICT = 422, 409
SLUG, SLUG_CHARS_MAX = re.compile(r"[a-z0-9][a-z0-9-]+"), 40
YUAN = re.compile(r"([0-9]{1,7})(?:\.([0-9]{1,2}))?")


def required_text(form: Mapping[str, str], name: str = "words", most: int = TEXT_CHARS_MAX) -> str:
    """Something, and not too much of it."""
    given = form.get(name, "").replace("\r\n", "\n").strip()
    if not 0 < len(given) <= most or "\x00" in given:
        abort(400)
    return given


def optional_int(
    form: Mapping[str, str], name: str, least: int = 0, most: int | None = None
) -> int | None:
    """None: nothing was given."""
    given = form.get(name, "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= WHOLE_DIGITS_MAX):
        abort(400)
    number = int(given)
    if number < least or (most is not None and number > most):
        abort(400)
    return number


def required_int(
    form: Mapping[str, str], name: str, least: int = 0, most: int | None = None
) -> int:
    given = optional_int(form, name, least, most)
    if given is None:
        abort(400)
    return given


def optional_slug(form: Mapping[str, str], name: str) -> str | None:
    """A code that stands in addresses. None: nothing was given."""
    return required_slug(form, name) if form.get(name) else None


def required_slug(form: Mapping[str, str], name: str) -> str:
    given = required_text(form, name, SLUG_CHARS_MAX)
    if not SLUG.fullmatch(given):
        abort(400)
    return given


def optional_fen(form: Mapping[str, str], name: str) -> int | None:
    """Of an amount in yuan. Read sign by sign: a float would be a fen off one day. It is typed by
    hand, so a wrong one is refused with a sentence. None: nothing was given."""
    given = form.get(name, "").strip()
    if not given:
        return None
    found = YUAN.fullmatch(given)
    if not found:
        raise NotAllowed("yuan")
    yuan, rest = found.groups(default="")
    return int(yuan) * FEN_PER_YUAN + int(rest.ljust(2, "0"))


def editable_values(what: object, names: Sequence[str]) -> dict[str, Any]:
    """What a form lets somebody change of it."""
    return {name: getattr(what, name) for name in names}


def fingerprint(values: Mapping[str, Any]) -> str:
    """Of what a form shows to be changed: it comes back with it."""
    return idempotency.hashed(dict(values))


def check_unchanged(form: Mapping[str, str], values: Mapping[str, Any]) -> None:
    """Whoever has not seen what a colleague changed would undo it without a word."""
    if form.get("as_shown") != fingerprint(values):
        raise ActedMeanwhile


def changes_between(
    before: Mapping[str, Any], becomes: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """What the trail keeps of a change; nothing where a form was sent as it was shown."""
    was = {name: before[name] for name in becomes if before[name] != becomes[name]}
    return {"was": was, "becomes": {name: becomes[name] for name in was}} if was else {}


def flash_refusal(context: DeskContext, error: Refused) -> int:
    """Says why, on the page that is sent with the status that this returns."""
    facts = {"most": error.most} if isinstance(error, TooLong) else {}
    flash_message(context, refusal_key(context, error), **facts)
    return CONFLICT if isinstance(error, ActedMeanwhile) else UNPROCESSABLE


def refusal_key(context: DeskContext, error: Refused) -> str:
    """The key of the sentence that says why."""
    if isinstance(error, ActedMeanwhile):
        return "refused-meanwhile"
    reason = f"refused-{error.reason}" if isinstance(error, NotAllowed) else ""
    return reason if context.words.has(reason, language()) else "refused-other"
