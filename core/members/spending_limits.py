"""When a member may begin to spend points, and how many a day, on whatever they are spent: orders,
and what partners give. What of it only concerns one kind is in its own room.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, union_all

from core.kernel import LimitReached
from core.members.errors import NotOpenYet
from core.programme import current_rules, local_day, start_of_day
from core.schema import gift_order, posting, spending

_EVER_EARNED = select(func.coalesce(func.sum(posting.c.amount), 0)).where(
    posting.c.member_id == bindparam("member_id"),
    posting.c.unit == "points",
    posting.c.amount > 0,
    posting.c.reverses.is_(None),
)
_SPENT = union_all(
    select(gift_order.c.points).where(
        gift_order.c.member_id == bindparam("member_id"),
        gift_order.c.created_at >= bindparam("since"),
        gift_order.c.status != "cancelled",
    ),
    select(spending.c.points).where(
        spending.c.member_id == bindparam("member_id"), spending.c.at >= bindparam("since")
    ),
).subquery()
_SPENT_SINCE = select(func.coalesce(func.sum(_SPENT.c.points), 0))


def check_open(conn: Connection, member_id: int, balance: int) -> None:
    """Raise NotOpenYet if the member has not earned enough points yet to spend any. `balance`
    includes the held ones."""
    if balance < current_rules().redemption.opens_after_points:
        # Only now is the sum of all points ever earned worth its cost.
        missing = points_until_open(conn, member_id)
        if missing:
            raise NotOpenYet(missing)


def points_until_open(conn: Connection, member_id: int) -> int:
    """Points to be earned before the first redemption; 0: redemption is open, and stays open."""
    earned = int(conn.execute(_EVER_EARNED, {"member_id": member_id}).scalar_one())
    return max(0, current_rules().redemption.opens_after_points - earned)


def check_day(conn: Connection, member_id: int, points: int, at: datetime) -> None:
    """Raise LimitReached('points_per_day') if so many points more are too many for the day. The
    account is locked if this decides."""
    values = {"member_id": member_id, "since": start_of_day(local_day(at))}
    spent = int(conn.execute(_SPENT_SINCE, values).scalar_one())
    if spent + points > current_rules().redemption.points_per_day_max:
        raise LimitReached("points_per_day")
