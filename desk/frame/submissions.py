"""Forms have their effect once.

Every page has a key, which is rendered into all of its forms. `DeskContext.change` does the work of
a form and records its key in the same transaction. The same form submitted again, by a second click
or by a browser that got no answer, is answered as the first time and changes nothing. A message
that is sent again on purpose comes from a page that was rendered anew, with another key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from flask import abort, current_app, g, request

from core.staff import Agent, FormSubmission
from flows.engine import Ids

FORM_KEY_FIELD = "form_key"
FORM_KEY = re.compile(r"[0-9a-f]{32}")
NOT_FILLED_IN = frozenset({FORM_KEY_FIELD, "csrf_token"})
SECRET_CHARS = 16


class UnkeyedChange(AssertionError):
    """A view began a transaction for a form before it called DeskContext.change: a bug in the view.
    The argument is its endpoint."""


@dataclass(slots=True)
class SubmittedForm:
    """The form that this request submits.

    is_begun: its work was begun, so this request may use further transactions.
    is_used: it was carried out, by this request or an earlier one.
    """

    submission: FormSubmission
    is_begun: bool = False
    is_used: bool = False


def open_submission(agent: Agent) -> None:
    """Reads the key of the submitted form. 400 if the form has none."""
    form_key = request.form.get(FORM_KEY_FIELD, "")
    if not FORM_KEY.fullmatch(form_key):
        abort(400)
    submission = FormSubmission(agent.agent, form_key, request.path, _content_hash())
    g.submitted_form = SubmittedForm(submission)


def submitted_form() -> SubmittedForm:
    """Fails if this request submits no form of an agent who is signed in."""
    form: SubmittedForm = g.submitted_form
    return form


def check_keyed() -> None:
    """Raises UnkeyedChange if this request submits a form whose work was not begun yet."""
    form: SubmittedForm | None = g.get("submitted_form")
    if form is not None and not form.is_begun:
        raise UnkeyedChange(request.endpoint)


def form_key(ids: Ids) -> str:
    """The key for the forms of this page: that of the submitted form if the page refuses it, else a
    new one."""
    form: SubmittedForm | None = g.get("submitted_form")
    if form is not None and not form.is_used:
        return form.submission.form_key
    if "form_key" not in g:
        g.form_key = ids.new()
    return str(g.form_key)


def secret_of_form() -> str:
    """A secret that only this form has, such as the first password of the agent that it adds. The
    same form submitted again shows the same secret, which is stored nowhere."""
    submission = submitted_form().submission
    digest = _keyed_hash(["secret", submission.agent, submission.action, submission.form_key])
    return base64.urlsafe_b64encode(digest).decode()[:SECRET_CHARS]


def _content_hash() -> str:
    """With the application's key, because a form may contain a password."""
    fields = sorted(request.form.items(multi=True))
    filled_in = [field for field in fields if field[0] not in NOT_FILLED_IN]
    return _keyed_hash(["content", *(part for field in filled_in for part in field)]).hex()


def _keyed_hash(parts: list[str]) -> bytes:
    key = str(current_app.secret_key).encode()
    message = "\x00".join(part.encode(errors="surrogatepass").hex() for part in parts)
    return hmac.new(key, message.encode(), hashlib.sha256).digest()
