"""Tables as CSV files for a spreadsheet, in which no cell is run as a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from flask import Response

from core.kernel import spreadsheet_csv

CHUNK_ROWS = 500
PAGE_ROWS = 500  # of one query of an export
T = TypeVar("T")


def all_pages(page: Callable[[T | None], Sequence[T]]) -> Iterator[T]:
    """The rows of all pages of a list, read one page at a time: together they would not fit into
    memory. `page` returns those after its argument, and the first ones for None."""
    last: T | None = None
    while rows := page(last):
        yield from rows
        last = rows[-1]


def values_of(found: Iterable[object], columns: Sequence[str]) -> Iterator[Sequence[object]]:
    """The attributes of each that have the names of the columns; nothing for None."""
    for each in found:
        values = (getattr(each, name) for name in columns)
        yield ["" if value is None else value for value in values]


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
