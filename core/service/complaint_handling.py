"""Working on complaints: who has it, when the member was called, what was decided.

Each step is a row that stays. A step says how many there were when its agent looked (`seen`): of
two agents who act at once the second is told so, and looks again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.kernel import ActedMeanwhile, NotAllowed, NotFound
from core.messaging import Topic, outbox
from core.programme import after_working_days, current_rules
from core.schema import complaint, complaint_step, reference
from core.service.complaint_queue import CASE, ComplaintCase
from core.staff import Agent, agents

LEVEL_MAX = 2


@dataclass(frozen=True, slots=True)
class Step:
    step_id: int
    agent: str
    act: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Doing:
    """An act on one complaint: by whom, when, and how many steps they had seen."""

    number: str
    agent: Agent
    seen: int
    at: datetime


_FIND = CASE.join(
    reference,
    (reference.c.member_id == complaint.c.member_id)
    & (reference.c.item_id == complaint.c.complaint_id),
).where(reference.c.number == bindparam("number"), reference.c.kind == "complaint")
_LOCK = (
    select(complaint.c.complaint_id)
    .where(
        complaint.c.member_id == bindparam("member_id"),
        complaint.c.complaint_id == bindparam("complaint_id"),
    )
    .with_for_update()
)
_STEPS = (
    select(
        complaint_step.c.step_id,
        complaint_step.c.agent,
        complaint_step.c.act,
        complaint_step.c.words,
        complaint_step.c.at,
    )
    .where(
        complaint_step.c.member_id == bindparam("member_id"),
        complaint_step.c.complaint_id == bindparam("complaint_id"),
    )
    .order_by(complaint_step.c.step_id)
)
_COUNT = select(func.count()).select_from(_STEPS.order_by(None).subquery())
_CHANGE = update(complaint).where(
    complaint.c.member_id == bindparam("whose"), complaint.c.complaint_id == bindparam("which")
)


def by_number(conn: Connection, number: str) -> ComplaintCase:
    row = conn.execute(_FIND, {"number": number}).first()
    if row is None:
        raise NotFound(f"no complaint {number}")
    return ComplaintCase(*tuple(row))


def steps(conn: Connection, case: ComplaintCase) -> list[Step]:
    return [Step(*row) for row in conn.execute(_STEPS, _key(case))]


def assign(conn: Connection, doing: Doing, to: str) -> ComplaintCase:
    """To oneself or to a colleague who may sign in, and may act."""
    case = _take(conn, doing, "open", "decided")
    worker = agents.by_name(conn, to)
    if not worker.active or not worker.can_edit:
        raise NotAllowed("no_worker")
    return _step(conn, case, doing, "assign", to, assigned_to=to)


def note(conn: Connection, doing: Doing, words: str) -> ComplaintCase:
    return _step(conn, _take(conn, doing, "open", "decided", "closed"), doing, "note", words)


def contact(conn: Connection, doing: Doing, words: str) -> ComplaintCase:
    """The member was reached: what was said. The first one is what the 24 hours are about."""
    case = _take(conn, doing, "open", "decided")
    return _step(conn, case, doing, "contact", words, contacted_at=case.contacted_at or doing.at)


def escalate(conn: Connection, doing: Doing, words: str) -> ComplaintCase:
    case = _take(conn, doing, "open")
    if case.level == LEVEL_MAX:
        raise NotAllowed("highest_level")
    return _step(conn, case, doing, "escalate", words, level=LEVEL_MAX)


def decide(conn: Connection, doing: Doing, words: str) -> ComplaintCase:
    """The member is told these very words. Level 2 is decided by a supervisor."""
    case = _take(conn, doing, "open")
    if case.level == LEVEL_MAX and not doing.agent.is_supervisor:
        raise NotAllowed("level")
    decided = {"status": "decided", "decided_at": doing.at, "decision": words}
    case = _step(conn, case, doing, "decide", words, **decided)
    payload = {"number": case.number, "decision": words}
    event_id = _event_id(case, doing)
    outbox.put(conn, case.member_id, Topic.COMPLAINT_DECIDED, event_id, payload, doing.at)
    return case


def close(conn: Connection, doing: Doing, words: str, satisfaction: int | None) -> ComplaintCase:
    """`satisfaction`: 1 to 5, as the member says; None: they would not say, or were not reached."""
    case = _take(conn, doing, "decided")
    closed = {"status": "closed", "closed_at": doing.at, "satisfaction": satisfaction}
    case = _step(conn, case, doing, "close", words, **closed)
    payload, event_id = {"number": case.number}, _event_id(case, doing)
    outbox.put(conn, case.member_id, Topic.COMPLAINT_CLOSED, event_id, payload, doing.at)
    return case


def reopen(conn: Connection, doing: Doing, words: str) -> ComplaintCase:
    """The member is not satisfied: level 2, and the time for a decision begins anew."""
    case = _take(conn, doing, "decided", "closed")
    due = after_working_days(doing.at, current_rules().complaint.decide_working_days)
    undone = dict.fromkeys(("decided_at", "decision", "closed_at", "satisfaction"))
    anew = {"status": "open", "level": LEVEL_MAX, "decide_due": due}
    return _step(conn, case, doing, "reopen", words, **undone | anew)


def _take(conn: Connection, doing: Doing, *statuses: str) -> ComplaintCase:
    """Locked, and still as it was seen."""
    case = by_number(conn, doing.number)
    conn.execute(_LOCK, _key(case))
    case = by_number(conn, doing.number)
    if conn.execute(_COUNT, _key(case)).scalar_one() != doing.seen:
        raise ActedMeanwhile(doing.number)
    if case.status not in statuses:
        raise NotAllowed(case.status)
    return case


def _step(
    conn: Connection, case: ComplaintCase, doing: Doing, act: str, words: str, **changes: Any
) -> ComplaintCase:
    row = _key(case) | {"step_id": doing.seen + 1, "agent": doing.agent.agent, "act": act}
    conn.execute(insert(complaint_step), row | {"words": words, "at": doing.at})
    if changes:
        which = {"whose": case.member_id, "which": case.complaint_id}
        conn.execute(_CHANGE.values(**changes), which)
    return by_number(conn, case.number)


def _event_id(case: ComplaintCase, doing: Doing) -> str:
    return f"complaint:{case.complaint_id}:{doing.seen + 1}"


def _key(case: ComplaintCase) -> dict[str, Any]:
    return {"member_id": case.member_id, "complaint_id": case.complaint_id}
