"""The second person's word on points that were asked for: with a yes they are posted, at once."""

from datetime import datetime

from sqlalchemy import Connection

from core.service import approvals, claim_handling, goodwill


def decide(
    conn: Connection, *, member_id: int, approval_id: str, agent: str, approves: bool, at: datetime
) -> None:
    """NotAllowed: see core.service.approvals; or the membership's status."""
    asked = approvals.decide(
        conn,
        member_id=member_id,
        approval_id=approval_id,
        agent=agent,
        approves=approves,
        at=at,
    )
    if approves:
        give = goodwill.give_approved if asked.claim_id is None else claim_handling.grant_approved
        give(conn, asked, agent, at)
