"""Decides on approvals; approved points are posted in the same transaction."""

from datetime import datetime

from sqlalchemy import Connection

from core.service import approvals, claim_handling, goodwill


def decide(
    conn: Connection, *, member_id: int, approval_id: str, agent: str, approves: bool, at: datetime
) -> None:
    """Raises NotAllowed: see core.service.approvals; or the membership's status."""
    approval = approvals.decide(
        conn,
        member_id=member_id,
        approval_id=approval_id,
        agent=agent,
        approves=approves,
        at=at,
    )
    if approves:
        give = (
            goodwill.give_approved if approval.claim_id is None else claim_handling.grant_approved
        )
        give(conn, approval, agent, at)
