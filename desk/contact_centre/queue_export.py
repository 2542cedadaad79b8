"""The queue as a CSV file: who waits, the callbacks at a chosen time, and who is being served."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.contact_centre import queue_list
from core.members import masked
from desk.frame import OVERSEERS, DeskContext, csv_export, requires_role
from desk.words import formatting

ROWS_MAX = 100_000  # more than any queue has
COLUMNS = (
    "list", "waits_since", "call_at", "status", "way", "channel", "language", "topic",
    "member_id", "member_number", "tier", "agent", "meant_for",
)  # fmt: skip


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/queue.csv")
    @requires_role(*OVERSEERS)
    def export_queue() -> Response:
        rows = context.read(lambda conn: list(_rows(context, conn)))
        return csv_export.download(context, "queue", COLUMNS, rows)


def _rows(context: DeskContext, conn: Connection) -> Iterator[tuple[object, ...]]:
    at = context.now()
    lists = {
        "waiting": queue_list.waiting(conn, at, limit=ROWS_MAX),
        "planned": queue_list.planned(conn, at, limit=ROWS_MAX),
        "in_hand": queue_list.in_hand(conn),
    }
    return (_row(name, each) for name, found in lists.items() for each in found)


def _row(name: str, wait: queue_list.Waiting) -> tuple[object, ...]:
    return (
        name,
        formatting.to_the_second(wait.waits_since),
        formatting.to_the_second(wait.call_at) if wait.call_at else "",
        wait.status,
        wait.way,
        wait.channel,
        wait.language,
        wait.topic or "",
        wait.member_id or "",
        masked(wait.number) if wait.number else "",
        wait.tier or "",
        wait.agent or "",
        wait.meant_for or "",
    )
