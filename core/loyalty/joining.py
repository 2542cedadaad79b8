"""Makes somebody a member: the membership, its number, its accounts, and the points that a new
member begins with.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from core.kernel import InsertIfNew, NumberTaken
from core.ledger import GROWTH, POINTS, ledger, lots
from core.loyalty.accrual import province
from core.members import NOBODY, MemberIdInUse, changes
from core.organisation import NoSuchUnit, units
from core.programme import current_rules, local_day
from core.schema import member as member_table

WELCOME = "promotion"
"""The kind of the first points."""

_NEWEST = select(func.coalesce(func.max(member_table.c.member_id), NOBODY))
_ADD = InsertIfNew(member_table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """`member_id`: None: it is assigned. `city`: None: it is not known."""

    number: str
    name: str
    province: str
    joined_on: date
    language: str | None = None
    born_on: date | None = None
    member_id: int | None = None
    city: str | None = None


def join(conn: Connection, newcomer: Newcomer, *, key: str, at: datetime) -> int:
    """Returns the member's id. The caller has made sure that the request is new. Raises NoSuchUnit,
    and NumberInUse or MemberIdInUse where the number or the id is another member's."""
    place = units.place_of(conn, newcomer.city or newcomer.province)
    if place.province != newcomer.province:
        raise NoSuchUnit(newcomer.city)
    member_id = newcomer.member_id or int(conn.execute(_NEWEST).scalar_one()) + 1
    changes.claim_number(conn, newcomer.number, member_id)
    if not _ADD(conn, _row(newcomer, member_id)):
        if newcomer.member_id:
            raise MemberIdInUse(str(member_id))
        raise NumberTaken  # somebody else has joined meanwhile
    for unit in (POINTS, GROWTH):
        ledger.open_account(conn, member_id, unit)
    _welcome(conn, member_id, newcomer, key, at)
    return member_id


def _row(newcomer: Newcomer, member_id: int) -> dict[str, object]:
    return asdict(newcomer) | {
        "member_id": member_id,
        "tier": current_rules().tiers[0].name,
        "status": "active",
        "pin_wrong": 0,
        "marketing_ok": False,
    }


def _welcome(conn: Connection, member_id: int, newcomer: Newcomer, key: str, at: datetime) -> None:
    rules = current_rules()
    if not rules.joining.initial_points:
        return
    issuer = province(newcomer.province)
    ledger.grant(
        conn,
        member_id=member_id,
        amount=rules.joining.initial_points,
        contra=issuer,
        kind=WELCOME,
        key=f"{key}:welcome",
        at=at,
        expires_at=lots.last_day(local_day(at), rules),
        issuer=issuer,
        unit_cost_mfen=rules.redemption.cost_mfen_per_point,
    )
