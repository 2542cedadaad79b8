"""Points that one agent may not grant alone: one asks for approval, another decides. The points are
posted by core.service.goodwill and core.service.claim_handling."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from core.kernel import (
    NotFound,
    decide_once,
    is_second_person,
    require_second_person,
    row_builder,
)
from core.schema import approval, claim, member


@dataclass(frozen=True, slots=True)
class Approval:
    """Points that wait for, or were given, a decision. For a claim, `charge` is what its receipt
    says: source, fen and day. For goodwill, all that is about a claim is None."""

    member_id: int
    approval_id: str
    points: int
    reason: str
    asked_by: str
    asked_at: datetime
    claim_id: str | None
    charge: dict[str, Any] | None
    claim_number: str | None
    receipt_number: str | None
    name: str
    number: str

    def may_be_decided_by(self, agent: str) -> bool:
        return is_second_person(self.asked_by, agent)


_ASK = insert(approval).values(status="waiting")
_ASKED = (
    select(
        approval.c.member_id,
        approval.c.approval_id,
        approval.c.points,
        approval.c.reason,
        approval.c.asked_by,
        approval.c.asked_at,
        approval.c.claim_id,
        approval.c.charge,
        claim.c.number.label("claim_number"),
        claim.c.receipt_number,
        member.c.name,
        member.c.number,
    )
    .join(member, member.c.member_id == approval.c.member_id)
    .outerjoin(
        claim,
        and_(claim.c.member_id == approval.c.member_id, claim.c.claim_id == approval.c.claim_id),
    )
    .order_by(approval.c.asked_at)
)
_build = row_builder(Approval, _ASKED)
_OF_MEMBER = _ASKED.where(approval.c.member_id == bindparam("whose"))
_THIS = _OF_MEMBER.where(approval.c.approval_id == bindparam("which"))
_WAITING = _ASKED.where(approval.c.status == "waiting")
_OF_CLAIM = _OF_MEMBER.where(
    approval.c.status == "waiting", approval.c.claim_id == bindparam("which")
)
_DECIDE = (
    update(approval)
    .where(approval.c.member_id == bindparam("whose"), approval.c.approval_id == bindparam("which"))
    .where(approval.c.status == "waiting")
    .values(status=bindparam("becomes"), decided_by=bindparam("who"), decided_at=bindparam("at"))
)


def request(
    conn: Connection,
    *,
    member_id: int,
    approval_id: str,
    points: int,
    reason: str,
    agent: str,
    at: datetime,
    claim_id: str | None = None,
    charge: dict[str, Any] | None = None,
) -> None:
    """Ask for approval of `points`. For a claim, `claim_id` and `charge` say which one and what its
    receipt is for; for goodwill, both are None."""
    values = {
        "member_id": member_id,
        "approval_id": approval_id,
        "points": points,
        "reason": reason,
        "asked_by": agent,
        "asked_at": at,
        "claim_id": claim_id,
        "charge": charge,
    }
    conn.execute(_ASK, values)


def find(conn: Connection, member_id: int, approval_id: str) -> Approval | None:
    row = conn.execute(_THIS, {"whose": member_id, "which": approval_id}).first()
    return None if row is None else _build(row)


def waiting_for_claim(conn: Connection, member_id: int, claim_id: str) -> Approval | None:
    """The request about this claim that waits for a decision."""
    row = conn.execute(_OF_CLAIM, {"whose": member_id, "which": claim_id}).first()
    return None if row is None else _build(row)


def waiting(conn: Connection) -> list[Approval]:
    """The oldest first."""
    return [_build(row) for row in conn.execute(_WAITING)]


def decide(
    conn: Connection, *, member_id: int, approval_id: str, agent: str, approves: bool, at: datetime
) -> Approval:
    """Record the decision; the caller posts the points. Raises NotAllowed: 'own' (`agent` asked for
    it themselves), 'decided'. Raises NotFound."""
    approval = find(conn, member_id, approval_id)
    if approval is None:
        raise NotFound(f"member {member_id} has no approval {approval_id}")
    require_second_person(approval.asked_by, agent)
    values = {"whose": member_id, "which": approval_id, "who": agent, "at": at}
    becomes = "approved" if approves else "refused"
    decide_once(conn, _DECIDE, values | {"becomes": becomes}, decided="decided")
    return approval
