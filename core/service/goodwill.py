"""Points that an agent gives for what went wrong: up to a limit a day alone, above it with a second
person who approves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from core.ledger import POINTS, PostingResult, ledger, lots
from core.loyalty import province
from core.members import Act, permissions, profiles
from core.programme import begins, current_rules, local_day
from core.schema import posting
from core.service import approvals
from core.service.approvals import Asked

KIND = "goodwill"
POINTS_MAX = 1_000_000  # a mistyped number is a mistyped number, whoever approves it


@dataclass(frozen=True, slots=True)
class Wish:
    """`wish_id` is given with the form, so that one sent twice is one wish."""

    member_id: int
    wish_id: str
    points: int
    reason: str
    agent: str


_TODAYS = select(func.coalesce(func.sum(posting.c.amount), 0)).where(
    posting.c.member_id == bindparam("whose"),
    posting.c.unit == POINTS,
    posting.c.kind == KIND,
    posting.c.recorded_at >= bindparam("since"),
    posting.c.key != bindparam("but"),
)


def give(conn: Connection, wish: Wish, at: datetime) -> PostingResult | None:
    """None: with what the member was given today it is more than may be given without a second
    person, and waits for one. NotAllowed: the membership's status."""
    if not 0 < wish.points <= POINTS_MAX:
        raise ValueError(f"goodwill is above 0 and at most {POINTS_MAX}: {wish.points}")
    _check(conn, wish.member_id)
    if approvals.find(conn, wish.member_id, wish.wish_id) is not None:
        return None
    if _todays(conn, wish, at) + wish.points <= current_rules().desk.goodwill_points_max:
        return _post(conn, wish, wish.agent, at)
    approvals.ask(
        conn,
        member_id=wish.member_id,
        approval_id=wish.wish_id,
        points=wish.points,
        reason=wish.reason,
        agent=wish.agent,
        at=at,
    )
    return None


def give_approved(conn: Connection, asked: Asked, agent: str, at: datetime) -> None:
    _check(conn, asked.member_id)
    wish = Wish(asked.member_id, asked.approval_id, asked.points, asked.reason, asked.asked_by)
    _post(conn, wish, f"{asked.asked_by}+{agent}", at)


def _check(conn: Connection, member_id: int) -> None:
    profiles.lock(conn, member_id)  # else one who leaves meanwhile is left with points
    permissions.check(profiles.by_id(conn, member_id), Act.EARN)


def _todays(conn: Connection, wish: Wish, at: datetime) -> int:
    """Whoever gave it: several agents, or one several times, get no further. The wish itself may
    have been posted already, by the same form."""
    since = begins(local_day(at))
    values = {"whose": wish.member_id, "since": since, "but": _key(wish)}
    return int(conn.execute(_TODAYS, values).scalar_one())


def _key(wish: Wish) -> str:
    return f"goodwill:{wish.wish_id}"


def _post(conn: Connection, wish: Wish, by: str, at: datetime) -> PostingResult:
    issuer = province(profiles.by_id(conn, wish.member_id).province)
    return ledger.grant(
        conn,
        member_id=wish.member_id,
        amount=wish.points,
        contra=issuer,
        kind=KIND,
        key=_key(wish),
        at=at,
        expires_at=lots.last_day(local_day(at), current_rules()),
        issuer=issuer,
        unit_cost=current_rules().redemption.cost_fen_per_point,
        memo=by,
    )
