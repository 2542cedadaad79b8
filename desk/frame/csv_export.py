"""Tables as CSV files for a spreadsheet, in which no cell is run as a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from flask import Response

from core.kernel import spreadsheet_csv

CHUNK_ROWS = 500


def download(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Streams a CSV file called `name`. `rows` is consumed while the file is sent, so an export of
    any length fits into memory if it is a generator."""
    return Response(
        _file(columns, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _file(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield spreadsheet_csv.BYTE_ORDER_MARK + spreadsheet_csv.as_lines([columns])
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK_ROWS)):
        yield spreadsheet_csv.as_lines(chunk)
