"""Who is calling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import phonenumbers
from sqlalchemy import BigInteger, Connection, and_, bindparam, case, cast, func, select

from core.kernel import NoSuchMember
from core.members.errors import BadNumber
from core.programme import current_rules, shipped_rules, years_between
from core.schema import lot, member_account, msisdn
from core.schema import member as member_table

NOBODY = 0
"""The member id under which callers write who are not members."""

WITHHELD = "withheld:"
"""Begins what stands in a number's place where a caller shows none."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member with the points as they were when this was read: to say, not to decide on."""

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
    available: int
    held: int
    marketing_ok: bool
    has_pin: bool
    pin_locked_on: date | None
    expires_on: date | None = None
    expires_points: int | None = None
    """The free points that are lost first, and their last day: known of a caller only."""

    @property
    def balance(self) -> int:
        return self.available + self.held


_PIN_TRIES = shipped_rules().security.pin_tries
_MEMBER = (
    select(
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
        func.coalesce(member_account.c.balance - member_account.c.held, 0).label("available"),
        func.coalesce(member_account.c.held, 0).label("held"),
        member_table.c.marketing_ok,
        member_table.c.pin_hash.is_not(None),
        case((member_table.c.pin_wrong >= _PIN_TRIES, member_table.c.pin_wrong_on)),
    )
    .select_from(member_table)
    .outerjoin(
        member_account,
        and_(
            member_account.c.member_id == member_table.c.member_id,
            member_account.c.unit == "points",
        ),
    )
)
_FREE = lot.c.remaining - lot.c.held
_FIRST_TO_EXPIRE = (
    select(lot.c.expires_at)
    .where(
        lot.c.member_id == member_table.c.member_id,
        lot.c.unit == "points",
        lot.c.remaining > lot.c.held,
        lot.c.expires_at.is_not(None),
    )
    .group_by(lot.c.expires_at)
    .order_by(lot.c.expires_at)
    .limit(1)
)
# All that a dialogue asks about, in one round trip. What expires first is what members ask most;
# asked on its own it is a tenth of their whole turn.
BY_NUMBER = (
    _MEMBER.add_columns(
        _FIRST_TO_EXPIRE.scalar_subquery(),
        _FIRST_TO_EXPIRE.with_only_columns(cast(func.sum(_FREE), BigInteger)).scalar_subquery(),
    )
    .join(msisdn, msisdn.c.member_id == member_table.c.member_id)
    .where(msisdn.c.number == bindparam("caller"))
)
_BY_ID = _MEMBER.where(member_table.c.member_id == bindparam("member_id"))
_BY_IDS = _MEMBER.where(member_table.c.member_id.in_(bindparam("member_ids", expanding=True)))
# FOR NO KEY UPDATE: the foreign keys of what the member's other requests write look at this row
# too, and a plain FOR UPDATE would have them wait, or deadlock.
_LOCK = (
    select(member_table.c.status)
    .where(member_table.c.member_id == bindparam("member_id"))
    .with_for_update(key_share=True)
)


def find(conn: Connection, number: str) -> Member | None:
    row = conn.execute(BY_NUMBER, {"caller": number}).first()
    return None if row is None else Member(*row)


def by_id(conn: Connection, member_id: int) -> Member:
    """NoSuchMember where there is none; one who has left is found here, by no number."""
    row = conn.execute(_BY_ID, {"member_id": member_id}).first()
    if row is None:
        raise NoSuchMember
    return Member(*tuple(row))


def by_ids(conn: Connection, member_ids: Sequence[int]) -> dict[int, Member]:
    """Those of them that there are."""
    rows = conn.execute(_BY_IDS, {"member_ids": member_ids})
    return {row.member_id: Member(*tuple(row)) for row in rows}


def lock(conn: Connection, member_id: int) -> str:
    """For what has no account to lock: two of the member's requests go one after the other. The
    status as it is now; what was read before may have been waiting for the request that changed it.
    """
    status: str | None = conn.execute(_LOCK, {"member_id": member_id}).scalar()
    if status is None:
        raise NoSuchMember
    return status


def number_of(raw: str) -> str:
    """E.164, or BadNumber."""
    try:
        parsed = phonenumbers.parse(raw, current_rules().region)
    except phonenumbers.NumberParseException as error:
        raise BadNumber(raw) from error
    # Possible, not valid: operators open number ranges before any list of them knows.
    if not phonenumbers.is_possible_number(parsed):
        raise BadNumber(raw)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def withheld(call_id: str) -> str:
    """In the place of a number that the caller withholds: the call's own, so that no two such
    callers are ever taken for one."""
    return f"{WITHHELD}{call_id}"


def shows_number(caller: str) -> bool:
    return not caller.startswith(WITHHELD)


def masked(number: str) -> str:
    """138****0001: how a number is shown wherever the whole is not needed."""
    home = f"+{phonenumbers.country_code_for_region(current_rules().region)}"
    shown = number.removeprefix(home)
    return f"{shown[:3]}****{shown[-4:]}" if len(shown) > len("1380001") else "****"


def age_on(member: Member, day: date) -> int | None:
    return None if member.born_on is None else years_between(member.born_on, day)


def is_senior(member: Member, day: date) -> bool:
    """Whether the member has reached `callers.senior_from_age` by that day; not, if no date of
    birth is known."""
    age = age_on(member, day)
    return age is not None and age >= current_rules().callers.senior_from_age
