"""What an act on a member's page declares: who may do it, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from core.staff import Role
from desk.frame import EDITORS, DeskContext, Form, submitted_form

Detail = dict[str, Any]
Work = Callable[[DeskContext, Connection, int, Form], tuple[str, Detail]]
"""Takes the member's id and the form. Returns the key of the message for the agent, with a number
after a space where the message says one, and what the audit trail keeps besides the reason."""


@dataclass(frozen=True, slots=True)
class MemberAct:
    work: Work
    roles: tuple[Role, ...] = EDITORS


def form_key() -> str:
    """The idempotency key of what the submitted form does."""
    return f"desk:{submitted_form().submission.form_key}"
