"""The rules of giving points: who may give, to whom, and how many. Nothing is posted here."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from core.kernel import LimitReached, NotAllowed
from core.ledger import NotEnoughPoints
from core.members import Member, permissions, profiles
from core.programme import current_rules, local_day, months_before, start_of_day
from core.schema import transfer as transfer_table

_SINCE = select(transfer_table.c.to_member_id, transfer_table.c.amount).where(
    transfer_table.c.member_id == bindparam("member_id"),
    transfer_table.c.opened_at >= bindparam("since"),
    transfer_table.c.status != "refunded",
)


def check_eligible(conn: Connection, giver: Member, receiver_id: int, at: datetime) -> None:
    """Check what can be refused before an amount is named. Raises NotAllowed: the giver's status,
    'too_new', 'oneself', or 'receiver', who cannot receive now; LimitReached:
    'recipients_per_month'; NoSuchMember for the receiver."""
    permissions.check(giver, permissions.Act.SPEND)
    if giver.joined_on > months_before(local_day(at), current_rules().giving.membership_months_min):
        raise NotAllowed("too_new")
    if receiver_id == giver.member_id:
        raise NotAllowed("oneself")
    # An early answer only: the receiver's own transaction decides.
    if not can_receive(profiles.by_id(conn, receiver_id)):
        raise NotAllowed("receiver")
    recipients, _ = _given(conn, giver.member_id, at)
    if len(recipients | {receiver_id}) > current_rules().giving.recipients_per_month_max:
        raise LimitReached("recipients_per_month")


def points_left(conn: Connection, member_id: int, at: datetime) -> int:
    """Points that the member may still give this calendar month."""
    return current_rules().giving.points_per_month_max - _given(conn, member_id, at)[1]


def check_amount(
    conn: Connection, member_id: int, amount: int, available: int, at: datetime
) -> None:
    """`available` are the giver's points. Raises NotEnoughPoints, or LimitReached:
    'points_given_per_month'."""
    if amount > available:
        raise NotEnoughPoints(available, amount)
    if amount > points_left(conn, member_id, at):
        raise LimitReached("points_given_per_month")


def can_receive(receiver: Member) -> bool:
    """Whether the member's status permits receiving points."""
    return permissions.refusal(receiver, permissions.Act.EARN) is None


def _given(conn: Connection, member_id: int, at: datetime) -> tuple[set[int], int]:
    """The receivers and the sum of this calendar month's transfers; refunded ones do not count."""
    since = start_of_day(local_day(at).replace(day=1))
    rows = conn.execute(_SINCE, {"member_id": member_id, "since": since}).all()
    return {row.to_member_id for row in rows}, sum(row.amount for row in rows)
