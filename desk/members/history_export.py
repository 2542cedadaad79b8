"""What a member has had to do with the programme as CSV files: the page shows the newest of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from core.contact_centre import member_history
from core.members import profiles
from desk.frame import OVERSEERS, DeskContext, csv_export, requires_role
from desk.words import formatting

ROWS = csv_export.PAGE_ROWS
HISTORIES = {
    "postings": member_history.POSTINGS,
    "orders": member_history.ORDERS,
    "complaints": member_history.COMPLAINTS,
    "contacts": member_history.CONTACTS,
}
EXPORTS = tuple(f"export_member_{name}" for name in HISTORIES)
KEYS = ("key", "talk")
"""Columns that say nothing outside the database."""


def serve(desk: Blueprint, context: DeskContext) -> None:
    for name, history in HISTORIES.items():

        @desk.get(f"/members/<int:member_id>/{name}.csv", endpoint=f"export_member_{name}")
        @requires_role(*OVERSEERS)
        def export_history(
            member_id: int, name: str = name, history: member_history.History = history
        ) -> Response:
            context.read(lambda conn: profiles.by_id(conn, member_id))  # 404 for nobody
            columns = tuple(each for each in history.columns if each not in KEYS)
            page = partial(member_history.page, history=history, member_id=member_id, rows=ROWS)
            found = csv_export.all_pages(lambda last: context.read(partial(page, after=last)))
            rows = _rows(found, columns)
            return csv_export.download(context, f"member-{name}", columns, rows, whose=member_id)


def _rows(found: Iterator[Any], columns: tuple[str, ...]) -> Iterator[list[object]]:
    for each in found:
        yield [_cell(getattr(each, name)) for name in columns]


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return formatting.to_the_second(value)
    return "" if value is None else value
