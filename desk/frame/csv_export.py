"""Files that leave the desk, each of which is one entry in the audit trail: tables as CSV for a
spreadsheet, in which no cell is run as a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from flask import Response

from core.kernel import spreadsheet_csv
from core.members import NOBODY
from desk.frame.context import DeskContext

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


def download(
    context: DeskContext,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    asked: Mapping[str, object] | None = None,
    whose: int = NOBODY,
) -> Response:
    """Streams NAME.csv, and records "NAME_exported" with what was asked for, and of which member.
    `rows` is consumed while the file is sent, so an export of any length fits into memory if it is
    a generator."""
    act = f"{name.replace('-', '_')}_exported"
    filtered = {"asked": given} if (given := {k: v for k, v in (asked or {}).items() if v}) else {}
    return attachment(context, act, f"{name}.csv", "csv", _file(columns, rows), whose, **filtered)


def attachment(
    context: DeskContext,
    act: str,
    name: str,
    kind: str,
    content: Iterable[str],
    whose: int = NOBODY,
    /,
    **detail: object,
) -> Response:
    """Sends a file called `name` of the media type text/`kind`, and records `act`."""
    context.run(lambda conn: context.record(conn, act, whose, **detail))
    return Response(
        content,
        content_type=f"text/{kind}; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _file(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield spreadsheet_csv.BYTE_ORDER_MARK + spreadsheet_csv.as_lines([columns])
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK_ROWS)):
        yield spreadsheet_csv.as_lines(chunk)
