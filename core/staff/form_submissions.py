"""Carries out each form of the desk once, however often it is submitted.

A form has a key that its page was rendered with. The row of a submission is inserted before the
form's work is done, in the same transaction: a second submission at the same moment waits for the
first, and then gets its result.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, select, update

from core.kernel import InsertIfNew
from core.schema import form_submission
from core.staff.errors import FormReused

T = TypeVar("T", bound=bool | int | str | None)
KEPT = timedelta(days=1)  # far longer than a browser or a proxy repeats a request

_CLAIM = InsertIfNew(form_submission)
_SAME = (
    form_submission.c.agent == bindparam("of_agent"),
    form_submission.c.form_key == bindparam("of_key"),
    form_submission.c.action == bindparam("of_action"),
)
_FIND = select(form_submission.c.content_hash, form_submission.c.result).where(*_SAME)
_FINISH = update(form_submission).where(*_SAME).values(result=bindparam("becomes"))
_PRUNE = delete(form_submission).where(form_submission.c.recorded_at < bindparam("before"))


@dataclass(frozen=True, slots=True)
class FormSubmission:
    """One submission of a form.

    agent: who submits it. Another agent's form with the same key is another form.
    form_key: the key that the page of the form was rendered with.
    action: the address that the form is submitted to.
    content_hash: a hash of what was filled in, which tells a repeated submission from another.
    """

    agent: str
    form_key: str
    action: str
    content_hash: str


def once(
    conn: Connection, submission: FormSubmission, work: Callable[[Connection], T], at: datetime
) -> T:
    """Do the work of the form and return its result; or, if it was done before, only return the
    result. An exception from `work` leaves the form as it was: it can be submitted again.

    Raises FormReused if the form was submitted before with something else filled in.
    """
    row: dict[str, Any] = {
        "agent": submission.agent,
        "form_key": submission.form_key,
        "action": submission.action,
        "content_hash": submission.content_hash,
        "recorded_at": at,
    }
    same = {
        "of_agent": submission.agent,
        "of_key": submission.form_key,
        "of_action": submission.action,
    }
    if not _CLAIM(conn, row):
        found = conn.execute(_FIND, same).one()
        if found.content_hash != submission.content_hash:
            raise FormReused(submission.action)
        result: T = found.result["result"]
        return result
    result = work(conn)
    conn.execute(_FINISH, same | {"becomes": {"result": result}})
    return result


def prune(conn: Connection, at: datetime) -> int:
    """Delete the submissions older than KEPT. Returns their number."""
    return conn.execute(_PRUNE, {"before": at - KEPT}).rowcount
