"""Tables as CSV files for a spreadsheet, in which no cell is run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

from flask import Response

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet assumes the encoding of its own country
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
CHUNK_ROWS = 500


def safe_cell(value: object) -> str:
    """`value` as text. A cell that begins like a formula gets an apostrophe, so that a spreadsheet
    does not run it."""
    cell = "" if value is None else str(value)
    return f"'{cell}" if cell.startswith(FORMULA_BEGINS) else cell


def download(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Streams a CSV file called `name`. `rows` is consumed while the file is sent, so an export of
    any length fits into memory if it is a generator."""
    return Response(
        _file(columns, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _file(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + _lines([columns])
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK_ROWS)):
        yield _lines(chunk)


def _lines(rows: Iterable[Sequence[object]]) -> str:
    sheet = StringIO()
    csv.writer(sheet).writerows([safe_cell(cell) for cell in row] for row in rows)
    return sheet.getvalue()
