"""Reversals of accruals: a refunded bill, or points that a partner takes back.

Points are taken out of the lots that the accrual granted, and nowhere else: what the member has
spent or holds for an order is owed, and paid out of the next grants (core.ledger.debts). Nobody
owes points that have expired. Growth value is taken back with effect from the day of the accrual,
so that a rating counts neither.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import JSON, Connection, bindparam, func, select, type_coerce

from core.kernel import AnyRow, idempotency
from core.ledger import GROWTH, POINTS, Owing, ReversesTooMuch, debts, ledger, lock
from core.loyalty.accrual import FEN_PER_YUAN
from core.loyalty.accrual import partner as partner_account
from core.loyalty.accrual_batch import Applied
from core.loyalty.errors import BadReversal
from core.programme import start_of_day
from core.schema import idempotency as idempotency_table
from core.schema import posting

REVERSED = "accrual_reversal"
"""The kind of the postings."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """`accrual_key` is the key of the bill or opening balance, `source` its source. `fen` is what
    is refunded of a bill, `points` what is taken back of points given; where both are None,
    everything that is left is. `on` is the day of the refund."""

    accrual_key: str
    source: str
    on: date
    fen: int | None = None
    points: int | None = None
    memo: str = ""


_POSTINGS = (
    select(
        posting.c.unit,
        posting.c.version,
        posting.c.kind,
        posting.c.contra,
        posting.c.amount,
        posting.c.effective_at,
    )
    .where(
        posting.c.member_id == bindparam("member_id"),
        func.substr(posting.c.key, 1, func.length(bindparam("prefix"))) == bindparam("prefix"),
    )
    .order_by(posting.c.unit.desc(), posting.c.version)  # points first, as a bill posts them
)
_RESULTS = select(idempotency_table.c.result).where(
    idempotency_table.c.member_id == bindparam("member_id"),
    type_coerce(idempotency_table.c.result, JSON)["accrual"].as_string() == bindparam("accrual"),
)
"""What reverse() has recorded of an accrual."""
_REVERSED = (
    select(posting.c.unit, posting.c.reverses, func.sum(posting.c.amount).label("amount"))
    .where(posting.c.member_id == bindparam("member_id"), posting.c.reverses.is_not(None))
    .group_by(posting.c.unit, posting.c.reverses)
)


def reverse(
    conn: Connection, *, member_id: int, reversal: Reversal, key: str, at: datetime
) -> Applied:
    """Take back what the accrual gave, all of it under one key.

    The refunds of one bill count together, in whole yuan, as the bill did; what they take is
    rounded down, so that those of the whole bill take exactly what it gave. Raises BadReversal
    for another source, ReversesTooMuch, and KeyReused.
    """
    request = {"act": "reverse_accrual", "reversal": asdict(reversal)}
    lock(conn, member_id)
    if idempotency.replay(conn, member_id, key, request) is not None:
        return Applied.EARLIER
    taken = {POINTS: 0, GROWTH: 0}
    for number, (granted, amount) in enumerate(_parts(conn, member_id, reversal)):
        undo = _take_points if granted.unit == POINTS else _take_growth
        undo(conn, member_id, granted, amount, reversal, f"{key}:{number}", at)
        taken[granted.unit] += amount
    fen = taken[GROWTH] * FEN_PER_YUAN if reversal.fen is None else reversal.fen
    amounts = {"points": taken[POINTS], "growth": taken[GROWTH], "fen": fen}
    result = amounts | {"accrual": reversal.accrual_key}
    idempotency.remember(conn, member_id, key, request, result, at)
    return Applied.NOW


def _take_points(
    conn: Connection, member_id: int, granted: AnyRow, amount: int, reversal: Reversal, key: str,
    at: datetime,
) -> None:  # fmt: skip
    partner = granted.contra.removeprefix(partner_account(""))
    ledger.take_back(
        conn,
        member_id=member_id,
        version=granted.version,
        amount=amount,
        kind=REVERSED,
        key=key,
        at=at,
        effective_at=start_of_day(reversal.on),
        memo=reversal.memo,
        owing=Owing(
            "accrual_reversal",
            reversal.accrual_key,
            None if partner == granted.contra else partner,
        ),
    )


def _take_growth(
    conn: Connection, member_id: int, granted: AnyRow, amount: int, reversal: Reversal, key: str,
    at: datetime,
) -> None:  # fmt: skip
    ledger.reverse(
        conn,
        member_id=member_id,
        version=granted.version,
        amount=amount,
        unit=GROWTH,
        kind=REVERSED,
        key=key,
        at=at,
        effective_at=granted.effective_at,
        memo=reversal.memo,
    )


def _parts(conn: Connection, member_id: int, reversal: Reversal) -> list[tuple[AnyRow, int]]:
    """Each posting of the accrual with what is to be taken of it; without those that lose nothing.
    An accrual that earned nothing has no postings."""
    which = {"member_id": member_id, "prefix": f"{reversal.accrual_key}:"}
    postings = conn.execute(_POSTINGS, which).all()
    if not postings:
        return []
    if reversal.source not in {each.kind for each in postings}:
        raise BadReversal(f"the source was {postings[0].kind}")
    gone = _gone(conn, member_id, postings)
    left = [each.amount - before for each, before in zip(postings, gone, strict=True)]
    if not any(left):
        raise ReversesTooMuch(0)
    if reversal.fen is None:
        amounts = _amounts(reversal, left)
    else:
        fen_before = _refunded_fen(conn, member_id, reversal.accrual_key, postings, gone)
        amounts = _amounts_of_refund(reversal.fen, fen_before, postings, gone)
    return [(each, amount) for each, amount in zip(postings, amounts, strict=True) if amount]


def _gone(conn: Connection, member_id: int, postings: Sequence[AnyRow]) -> list[int]:
    """What of each posting was reversed before, made the member owe something, or has expired."""
    reversed_before = {
        (row.unit, row.reverses): -int(row.amount)
        for row in conn.execute(_REVERSED, {"member_id": member_id})
    }
    gone = []
    for each in postings:
        amount = reversed_before.get((each.unit, each.version), 0)
        if each.unit == POINTS:
            amount += debts.owed_of_grant(conn, member_id, each.version)
            amount += debts.expired_of_grant(conn, member_id, each.version)
        gone.append(amount)
    return gone


def _amounts(reversal: Reversal, left: list[int]) -> list[int]:
    if reversal.points is None:
        return left
    if len(left) > 1:
        raise BadReversal("its points were computed, so that only an amount can be refunded")
    return [reversal.points]


def _refunded_fen(
    conn: Connection,
    member_id: int,
    accrual_key: str,
    postings: Sequence[AnyRow],
    gone: Sequence[int],
) -> int:
    """What was refunded of the accrual before. Reversals by an earlier release have recorded no
    fen: the growth value that they took is their whole yuan."""
    which = {"member_id": member_id, "accrual": accrual_key}
    results: Sequence[dict[str, int]] = conn.execute(_RESULTS, which).scalars().all()
    growth_gone = sum(n for each, n in zip(postings, gone, strict=True) if each.unit == GROWTH)
    growth_of_earlier_release = growth_gone - sum(each["growth"] for each in results)
    return sum(each["fen"] for each in results) + growth_of_earlier_release * FEN_PER_YUAN


def _amounts_of_refund(
    fen: int, fen_before: int, postings: Sequence[AnyRow], gone: Sequence[int]
) -> list[int]:
    """The growth value of a bill is its whole yuan."""
    growth = next((n for n, each in enumerate(postings) if each.unit == GROWTH), None)
    if growth is None:
        raise BadReversal("it was given in points, not for an amount")
    billed, refunded = postings[growth].amount, (fen_before + fen) // FEN_PER_YUAN
    if refunded > billed:
        raise BadReversal(
            f"at most {billed - fen_before // FEN_PER_YUAN} yuan of it can still be refunded"
        )
    return [
        max(0, each.amount * refunded // billed - before)
        for each, before in zip(postings, gone, strict=True)
    ]
