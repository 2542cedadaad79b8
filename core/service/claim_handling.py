"""Deciding claims for missing points: granted, and posted by the rules that hold for any bill, or
refused. One agent decides alone up to a limit of points, above it a second one approves."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, update

from core.kernel import ActedMeanwhile, NotAllowed
from core.loyalty import AccrualTotals, Bill, Charge, accrual
from core.members import Act, permissions, profiles
from core.messaging import Topic, outbox
from core.programme import current_rules, local_day, versions
from core.schema import claim
from core.service import approvals, claim_queue, receipt_book
from core.service.approvals import Approval
from core.service.claim_queue import ClaimCase
from core.staff import Agent

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
    approval_id: str,
) -> AccrualTotals | None:
    """Post what the receipt is worth by the rules of its day, once however often this is called.
    Returns None if it is more points than one agent may grant, and waits for approval under
    `approval_id`.

    `source` and `fen` are what the receipt says was paid for and how much. Raises NotAllowed:
    'too_late' (the receipt is older than may be claimed, or younger than the claim), 'claim_waits',
    'receipt_paid' (another claim was granted for it), the membership's status. Raises
    ActedMeanwhile if the claim has been decided. Raises NotFound."""
    case = claim_queue.by_number(conn, number)
    claimed_on = local_day(case.opened_at)
    if not claimed_on - timedelta(days=current_rules().claim.within_days) <= on <= claimed_on:
        raise NotAllowed("too_late")
    _lock(conn, case)
    bill = bill_of(case, source, fen, on, agent.agent)
    earner = profiles.by_id(conn, case.member_id)
    points = accrual.totals(accrual.awards(earner, bill, versions.rules_on(conn, on))).points
    if points <= current_rules().desk.claim_points_alone_max:
        return post(conn, case, bill, agent.agent, reason, at)
    _check(conn, case)
    approvals.request(
        conn,
        member_id=case.member_id,
        approval_id=approval_id,
        points=points,
        reason=reason,
        agent=agent.agent,
        at=at,
        claim_id=case.claim_id,
        charge={"source": source, "fen": fen, "on": on.isoformat()},
    )
    return None


def grant_approved(conn: Connection, approval: Approval, agent: str, at: datetime) -> None:
    """Post the points of an approved claim. `agent` is the one who approved."""
    assert approval.claim_number is not None and approval.charge is not None
    case, by = claim_queue.by_number(conn, approval.claim_number), f"{approval.asked_by}+{agent}"
    profiles.lock(conn, case.member_id)
    on = date.fromisoformat(approval.charge["on"])
    bill = bill_of(case, approval.charge["source"], approval.charge["fen"], on, by)
    post(conn, case, bill, by, approval.reason, at)


def refuse(conn: Connection, *, number: str, agent: Agent, reason: str, at: datetime) -> None:
    """Raises NotAllowed('claim_waits'). Raises ActedMeanwhile if the claim has been decided. Raises
    NotFound."""
    case = claim_queue.by_number(conn, number)
    _lock(conn, case)
    _decide(conn, case, "refused", agent.agent, reason, at)
    decision = {"number": case.number, "decision": "refused", "reason": reason, "channel": ""}
    outbox.put(conn, case.member_id, Topic.CLAIM_DECIDED, _event_id(case), decision, at)


def _lock(conn: Connection, case: ClaimCase) -> None:
    """Raises NotAllowed('claim_waits'): the claim waits for approval, and only that decides it."""
    profiles.lock(conn, case.member_id)
    if approvals.waiting_for_claim(conn, case.member_id, case.claim_id) is not None:
        raise NotAllowed("claim_waits")


def _check(conn: Connection, case: ClaimCase) -> None:
    """Refuse to ask for an approval that could not be carried out. Raises ActedMeanwhile if the
    claim is decided, NotAllowed for the membership's status."""
    if claim_queue.by_number(conn, case.number).status != "open":
        raise ActedMeanwhile(case.number)
    permissions.check(profiles.by_id(conn, case.member_id), Act.EARN)


def bill_of(case: ClaimCase, source: str, fen: int, on: date, by: str = "") -> Bill:
    """What the receipt is worth as a bill."""
    return Bill(on, (Charge(source, "usage", fen),), (), f"{case.number} {by}".strip())


def post(
    conn: Connection,
    case: ClaimCase,
    bill: Bill,
    by: str,
    reason: str,
    at: datetime,
    *,
    channel: str = "",
) -> AccrualTotals:
    """Grant the claim, and take its receipt in the receipt book. `channel`: by which it is answered
    at once; '' if the member hears of it later. Raises NotAllowed('receipt_paid')."""
    _decide(conn, case, "granted", by, reason, at)
    found = receipt_book.of_number(conn, case.receipt_number, case.merchant)
    if len(found) == 1 and not receipt_book.take(conn, found[0], case.member_id, case.claim_id):
        raise NotAllowed("receipt_paid")
    key = f"claim:{case.claim_id}"
    earned = accrual.earn(conn, member_id=case.member_id, bill=bill, key=key, at=at)
    decision = {"number": case.number, "decision": "granted", "points": earned.points}
    decision |= {"channel": channel}
    outbox.put(conn, case.member_id, Topic.CLAIM_DECIDED, _event_id(case), decision, at)
    return earned


def _decide(
    conn: Connection, case: ClaimCase, becomes: str, by: str, reason: str, at: datetime
) -> None:
    which = {"whose": case.member_id, "which": case.claim_id, "becomes": becomes}
    how = {"by": by, "at": at, "because": reason}
    if conn.execute(_DECIDE, which | how).rowcount != 1:
        raise ActedMeanwhile(case.number)


def _event_id(case: ClaimCase) -> str:
    return f"claim:{case.claim_id}:decided"
