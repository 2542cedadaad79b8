"""What a member is offered who wants to leave: points for staying, once in a calendar year. The
programme sets how many; none: nothing is offered."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from core.ledger import POINTS, ledger, lots
from core.loyalty.accrual import province
from core.members import Act, permissions, profiles
from core.programme import current_rules, local_day
from core.schema import posting

KIND = "promotion"
_TAKEN = select(posting.c.version).where(
    posting.c.member_id == bindparam("member_id"),
    posting.c.unit == POINTS,
    posting.c.key == bindparam("key"),
)


def offer(conn: Connection, member_id: int, at: datetime) -> int:
    """How many points the member is offered for staying; 0: none, or they have been taken this
    year."""
    points = current_rules().leaving.offer_points
    if not points:
        return 0
    taken = conn.execute(_TAKEN, {"member_id": member_id, "key": _key(at)}).first()
    return 0 if taken else points


def accept(conn: Connection, member_id: int, points: int, at: datetime) -> bool:
    """Grants the points that the member was offered. False: they have been taken meanwhile, or are
    offered no more. Raises NotAllowed with the status of who may not earn."""
    profiles.lock(conn, member_id)
    if offer(conn, member_id, at) != points:
        return False
    member, rules = profiles.by_id(conn, member_id), current_rules()
    permissions.check(member, Act.EARN)
    issuer = province(member.province)
    ledger.grant(
        conn,
        member_id=member_id,
        amount=points,
        contra=issuer,
        kind=KIND,
        key=_key(at),
        at=at,
        expires_at=lots.last_day(local_day(at), rules),
        issuer=issuer,
        unit_cost_mfen=rules.redemption.cost_mfen_per_point,
    )
    return True


def _key(at: datetime) -> str:
    return f"stay:{local_day(at).year}"
