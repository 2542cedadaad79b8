"""The list of complaints that agents work from: what is due first comes first."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, select, tuple_

from core.kernel import row_builder
from core.programme import after_working_days, current_rules
from core.schema import complaint, member

UNCLASSIFIED = "none"
"""In place of a category: complaints whose category nobody knows yet."""
COMPLAINT_STATUSES = ("open", "decided", "closed", "withdrawn")  # in the order of the list


@dataclass(frozen=True, slots=True)
class ComplaintCase:
    member_id: int
    complaint_id: str
    number: str
    words: str | None
    recording_url: str | None
    order_number: str | None
    category: str | None
    channel: str
    level: int
    status: str
    opened_at: datetime
    first_contact_due: datetime
    decide_due: datetime
    assigned_to: str | None
    contacted_at: datetime | None
    decided_at: datetime | None
    decision: str | None
    closed_at: datetime | None
    satisfaction: int | None
    member_name: str
    member_number: str

    @property
    def next_due(self) -> datetime | None:
        """When the next step has to be done; None if the complaint is decided or withdrawn."""
        if self.status != "open":
            return None
        first = self.contacted_at is None
        return min(self.first_contact_due, self.decide_due) if first else self.decide_due

    @property
    def place(self) -> tuple[datetime, str]:
        """The place among those of its status, as _ORDER has it."""
        return self.next_due or self.decide_due, self.number

    @property
    def waits_for(self) -> Literal["contact", "decision"]:
        first = self.contacted_at is None and self.first_contact_due <= self.decide_due
        return "contact" if first else "decision"

    @property
    def at_the_latest(self) -> datetime:
        """The end of the regulator's period: after it the member may appeal, decided or not."""
        days = current_rules().complaint.decide_working_days_max
        return after_working_days(self.opened_at, days)

    def is_overdue(self, at: datetime) -> bool:
        return self.next_due is not None and self.next_due < at


@dataclass(frozen=True, slots=True)
class ComplaintFilter:
    """An empty field filters nothing. `assigned_to`: an agent's user name; `level`: 1 or 2;
    `category`: one of COMPLAINT_CATEGORIES, or UNCLASSIFIED."""

    status: str = ""
    assigned_to: str = ""
    level: int | None = None
    category: str = ""


CASE = select(
    complaint.c.member_id,
    complaint.c.complaint_id,
    complaint.c.number,
    complaint.c.words,
    complaint.c.recording_url,
    complaint.c.order_number,
    complaint.c.category,
    complaint.c.channel,
    complaint.c.level,
    complaint.c.status,
    complaint.c.opened_at,
    complaint.c.first_contact_due,
    complaint.c.decide_due,
    complaint.c.assigned_to,
    complaint.c.contacted_at,
    complaint.c.decided_at,
    complaint.c.decision,
    complaint.c.closed_at,
    complaint.c.satisfaction,
    member.c.name.label("member_name"),
    member.c.number.label("member_number"),
).join(member, member.c.member_id == complaint.c.member_id)
build_case = row_builder(ComplaintCase, CASE)
_NEXT_DUE = case(
    (
        and_(
            complaint.c.contacted_at.is_(None),
            complaint.c.first_contact_due < complaint.c.decide_due,
        ),
        complaint.c.first_contact_due,
    ),
    else_=complaint.c.decide_due,
)
# Of one status. Open ones are sorted, since there are only so many; all others come from an index,
# since there are all that there ever were.
_ORDER = {
    status: (_NEXT_DUE if status == "open" else complaint.c.decide_due, complaint.c.number)
    for status in COMPLAINT_STATUSES
}


def page(
    conn: Connection,
    wanted: ComplaintFilter,
    *,
    rows: int,
    after: ComplaintCase | None = None,
) -> list[ComplaintCase]:
    """At most `rows` complaints. `after`: the last complaint of the page before."""
    first = after.status if after is not None else COMPLAINT_STATUSES[0]
    all_left = COMPLAINT_STATUSES[COMPLAINT_STATUSES.index(first) :]
    cases: list[ComplaintCase] = []
    for status in [wanted.status] if wanted.status else all_left:
        # Whoever was last may have another status by now: of one list, the place is kept.
        last = after if wanted.status or status == first else None
        found = _in_status(wanted, status, last).limit(rows - len(cases))
        cases += map(build_case, conn.execute(found))
        if len(cases) == rows:
            break
    return cases


def _in_status(
    wanted: ComplaintFilter, status: str, after: ComplaintCase | None
) -> Select[tuple[Any, ...]]:
    order = _ORDER[status]
    found = CASE.where(*_conditions(replace(wanted, status=status))).order_by(*order)
    if after is None:
        return found
    due, number = after.place
    last = tuple_(literal(due, complaint.c.decide_due.type), literal(number))
    return found.where(tuple_(*order) > last)


def counts(conn: Connection, wanted: ComplaintFilter) -> dict[str, int]:
    """How many complaints each category has, the most first; UNCLASSIFIED for those without one.
    `wanted`: its category filters nothing, so that all can be compared."""
    category = func.coalesce(complaint.c.category, UNCLASSIFIED)
    found = select(category, func.count()).where(*_conditions(replace(wanted, category="")))
    found = found.group_by(category).order_by(func.count().desc(), category)
    return {row[0]: row[1] for row in conn.execute(found)}


def _conditions(wanted: ComplaintFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.status:
        found.append(complaint.c.status == wanted.status)
    if wanted.assigned_to:
        found.append(complaint.c.assigned_to == wanted.assigned_to)
    if wanted.level is not None:
        found.append(complaint.c.level == wanted.level)
    if wanted.category:
        category = None if wanted.category == UNCLASSIFIED else wanted.category
        found.append(complaint.c.category.is_not_distinct_from(category))
    return found
