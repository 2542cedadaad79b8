"""What may be exchanged with partners: by their terms, and by the month's limit."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from core.kernel import LimitReached, NotAllowed, NotFound
from core.members import Member, MemberWithPoints, permissions, spending_limits
from core.programme import ExchangePartner, current_rules, local_day, start_of_day
from core.schema import exchange

_SINCE = select(func.coalesce(func.sum(exchange.c.amount), 0)).where(
    exchange.c.member_id == bindparam("member_id"),
    exchange.c.opened_at >= bindparam("since"),
    exchange.c.status != "refused",
)


def terms_with(partner: str) -> ExchangePartner:
    """Raises NotFound for a partner that the programme does not have."""
    terms = current_rules().exchange.partner(partner)
    if terms is None:
        raise NotFound(f"no exchange with {partner}")
    return terms


def names_of(partner: str, points: int = 0) -> dict[str, str]:
    """What the partner's points are called in each language, if there are so many of them; its own
    name for one that the programme does not have any more."""
    terms = current_rules().exchange.partner(partner)
    if terms is None:
        return {"zh": partner, "en": partner}
    return {"zh": terms.name_zh, "en": terms.name_en_one if points == 1 else terms.name_en}


def partner_amount(terms: ExchangePartner, amount: int) -> int:
    """What the partner gives for `amount` of our points."""
    return amount * terms.out_percent // 100


def points_left(conn: Connection, member_id: int, at: datetime) -> int:
    """How many points the month's limit still admits; below 0 if the limit was lowered."""
    since = start_of_day(local_day(at).replace(day=1))
    sent = conn.execute(_SINCE, {"member_id": member_id, "since": since}).scalar_one()
    return current_rules().exchange.points_per_month_max - int(sent)


def in_steps(terms: ExchangePartner, points: int) -> int:
    """`points`, rounded down to the partner's steps."""
    return max(0, points - points % terms.out_step_points)


def most(conn: Connection, member: MemberWithPoints, terms: ExchangePartner, at: datetime) -> int:
    """The most points that the member could exchange now; 0 if that is less than one step."""
    left = points_left(conn, member.member_id, at)
    return in_steps(terms, min(member.available, left))


def check(
    conn: Connection,
    member: Member,
    terms: ExchangePartner,
    amount: int,
    at: datetime,
    *,
    balance: int,
) -> None:
    """`balance` includes the held points. Raises NotAllowed: the member's status, or 'not_whole' if
    the partner's points would not be a whole number; NotOpenYet; LimitReached:
    'points_exchanged_per_month'."""
    permissions.check(member, permissions.Act.SPEND)
    spending_limits.check_open(conn, member.member_id, balance)
    if amount % terms.out_step_points:
        raise NotAllowed("not_whole")
    if amount > points_left(conn, member.member_id, at):
        raise LimitReached("points_exchanged_per_month")
