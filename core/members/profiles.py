"""Members as callers and other rooms see them, found by telephone number or member id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import phonenumbers
from sqlalchemy import BigInteger, Connection, and_, bindparam, case, cast, func, select

from core.kernel import NoSuchMember, row_builder
from core.programme import current_rules, years_between
from core.schema import lot, member_account, msisdn
from core.schema import member as member_table

NOBODY = 0
"""The member id in rows about callers who are not members, and about no member at all."""

WITHHELD = "withheld:"
"""Prefix of the stand-in for a number that the caller withholds."""


@dataclass(frozen=True, slots=True)
class Member:
    """Who a member is. What they can spend depends on the day: see MemberWithPoints."""

    member_id: int
    number: str
    name: str
    language: str | None
    tier: str
    tier_until: date | None
    joined_on: date
    born_on: date | None
    status: str
    province: str
    marketing_ok: bool
    has_pin: bool
    pin_locked_on: date | None


@dataclass(frozen=True, slots=True)
class MemberWithPoints(Member):
    """A member with the points as of one day. They are for display: a decision reads the account
    again under its lock."""

    available: int
    """What can be spent that day: not held, and not past its last day."""
    held: int
    expires_on: date | None
    expires_points: int | None
    """The available points that expire first, and their last day; None: no points expire."""

    @property
    def balance(self) -> int:
        return self.available + self.held


# Asked at every execution, not when this module is imported.
_PIN_TRIES = bindparam(
    "pin_tries", callable_=lambda: current_rules().security.pin_tries, type_=BigInteger
)
_MEMBER = select(
    member_table.c.member_id,
    member_table.c.number,
    member_table.c.name,
    member_table.c.language,
    member_table.c.tier,
    member_table.c.tier_until,
    member_table.c.joined_on,
    member_table.c.born_on,
    member_table.c.status,
    member_table.c.province,
    member_table.c.marketing_ok,
    member_table.c.pin_hash.is_not(None).label("has_pin"),
    case((member_table.c.pin_wrong >= _PIN_TRIES, member_table.c.pin_wrong_on)).label(
        "pin_locked_on"
    ),
).select_from(member_table)
_NOT_HELD = lot.c.remaining - lot.c.held
_OPEN_LOTS = and_(
    lot.c.member_id == member_table.c.member_id,
    lot.c.unit == "points",
    lot.c.remaining > 0,  # its own condition, by which the planner uses the index lot_open
)
# As core.ledger.accounts.available: points past their last day are not spent, although the job may
# not have posted their expiry yet.
_PAST_LAST_DAY = select(cast(func.coalesce(func.sum(_NOT_HELD), 0), BigInteger)).where(
    _OPEN_LOTS, lot.c.expires_at < bindparam("today")
)
_FIRST_TO_EXPIRE = (
    select(lot.c.expires_at)
    .where(_OPEN_LOTS, lot.c.remaining > lot.c.held, lot.c.expires_at >= bindparam("today"))
    .group_by(lot.c.expires_at)
    .order_by(lot.c.expires_at)
    .limit(1)
)
# Members ask most for what expires first: a query of its own would be a tenth of their whole turn.
_WITH_POINTS = _MEMBER.add_columns(
    (
        func.coalesce(member_account.c.balance - member_account.c.held, 0)
        - _PAST_LAST_DAY.scalar_subquery()
    ).label("available"),
    func.coalesce(member_account.c.held, 0).label("held"),
    _FIRST_TO_EXPIRE.scalar_subquery().label("expires_on"),
    _FIRST_TO_EXPIRE.with_only_columns(cast(func.sum(_NOT_HELD), BigInteger))
    .scalar_subquery()
    .label("expires_points"),
).outerjoin(
    member_account,
    and_(
        member_account.c.member_id == member_table.c.member_id,
        member_account.c.unit == "points",
    ),
)
_HAS_NUMBER = msisdn.c.member_id == member_table.c.member_id
_FIND = _MEMBER.join(msisdn, _HAS_NUMBER).where(msisdn.c.number == bindparam("number"))
# Everything that a dialogue asks about a caller, in one round trip (core.conversation adds to it).
BY_NUMBER = _WITH_POINTS.join(msisdn, _HAS_NUMBER).where(msisdn.c.number == bindparam("caller"))
_member = row_builder(Member, _MEMBER)
_with_points = row_builder(MemberWithPoints, _WITH_POINTS)
_BY_ID = _MEMBER.where(member_table.c.member_id == bindparam("member_id"))
_BY_IDS = _MEMBER.where(member_table.c.member_id.in_(bindparam("member_ids", expanding=True)))
_WITH_POINTS_BY_ID = _WITH_POINTS.where(member_table.c.member_id == bindparam("member_id"))
_ERASED_AT = select(member_table.c.erased_at).where(
    member_table.c.member_id == bindparam("member_id")
)
# FOR NO KEY UPDATE: rows that the member's other requests insert refer to this row by foreign key,
# and a plain FOR UPDATE would make them wait, or deadlock.
_LOCK = (
    select(member_table.c.status)
    .where(member_table.c.member_id == bindparam("member_id"))
    .with_for_update(key_share=True)
)


def find(conn: Connection, number: str) -> Member | None:
    """The member who has that number (E.164) now, None if nobody has."""
    row = conn.execute(_FIND, {"number": number}).first()
    return None if row is None else _member(row)


def caller(conn: Connection, number: str, today: date) -> MemberWithPoints | None:
    """As find(), with the points as of today."""
    row = conn.execute(BY_NUMBER, {"caller": number, "today": today}).first()
    return None if row is None else _with_points(row)


def by_id(conn: Connection, member_id: int) -> Member:
    """A member who has left is found by id, but no longer by number. Raises NoSuchMember."""
    row = conn.execute(_BY_ID, {"member_id": member_id}).first()
    if row is None:
        raise NoSuchMember
    return _member(row)


def is_erased(conn: Connection, member_id: int) -> bool:
    """Whether the member's personal data have been erased; False for an id of nobody."""
    return conn.execute(_ERASED_AT, {"member_id": member_id}).scalar() is not None


def by_ids(conn: Connection, member_ids: Sequence[int]) -> dict[int, Member]:
    """By id; an id of nobody is left out."""
    rows = conn.execute(_BY_IDS, {"member_ids": member_ids})
    return {row.member_id: _member(row) for row in rows}


def with_points(conn: Connection, member_id: int, today: date) -> MemberWithPoints:
    """As by_id(), with the points as of today. Raises NoSuchMember."""
    values = {"member_id": member_id, "today": today}
    row = conn.execute(_WITH_POINTS_BY_ID, values).first()
    if row is None:
        raise NoSuchMember
    return _with_points(row)


def lock(conn: Connection, member_id: int) -> str:
    """Lock the member's row, so that the member's requests run one after the other where no account
    is locked. Return the status: it may have changed since the member was read. Raises
    NoSuchMember."""
    status: str | None = conn.execute(_LOCK, {"member_id": member_id}).scalar()
    if status is None:
        raise NoSuchMember
    return status


def withheld(call_id: str) -> str:
    """The stand-in for a number that the caller withholds. It is unique to the call, so that two
    such callers are never taken for one."""
    return f"{WITHHELD}{call_id}"


def shows_number(caller: str) -> bool:
    """Whether `caller` is a number, and not the stand-in for a withheld one."""
    return not caller.startswith(WITHHELD)


def masked(number: str) -> str:
    """Such as 138****0001, wherever the whole number is not needed."""
    home = f"+{phonenumbers.country_code_for_region(current_rules().region)}"
    shown = number.removeprefix(home)
    return f"{shown[:3]}****{shown[-4:]}" if len(shown) > len("1380001") else "****"


def age_on(member: Member, day: date) -> int | None:
    """In whole years; None if no date of birth is known."""
    return None if member.born_on is None else years_between(member.born_on, day)


def is_senior(member: Member, day: date) -> bool:
    """Whether the member has reached `callers.senior_from_age` by that day; not, if no date of
    birth is known."""
    age = age_on(member, day)
    return age is not None and age >= current_rules().callers.senior_from_age
