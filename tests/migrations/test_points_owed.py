"""Revisions 0018 and 0019 in books that exist already: first days of points, and debts."""

from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from core.kernel import Database
from core.ledger import Owing, debts, ledger
from core.programme import local_day
from core.schema import lot, owed, posting
from migrations import downgrade, upgrade


def newest_grant(conn: Connection) -> Any:
    """A grant of member 1, whose points are partly spent, and a moment after everything."""
    spent = select(lot.c.lot_id).where(lot.c.member_id == 1, lot.c.remaining < lot.c.granted)
    latest = select(func.max(posting.c.recorded_at))
    return conn.execute(spent.limit(1)).scalar(), conn.execute(latest).scalar_one()


def test_points_of_before_can_be_used_at_once(old: Database) -> None:
    upgrade(old)
    first_days = select(lot.c.usable_from).distinct()
    assert old.read(lambda conn: list(conn.execute(first_days).scalars())) == [None]
    assert old.read(lambda conn: list(conn.execute(select(owed)))) == []


def grant_later(conn: Connection) -> None:
    _, at = newest_grant(conn)
    terms = {"expires_at": None, "unit_cost_mfen": 1_000, "usable_from": local_day(at)}
    how = {"contra": "issued", "kind": "mobile", "key": "later", "at": at}
    ledger.grant(conn, member_id=1, amount=10, **how, **terms)


def test_going_back_is_refused_while_points_have_a_first_day(old: Database) -> None:
    upgrade(old)
    old.run(grant_later)
    with pytest.raises(NotImplementedError, match="first day"):
        downgrade(old, "0017")


def refund_the_past(conn: Connection) -> int:
    """Of a grant that the first revision had posted."""
    version, at = newest_grant(conn)
    left = select(lot.c.granted).where(lot.c.member_id == 1, lot.c.lot_id == version)
    back = ledger.take_back(
        conn, member_id=1, version=version, amount=conn.execute(left).scalar_one(), key="refund",
        at=at, kind="accrual_reversal", owing=Owing("accrual_reversal", "old"),
    )  # fmt: skip
    return back.owed


def test_a_grant_of_before_is_refunded_and_what_was_spent_is_owed(old: Database) -> None:
    upgrade(old)
    assert old.run(refund_the_past) == 2_000  # of the 3,120, which the order took
    [debt] = old.read(lambda conn: debts.open_debts(conn, [1]))[1]
    assert debt.left == 2_000
    with pytest.raises(NotImplementedError, match="debts"):
        downgrade(old, "0018")
