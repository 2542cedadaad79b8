"""Goodwill: points that an agent grants to make up for what went wrong. A member gets up to a limit
a day on one agent's word; above it a second agent approves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from core.ledger import POINTS, PostingResult, ledger, lots
from core.loyalty import province
from core.members import Act, permissions, profiles
from core.programme import current_rules, local_day, start_of_day
from core.schema import posting
from core.service import approvals
from core.service.approvals import Approval

KIND = "goodwill"
POINTS_MAX = 1_000_000  # even with approval: a larger number is a typing error


@dataclass(frozen=True, slots=True)
class GoodwillRequest:
    """`request_id` comes with the form, so that a form sent twice is one request. `agent` is the
    user name of who asks."""

    member_id: int
    request_id: str
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


def give(conn: Connection, request: GoodwillRequest, at: datetime) -> PostingResult | None:
    """Post the points. Returns None if they wait for approval, because the member would get more
    than `desk.goodwill_points_max` today. Raises NotAllowed with the membership's status."""
    if not 0 < request.points <= POINTS_MAX:
        raise ValueError(f"goodwill is above 0 and at most {POINTS_MAX}: {request.points}")
    _check(conn, request.member_id)
    if approvals.find(conn, request.member_id, request.request_id) is not None:
        return None
    if _todays(conn, request, at) + request.points <= current_rules().desk.goodwill_points_max:
        return _post(conn, request, request.agent, at)
    approvals.request(
        conn,
        member_id=request.member_id,
        approval_id=request.request_id,
        points=request.points,
        reason=request.reason,
        agent=request.agent,
        at=at,
    )
    return None


def give_approved(conn: Connection, approval: Approval, agent: str, at: datetime) -> None:
    """Post the points of an approved request. `agent` is the one who approved."""
    _check(conn, approval.member_id)
    request = GoodwillRequest(
        approval.member_id,
        approval.approval_id,
        approval.points,
        approval.reason,
        approval.asked_by,
    )
    _post(conn, request, f"{approval.asked_by}+{agent}", at)


def _check(conn: Connection, member_id: int) -> None:
    profiles.lock(conn, member_id)  # or a member who leaves meanwhile would keep points
    permissions.check(profiles.by_id(conn, member_id), Act.EARN)


def _todays(conn: Connection, request: GoodwillRequest, at: datetime) -> int:
    """What the member was given today by all agents together, or the limit could be passed in
    parts. Without this very request, which may have been posted already by the same form."""
    since = start_of_day(local_day(at))
    values = {"whose": request.member_id, "since": since, "but": _key(request)}
    return int(conn.execute(_TODAYS, values).scalar_one())


def _key(request: GoodwillRequest) -> str:
    return f"goodwill:{request.request_id}"


def _post(conn: Connection, request: GoodwillRequest, by: str, at: datetime) -> PostingResult:
    issuer = province(profiles.by_id(conn, request.member_id).province)
    return ledger.grant(
        conn,
        member_id=request.member_id,
        amount=request.points,
        contra=issuer,
        kind=KIND,
        key=_key(request),
        at=at,
        expires_at=lots.last_day(local_day(at), current_rules()),
        issuer=issuer,
        unit_cost_mfen=current_rules().redemption.cost_mfen_per_point,
        memo=by,
    )
