"""Claims that are decided without an agent: their receipt is in the receipt book, as the member
says it is."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from core.kernel import NotAllowed
from core.loyalty import ACCRUAL_PREFIX, AccrualTotals, accrual
from core.members import Act, permissions, profiles
from core.programme import current_rules, local_day, versions
from core.schema import receipt as claimed_receipt
from core.service import claim_handling, receipt_book
from core.service.claim_queue import ClaimCase
from core.service.receipt_book import IssuedReceipt
from core.staff import audit_trail

_TAKEN = (
    select(claimed_receipt.c.number)
    .where(claimed_receipt.c.number.in_(bindparam("names", expanding=True)))
    .limit(1)
)


def decide(conn: Connection, case: ClaimCase, channel: str, at: datetime) -> AccrualTotals | None:
    """Grant the claim if it matches; None if an agent has to look. The caller has locked the
    member."""
    receipt = _match(conn, case)
    if receipt is None:
        return None
    bill = claim_handling.bill_of(case, receipt.source, receipt.fen, receipt.issued_on)
    earner = profiles.by_id(conn, case.member_id)
    try:
        permissions.check(earner, Act.EARN)
    except NotAllowed:
        return None
    points = accrual.totals(accrual.awards(earner, bill, versions.rules_on(conn, bill.on))).points
    if points > current_rules().desk.claim_points_alone_max:
        return None
    audit_trail.record(
        conn,
        member_id=case.member_id,
        agent=audit_trail.HOTLINE,
        act="claim_granted",
        detail={"number": case.number, "points": points},
        at=at,
        entry_id=f"claim:{case.claim_id}:granted",
    )
    return claim_handling.post(conn, case, bill, audit_trail.HOTLINE, "", at, channel=channel)


def _match(conn: Connection, case: ClaimCase) -> IssuedReceipt | None:
    """The only receipt that the claim may be for, if it is the claimant's."""
    found = receipt_book.of_number(conn, case.receipt_number, case.merchant)
    if len(found) != 1 or not found[0].may_be_claimed_on(local_day(case.opened_at)):
        return None
    if _may_be_credited(conn, case):
        return None
    receipt = found[0]
    if receipt.member_id is None:
        return receipt if case.yuan == receipt.yuan else None
    return receipt if receipt.member_id == case.member_id else None


def _may_be_credited(conn: Connection, case: ClaimCase) -> bool:
    """Whether a bill of that number was imported, or the number was claimed before its merchant was
    known: then an agent sees whether the points have been given."""
    names = [f"{ACCRUAL_PREFIX}{case.receipt_number}"]
    if case.merchant is not None:
        names.append(case.receipt_number)
    return conn.execute(_TAKEN, {"names": names}).first() is not None
