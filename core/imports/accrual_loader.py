"""Applies rows of accruals: bills, points from partners and promotions, the opening balances of a
programme that is taken over, and reversals of all these.

An accrual counts once, by its id, whoever it is for. It stays with its member when the member's
number changes, so a file can be imported again at any time.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from core.imports.accrual_owners import Owners
from core.imports.accrual_rows import OPTIONAL, REQUIRED, Accrual, Opening, parse, untimely
from core.imports.csv_files import Row
from core.imports.errors import BadRow
from core.kernel import HotlineError, KeyReused, NotAllowed
from core.ledger import GROWTH, POINTS, batch_sql
from core.loyalty import (
    OPENING,
    Applied,
    Bill,
    Grant,
    Outcome,
    Reversal,
    accrual_batch,
    accrual_reversal,
    province,
)
from core.programme import current_rules, local_day, start_of_day

__all__ = ["OPTIONAL", "REQUIRED", "apply"]

UNITS = (POINTS, GROWTH)
Parsed = Accrual | BadRow


def apply(conn: Connection, rows: Sequence[Row], *, at: datetime) -> list[Outcome]:
    """One outcome a row, in their order. Rows that are not rejected are written."""
    parsed = [parse(row.values) for row in rows]
    accruals = [one for one in parsed if isinstance(one, Accrual)]
    owners = Owners(conn, accruals)
    if any(map(_is_reversal, parsed)):
        # All at once, and in the order of every chunk: piece by piece, two imports would deadlock.
        member_ids = {one for accrual in accruals if (one := owners.likely(accrual))}
        batch_sql.lock_accounts(conn, [(one, unit) for one in member_ids for unit in UNITS])
    outcomes: list[Outcome] = []
    for are_reversals, some in groupby(parsed, key=_is_reversal):
        if are_reversals:
            outcomes += [_reverse(conn, owners, one, at) for one in some]
        else:
            outcomes += _accrue(conn, owners, [*some], at)
    owners.write(conn)
    return [_as_bad_row(outcome) for outcome in outcomes]


def _is_reversal(parsed: Parsed) -> bool:
    return isinstance(parsed, Accrual) and isinstance(parsed.content, Reversal)


def _accrue(
    conn: Connection, owners: Owners, parsed: Sequence[Parsed], at: datetime
) -> list[Outcome]:
    accruals = [one for one in parsed if isinstance(one, Accrual)]
    wanted = [(member_id, one.key) for one in accruals if (member_id := owners.likely(one))]
    chunk = accrual_batch.Chunk(conn, wanted, at=at)
    outcomes = [
        _apply_row(chunk, owners, one, at) if isinstance(one, Accrual) else one for one in parsed
    ]
    chunk.write()
    return outcomes


def _apply_row(
    chunk: accrual_batch.Chunk, owners: Owners, accrual: Accrual, at: datetime
) -> Outcome:
    try:
        member_id = owners.find(accrual)
    except BadRow as error:
        return error
    if member_id not in chunk.members:
        return BadRow(f"there is no member {member_id}")
    content = accrual.content
    assert not isinstance(content, Reversal)
    rules = chunk.rules_of(content.on)
    is_new = not owners.applied_before(accrual)
    if is_new and (reason := untimely(content, local_day(at), rules)):
        return BadRow(reason)
    if isinstance(content, Bill):
        outcome = chunk.earn(member_id, accrual.key, content)
    else:
        outcome = _apply_opening(chunk, member_id, accrual.key, content)
    if outcome is Applied.NOW:
        owners.add(accrual, member_id)
    return outcome


def _apply_opening(
    chunk: accrual_batch.Chunk, member_id: int, key: str, opening: Opening
) -> Outcome:
    """Whatever the member's status is, unless they have left."""
    member = chunk.members[member_id]
    if member.status == "left":
        return NotAllowed(member.status)
    issuer = province(member.province)
    grants = [
        Grant(
            member_id=member_id,
            key=f"{key}:{unit}",
            amount=amount,
            contra=issuer,
            kind=OPENING,
            expires_at=opening.expires_at if unit == POINTS else None,
            unit_cost_mfen=current_rules().redemption.cost_mfen_per_point if unit == POINTS else 0,
            issuer=issuer,
            unit=unit,
            memo=opening.memo,
            effective_at=start_of_day(opening.on),
        )
        for unit, amount in ((POINTS, opening.points), (GROWTH, opening.growth))
        if amount
    ]
    return chunk.post_opening_balance(member_id, key, {"act": OPENING} | asdict(opening), grants)


def _reverse(conn: Connection, owners: Owners, accrual: Parsed, at: datetime) -> Outcome:
    """One at a time: refunds are few, and each depends on what is left of its accrual."""
    assert isinstance(accrual, Accrual)
    assert isinstance(accrual.content, Reversal)
    reversal = accrual.content
    if reason := untimely(reversal, local_day(at), current_rules()):
        return BadRow(reason)
    try:
        member_id = owners.find(accrual)
        with conn.begin_nested():
            outcome = accrual_reversal.reverse(
                conn, member_id=member_id, reversal=reversal, key=accrual.key, at=at
            )
    except HotlineError as error:
        return error
    if outcome is Applied.NOW:
        owners.add(accrual, member_id)
    return outcome


def _as_bad_row(outcome: Outcome) -> Outcome:
    match outcome:
        case KeyReused():
            return BadRow("this accrual_id was imported before, with other data")
        case NotAllowed():
            return BadRow(f"the member's status is {outcome.reason}: nothing is earned now")
        case _:
            return outcome
