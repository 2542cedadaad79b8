"""Answers to forms: a redirect when the change is made, or the form again with the reason of the
refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import flash, redirect, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import ActedMeanwhile, NotAllowed, Refused, UnprintableCharacter
from core.staff import FormReused
from desk.frame.context import DeskContext, language
from desk.frame.errors import TooLong
from desk.frame.forms import is_given
from desk.frame.redirects import next_path, redirect_to_path

UNPROCESSABLE, CONFLICT = 422, 409
R = TypeVar("R", bound=bool | int | str | None)
Answer = Response | str | tuple[str, int]


def submit(
    context: DeskContext,
    work: Callable[[Connection], R],
    *,
    done: Callable[[R], Answer],
    refused: Callable[[], Response | str],
) -> Answer:
    """Runs `work`, which makes the change that a form requests, in one transaction, and once for
    each form: see DeskContext.change.

    done: makes the answer after the commit, from the result of `work`.
    refused: makes the answer if `work` raises Refused; the reason is flashed before. A page gets
        the status 422, or 409 if a colleague acted in between or the form was used before; a
        redirect is sent unchanged.
    """
    try:
        result = context.change(work)
    except Refused as error:
        status = flash_refusal(context, error)
        answer = refused()
        return (answer, status) if isinstance(answer, str) else answer
    return done(result)


def message_and_page(
    context: DeskContext, key: str, endpoint: str, /, **values: Any
) -> Callable[[object], Response]:
    """A `done` for submit() that flashes the sentence `key` and redirects to a page, or to the one
    that the form names."""

    def answer(_result: object) -> Response:
        flash_message(context, key)
        return redirect_to_next(endpoint, **values)

    return answer


def flash_message(context: DeskContext, key: str, **facts: Any) -> None:
    """Shows a sentence at the top of the next page, marked as a problem if its key begins with
    "refused-"."""
    kind = "problem" if key.startswith("refused-") else "done"
    flash(context.words.say(key, language(), **facts), kind)


def flash_refusal(context: DeskContext, error: Refused) -> int:
    """Flashes the reason of a refusal. Returns the status of a page that shows it."""
    flash_message(context, refusal_key(context, error), **refusal_facts(error))
    return CONFLICT if isinstance(error, ActedMeanwhile | FormReused) else UNPROCESSABLE


def refusal_facts(error: Refused) -> dict[str, Any]:
    """The facts of the sentence that gives the reason."""
    match error:
        case TooLong(chars_max=most):
            return {"most": most}
        case UnprintableCharacter(code_point=character):
            return {"character": character}
    return {}


def refusal_key(context: DeskContext, error: Refused) -> str:
    """The key of the sentence that gives the reason."""
    if isinstance(error, ActedMeanwhile):
        return "refused-meanwhile"
    if isinstance(error, FormReused):
        return "refused-form_reused"
    reason = f"refused-{error.reason}" if isinstance(error, NotAllowed) else ""
    return reason if context.words.has(reason, language()) else "refused-other"


def redirect_to(endpoint: str, **values: Any) -> Response:
    """Redirects to a page of the desk with 303, so that reloading that page does not submit the
    form again."""
    return redirect(url_for(f"desk.{endpoint}", **values), 303)


def redirect_to_next(endpoint: str, **values: Any) -> Response:
    """Redirects to the page that the field `next` names, where a form stands on another page than
    its own; else to `endpoint`."""
    if is_given(request.form, "next"):
        return redirect_to_path(next_path(request.form))
    return redirect_to(endpoint, **values)
