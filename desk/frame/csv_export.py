"""Tables to take along: CSV, in which nothing runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response

BYTE_ORDER_MARK = "\ufeff"
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """A spreadsheet runs what begins like a formula."""
    cell = "" if value is None else str(value)
    return f"'{cell}" if cell.startswith(FORMULA_BEGINS) else cell


def head(columns: Sequence[str]) -> str:
    """A spreadsheet takes a sheet without this sign for one of its own country's."""
    return BYTE_ORDER_MARK + lines([columns])


def lines(rows: Iterable[Sequence[object]]) -> str:
    sheet = StringIO()
    csv.writer(sheet).writerows([safe_cell(cell) for cell in row] for row in rows)
    return sheet.getvalue()


def download(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    attached = {"Content-Disposition": f"attachment; filename={name}"}
    sheet = head(columns) + lines(rows)
    return Response(sheet, content_type="text/csv; charset=utf-8", headers=attached)
