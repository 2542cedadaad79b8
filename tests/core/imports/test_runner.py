"""Imports: what is applied, what is rejected and why, when repeated and after a kill."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from rejected_rows import rejected
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
    "123,Lin,2020-01-01,GD,,,,,,,": "number 123 is not a valid telephone number",
    "1391111001,Lin,2020-01-01,GD,,,,,,,": "number 1391111001 is not a valid telephone number",
    "+861391111001,Lin,2020-01-01,GD,,,,,,,": "is not a valid telephone number",
    "139111100l1,Lin,2020-01-01,GD,,,,,,,": "is not a valid telephone number",
    "13911110011.0,Lin,2020-01-01,GD,,,,,,,": "telephone number: format the column as text",
    "1.39E10,Lin,2020-01-01,GD,,,,,,,": "telephone number: format the column as text",
    "13911110011/13911110012,Lin,2020-01-01,GD,,,,,,,": "is not a valid telephone number",
    "+8613900000009,Lin,20200101,GD,,,,,,,": "joined_on is 20200101, not a day such as",
    "+8613900000009,Lin,2020/02/30,GD,,,,,,,": "joined_on is 2020/02/30, not a day such as",
    "+8613900000009,Lin,2020-01-01,Guangdong,,,,,,,": "province is Guangdong, not two capital",
    "+8613900000009," + "Lin" * 21 + ",2020-01-01,GD,,,,,,,": "name is longer than 60",
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
    "+8613900000009,Li\0n,2020-01-01,GD,,,,,,,": "name has a character that cannot be",
    "+8613900000009,Li\ufffdn,2020-01-01,GD,,,,,,,": "name has lost characters (U+FFFD)",
    "+8613900000009,#N/A,2020-01-01,GD,,,,,,,": "name is #N/A: the spreadsheet",
    "+8613900000009,????,2020-01-01,GD,,,,,,,": "name is ????: the spreadsheet or a conversion",
    "+8613900000009,\u3164,2020-01-01,GD,,,,,,,": "characters that nobody sees, such as U+3164",
    "+8613900000009,\u0301,2020-01-01,GD,,,,,,,": "characters that nobody sees, such as U+0301",
    "+8613900000009,Lin,2099-01-31,GD,,,,,,,": "joined_on is 2099-01-31, which is after today",
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
    "b12a,+8613900000001,,partner,,,5,,bakery,2026-05-31,,": "partner is bakery, not one of",
    "b12b,+8613900000001,,promotion,,,10000001,,,2026-05-31,,": "10000001, more than 10,000,000",
    "b12c,+8613900000001,,mobile,13911110011,,,,,2026-05-31,,": "yuan is 13911110011, more than",
    "b13,+8613900000001,,opening,,,,,,2026-05-31,,": "neither points nor growth",
    "b14,+8613900000003,,mobile,5,,,,,2026-05-31,,": "the member's status is suspended",
    "#REF!,+8613900000001,,mobile,5,,,,,2026-05-31,,": "accrual_id is #REF!: the spreadsheet",
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
    "c8,+8613900000001,,mobile,5,,,,,2026-05-31,,a\0b": "cannot be displayed: U+0000",
    "c8a,+8613900000001,,mobile,5,,,,,2026-05-31,,a\ufffeb": "cannot be displayed: U+FFFE",
    "c8b,+8613900000001,,mobile,5,,,,,2026-05-31,,a\x0bb": "cannot be displayed: U+000B",
    "c8c,+8613900000001,,mobile,5,,,,,2026-05-31,,a\tb": "memo has a tab, a line break or",
    "c8d,+8613900000001,,mobile,5,,,,,2026-05-31,,a\u2028b": "memo has a tab, a line break or",
    "c8e,\u202d+8613900000001,,mobile,5,,,,,2026-05-31,,": "or an invisible character",
    "c" * 65 + ",+8613900000001,,mobile,5,,,,,2026-05-31,,": "accrual_id is longer than 64",
    "c9,+8613900000001,,mobile,5,,,,,2026-05-31": "10 cells, but 12 columns",
    "c10;+8613900000001;;mobile;5": "1 cells, but 12 columns",
}


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
    load("accruals", f"{HEADER}\nx,+8613900000001,,mobile,5 yuan,,,,,2026-05-31,,=1+1", "bills.csv")
    text = (tmp_path / "bills.csv.rejected.csv").read_bytes().decode()
    assert text.startswith("\ufeff")
    assert "x,'+8613900000001,,mobile,5 yuan" in text
    assert text.endswith(",'=1+1\r\n")
    assert load("accruals", text, "again.csv")[1] == [
        (2, "yuan is 5 yuan, not an amount such as 58 or 58.60")
    ]
    assert (tmp_path / "again.csv.rejected.csv").read_bytes().decode() == text
    corrected = text.replace("5 yuan,", "5,")
    assert load("accruals", corrected, "mended.csv")[0] == Progress(1, 1, 0)
    row = "x,+8613900000001,,mobile,5,,,,,2026-05-31,,=1+1"
    assert load("accruals", f"{HEADER}\n{row}")[0] == Progress(1, 0, 0)


def test_duplicate_rows_within_one_file(load: Callable[..., Any]) -> None:
    """The same row twice, another one under its id, a blank line."""
    load("members", MEMBERS)
    row = 'x,+8613900000001,,mobile,5,,,,,2026-05-31,,"one, two"'
    other = row.replace(",5,", ",6,")
    progress, reasons = load("accruals", "\n".join([HEADER, row, row, "", other]))
    assert (progress, progress.applied_before) == (Progress(3, 1, 1), 1)
    assert reasons == [(5, "this accrual_id was imported before, with other data")]


def test_id_and_number_that_a_spreadsheet_made_a_float_count_nothing(
    load: Callable[..., Any],
) -> None:
    """The same bill in a proper file counts once."""
    load("members", MEMBERS)
    row = "202611000000000001,13900000001,,mobile,5,,,,,2026-05-31,,"
    mangled = [
        row.replace("202611000000000001", each)
        for each in ("2.02611E+17", "2.02611e17", '"2,02611E+17"', "2E+17", "202611000000000001.0")
    ]
    mangled += [row.replace("13900000001", each) for each in ("1.39E+10", "13900000001.0")]
    progress, reasons = load("accruals", "\n".join([HEADER, *mangled, row]))
    assert progress == Progress(8, 1, 7)
    assert [line for line, _ in reasons] == [2, 3, 4, 5, 6, 7, 8]
    assert all("format the column as text in the spreadsheet" in reason for _, reason in reasons)


def test_long_id_whose_last_digits_became_zeros_counts_nothing(load: Callable[..., Any]) -> None:
    """As a spreadsheet saves it where the column shows whole numbers."""
    load("members", MEMBERS)
    row = "202611000000000123,13900000001,,mobile,5,,,,,2026-05-31,,"
    ids = ("202611000000000000", "202611000000000000000", "100000000000000000")
    rounded = [row.replace("202611000000000123", each) for each in ids]
    progress, reasons = load("accruals", "\n".join([HEADER, *rounded, row]))
    assert progress == Progress(4, 1, 3)
    assert reasons[0][1] == (
        "accrual_id 202611000000000000 has only zeros after 15 digits, as if rounded:"
        " format the column as text in the spreadsheet"
    )
    assert [line for line, _ in reasons] == [2, 3, 4]


@pytest.mark.parametrize(
    "given",
    ["202611000000000100", "20261100000000000", "202611000000000", "000000000000001000"],
)
def test_long_id_may_end_in_zeros_of_its_own(load: Callable[..., Any], given: str) -> None:
    """Nor has a spreadsheet rounded what begins with zeros: it drops those."""
    load("members", MEMBERS)
    row = f"{given},13900000001,,mobile,5,,,,,2026-05-31,,"
    assert load("accruals", f"{HEADER}\n{row}")[0] == Progress(1, 1, 0)


@pytest.mark.parametrize(
    ("first", "later"), [("0123", "123"), ("123", "0123"), ("0123", "00123"), ("00", "0")]
)
def test_id_that_differs_by_leading_zeros_only_counts_once(
    load: Callable[..., Any], first: str, later: str
) -> None:
    """A spreadsheet drops them. Also in a second file, and however often it is imported."""
    load("members", MEMBERS)
    rows = [f"{each},13900000001,,mobile,5,,,,,2026-05-31,," for each in (first, later)]
    reason = f"accrual_id {later} was imported before with other leading zeros"
    progress, reasons = load("accruals", "\n".join([HEADER, *rows]))
    assert (progress, reasons) == (Progress(2, 1, 1), [(3, reason)])
    progress, reasons = load("accruals", f"{HEADER}\n{rows[1]}", name="second.csv")
    assert (progress, reasons) == (Progress(1, 0, 1), [(2, reason)])
    progress, reasons = load("accruals", f"{HEADER}\n{rows[0]}", name="third.csv")
    assert (progress, reasons) == (Progress(1, 0, 0), [])


def test_ids_that_differ_by_more_than_leading_zeros_are_two(load: Callable[..., Any]) -> None:
    load("members", MEMBERS)
    ids = ("0123", "1230", "A0123", "A123", "0124")
    rows = [f"{each},13900000001,,mobile,5,,,,,2026-05-31,," for each in ids]
    assert load("accruals", "\n".join([HEADER, *rows]))[0] == Progress(5, 5, 0)


def test_id_in_hexadecimal_digits_is_no_float(load: Callable[..., Any]) -> None:
    load("members", MEMBERS)
    row = "12345e67,+8613900000001,,mobile,5,,,,,2026-05-31,,"
    assert load("accruals", f"{HEADER}\n{row}")[0] == Progress(1, 1, 0)


def test_malformed_line_refuses_the_whole_file(
    database: Database, load: Callable[..., Any], monkeypatch: Any
) -> None:
    """A bill at line 4,302 with a stray quotation mark; those before it are not imported either."""
    load("members", MEMBERS)
    before = rows(database)
    bills = [f"m{n},+8613900000001,,mobile,5,,,,,2026-05-31,,May" for n in range(2, 4_400)]
    bills[4_300] = bills[4_300].replace("May", '"May')
    with pytest.raises(BadFile, match="line 4,302: a quotation mark without its second one"):
        load("accruals", "\n".join([HEADER, *bills]))
    assert rows(database) == before


@pytest.mark.parametrize("kind", ["members", "accruals"])
def test_stray_quote_joins_no_rows(
    database: Database, load: Callable[..., Any], kind: runner.Kind
) -> None:
    """A pair of stray quotation marks once made one row of everything between them."""
    load("members", MEMBERS)
    before = rows(database)
    if kind == "members":
        header = "number,name,joined_on,province"
        lines = [f'+86139000001{n:02},"Lin {n},2020-01-01,GD' for n in range(62)]
    else:
        header = "accrual_id,number,source,yuan,earned_on,memo"
        lines = [f'a{n},+8613900000001,mobile,5,2026-05-31,"May' for n in range(200)]
    lines[1:-1] = [line.replace('"', "") for line in lines[1:-1]]
    with pytest.raises(BadFile, match="line 2: a quotation mark without its second one"):
        load(kind, "\n".join([header, *lines]))
    assert rows(database) == before


def test_file_that_is_changed_meanwhile_is_not_imported_to_its_end(
    database: Database, tmp_path: Path, at: datetime
) -> None:
    path = tmp_path / "members.csv"
    path.write_text(MEMBERS, encoding="utf-8")
    job = Import(database, "members", path)
    path.write_text(MEMBERS + MEMBERS.splitlines()[-1], encoding="utf-8")
    with pytest.raises(BadFile, match="changed while it was being imported"):
        job.run(lambda: at)
    assert database.read(lambda conn: conn.execute(select(member)).all()) == []


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
