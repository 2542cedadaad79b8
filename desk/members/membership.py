"""Leaving and staying, another owner or carrier, a move, arrears and suspension: what agents and
supervisors do with a membership.

What billing decides is a supervisor's here, and so is what ends a membership at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy import Connection

from core.kernel import NotAllowed
from core.loyalty import staying
from core.member_events import EventKind, status
from core.members import MemberWithPoints, membership, profiles
from core.organisation import units
from core.programme import current_rules, local_day
from desk.frame import (
    SUPERVISORS,
    DeskContext,
    Form,
    is_ticked,
    required_choice,
    required_int,
)
from desk.members.member_act import Detail, MemberAct, form_key
from desk.members.reports import report

LEAVE_REASONS: tuple[membership.LeaveReason, ...] = ("unused", "choice", "number", "other")


@dataclass(frozen=True, slots=True)
class MembershipState:
    """What the forms show. `leaves_on`: None: no notice was given; `would_leave_on`: if it were
    given today; `lost`: the points that end with the membership; `offer`: what who stays gets."""

    leaves_on: date | None
    would_leave_on: date
    lost: int
    offer: int
    standing: status.Standing


def state_of(context: DeskContext, conn: Connection, member: MemberWithPoints) -> MembershipState:
    at, member_id = context.now(), member.member_id
    return MembershipState(
        leaves_on=membership.leaves_on(conn, member_id),
        would_leave_on=local_day(at) + timedelta(days=current_rules().leaving.warning_days),
        lost=member.balance,
        offer=staying.offer(conn, member_id, at),
        standing=status.standing(conn, member_id),
    )


def _leave(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    """The agent has said what is lost, and from when."""
    _check_ticked(form)
    chosen = required_choice(form, "leave_reason", LEAVE_REASONS)
    reason = next(each for each in LEAVE_REASONS if each == chosen)
    at = context.now()
    membership.give_notice(conn, member_id=member_id, key=form_key(), at=at, reason=reason)
    return "done-leave", {"leave_reason": reason}


def _stay(context: DeskContext, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    membership.withdraw_notice(conn, member_id=member_id, key=form_key(), at=context.now())
    return "done-stay", {}


def _keep(context: DeskContext, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    """Grants what was offered for staying. Raises NotAllowed('offer_taken')."""
    points = required_int(form, "points", 1)
    if not staying.accept(conn, member_id, points, context.now()):
        raise NotAllowed("offer_taken")
    return "done-keep", {"points": points}


def _move(context: DeskContext, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    place = required_choice(form, "place", list(units.of_programme()))
    report(context, conn, member_id, EventKind.PROVINCE_MOVED, became=place)
    return "done-province_moved", {"place": place}


def _standing(
    kind: EventKind, context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    report(context, conn, member_id, kind)
    return f"done-{kind}", {}


def _end(
    kind: EventKind, context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    """What is under way is finished first: until then the member is frozen."""
    _check_ticked(form)
    report(context, conn, member_id, kind)
    has_left = profiles.by_id(conn, member_id).status == "left"
    return "done-ended" if has_left else "done-ending", {}


def _check_ticked(form: Form) -> None:
    """Raises NotAllowed('not_sure')."""
    if not is_ticked(form, "sure"):
        raise NotAllowed("not_sure")


_BY_BILLING = (
    EventKind.ARREARS_BEGUN,
    EventKind.ARREARS_SETTLED,
    EventKind.SUSPENDED,
    EventKind.RESUMED,
)
_ENDS = (EventKind.OWNER_CHANGED, EventKind.PORTED_OUT)
MEMBERSHIP_ACTS = {
    "leave": MemberAct(_leave),
    "stay": MemberAct(_stay),
    "keep": MemberAct(_keep),
    EventKind.PROVINCE_MOVED.value: MemberAct(_move),
    **{kind.value: MemberAct(partial(_standing, kind), SUPERVISORS) for kind in _BY_BILLING},
    **{kind.value: MemberAct(partial(_end, kind), SUPERVISORS) for kind in _ENDS},
}
