"""Working on complaints: assign, note, classify, contact the member, escalate, decide, close,
reopen.

Each step is recorded in a row that is never changed. Whoever takes a step says how many there were
on the page they saw (`seen`): of two agents who act at the same moment, the second one's step is
refused with ActedMeanwhile, and they look again.

Every verb raises NotFound for an unknown number and NotAllowed with the complaint's status where
that status does not permit the step.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.kernel import ActedMeanwhile, NotAllowed, reference_numbers, row_builder
from core.messaging import Topic, outbox
from core.schema import complaint, complaint_step
from core.service import complaints
from core.service.complaint_queue import CASE, ComplaintCase, build_case
from core.service.complaint_steps import BY_MEMBER
from core.staff import Agent, agents, audit_trail

_BY: dict[str, Literal["member", "hotline"]] = {BY_MEMBER: "member", audit_trail.HOTLINE: "hotline"}
LEVEL_MAX = 2
SATISFACTION_MAX = 5  # the best of a member's grades, from 1
ALLOWED_IN = {
    "assign": ("open", "decided"),
    "note": ("open", "decided", "closed", "withdrawn"),
    "classify": ("open", "decided", "closed"),
    "contact": ("open", "decided"),
    "escalate": ("open",),
    "decide": ("open",),
    "close": ("decided",),
    "reopen": ("decided", "closed"),
}
"""The statuses of a complaint in which each action is allowed."""


@dataclass(frozen=True, slots=True)
class Step:
    step_id: int
    agent: str
    act: str
    words: str
    at: datetime

    @property
    def by(self) -> Literal["agent", "member", "hotline"]:
        return _BY.get(self.agent, "agent")

    @property
    def grade(self) -> str:
        """The grade with which the member has closed the complaint, '' in all other steps and once
        the member is erased."""
        is_grade = self.by == "member" and self.words.isdecimal()
        return self.words if is_grade else ""


@dataclass(frozen=True, slots=True)
class ComplaintAction:
    """A step on one complaint: by whom, when, and how many steps they had seen."""

    number: str
    agent: Agent
    seen: int
    at: datetime


_FIND = CASE.where(
    complaint.c.member_id == bindparam("member_id"),
    complaint.c.complaint_id == bindparam("complaint_id"),
)
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
_step_of = row_builder(Step, _STEPS)
_COUNT = select(func.count()).select_from(_STEPS.order_by(None).subquery())
_CHANGE = update(complaint).where(
    complaint.c.member_id == bindparam("whose"), complaint.c.complaint_id == bindparam("which")
)


def by_number(conn: Connection, number: str) -> ComplaintCase:
    found = reference_numbers.find(conn, number, "complaint")
    values = {"member_id": found.member_id, "complaint_id": found.item_id}
    return build_case(conn.execute(_FIND, values).one())


def steps(conn: Connection, case: ComplaintCase) -> list[Step]:
    """All steps of a complaint, the oldest first."""
    return [_step_of(row) for row in conn.execute(_STEPS, _key(case))]


def actions_for(case: ComplaintCase, agent: Agent) -> frozenset[str]:
    """The names of the functions below that the agent may call for the complaint as it is."""
    if not agent.can_edit:
        return frozenset()
    return frozenset(name for name in ALLOWED_IN if _refusal(case, name, agent) is None)


def assign(conn: Connection, action: ComplaintAction, to: str) -> ComplaintCase:
    """Assign the complaint to the agent `to`. Raises NotAllowed('no_worker') if that agent is
    disabled or an auditor."""
    case = _take(conn, action, "assign")
    worker = agents.by_name(conn, to)
    if not worker.active or not worker.can_edit:
        raise NotAllowed("no_worker")
    return _step(conn, case, action, "assign", to, assigned_to=to)


def note(conn: Connection, action: ComplaintAction, words: str) -> ComplaintCase:
    """Add a note, in any status."""
    return _step(conn, _take(conn, action, "note"), action, "note", words)


def classify(conn: Connection, action: ComplaintAction, category: str) -> ComplaintCase:
    """Say what the complaint is about: `category` is one of COMPLAINT_CATEGORIES."""
    case = _take(conn, action, "classify")
    return _step(conn, case, action, "classify", category, category=category)


def contact(conn: Connection, action: ComplaintAction, words: str) -> ComplaintCase:
    """Note what was said when the member was reached. The first contact meets the deadline for
    contacting the member (`first_contact_due`)."""
    case = _take(conn, action, "contact")
    return _step(conn, case, action, "contact", words, contacted_at=case.contacted_at or action.at)


def escalate(conn: Connection, action: ComplaintAction, words: str) -> ComplaintCase:
    """Raise the complaint to level 2, which a supervisor decides."""
    case = _take(conn, action, "escalate")
    return _step(conn, case, action, "escalate", words, level=LEVEL_MAX)


def decide(conn: Connection, action: ComplaintAction, words: str) -> ComplaintCase:
    """`words` are texted to the member as they are. Raises NotAllowed('level'): a complaint of
    level 2 is decided by a supervisor."""
    case = _take(conn, action, "decide")
    decided = {"status": "decided", "decided_at": action.at, "decision": words}
    case = _step(conn, case, action, "decide", words, **decided)
    payload = {"number": case.number, "decision": words}
    event_id = _event_id(case, action)
    outbox.put(conn, case.member_id, Topic.COMPLAINT_DECIDED, event_id, payload, action.at)
    return case


def close(
    conn: Connection, action: ComplaintAction, words: str, satisfaction: int | None
) -> ComplaintCase:
    """`satisfaction`: 1 to SATISFACTION_MAX, as the member says; None: they did not say, or were
    not reached."""
    case = _take(conn, action, "close")
    closed = {"status": "closed", "closed_at": action.at, "satisfaction": satisfaction}
    case = _step(conn, case, action, "close", words, **closed)
    payload, event_id = {"number": case.number}, _event_id(case, action)
    outbox.put(conn, case.member_id, Topic.COMPLAINT_CLOSED, event_id, payload, action.at)
    return case


def reopen(conn: Connection, action: ComplaintAction, words: str) -> ComplaintCase:
    """The member is not satisfied: the complaint goes to level 2, and its time begins again."""
    case = _take(conn, action, "reopen")
    anew = complaints.reopened(action.at) | {"satisfaction": None}
    return _step(conn, case, action, "reopen", words, **anew)


def _take(conn: Connection, action: ComplaintAction, name: str) -> ComplaintCase:
    """Lock the complaint; ActedMeanwhile where it has changed since the agent saw it, NotAllowed
    where the action is not one for its status, its level or the agent."""
    case = by_number(conn, action.number)
    conn.execute(_LOCK, _key(case))
    case = by_number(conn, action.number)
    if conn.execute(_COUNT, _key(case)).scalar_one() != action.seen:
        raise ActedMeanwhile(action.number)
    reason = _refusal(case, name, action.agent)
    if reason is not None:
        raise NotAllowed(reason)
    return case


def _refusal(case: ComplaintCase, name: str, agent: Agent) -> str | None:
    if case.status not in ALLOWED_IN[name]:
        return case.status
    if name == "escalate" and case.level == LEVEL_MAX:
        return "highest_level"
    if name == "decide" and case.level == LEVEL_MAX and not agent.is_supervisor:
        return "level"
    return None


def _step(
    conn: Connection,
    case: ComplaintCase,
    action: ComplaintAction,
    act: str,
    words: str,
    **changes: Any,
) -> ComplaintCase:
    row = _key(case) | {"step_id": action.seen + 1, "agent": action.agent.agent, "act": act}
    conn.execute(insert(complaint_step), row | {"words": words, "at": action.at})
    if changes:
        which = {"whose": case.member_id, "which": case.complaint_id}
        conn.execute(_CHANGE.values(**changes), which)
    return by_number(conn, case.number)


def _event_id(case: ComplaintCase, action: ComplaintAction) -> str:
    return f"complaint:{case.complaint_id}:{action.seen + 1}"


def _key(case: ComplaintCase) -> dict[str, Any]:
    return {"member_id": case.member_id, "complaint_id": case.complaint_id}
