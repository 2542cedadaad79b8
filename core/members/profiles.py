"""Members as callers and other rooms see them, found by telephone number or member id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import phonenumbers
from sqlalchemy import BigInteger, Connection, bindparam, case, select

from core.kernel import NoSuchMember, NotAllowed, row_builder
from core.programme import current_rules, years_between
from core.schema import member as member_table
from core.schema import msisdn

NOBODY = 0
"""The member id in rows about callers who are not members, and about no member at all."""

WITHHELD = "withheld:"
"""Prefix of the stand-in for a number that the caller withholds."""


@dataclass(frozen=True, slots=True)
class Member:
    """Who a member is. What they can spend depends on the day: see core.members.member_points."""

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
    city: str | None
    marketing_ok: bool
    has_pin: bool
    pin_locked_on: date | None
    leaves_on: date | None
    """The first day on which the membership may end; None if no notice was given."""

    @property
    def place(self) -> str:
        """The code of the city, or of the province where the city is not known."""
        return self.city or self.province


# Asked at every execution, not when this module is imported.
_PIN_TRIES = bindparam(
    "pin_tries", callable_=lambda: current_rules().security.pin_tries, type_=BigInteger
)
MEMBER_QUERY = select(
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
    member_table.c.city,
    member_table.c.marketing_ok,
    member_table.c.pin_hash.is_not(None).label("has_pin"),
    case((member_table.c.pin_wrong >= _PIN_TRIES, member_table.c.pin_wrong_on)).label(
        "pin_locked_on"
    ),
    member_table.c.leaves_on,
).select_from(member_table)
_ID_OF = select(msisdn.c.member_id).where(msisdn.c.number == bindparam("number"))
_member = row_builder(Member, MEMBER_QUERY)
_BY_ID = MEMBER_QUERY.where(member_table.c.member_id == bindparam("member_id"))
_BY_IDS = MEMBER_QUERY.where(member_table.c.member_id.in_(bindparam("member_ids", expanding=True)))
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

_LOCK_ALL = (
    select(member_table.c.member_id)
    .where(member_table.c.member_id.in_(bindparam("member_ids", expanding=True)))
    .order_by(member_table.c.member_id)
    .with_for_update(key_share=True)
)


def find(conn: Connection, number: str) -> Member | None:
    """The member who has that number (E.164) now, None if nobody has."""
    member_id = id_of(conn, number)
    return None if member_id is None else by_id(conn, member_id)


def id_of(conn: Connection, number: str) -> int | None:
    """A step of its own, because the number is on another server than the member where the database
    is distributed (docs/distribution.md)."""
    member_id: int | None = conn.execute(_ID_OF, {"number": number}).scalar()
    return member_id


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
    """The members by id; an id of nobody is left out."""
    rows = conn.execute(_BY_IDS, {"member_ids": member_ids})
    return {row.member_id: _member(row) for row in rows}


def lock(conn: Connection, member_id: int) -> str:
    """Lock the member's row, so that the member's requests run one after the other where no account
    is locked. Return the status: it may have changed since the member was read. Raises
    NoSuchMember."""
    status: str | None = conn.execute(_LOCK, {"member_id": member_id}).scalar()
    if status is None:
        raise NoSuchMember
    return status


def lock_unerased(conn: Connection, member_id: int) -> None:
    """As lock(), before something is written that is personal. Raises NotAllowed('left') where the
    member's personal data have been erased."""
    if lock(conn, member_id) == "left" and is_erased(conn, member_id):
        raise NotAllowed("left")


def lock_all(conn: Connection, member_ids: Sequence[int]) -> None:
    """Lock the rows of these members, always in the same order; an id of nobody is left out."""
    conn.execute(_LOCK_ALL, {"member_ids": member_ids}).all()


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
    """The age in whole years; None if no date of birth is known."""
    return None if member.born_on is None else years_between(member.born_on, day)


def is_senior(member: Member, day: date) -> bool:
    """Whether the member has reached `callers.senior_from_age` by that day; not, if no date of
    birth is known."""
    age = age_on(member, day)
    return age is not None and age >= current_rules().callers.senior_from_age


def speech_percent(member: Member, day: date) -> int:
    """How fast the member is spoken to, in percent of a voice's usual rate."""
    return current_rules().callers.senior_speech_percent if is_senior(member, day) else 100
