"""The audit trail, read: who looked at what, and changed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

import orjson
from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy import Connection

from core.members import BadNumber, profiles
from core.staff import TrailEntry, TrailFilter, agents, audit_trail
from desk.frame import OVERSEERS, DeskContext, csv_export, parse_date, requires_role
from desk.oversight import audit_detail
from desk.words import formatting

NO_SUCH_MEMBER = -1
COLUMNS = ("at", "agent", "act", "member_id", "detail", "entry_id")
PIECE_ROWS = 500


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/trail", endpoint="trail")
    @requires_role(*OVERSEERS)
    def read() -> str:
        wanted, after = context.read(_wanted), _after()
        entries = context.read(lambda conn: audit_trail.page(conn, wanted, after))
        full = len(entries) == audit_trail.PAGE_ROWS
        return render_template(
            "desk/trail.html",
            entries=entries,
            asked=request.args,
            agents=context.read(agents.everyone),
            to_the_second=formatting.to_the_second,
            in_words=partial(audit_detail.in_words, context),
            after=f"{entries[-1].at.isoformat()}/{entries[-1].entry_id}" if full else None,
        )

    @desk.get("/trail.csv")
    @requires_role(*OVERSEERS)
    def export_trail() -> Response:
        wanted = context.read(_wanted)
        asked = {name: request.args.get(name, "") for name in ("agent", "member", "day")}
        context.run(lambda conn: context.record(conn, "trail_exported", asked=asked))
        name = {"Content-Disposition": "attachment; filename=trail.csv"}
        return Response(
            _lines(context, wanted), content_type="text/csv; charset=utf-8", headers=name
        )


def _wanted(conn: Connection) -> TrailFilter:
    day = request.args.get("day", "")
    number = request.args.get("member", "").strip()
    member_id = _member_id(conn, number) if number else None
    return TrailFilter(
        request.args.get("agent", "").strip(), member_id, parse_date(day) if day else None
    )


def _member_id(conn: Connection, number: str) -> int:
    try:
        found = profiles.find(conn, profiles.number_of(number))
    except BadNumber:
        found = None
    return found.member_id if found else NO_SUCH_MEMBER


def _after() -> tuple[datetime, str] | None:
    at, _, entry_id = request.args.get("after", "").partition("/")
    if not entry_id:
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        abort(400)
    if moment.tzinfo is None:
        abort(400)
    return moment, entry_id


def _lines(context: DeskContext, wanted: TrailFilter) -> Iterator[str]:
    """Piece by piece, each a query of its own: a year of it would fill the memory."""
    after: tuple[datetime, str] | None = None
    yield csv_export.head(COLUMNS)
    while page := context.read(
        partial(audit_trail.page, wanted=wanted, after=after, rows=PIECE_ROWS)
    ):
        yield csv_export.lines(_row(entry) for entry in page)
        after = (page[-1].at, page[-1].entry_id)


def _row(entry: TrailEntry) -> tuple[object, ...]:
    detail = orjson.dumps(entry.detail).decode()
    member_id = entry.member_id if entry.is_about_a_member else ""
    return (entry.at.isoformat(), entry.agent, entry.act, member_id, detail, entry.entry_id)
