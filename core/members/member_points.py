"""Members with the points that they have on one day, found by telephone number or member id."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, Connection, and_, bindparam, cast, func, select

from core.kernel import NoSuchMember, row_builder
from core.ledger import LAST_DAY_AHEAD, LAST_DAY_PASSED, NOT_USABLE_YET, POINTS, USABLE
from core.members import profiles
from core.members.profiles import MEMBER_QUERY, Member
from core.schema import lot, member, member_account, owed


@dataclass(frozen=True, slots=True)
class MemberWithPoints(Member):
    """A member with the points as of one day. They are for display: a decision reads the account
    again under its lock."""

    unexpired: int
    """What is not held and not past its last day that day, whether or not it can be used yet."""
    held: int
    expires_on: date | None
    expires_points: int | None
    """The available points that expire first, and their last day; None: no points expire."""
    waiting: int
    """What cannot be used yet."""
    owed: int
    """What refunds could not take back; the next grants pay it."""

    @property
    def available(self) -> int:
        """What can be spent that day."""
        return self.unexpired - self.waiting

    @property
    def balance(self) -> int:
        return self.unexpired + self.held


_NOT_HELD = lot.c.remaining - lot.c.held
_OPEN_LOTS = and_(
    lot.c.member_id == member.c.member_id,
    lot.c.unit == POINTS,
    lot.c.remaining > 0,  # its own condition, by which the planner uses the index lot_open
)
_SUM = cast(func.coalesce(func.sum(_NOT_HELD), 0), BigInteger)
_PAST_LAST_DAY = select(_SUM).where(_OPEN_LOTS, LAST_DAY_PASSED)
_WAITING = select(_SUM).where(_OPEN_LOTS, lot.c.usable_from.is_not(None), NOT_USABLE_YET)
_OWED = select(cast(func.coalesce(func.sum(owed.c.amount - owed.c.paid), 0), BigInteger)).where(
    owed.c.member_id == member.c.member_id, owed.c.closed_at.is_(None)
)
_FIRST_TO_EXPIRE = (
    select(lot.c.expires_at)
    .where(_OPEN_LOTS, lot.c.remaining > lot.c.held, LAST_DAY_AHEAD, USABLE)
    .group_by(lot.c.expires_at)
    .order_by(lot.c.expires_at)
    .limit(1)
)
# Members ask most for what expires first: a query of its own would be a tenth of their whole turn.
_WITH_POINTS = MEMBER_QUERY.add_columns(
    (
        func.coalesce(member_account.c.balance - member_account.c.held, 0)
        - _PAST_LAST_DAY.scalar_subquery()
    ).label("unexpired"),
    func.coalesce(member_account.c.held, 0).label("held"),
    _FIRST_TO_EXPIRE.scalar_subquery().label("expires_on"),
    _FIRST_TO_EXPIRE.with_only_columns(cast(func.sum(_NOT_HELD), BigInteger))
    .scalar_subquery()
    .label("expires_points"),
    _WAITING.scalar_subquery().label("waiting"),
    _OWED.scalar_subquery().label("owed"),
).outerjoin(
    member_account,
    and_(member_account.c.member_id == member.c.member_id, member_account.c.unit == POINTS),
)
# Everything that a dialogue asks about a caller, in one round trip (core.conversation adds to it).
BY_ID = _WITH_POINTS.where(member.c.member_id == bindparam("member_id"))
_with_points = row_builder(MemberWithPoints, _WITH_POINTS)


def caller(conn: Connection, number: str, today: date) -> MemberWithPoints | None:
    """As profiles.find(), with the points as of today."""
    member_id = profiles.id_of(conn, number)
    return None if member_id is None else with_points(conn, member_id, today)


def with_points(conn: Connection, member_id: int, today: date) -> MemberWithPoints:
    """As profiles.by_id(), with the points as of today. Raises NoSuchMember."""
    row = conn.execute(BY_ID, {"member_id": member_id, "today": today}).first()
    if row is None:
        raise NoSuchMember
    return _with_points(row)
