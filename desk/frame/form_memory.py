"""Keeps what an agent typed into a form that was refused. The form shows it again; if the page no
longer has that form, it shows the text below its content, to be copied."""

from __future__ import annotations

from collections.abc import Mapping

from flask import g, request

from desk.frame.forms import TEXT_CHARS_MAX, typed


def submitted(action: str) -> Mapping[str, str]:
    """The fields that were sent to the URL `action`, if this page answers that form; else an empty
    mapping."""
    if not _is_refusal() or request.script_root + request.path != action:
        return {}
    g.submission_is_shown = True
    return request.form


def unclaimed_words() -> str:
    """The words of a refused form that no form on this page shows. Call it after all forms of the
    page have called submitted()."""
    if not _is_refusal() or g.get("submission_is_shown"):
        return ""
    return typed(request.form, "words", TEXT_CHARS_MAX)


def _is_refusal() -> bool:
    """A form that is accepted is answered by a redirect, so a page that answers a POST is a
    refusal."""
    return request.method == "POST"
