"""The status of a membership: arrears and suspension, the freeze of a lost telephone, notice
of leaving, and the end.

A freeze covers the status that billing has set: that one is kept in status_when_lifted, and comes
back when the freeze is lifted.
"""

from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.kernel import idempotency
from core.ledger import accounts
from core.members import changes, numbers
from core.members.profiles import Member
from core.programme import current_rules, local_day
from core.schema import leave_notice
from core.schema import member as member_table

Status = Literal["active", "arrears", "suspended"]
"""What billing may set. The other two are set here: 'frozen' and 'left'."""

LeaveReason = Literal["unused", "choice", "number", "other"]

_UPDATE = update(member_table).where(member_table.c.member_id == bindparam("target_id"))
_SET_STATUS = _UPDATE.values(status=bindparam("became"))
_SET_COVERED_STATUS = _UPDATE.values(status_when_lifted=bindparam("became"))
_FREEZE = _UPDATE.where(member_table.c.status.in_(("active", "arrears", "suspended"))).values(
    status="frozen", status_when_lifted=member_table.c.status
)
_LIFT = _UPDATE.where(member_table.c.status == "frozen").values(
    status=func.coalesce(member_table.c.status_when_lifted, "active"), status_when_lifted=None
)
_LEAVES_ON = select(member_table.c.leaves_on).where(
    member_table.c.member_id == bindparam("member_id")
)
_SET_LEAVES_ON = _UPDATE.values(leaves_on=bindparam("leaves_on"))
_NOTICES = select(func.count()).where(leave_notice.c.member_id == bindparam("member_id"))
_RECORD_NOTICE = insert(leave_notice)


def set_status(conn: Connection, *, member_id: int, status: Status, key: str, at: datetime) -> None:
    """Set the status that billing reports. A frozen member stays frozen, and has this status when
    the freeze is lifted."""
    request = {"act": "set_status", "status": status}
    member = changes.begin(conn, member_id, key, request)
    if member is None:
        return
    accounts.lock(conn, member_id)  # so that no bill is being posted meanwhile
    change = _SET_COVERED_STATUS if member.status == "frozen" else _SET_STATUS
    conn.execute(change, {"became": status, "target_id": member_id})
    idempotency.remember(conn, member_id, key, request, {}, at)


def freeze(conn: Connection, member_id: int) -> None:
    """The telephone is reported lost. Repeating it changes nothing, nor does it for a member who
    has left. Arrears are not settled by it: the status of before is kept."""
    conn.execute(_FREEZE, {"target_id": member_id})


def lift(conn: Connection, *, member_id: int, key: str, at: datetime) -> None:
    """End the freeze, for a member whom an agent has identified: the status of before the freeze
    applies, or the one that billing has set since."""
    request = {"act": "lift"}
    if changes.begin(conn, member_id, key, request) is None:
        return
    conn.execute(_LIFT, {"target_id": member_id})
    idempotency.remember(conn, member_id, key, request, {}, at)


def give_notice(
    conn: Connection, *, member_id: int, key: str, at: datetime, reason: LeaveReason | None = None
) -> None:
    """Give notice of leaving: from leaves_on() the membership may end, and its points with it. A
    second notice does not move that day."""
    request = {"act": "give_notice"}
    if changes.begin(conn, member_id, key, request) is None:
        return
    if leaves_on(conn, member_id) is None:
        last = local_day(at) + timedelta(days=current_rules().leaving.warning_days)
        conn.execute(_SET_LEAVES_ON, {"leaves_on": last, "target_id": member_id})
        _record_notice(conn, member_id, "given", reason, at)
    idempotency.remember(conn, member_id, key, request, {}, at)


def withdraw_notice(conn: Connection, *, member_id: int, key: str, at: datetime) -> None:
    request = {"act": "withdraw_notice"}
    if changes.begin(conn, member_id, key, request) is None:
        return
    if leaves_on(conn, member_id) is not None:
        conn.execute(_SET_LEAVES_ON, {"leaves_on": None, "target_id": member_id})
        _record_notice(conn, member_id, "withdrawn", None, at)
    idempotency.remember(conn, member_id, key, request, {}, at)


def _record_notice(
    conn: Connection, member_id: int, said: str, reason: LeaveReason | None, at: datetime
) -> None:
    number = conn.execute(_NOTICES, {"member_id": member_id}).scalar_one() + 1
    row = {"member_id": member_id, "notice_no": number, "said": said, "reason": reason, "at": at}
    conn.execute(_RECORD_NOTICE, row)


def waive_notice(conn: Connection, *, member_id: int, at: datetime) -> None:
    """Let the membership end today, for a member who asks for it in spite of the notice."""
    conn.execute(_SET_LEAVES_ON, {"leaves_on": local_day(at), "target_id": member_id})


def leaves_on(conn: Connection, member_id: int) -> date | None:
    """The first day on which the membership may end; None if no notice was given."""
    return conn.execute(_LEAVES_ON, {"member_id": member_id}).scalar()


def mark_left(conn: Connection, member: Member, at: datetime) -> None:
    """The last step of core.loyalty.leaving.leave(), which has checked that the member may leave
    and has ended the points. The numbers are free for other members."""
    numbers.release_all(conn, member, at)
    conn.execute(_SET_STATUS, {"became": "left", "target_id": member.member_id})
