"""Ends memberships whose notice has run out, and expires their points.

The member's row is locked before the account, in the same order as in a turn of a dialogue.
"""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from core.kernel import NotAllowed, idempotency
from core.ledger import Account, PostingDetails, accounts, ledger
from core.loyalty import expiry, transfers
from core.members import Member, membership, numbers, profiles
from core.programme import local_day
from core.schema import member as member_table

EXPIRED = "expired"
LEAVE = "leave"

_LEAVING = (
    select(member_table.c.member_id)
    .where(
        member_table.c.member_id > bindparam("after"),
        member_table.c.leaves_on <= bindparam("today"),
        member_table.c.status != "left",
    )
    .order_by(member_table.c.member_id)
    .limit(bindparam("limit"))
)


def members_to_leave(conn: Connection, *, at: datetime, after: int, limit: int) -> list[int]:
    """The next `limit` members after member `after` whose last day has come."""
    values = {"today": local_day(at), "after": after, "limit": limit}
    return list(conn.execute(_LEAVING, values).scalars())


def leave(conn: Connection, *, member_id: int, key: str, at: datetime) -> int:
    """End a membership whose last day has come; return how many points expired with it.

    Whatever is under way is finished first: an ordered gift is sent or cancelled, the exchange
    partner answers, a transfer is credited or refunded. Until then it raises NotAllowed with
    'points_held' or 'points_in_transit', and the job tries again later; 'no_notice' if no notice
    was given or its day has not come, 'left' if the membership has ended before.
    """
    request = {"act": LEAVE}
    profiles.lock(conn, member_id)
    account = accounts.lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return int(before["points"])
    member = profiles.by_id(conn, member_id)
    _check_may_leave(conn, member, account, local_day(at))
    points = account.balance
    expiry.expire(conn, member_id=member_id, at=at)  # points past their last day cannot be spent
    account = accounts.lock(conn, member_id)
    if account.balance:
        details = PostingDetails(EXPIRED, LEAVE, key, at)
        ledger.spend_everything(conn, account, details)
    membership.mark_left(conn, member, at)
    idempotency.remember(conn, member_id, key, request, {"points": points}, at)
    return points


def end(conn: Connection, *, member_id: int, at: datetime) -> bool:
    """End a membership today, without notice, for a member who is no customer any more. False:
    something is under way, and the job ends it afterwards; meanwhile the member is frozen, so that
    nothing new is begun, and has no number, since each may be somebody else's from today. Raises
    NotAllowed('left')."""
    membership.waive_notice(conn, member_id=member_id, at=at)
    try:
        leave(conn, member_id=member_id, key=LEAVE, at=at)
    except NotAllowed as refused:
        if refused.reason == "left":
            raise
        membership.freeze(conn, member_id)
        numbers.release_all(conn, profiles.by_id(conn, member_id), at)
        return False
    return True


def _check_may_leave(conn: Connection, member: Member, account: Account, today: date) -> None:
    if member.status == "left":
        raise NotAllowed("left")
    day = membership.leaves_on(conn, member.member_id)
    if day is None or today < day:
        raise NotAllowed("no_notice")
    if account.held:
        raise NotAllowed("points_held")
    if transfers.has_open(conn, member.member_id):
        raise NotAllowed("points_in_transit")
