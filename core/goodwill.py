"""Points that an agent gives for what went wrong: up to a limit alone, above it with a second
person who approves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core import access, ledger, lots, members
from core.access import Act
from core.days import local_day
from core.earning import province
from core.errors import NotAllowed, NotFound
from core.posting import Posted
from core.programme import PROGRAMME
from core.schema import approval, member

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


@dataclass(frozen=True, slots=True)
class Asked:
    member_id: int
    approval_id: str
    points: int
    reason: str
    asked_by: str
    asked_at: datetime
    status: str
    decided_by: str | None
    decided_at: datetime | None
    name: str
    number: str


_ASK = insert(approval).values(status="waiting")
_ASKED = (
    select(
        approval.c.member_id,
        approval.c.approval_id,
        approval.c.points,
        approval.c.reason,
        approval.c.asked_by,
        approval.c.asked_at,
        approval.c.status,
        approval.c.decided_by,
        approval.c.decided_at,
        member.c.name,
        member.c.number,
    )
    .join(member, member.c.member_id == approval.c.member_id)
    .order_by(approval.c.asked_at)
)
_THIS = _ASKED.where(
    approval.c.member_id == bindparam("member_id"), approval.c.approval_id == bindparam("which")
)
_WAITING = _ASKED.where(approval.c.status == "waiting")
_DECIDE = (
    update(approval)
    .where(approval.c.member_id == bindparam("whose"), approval.c.approval_id == bindparam("which"))
    .where(approval.c.status == "waiting")
    .values(status=bindparam("becomes"), decided_by=bindparam("who"), decided_at=bindparam("at"))
)


def give(conn: Connection, wish: Wish, at: datetime) -> Posted | None:
    """None: it is more than an agent may give alone, and waits for a second person. NotAllowed:
    the membership's status."""
    if not 0 < wish.points <= POINTS_MAX:
        raise ValueError(f"goodwill is above 0 and at most {POINTS_MAX}: {wish.points}")
    members.lock(conn, wish.member_id)  # else one who leaves meanwhile is left with points
    access.check(members.by_id(conn, wish.member_id), Act.EARN)
    if wish.points <= PROGRAMME.desk.goodwill_points_max:
        return _post(conn, wish, wish.agent, at)
    if _find(conn, wish.member_id, wish.wish_id) is None:
        row = {"member_id": wish.member_id, "approval_id": wish.wish_id, "points": wish.points}
        conn.execute(_ASK, row | {"reason": wish.reason, "asked_by": wish.agent, "asked_at": at})
    return None


def decide(
    conn: Connection, *, member_id: int, approval_id: str, agent: str, approves: bool, at: datetime
) -> Posted | None:
    """NotAllowed: 'own' (whoever asked cannot approve), 'decided', or the membership's status."""
    asked = _find(conn, member_id, approval_id)
    if asked is None:
        raise NotFound(f"member {member_id} has no approval {approval_id}")
    if asked.asked_by == agent:
        raise NotAllowed("own")
    becomes = "approved" if approves else "refused"
    which = {"whose": member_id, "which": approval_id}
    if conn.execute(_DECIDE, which | {"becomes": becomes, "who": agent, "at": at}).rowcount != 1:
        raise NotAllowed("decided")
    if not approves:
        return None
    members.lock(conn, member_id)
    access.check(members.by_id(conn, member_id), Act.EARN)
    wish = Wish(member_id, approval_id, asked.points, asked.reason, asked.asked_by)
    return _post(conn, wish, f"{asked.asked_by}+{agent}", at)


def waiting(conn: Connection) -> list[Asked]:
    """The oldest first."""
    return [Asked(*row) for row in conn.execute(_WAITING)]


def _find(conn: Connection, member_id: int, approval_id: str) -> Asked | None:
    row = conn.execute(_THIS, {"member_id": member_id, "which": approval_id}).first()
    return None if row is None else Asked(*row)


def _post(conn: Connection, wish: Wish, by: str, at: datetime) -> Posted:
    issuer = province(members.by_id(conn, wish.member_id).province)
    return ledger.grant(
        conn,
        member_id=wish.member_id,
        amount=wish.points,
        contra=issuer,
        kind=KIND,
        key=f"goodwill:{wish.wish_id}",
        at=at,
        expires_at=lots.last_day(local_day(at)),
        issuer=issuer,
        unit_cost=PROGRAMME.redemption.cost_fen_per_point,
        memo=by,
    )
