"""Expiry of points after their last day.

Points can be spent on their last day and not afterwards. The job that posts their expiry may run
later; until then they are part of the posted balance, but not available. Held points stay pinned:
only what is not held in a lot expires, and the lot of points that are released later gets a new
last day (core.ledger.lots).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, select

from core.kernel import EVERYONE, AnyRow, Part, Values, idempotency, is_in_part
from core.ledger import (
    LAST_DAY_PASSED,
    POINTS,
    PostingDetails,
    batch_sql,
    lock,
    lots,
    post,
)
from core.programme import local_day
from core.schema import lot

EXPIRED = "expired"

_IS_PAST = and_(
    lot.c.unit == POINTS,
    lot.c.remaining > 0,  # its own condition, by which the planner uses the index lot_open
    lot.c.remaining > lot.c.held,
    LAST_DAY_PASSED,
)
_MEMBERS_PAST = (
    select(lot.c.member_id)
    .where(_IS_PAST, lot.c.member_id > bindparam("after"), is_in_part(lot.c.member_id))
    .group_by(lot.c.member_id)
    .order_by(lot.c.member_id)
    .limit(bindparam("limit"))
)
_FREE = (lot.c.remaining - lot.c.held).label("free")
_PAST = (
    select(lot.c.member_id, lot.c.lot_id, _FREE, lot.c.expires_at)
    .where(_IS_PAST)
    .order_by(lot.c.member_id, lot.c.expires_at, lot.c.lot_id)
)
_PAST_OF_ONE = _PAST.where(lot.c.member_id == bindparam("member_id"))
_PAST_OF_MANY = _PAST.where(lot.c.member_id.in_(bindparam("members", expanding=True)))


def members_with_expired_points(
    conn: Connection, *, at: datetime, after: int, limit: int, part: Part = EVERYONE
) -> list[int]:
    """The next `limit` members after member `after` who have points past their last day."""
    values = {"today": local_day(at), "after": after, "limit": limit} | part.values()
    return list(conn.execute(_MEMBERS_PAST, values).scalars())


def expire(conn: Connection, *, member_id: int, at: datetime) -> int:
    """Post the expiry of the member's points, one posting per lot; return how many points expired.

    Repeating it finds nothing to do, since nothing available is left in those lots. So a lot needs
    no idempotency key of its own, and could not have one: its last day may be moved and come again.
    """
    account = lock(conn, member_id)
    expired = 0
    values = {"member_id": member_id, "today": local_day(at)}
    for past in conn.execute(_PAST_OF_ONE, values).all():
        details = _details(past, account.version + 1, at)
        posted = post(conn, account, -past.free, details)
        lots.take(conn, member_id, [(past.lot_id, past.free)], posted.version, held=False)
        result = posted.values()
        idempotency.remember(conn, member_id, details.key, _request(past), result, at)
        account = account.after_posting(-past.free)
        expired += past.free
    return expired


def expire_all(conn: Connection, *, member_ids: Sequence[int], at: datetime) -> Counter[int]:
    """Post the expiry of these members' points with one statement per table; return how many points
    of each expired. The rows are those of expire(), and so is the order of steps: lock, read,
    write."""
    accounts = batch_sql.lock_accounts(conn, [(member_id, POINTS) for member_id in member_ids])
    rows, expired = batch_sql.BatchRows(at), Counter[int]()
    values = {"members": list(member_ids), "today": local_day(at)}
    for past in conn.execute(_PAST_OF_MANY, values).all():
        account = accounts[past.member_id, POINTS].after_posting(-past.free)
        accounts[past.member_id, POINTS] = account
        details = _details(past, account.version, at)
        request_hash = idempotency.hashed(_request(past))
        rows.add_taken(account, past.lot_id, past.free, details, request_hash)
        expired[past.member_id] += past.free
    rows.write(conn)
    return expired


def _details(past: AnyRow, version: int, at: datetime) -> PostingDetails:
    """Of the posting `version`, by which what is free in the lot expires."""
    key = f"expire:{past.lot_id}:{version}"
    return PostingDetails(EXPIRED, "expire", key, at, past.expires_at.isoformat())


def _request(past: AnyRow) -> Values:
    return {"act": "expire", "lot_id": past.lot_id, "amount": past.free}
