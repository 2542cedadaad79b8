"""Points that a member owes: a refund takes back what was spent meanwhile.

What a reversed grant has left is taken from its lot; the rest is a debt. The next grants pay it
first, the oldest debt before the others, each in the transaction of the grant and with a posting of
the kind OWED_PAID to the account that had issued the points. So a balance is never below zero, and
no other points of the member are touched.

Points that another member gives pay nothing: they are a present, and not earned.

Every function that writes expects the account to be locked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, case, func, insert, null, select, update

from core.kernel import AnyRow, Values, idempotency
from core.ledger import lots
from core.ledger.accounts import POINTS, Account
from core.ledger.posting import IN_TRANSIT, PostingDetails, post
from core.schema import Moment, lot_use, owed, posting

OWED_PAID = "owed_paid"
EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Owing:
    """Why the member owes what a reversal cannot take: its cause, the transaction that is refunded,
    and the partner that the points were from, if they were a partner's."""

    cause: Literal["accrual_reversal", "partner_refund"]
    txn_id: str
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class Debt:
    """`contra`: the account that the points go back to."""

    owed_id: str
    amount: int
    paid: int
    contra: str
    cause: str
    partner: str | None
    txn_id: str
    opened_at: datetime

    @property
    def left(self) -> int:
        return self.amount - self.paid

    def payment(self, lot_id: int, at: datetime) -> PostingDetails:
        """The posting that pays it out of the grant `lot_id`."""
        key = f"{OWED_PAID}:{lot_id}:{self.owed_id}"
        return PostingDetails(self.contra, OWED_PAID, key, at, self.owed_id)


_OPEN = (
    select(
        owed.c.member_id,
        owed.c.owed_id,
        owed.c.amount,
        owed.c.paid,
        posting.c.contra,
        owed.c.cause,
        owed.c.partner,
        owed.c.txn_id,
        owed.c.opened_at,
    )
    .join(
        posting,
        (posting.c.member_id == owed.c.member_id)
        & (posting.c.unit == owed.c.unit)
        & (posting.c.version == owed.c.reverses),
    )
    .where(
        owed.c.member_id.in_(bindparam("members", expanding=True)),
        owed.c.unit == POINTS,
        owed.c.closed_at.is_(None),
    )
    .order_by(owed.c.member_id, owed.c.number)
)
_NEXT_NUMBER = select(func.coalesce(func.max(owed.c.number), 0) + 1).where(
    owed.c.member_id == bindparam("whose")
)
_OF_GRANT = select(func.coalesce(func.sum(owed.c.amount), 0)).where(
    owed.c.member_id == bindparam("member_id"),
    owed.c.unit == POINTS,
    owed.c.reverses == bindparam("version"),
)
_EXPIRED_OF_GRANT = (
    select(func.coalesce(func.sum(lot_use.c.amount), 0))
    .join(
        posting,
        (posting.c.member_id == lot_use.c.member_id)
        & (posting.c.unit == lot_use.c.unit)
        & (posting.c.version == lot_use.c.version),
    )
    .where(
        lot_use.c.member_id == bindparam("member_id"),
        lot_use.c.unit == POINTS,
        lot_use.c.lot_id == bindparam("version"),
        posting.c.contra == EXPIRED,
    )
)
_INSERT = insert(owed).values(unit=POINTS, paid=0, number=_NEXT_NUMBER.scalar_subquery())
_PAY = (
    update(owed)
    .where(owed.c.member_id == bindparam("of_member"), owed.c.owed_id == bindparam("of_debt"))
    .values(
        paid=owed.c.paid + bindparam("part"),
        closed_at=case(
            (owed.c.paid + bindparam("part") == owed.c.amount, bindparam("at", type_=Moment)),
            else_=null(),
        ),
    )
)


def are_paid_from(contra: str) -> bool:
    """Whether a grant from this account pays what the member owes."""
    return contra != IN_TRANSIT


def open_debts(conn: Connection, member_ids: Iterable[int]) -> dict[int, list[Debt]]:
    """What each of these members owes, in the order in which it is paid. Those who owe nothing are
    left out."""
    found: dict[int, list[Debt]] = {}
    for row in conn.execute(_OPEN, {"members": list(member_ids)}):
        found.setdefault(row.member_id, []).append(_debt(row))
    return found


def owed_of_grant(conn: Connection, member_id: int, version: int) -> int:
    """What reversals of the grant have made the member owe, paid or not."""
    grant = {"member_id": member_id, "version": version}
    return int(conn.execute(_OF_GRANT, grant).scalar_one())


def expired_of_grant(conn: Connection, member_id: int, version: int) -> int:
    """What of the grant has expired. Nobody had anything of it, so nobody owes it."""
    grant = {"member_id": member_id, "version": version}
    return int(conn.execute(_EXPIRED_OF_GRANT, grant).scalar_one())


def open_debt(
    conn: Connection, account: Account, version: int, amount: int, key: str, at: datetime,
    owing: Owing,
) -> None:  # fmt: skip
    """`account`: as it is after what could be taken back. `version`: of the grant."""
    row = {
        "whose": account.member_id,
        "member_id": account.member_id,
        "owed_id": key,
        "amount": amount,
        "cause": owing.cause,
        "partner": owing.partner,
        "txn_id": owing.txn_id,
        "reverses": version,
        "version": account.version,
        "opened_at": at,
    }
    conn.execute(_INSERT, row)


def pay(
    conn: Connection, account: Account, lot_id: int, points: int, at: datetime, request_hash: str
) -> None:
    """Pay what the member owes out of the grant `lot_id` of so many points, which was posted just
    now. `request_hash`: of the request for the grant, to which the payments belong."""
    found = open_debts(conn, [account.member_id]).get(account.member_id, [])
    for debt, part in payments(found, points):
        details = debt.payment(lot_id, at)
        posted = post(conn, account, -part, details)
        account = account.after_posting(-part)
        lots.take(conn, account.member_id, [(lot_id, part)], posted.version, held=False)
        record_payment(conn, account.member_id, debt, part, at)
        idempotency.remember_hash(
            conn, account.member_id, details.key, request_hash, posted.values(), at
        )


def payments(debts: Sequence[Debt], points: int) -> Iterator[tuple[Debt, int]]:
    """What so many points pay of each debt."""
    for debt in debts:
        part = min(debt.left, points)
        if not part:
            return
        points -= part
        yield debt, part


def after_payments(debts: Sequence[Debt], points: int) -> list[Debt]:
    """What is owed once so many points have paid."""
    paid = {debt.owed_id: part for debt, part in payments(debts, points)}
    after = [replace(debt, paid=debt.paid + paid.get(debt.owed_id, 0)) for debt in debts]
    return [debt for debt in after if debt.left]


def record_payment(conn: Connection, member_id: int, debt: Debt, part: int, at: datetime) -> None:
    conn.execute(_PAY, {"of_member": member_id, "of_debt": debt.owed_id, "part": part, "at": at})


def _debt(row: AnyRow) -> Debt:
    columns: Values = row._asdict()
    del columns["member_id"]
    return Debt(**columns)
