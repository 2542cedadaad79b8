"""Members' moves between places, and where a member was at a moment.

An act (an order, an exchange, a claim) is written with the place where it is done, and nobody reads
that from the member afterwards. The audit compares the places of acts with the moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select, union_all

from core.kernel import row_builder
from core.schema import Moment, claim, exchange, gift_order, member, org_move, spending

_AFTER = timedelta(microseconds=1)  # the finest that the database keeps


@dataclass(frozen=True, slots=True)
class Move:
    moved_at: datetime
    was: str
    became: str


_WHOSE: BindParameter[int] = bindparam("member_id")
_MOVES = (
    select(org_move.c.moved_at, org_move.c.was, org_move.c.became)
    .where(org_move.c.member_id == _WHOSE)
    .order_by(org_move.c.moved_at.desc())
)
_AT = bindparam("at", type_=Moment)
_CAME_TO = _MOVES.with_only_columns(org_move.c.became).where(org_move.c.moved_at <= _AT).limit(1)
_WENT_FROM = (
    select(org_move.c.was)
    .where(org_move.c.member_id == _WHOSE, org_move.c.moved_at > _AT)
    .order_by(org_move.c.moved_at)
    .limit(1)
)
_IS_IN = select(func.coalesce(member.c.city, member.c.province)).where(member.c.member_id == _WHOSE)
_PLACE = select(
    func.coalesce(
        _CAME_TO.scalar_subquery(), _WENT_FROM.scalar_subquery(), _IS_IN.scalar_subquery()
    )
)
_ACTS = union_all(
    *(
        select(func.max(moment).label("at")).where(moment.table.c.member_id == _WHOSE)
        for moment in (
            gift_order.c.created_at,
            exchange.c.opened_at,
            claim.c.opened_at,
            spending.c.at,
            org_move.c.moved_at,
        )
    )
).subquery()
_LATEST_ACT = select(func.max(_ACTS.c.at, type_=Moment))
_RECORD = insert(org_move)
_move = row_builder(Move, _MOVES)


def record(conn: Connection, *, member_id: int, was: str, became: str, at: datetime) -> None:
    """Record a move; the member's row is locked. What the member has done already was done before
    the move, whichever clock each was timed by."""
    latest = conn.execute(_LATEST_ACT, {"member_id": member_id}).scalar()
    moved_at = at if latest is None or latest < at else latest + _AFTER
    values = {"member_id": member_id, "moved_at": moved_at, "was": was, "became": became}
    conn.execute(_RECORD, values)


def place_at(conn: Connection, member_id: int, at: datetime) -> str:
    """The code of the place where the member is, or was at that moment."""
    place: str = conn.execute(_PLACE, {"member_id": member_id, "at": at}).scalar_one()
    return place


def history(conn: Connection, member_id: int) -> Sequence[Move]:
    """The member's moves, the newest first."""
    return [_move(row) for row in conn.execute(_MOVES, {"member_id": member_id})]
