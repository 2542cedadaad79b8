"""Deciding claims for missing points: granted, and posted by the rules of any bill, or refused."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from core import earning, members, outbox
from core.agents import Agent
from core.days import local_day
from core.earning import Bill, Charge, Earned
from core.errors import ActedMeanwhile, NotAllowed, NotFound
from core.programme import PROGRAMME
from core.schema import claim, member, reference

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Case:
    member_id: int
    claim_id: str
    number: str
    receipt_number: str
    status: str
    opened_at: datetime
    decide_due: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    member_name: str
    member_number: str

    def is_overdue(self, at: datetime) -> bool:
        return self.status == "open" and self.decide_due < at


_CASE = select(
    *(claim.c[name] for name in list(Case.__slots__)[:-2]), member.c.name, member.c.number
).join(member, member.c.member_id == claim.c.member_id)
_LIST = (
    _CASE.where(claim.c.status == bindparam("status"))
    .order_by(claim.c.decide_due, claim.c.number)
    .limit(PAGE_ROWS)
    .offset(bindparam("skip"))
)
_FIND = _CASE.join(
    reference,
    (reference.c.member_id == claim.c.member_id) & (reference.c.item_id == claim.c.claim_id),
).where(reference.c.number == bindparam("number"), reference.c.kind == "claim")
# Conditional: of two who decide at once, one does.
_DECIDE = (
    update(claim)
    .where(
        claim.c.member_id == bindparam("whose"),
        claim.c.claim_id == bindparam("which"),
        claim.c.status == "open",
    )
    .values(
        status=bindparam("becomes"),
        decided_by=bindparam("by"),
        decided_at=bindparam("at"),
        reason=bindparam("because"),
    )
)


def page(conn: Connection, status: str, skip: int = 0) -> list[Case]:
    return [Case(*tuple(row)) for row in conn.execute(_LIST, {"status": status, "skip": skip})]


def by_number(conn: Connection, number: str) -> Case:
    row = conn.execute(_FIND, {"number": number}).first()
    if row is None:
        raise NotFound(f"no claim {number}")
    return Case(*tuple(row))


def grant(
    conn: Connection,
    *,
    number: str,
    agent: Agent,
    source: str,
    fen: int,
    on: date,
    reason: str,
    at: datetime,
) -> Earned:
    """What the receipt is worth by the rules, posted once however often this is asked for."""
    case = by_number(conn, number)
    claimed_on = local_day(case.opened_at)
    if not claimed_on - timedelta(days=PROGRAMME.claim.within_days) <= on <= claimed_on:
        raise NotAllowed("too_late")
    members.lock(conn, case.member_id)
    _decide(conn, case, "granted", agent, reason, at)
    bill = Bill(on, (Charge(source, "usage", fen),), (), f"{number} {agent.agent}")
    earned = earning.earn(
        conn, member_id=case.member_id, bill=bill, key=f"claim:{case.claim_id}", at=at
    )
    _tell(conn, case, at, {"decision": "granted", "points": earned.points})
    return earned


def refuse(conn: Connection, *, number: str, agent: Agent, reason: str, at: datetime) -> None:
    case = by_number(conn, number)
    members.lock(conn, case.member_id)
    _decide(conn, case, "refused", agent, reason, at)
    _tell(conn, case, at, {"decision": "refused", "reason": reason})


def _decide(
    conn: Connection, case: Case, becomes: str, agent: Agent, reason: str, at: datetime
) -> None:
    which = {"whose": case.member_id, "which": case.claim_id, "becomes": becomes}
    how = {"by": agent.agent, "at": at, "because": reason}
    if conn.execute(_DECIDE, which | how).rowcount != 1:
        raise ActedMeanwhile(case.number)


def _tell(conn: Connection, case: Case, at: datetime, more: dict[str, Any]) -> None:
    outbox.put(
        conn,
        member_id=case.member_id,
        event_id=f"claim:{case.claim_id}:decided",
        topic="claim_decided",
        payload={"number": case.number} | more,
        at=at,
    )
