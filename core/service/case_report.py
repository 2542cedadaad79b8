"""Complaints by cause and claims by outcome, month by month."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    Label,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)

from core.kernel import row_builder
from core.programme import local_day, months_after, months_before, start_of_day
from core.schema import Moment, claim, complaint, complaint_step
from core.service.complaint_queue import UNCLASSIFIED
from core.service.complaint_steps import BY_MEMBER
from core.staff import audit_trail


@dataclass(frozen=True, slots=True)
class CauseTotals:
    """The complaints of one category that were filed in one month, as they stand now. `due`: those
    that are decided, or should be; `in_time`: of these, decided by the day that was promised.
    `second_looks`: the members asked for one. `grades`: the sum of the members' grades."""

    category: str
    filed: int
    due: int
    in_time: int
    second_looks: int
    reopened: int
    graded: int
    grades: int


COUNTS = ("filed", "due", "in_time", "second_looks", "reopened", "graded", "grades")


@dataclass(frozen=True, slots=True)
class MonthOfCases:
    """`at_once`: claims that were granted without an agent."""

    month: date  # its first day
    causes: list[CauseTotals]
    at_once: int
    granted: int
    refused: int
    waiting: int

    @property
    def filed(self) -> int:
        return sum(each.filed for each in self.causes)

    @property
    def reopened(self) -> int:
        return sum(each.reopened for each in self.causes)


def _count(condition: ColumnElement[bool], name: str) -> Label[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0).label(name)


def _has_step(*conditions: ColumnElement[bool]) -> Exists:
    return exists().where(
        complaint_step.c.member_id == complaint.c.member_id,
        complaint_step.c.complaint_id == complaint.c.complaint_id,
        *conditions,
    )


_IS_LATE = and_(
    complaint.c.status == "open", complaint.c.decide_due < bindparam("now", type_=Moment)
)
_BY_MEMBER = complaint_step.c.agent == BY_MEMBER
_CATEGORY = func.coalesce(complaint.c.category, UNCLASSIFIED)
_CAUSES = (
    select(
        _CATEGORY.label("category"),
        func.count().label("filed"),
        _count(or_(complaint.c.decided_at.is_not(None), _IS_LATE), "due"),
        _count(complaint.c.decided_at <= complaint.c.decide_due, "in_time"),
        _count(
            _has_step(_BY_MEMBER, complaint_step.c.act.in_(("escalate", "reopen"))), "second_looks"
        ),
        _count(_has_step(complaint_step.c.act == "reopen"), "reopened"),
        func.count(complaint.c.satisfaction).label("graded"),
        func.coalesce(func.sum(complaint.c.satisfaction), 0).label("grades"),
    )
    .where(
        complaint.c.opened_at >= bindparam("since", type_=Moment),
        complaint.c.opened_at < bindparam("until", type_=Moment),
    )
    .group_by(_CATEGORY)
    .order_by(func.count().desc(), _CATEGORY)
)
_cause = row_builder(CauseTotals, _CAUSES)
_IS_AT_ONCE = claim.c.decided_by == audit_trail.HOTLINE
_CLAIMS = select(
    _count(and_(claim.c.status == "granted", _IS_AT_ONCE), "at_once"),
    _count(and_(claim.c.status == "granted", ~_IS_AT_ONCE), "granted"),
    _count(claim.c.status == "refused", "refused"),
    _count(claim.c.status == "open", "waiting"),
).where(
    claim.c.opened_at >= bindparam("since", type_=Moment),
    claim.c.opened_at < bindparam("until", type_=Moment),
)


def by_month(conn: Connection, at: datetime, *, months: int) -> list[MonthOfCases]:
    """The last `months` months with the present one, the earliest first."""
    this_month = local_day(at).replace(day=1)
    return [_month(conn, months_before(this_month, back), at) for back in reversed(range(months))]


def by_cause(months: list[MonthOfCases]) -> list[CauseTotals]:
    """All months together, the category with the most complaints first."""
    found: dict[str, CauseTotals] = {}
    for each in (cause for month in months for cause in month.causes):
        known = found.get(each.category)
        found[each.category] = _sum(known, each) if known else each
    return sorted(found.values(), key=lambda each: (-each.filed, each.category))


def _month(conn: Connection, month: date, at: datetime) -> MonthOfCases:
    values = {"since": start_of_day(month), "until": start_of_day(months_after(month, 1))}
    causes = [_cause(row) for row in conn.execute(_CAUSES, values | {"now": at})]
    # A SUM is a Decimal in PostgreSQL.
    claims = {name: int(n) for name, n in conn.execute(_CLAIMS, values).one()._mapping.items()}
    return MonthOfCases(month, [_whole(each) for each in causes], **claims)


def _whole(each: CauseTotals) -> CauseTotals:
    counts: dict[str, Any] = {name: int(getattr(each, name)) for name in COUNTS}
    return replace(each, **counts)


def _sum(one: CauseTotals, other: CauseTotals) -> CauseTotals:
    counts: dict[str, Any] = {name: getattr(one, name) + getattr(other, name) for name in COUNTS}
    return replace(one, **counts)
