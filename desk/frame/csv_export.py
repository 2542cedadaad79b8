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
    """A spreadsheet runs a cell that begins like a formula: an apostrophe makes it text."""
    cell = "" if value is None else str(value)
    return f"'{cell}" if cell.startswith(FORMULA_BEGINS) else cell


def download(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Streams a file called `name`. `rows` may be a generator: it is read as the file is sent, so
    that an export of any length fits into memory."""
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
