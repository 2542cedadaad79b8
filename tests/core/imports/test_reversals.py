"""Rows that take an accrual back: a refunded bill, points of a partner."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.imports import Progress
from core.kernel import Database
from core.ledger import Debt, debts, ledger
from core.loyalty import tiers
from core.members import Member, profiles
from core.schema import lot, posting

MEMBERS = """\
number,name,joined_on,province,tier,tier_until
+8613900000001,王芳,2020-01-31,GD,gold,2026-12-31
+8613900000002,Alice,2024-02-29,BJ,,
"""
HEADER = "accrual_id,kind,reverses,number,source,yuan,points,partner,earned_on,memo"
# Gold, and a member for six years: 150 percent, and 30 percent of that.
BILL = "a1,accrual,,+8613900000001,mobile,100.99,,,2026-05-20,May bill"
SHOP = "p1,,,+8613900000001,partner,,70,coffee,2026-05-20,"
WHOLE = "r1,reversal,a1,+8613900000001,mobile,,,,2026-05-31,refund of May"
HALF = "r2,reversal,a1,+8613900000001,mobile,50.99,,,2026-05-31,"
SHOP_30 = "r3,reversal,p1,+8613900000001,partner,,30,,2026-05-31,"


@pytest.fixture
def take(load: Callable[..., Any]) -> Callable[..., Any]:
    load("members", MEMBERS)
    return lambda *rows: load("accruals", "\n".join([HEADER, *rows]))


def member(database: Database, number: str = "+8613900000001") -> Member:
    found = database.read(lambda conn: profiles.find(conn, number))
    assert found is not None
    return found


def points(database: Database) -> int:
    return database.read(lambda conn: ledger.balance(conn, 1).balance)


def growth(database: Database) -> int:
    return database.read(lambda conn: ledger.balance(conn, 1, "growth").balance)


@pytest.mark.parametrize("in_one_file", [True, False])
def test_refunded_bill_takes_back_what_it_earned(
    database: Database, take: Callable[..., Any], at: datetime, in_one_file: bool
) -> None:
    if in_one_file:
        assert take(BILL, WHOLE) == (Progress(2, 2, 0), [])
    else:
        take(BILL)
        assert take(WHOLE) == (Progress(1, 1, 0), [])
    assert (points(database), growth(database)) == (0, 0)
    with database.engine.begin() as conn:
        assert list(conn.execute(select(lot.c.remaining)).scalars()) == [0, 0]
        entries = conn.execute(
            select(posting.c.unit, posting.c.kind, posting.c.amount, posting.c.memo)
            .where(posting.c.reverses.is_not(None))
            .order_by(posting.c.unit.desc(), posting.c.version)
        ).all()
        progress = tiers.progress(conn, member(database), at)
    assert [tuple(entry) for entry in entries] == [
        ("points", "accrual_reversal", -150, "refund of May"),
        ("points", "accrual_reversal", -45, "refund of May"),
        ("growth", "accrual_reversal", -100, "refund of May"),
    ]
    assert progress.growth == 0


def test_growth_is_taken_back_from_the_day_of_the_bill(
    database: Database, take: Callable[..., Any], at: datetime
) -> None:
    """A rating of a time that the bill's day is not part of counts neither."""
    take(BILL, WHOLE)
    a_year_after_the_bill = at + timedelta(days=360)
    with database.engine.begin() as conn:
        assert tiers.progress(conn, member(database), a_year_after_the_bill).growth == 0


def test_partial_refunds_are_rounded_down_and_end_at_the_whole(
    database: Database, take: Callable[..., Any]
) -> None:
    take(BILL)
    thirds = [HALF.replace("r2", f"t{n}").replace("50.99", "33.00") for n in range(3)]
    assert take(thirds[0])[0] == Progress(1, 1, 0)
    assert (points(database), growth(database)) == (195 - 49 - 14, 67)
    assert take(*thirds)[0] == Progress(3, 2, 0)
    assert growth(database) == 1
    too_much = HALF.replace("50.99", "2")
    assert take(too_much)[1] == [(2, "at most 1 yuan of it can still be refunded")]
    assert take(WHOLE)[0] == Progress(1, 1, 0)
    assert (points(database), growth(database)) == (0, 0)
    assert take(WHOLE.replace("r1", "r9"))[1] == [(2, "at most 0 points can still be reversed")]


def test_reversal_counts_once(database: Database, take: Callable[..., Any]) -> None:
    take(BILL, SHOP, HALF, SHOP_30)
    before = points(database)
    assert before == 195 - 75 - 22 + 70 - 30
    assert take(BILL, SHOP, HALF, SHOP_30)[0] == Progress(4, 0, 0)
    assert take(SHOP_30, HALF, SHOP_30)[0] == Progress(3, 0, 0)
    reused = "this accrual_id was imported before, with other data"
    assert take(HALF.replace("50.99", "51"))[1] == [(2, reused)]
    assert take(BILL.replace("a1", "r2"))[1] == [(2, reused)]
    assert take(SHOP_30.replace("r3", "a1"))[1] == [(2, reused)]
    assert points(database) == before


def test_points_that_are_spent_are_owed(
    database: Database, take: Callable[..., Any], at: datetime
) -> None:
    """The next bill pays them, also in the file of the refund."""
    take(BILL)
    spending = {"member_id": 1, "amount": 100, "contra": "issued", "kind": "spend", "key": "s"}
    database.run(lambda conn: ledger.spend(conn, **spending, at=at))
    assert take(WHOLE)[0] == Progress(1, 1, 0)
    assert (points(database), growth(database)) == (0, 0)
    [debt] = owed_by(database)
    assert (debt.left, debt.cause, debt.partner) == (100, "accrual_reversal", None)
    assert debt.txn_id == "accrual:a1"
    assert take(BILL.replace("a1", "a2").replace("100.99", "40"))[0] == Progress(1, 1, 0)
    assert (points(database), sum(each.left for each in owed_by(database))) == (0, 22)
    again = BILL.replace("a1", "a3"), WHOLE.replace("r1", "r3").replace("a1", "a3")
    assert take(*again)[0] == Progress(2, 2, 0)
    # The 22 that the bill had paid are owed once more.
    assert (points(database), sum(each.left for each in owed_by(database))) == (0, 22)


def owed_by(database: Database, member_id: int = 1) -> list[Debt]:
    return database.read(lambda conn: debts.open_debts(conn, [member_id]).get(member_id, []))


def test_bill_that_earned_nothing_is_refunded_without_a_posting(
    database: Database, take: Callable[..., Any]
) -> None:
    assert take(BILL.replace("100.99", "0.58"), WHOLE)[0] == Progress(2, 2, 0)
    assert take(WHOLE)[0] == Progress(1, 0, 0)
    assert points(database) == 0


def test_opening_balance_is_taken_back_whole(database: Database, load: Callable[..., Any]) -> None:
    load("members", MEMBERS)
    header = "accrual_id,kind,reverses,member_id,source,points,growth,earned_on"
    opening = "o1,,,1,opening,8000,2300,2026-01-01"
    back = "o2,reversal,o1,1,opening,,,2026-05-31"
    assert load("accruals", "\n".join([header, opening, back]))[0] == Progress(2, 2, 0)
    assert (points(database), growth(database)) == (0, 0)


BAD = {
    WHOLE.replace(",a1,", ",,"): "reverses is missing",
    WHOLE.replace(",a1,", ",a9,"): "no accrual a9 was imported",
    WHOLE.replace(",a1,", ",2.02611E+17,"): "reverses 2.02611E+17 is a number that lost its digits",
    WHOLE.replace("reversal", "refund"): "kind is refund, not one of accrual, reversal",
    WHOLE.replace("reversal", ""): "reverses means nothing with the source mobile",
    WHOLE.replace("mobile", "fixed_line"): "the source was mobile",
    WHOLE.replace("000001", "000002"): "this accrual_id was another member's",
    WHOLE.replace("2026-05-31", "2027-05-31"): "earned_on is 2027-05-31, which is still to come",
    HALF.replace("50.99", "0"): "yuan is 0",
    HALF.replace("50.99", "101"): "at most 100 yuan of it can still be refunded",
    HALF.replace("50.99,", ",50"): "points means nothing with a reversal of the source mobile",
    SHOP_30.replace(",30,", ",71,"): "at most 70 points can still be reversed",
    SHOP_30.replace(",30,", "30,,"): "yuan means nothing with a reversal of the source partner",
    SHOP_30.replace(",30,", ",30,coffee"): "partner means nothing with a reversal",
    SHOP_30.replace("p1", "a1"): "the source was mobile",
}


def test_reversal_that_does_not_fit_is_rejected(
    database: Database, take: Callable[..., Any]
) -> None:
    take(BILL, SHOP)
    for row, reason in BAD.items():
        progress, [(_, said)] = take(row)
        assert reason in said, row
        assert progress == Progress(1, 0, 1)
    assert (points(database), growth(database)) == (265, 100)
