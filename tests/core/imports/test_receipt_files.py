"""Files of receipts: what is entered into the receipt book, and what is rejected."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from import_rows import MEMBERS, rows

from core.imports import Progress
from core.kernel import Database
from core.service import IssuedReceipt, receipt_book

HEADER = "merchant,receipt_number,source,issued_on,yuan,number,member_id"
RECEIPTS = f"""{HEADER}
苏果超市,20260601,services,2026-05-30,58.60,,
Lakeside Books,20260601,services,2026/5/30,9,+8613900000002,
billing,20260602,mobile,2026-05-31,128,,500
"""
BAD = {
    "苏果:超市,20260603,services,2026-05-30,58,,": "merchant is 苏果:超市, not a name",
    ",20260603,services,2026-05-30,58,,": "merchant is missing",
    "billing,A-2026,services,2026-05-30,58,,": "receipt_number is A-2026, not 6 to 20 digits",
    "billing,2.02611E+17,services,2026-05-30,58,,": "lost its digits",
    "billing,20260603,gifts,2026-05-30,58,,": "source is gifts, not one of",
    "billing,20260603,services,yesterday,58,,": "issued_on is yesterday, not a day",
    "billing,20260603,services,2026-06-30,58,,": "2026-06-30, a day that is still to come",
    "billing,20260603,services,2026-05-30,0,,": "yuan is missing, or 0",
    "billing,20260603,services,2026-05-30,,,": "yuan is missing, or 0",
    "billing,20260603,services,2026-05-30,58,+8613900000009,": "no member has the number",
    "billing,20260603,services,2026-05-30,58,,999": "there is no member 999",
    "billing,20260603,services,2026-05-30,58,+8613900000001,500": "is not member 500's",
    "苏果超市,20260601,services,2026-05-30,58.50,,": "was entered before, with other data",
}


def test_receipts_are_entered_once(database: Database, load: Callable[..., Any]) -> None:
    load("members", MEMBERS)
    assert load("receipts", RECEIPTS) == (Progress(3, 3, 0), [])
    before = rows(database)
    assert load("receipts", RECEIPTS, "again.csv") == (Progress(3, 0, 0), [])
    assert rows(database) == before
    books, shop = database.read(lambda conn: receipt_book.of_number(conn, "20260601"))
    on = date(2026, 5, 30)
    assert shop == IssuedReceipt("苏果超市", "20260601", "services", on, 58_60)
    assert (books.merchant, books.fen, books.member_id is None) == ("Lakeside Books", 900, False)
    [bill] = database.read(lambda conn: receipt_book.of_number(conn, "20260602"))
    assert bill.member_id == 500


@pytest.mark.parametrize("row", BAD)
def test_rejected_receipts(database: Database, load: Callable[..., Any], row: str) -> None:
    load("members", MEMBERS)
    load("receipts", RECEIPTS)
    progress, [(line, reason)] = load("receipts", f"{HEADER}\n{row}\n", "bad.csv")
    assert progress == Progress(1, 0, 1)
    assert line == 2 and BAD[row] in reason
