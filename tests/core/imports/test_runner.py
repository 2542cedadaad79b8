"""Imports: what is applied, what is rejected and why, when repeated and after a kill."""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from core.books import audit
from core.imports import BadFile, Import, ImportUnderWay, Progress, runner
from core.kernel import Database
from core.ledger import ledger
from core.loyalty import leaving
from core.members import changes, membership
from core.schema import import_run, lot, member, member_account, metadata, msisdn, posting

MEMBERS = """\
number,name,joined_on,province,tier,tier_until,status,language,born_on,marketing_ok,member_id
+8613900000001,王芳,2020-01-31,GD,gold,2026-12-31,active,zh,1985-02-28,yes,
139 0000 0002,"Brown, Alice",2024-02-29,BJ,,,,,,,
+8613900000003,李强,2019-06-01,GD,,,suspended,zh,,no,500
"""
ACCRUALS = """\
accrual_id,number,member_id,source,yuan,charge,points,growth,partner,earned_on,expires_on,memo
a1,+8613900000001,,mobile,100.99,,,,,2026-05-31,,May bill
a2,+8613900000001,,mobile,58,gifted,,,,2026-05-31,,
a3,,2,partner,,,70,,coffee,2026-05-20,2026-12-31,
a4,+8613900000002,,promotion,,,500,,,2026-05-20,,
o1,+8613900000003,,opening,,,8000,2300,,2026-01-01,2027-06-30,brought along
"""
HEADER = ACCRUALS.splitlines()[0]

BAD_MEMBERS = {
    "123,Lin,2020-01-01,GD,,,,,,,": "number 123 is not a telephone number",
    "+8613900000009,,2020-01-01,GD,,,,,,,": "name is missing",
    "+8613900000009,Lin,2020-02-30,GD,,,,,,,": "joined_on is 2020-02-30, not a day such as",
    "+8613900000009,Lin,2020-01-01,GD,platinum,2026-12-31,,,,,": "tier is platinum, not one of",
    "+8613900000009,Lin,2020-01-01,GD,gold,,,,,,": "tier_until goes with every tier but basic",
    "+8613900000009,Lin,2020-01-01,GD,,,left,,,,": "status is left, not one of",
    "+8613900000009,Lin,2020-01-01,GD,,,,,,maybe,": "marketing_ok is maybe, not yes or no",
    "+8613900000009,Lin,2020-01-01,GD,,,,,,,0": "member_id 0 is reserved",
    "+8613900000009,Lin,2020-01-01,GD,,,,,,,500": "member_id 500 is another member's",
    "+8613900000001,Lin,2021-01-01,GD,,,,,,,": "number +8613900000001 is another member's",
    "+8613900000001,Lin,2020-01-31,GD,,,,,,,": "was imported before, with other data",
    "+8613900000009,Lin,2020-01-01": "3 cells, but 11 columns",
    "+8613900000009,Lin,0001-01-01,GD,,,,,,,": "joined_on is 0001-01-01, not between",
    "+8613900000009,Li\0n,2020-01-01,GD,,,,,,,": "name has a control character: 'Li\\x00n'",
}
BAD_ACCRUALS = {
    "b1,+8613900000099,,mobile,1,,,,,2026-05-31,,": "no member has the number +8613900000099",
    "b2,,99,mobile,1,,,,,2026-05-31,,": "there is no member 99",
    "b3,+8613900000001,,water,1,,,,,2026-05-31,,": "source is water, not one of",
    "b4,+8613900000001,,mobile,-1,,,,,2026-05-31,,": "yuan is below 0: -1",
    "b5,+8613900000001,,mobile,1e3,,,,,2026-05-31,,": "yuan is 1e3, not an amount such as",
    "b6,+8613900000001,,mobile,,,,,,2026-05-31,,": "yuan is missing",
    "b7,+8613900000001,,mobile,1,tip,,,,2026-05-31,,": "charge is tip, not one of",
    "b8,+8613900000001,,mobile,1,,,,,31.05.2026,,": "earned_on is 31.05.2026, not a day",
    "b9,+8613900000001,,mobile,1,,5,,,2026-05-31,,": "points means nothing with the source mobile",
    "b10,+8613900000001,,promotion,,,0,,,2026-05-31,,": "points is 0",
    "b11,+8613900000001,,promotion,,,1.5,,,2026-05-31,,": "points is 1.5, not a whole number",
    "b12,+8613900000001,,partner,,,5,,,2026-05-31,,": "partner is missing",
    "b13,+8613900000001,,opening,,,,,,2026-05-31,,": "neither points nor growth",
    "b14,+8613900000003,,mobile,5,,,,,2026-05-31,,": "the member's status is suspended",
    "b:15,+8613900000001,,mobile,5,,,,,2026-05-31,,": "has a colon",
    "a1,+8613900000001,,mobile,100.98,,,,,2026-05-31,,": "imported before, with other data",
    "a1,+8613900000002,,mobile,100.99,,,,,2026-05-31,,May bill": "was another member's",
    ",+8613900000001,,mobile,5,,,,,2026-05-31,,": "accrual_id is missing",
    "c1,+8613900000001,,mobile,5,,,,,9999-12-31,,": "earned_on is 9999-12-31, not between",
    "c2,+8613900000001,,mobile,5,,,,,2062-05-31,,": "earned_on is 2062-05-31, which is still to",
    "c3,+8613900000001,,mobile,5,,,,,2016-05-31,,": "its last day was 2018-12-31",
    "c4,+8613900000001,,promotion,,,5,,,2026-05-31,2026-05-31,": "its last day was 2026-05-31",
    "c5,+8613900000001,,opening,,,5,,,2020-05-31,2025-12-31,": "its last day was 2025-12-31",
    "c6,+8613900000001,500,mobile,5,,,,,2026-05-31,,": "number +8613900000001 is not member 500's",
    "c7,,0,mobile,5,,,,,2026-05-31,,": "member_id 0 is reserved",
    "c8,+8613900000001,,mobile,5,,,,,2026-05-31,,a\0b": "memo has a control character",
}


@pytest.fixture
def load(database: Database, tmp_path: Path, at: datetime) -> Iterator[Callable[..., Any]]:
    """load(kind, text) returns the progress, and the lines and reasons of what was rejected."""

    def load(kind: runner.Kind, text: str, name: str = "f.csv", years: int = 0) -> Any:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        report = Import(database, kind, path).run(lambda: at.replace(year=at.year + years))
        return report.progress, rejected(report.rejected_file)

    yield load
    assert database.read(lambda conn: list(audit.violations(conn))) == []


def rejected(file: Path | None) -> list[tuple[int, str]]:
    if file is None:
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return [(int(row["line"]), row["reason"]) for row in csv.DictReader(lines)]


def rows(database: Database) -> dict[str, list[Any]]:
    with database.engine.begin() as conn:
        return {
            table.name: [*conn.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
            if table is not import_run
        }


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


@pytest.mark.parametrize("kind", ["members", "accruals"])
def test_invalid_rows_are_rejected_with_line_and_reason(
    database: Database, load: Callable[..., Any], kind: Any
) -> None:
    load("members", MEMBERS)
    load("accruals", ACCRUALS)
    before = rows(database)
    bad = BAD_MEMBERS if kind == "members" else BAD_ACCRUALS
    header = MEMBERS.splitlines()[0] if kind == "members" else HEADER
    progress, reasons = load(kind, "\n".join([header, *bad]))
    assert progress == Progress(len(bad), 0, len(bad))
    assert [line for line, _ in reasons] == list(range(2, len(bad) + 2))
    for (_, reason), (row, expected) in zip(reasons, bad.items(), strict=True):
        assert expected in reason, row
    assert rows(database) == before


def test_corrected_rejects_file_can_be_imported(load: Callable[..., Any], tmp_path: Path) -> None:
    load("members", MEMBERS)
    load("accruals", f"{HEADER}\nx,+8613900000001,,mobile,5 yuan,,,,,2026-05-31,,", "bills.csv")
    text = (tmp_path / "bills.csv.rejected.csv").read_text(encoding="utf-8")
    assert load("accruals", text, "again.csv")[1] == [
        (2, "yuan is 5 yuan, not an amount such as 58 or 58.60")
    ]
    assert (tmp_path / "again.csv.rejected.csv").read_text(encoding="utf-8") == text
    assert load("accruals", text.replace("5 yuan,", "5,"), "mended.csv")[0] == Progress(1, 1, 0)


def test_duplicate_rows_within_one_file(load: Callable[..., Any]) -> None:
    """The same row twice, another one under its id, a cell of two lines, a blank line."""
    load("members", MEMBERS)
    row = 'x,+8613900000001,,mobile,5,,,,,2026-05-31,,"two\nlines"'
    other = row.replace(",5,", ",6,")
    progress, reasons = load("accruals", "\n".join([HEADER, row, row, "", other]))
    assert (progress, progress.applied_before) == (Progress(3, 1, 1), 1)
    assert reasons == [(8, "this accrual_id was imported before, with other data")]


UNREADABLE = {
    "": "there is no column",
    "number,name\n": "there is no column joined_on, province",
    "number,name,joined_on,province,shoe\n": "what is the column shoe for?",
    "number,number,name,joined_on,province\n": "a column is named twice",
    'number,"name,joined_on,province\n': "line 1: unexpected end of data",
}


@pytest.mark.parametrize("text", UNREADABLE)
def test_file_with_wrong_columns_is_refused(load: Callable[..., Any], text: str) -> None:
    with pytest.raises(BadFile, match=UNREADABLE[text].replace("?", r"\?")):
        load("members", text)


def test_file_in_another_encoding_is_refused(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "gbk.csv"
    path.write_bytes(MEMBERS.encode("gbk"))
    with pytest.raises(BadFile, match="not UTF-8, near line 1"):
        Import(database, "members", path)
    with pytest.raises(BadFile, match="No such file"):
        Import(database, "members", tmp_path / "none.csv")


@pytest.fixture
def many(database: Database, tmp_path: Path, at: datetime, monkeypatch: Any) -> Path:
    """25 bills in chunks of 4; every fifth bill has an unknown member."""
    monkeypatch.setattr(runner, "CHUNK", 4)
    members, bills = tmp_path / "members.csv", tmp_path / "bills.csv"
    members.write_text(MEMBERS, encoding="utf-8")
    Import(database, "members", members).run(lambda: at)
    lines = [
        f"m{n},{'+861390000000' + ('9' if n % 5 == 0 else '1')},,mobile,{n},,,,,2026-05-31,,"
        for n in range(1, 26)
    ]
    bills.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return bills


class Killed(Exception):
    pass


@pytest.mark.parametrize("chunk", range(7))
@pytest.mark.parametrize("place", ["before the chunk", "before its commit"])
def test_killed_import_resumes_at_last_committed_chunk(
    database: Database, many: Path, at: datetime, monkeypatch: Any, chunk: int, place: str
) -> None:
    """The process dies at each step in turn; nothing is lost, nothing counts twice."""
    write, asked = runner.RejectedFile.write, count()

    def clock() -> datetime:
        if next(asked) == chunk + 1 and place == "before the chunk":
            raise Killed
        return at

    def write_and_die(self: runner.RejectedFile, found: Any) -> None:
        write(self, found)
        if done.rows_done == 4 * chunk:
            raise Killed

    done = Progress(0, 0, 0)

    def progress(now: Progress) -> None:
        nonlocal done
        done = now

    with monkeypatch.context() as patch:
        if place == "before its commit":
            patch.setattr(runner.RejectedFile, "write", write_and_die)
        with pytest.raises(Killed):
            Import(database, "accruals", many).run(clock, progress)
    report = Import(database, "accruals", many).run(lambda: at)
    assert report.progress == Progress(25, 20, 5)
    assert report.resumed_at == 4 * chunk
    assert [line for line, _ in rejected(report.rejected_file)] == [6, 11, 16, 21, 26]
    with database.engine.begin() as conn:
        assert ledger.balance(conn, 501, "growth").balance == sum(n for n in range(1, 26) if n % 5)
        assert list(audit.violations(conn)) == []


def test_concurrent_import_of_the_same_file_is_refused(
    database: Database, many: Path, at: datetime
) -> None:
    other: list[bool] = []

    def meanwhile(_: Progress) -> None:
        if not other:
            other.append(True)
            with pytest.raises(Killed):
                Import(database, "accruals", many).run(clock)

    calls: list[int] = []

    def clock() -> datetime:
        calls.append(1)
        if len(calls) == 4:
            raise Killed
        return at

    with pytest.raises(ImportUnderWay):
        Import(database, "accruals", many).run(lambda: at, meanwhile)


def test_clock_is_read_for_each_chunk(database: Database, many: Path, at: datetime) -> None:
    """An import that runs past midnight does not post into a day that was closed meanwhile."""
    days = iter(range(100))
    Import(database, "accruals", many).run(lambda: at + timedelta(days=next(days)))

    def recorded(conn: Connection) -> set[date]:
        return {moment.date() for (moment,) in conn.execute(select(posting.c.recorded_at))}

    # Seven chunks, the last of which is one rejected row.
    assert len(database.read(recorded)) == 6
