"""What was typed into a form that was refused. It stands in that form again; where the page has no
such form any more, below it, to be taken along."""

from __future__ import annotations

from collections.abc import Mapping

from flask import g, request


def typed(action: str) -> Mapping[str, str]:
    """By the address that the form is sent to: nothing, unless it is the one that is answered."""
    if not _is_refused() or request.path != action:
        return {}
    g.typed_stands = True
    return request.form


def typed_elsewhere() -> str:
    """Asked for below everything else: words that no form on the page has taken up."""
    return "" if not _is_refused() or g.get("typed_stands") else request.form.get("words", "")


def _is_refused() -> bool:
    """A form that was done is answered by another page."""
    return request.method == "POST"
