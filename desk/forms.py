"""What forms send: checked, or refused as a whole (400), for our own pages send nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort

from core.errors import ActedMeanwhile, NotAllowed, Refused
from desk.office import Office, language

WORDS_CHARS_MAX = 2_000
WHOLE_DIGITS_MAX = 12


def text(form: Mapping[str, str], name: str = "words", most: int = WORDS_CHARS_MAX) -> str:
    """Something, and not too much of it."""
    given = form.get(name, "").replace("\r\n", "\n").strip()
    if not 0 < len(given) <= most or "\x00" in given:
        abort(400)
    return given


def whole(
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


def must_whole(form: Mapping[str, str], name: str, least: int = 0, most: int | None = None) -> int:
    given = whole(form, name, least, most)
    if given is None:
        abort(400)
    return given


def refusal(office: Office, error: Refused) -> str:
    """The key of the sentence that says why."""
    if isinstance(error, ActedMeanwhile):
        return "refused-meanwhile"
    reason = f"refused-{error.reason}" if isinstance(error, NotAllowed) else ""
    return reason if office.words.has(reason, language()) else "refused-other"
