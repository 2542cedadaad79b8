"""Imports: what is applied, and what a repeated import changes."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from import_rows import ACCRUALS, MEMBERS, rows
from sqlalchemy import select, update

from core.imports import Progress
from core.kernel import Database
from core.ledger import ledger
from core.loyalty import leaving
from core.members import changes, membership
from core.schema import lot, member, member_account, msisdn, posting


def test_members_are_imported_with_numbers_and_accounts(
    database: Database, load: Callable[..., Any]
) -> None:
    assert load("members", "\ufeff" + MEMBERS) == (Progress(3, 3, 0), [])
    with database.engine.begin() as conn:
        found = {row.number: row for row in conn.execute(select(member))}
        numbers = {row.number: row.member_id for row in conn.execute(select(msisdn))}
        accounts = conn.execute(select(member_account)).all()
    lin, alice, li = (found[f"+861390000000{n}"] for n in (1, 2, 3))
    assert (lin.tier, lin.tier_until, lin.born_on) == (
        "gold",
        date(2026, 12, 31),
        date(1985, 2, 28),
    )
    assert (alice.name, alice.tier, alice.status) == ("Brown, Alice", "basic", "active")
    assert (alice.language, alice.marketing_ok, lin.marketing_ok) == (None, False, True)
    assert (li.member_id, li.status) == (500, "suspended")
    assert numbers == {row.number: row.member_id for row in found.values()}
    assert len(accounts) == 6


def test_accruals_and_opening_balances_are_posted(
    database: Database, load: Callable[..., Any]
) -> None:
    load("members", MEMBERS.replace("active,zh,1985-02-28,yes,", "active,zh,1985-02-28,yes,1"))
    load("members", MEMBERS)
    assert load("accruals", ACCRUALS.replace(",,2,partner", ",,501,partner")) == (
        Progress(5, 5, 0),
        [],
    )
    with database.engine.begin() as conn:
        posted = conn.execute(
            select(posting.c.member_id, posting.c.unit, posting.c.kind, posting.c.amount)
            .where(posting.c.unit == "points")
            .order_by(posting.c.member_id, posting.c.version)
        ).all()
        brought = conn.execute(select(lot).where(lot.c.member_id == 500)).one()
        growth = ledger.balance(conn, 500, "growth").balance
    # Gold, and a member for six years: 150 percent, and 30 percent of that.
    assert [tuple(row) for row in posted] == [
        (1, "points", "mobile", 150),
        (1, "points", "bonus", 45),
        (500, "points", "opening", 8000),
        (501, "points", "partner", 70),
        (501, "points", "promotion", 500),
    ]
    assert (brought.granted, brought.expires_at, brought.issuer) == (
        8000,
        date(2027, 6, 30),
        "province:GD",
    )
    assert growth == 2300


def test_repeated_import_changes_nothing(
    database: Database, load: Callable[..., Any], at: datetime
) -> None:
    load("members", MEMBERS)
    load("accruals", ACCRUALS)
    # Meanwhile the world has gone on.
    change = {"member_id": 501, "number": "+8613911111111", "key": "n", "at": at}
    database.run(lambda conn: changes.change_number(conn, **change))
    database.run(lambda conn: conn.execute(update(member).values(tier="diamond")))
    before = rows(database)
    assert load("members", MEMBERS) == (Progress(3, 0, 0), [])
    progress, reasons = load("accruals", ACCRUALS)
    assert (progress.applied, progress.applied_before) == (0, 4)
    assert reasons == [(4, "there is no member 2")]
    assert rows(database) == before


def test_repeated_import_after_member_left_changes_nothing(
    database: Database, load: Callable[..., Any], at: datetime
) -> None:
    """An accrual counts once, even years later, when its points have expired."""
    load("members", MEMBERS)
    load("accruals", ACCRUALS)
    whose = {"member_id": 501, "at": at}
    database.run(lambda conn: membership.give_notice(conn, key="notice", **whose))
    gone = whose | {"at": at + timedelta(days=30)}
    database.run(lambda conn: leaving.leave(conn, key="leave", **gone))
    progress, reasons = load("accruals", ACCRUALS, years=9)
    assert (progress.applied, progress.applied_before) == (0, 4)
    assert reasons == [(4, "there is no member 2")]
