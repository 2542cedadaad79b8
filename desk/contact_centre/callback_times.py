"""The time of a callback, as an agent sets it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.contact_centre import HandoverRow, callbacks
from core.kernel import NotAllowed
from core.programme import current_rules
from desk.frame import Form, required_local_time


def shown(handover: HandoverRow) -> str:
    """The chosen time, as the browser's picker shows it; '' if none is chosen."""
    if handover.call_at is None:
        return ""
    return f"{handover.call_at.astimezone(current_rules().zone):%Y-%m-%dT%H:%M}"


def set_time(conn: Connection, facts: dict[str, Any], form: Form, at: datetime) -> None:
    """Raises NotAllowed: 'time_past', 'time_too_far', 'taken' (a colleague has the callback, or
    the member has withdrawn it)."""
    call_at = required_local_time(form, "call_at")
    if call_at < at:
        raise NotAllowed("time_past")
    if callbacks.is_too_far(call_at, at):
        raise NotAllowed("time_too_far")
    which = {name: facts[name] for name in ("member_id", "handover_id")}
    if callbacks.set_time(conn, **which, call_at=call_at, at=at) is None:
        raise NotAllowed("taken")
