"""The audit trail: who looked at what, and who changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy import Connection

from core.members import Member, masked, number_to_look_up, profiles
from core.staff import TrailEntry, TrailFilter, agents, audit_trail
from desk.frame import (
    OVERSEERS,
    PAGE_ROWS,
    DeskContext,
    csv_export,
    cursor,
    language,
    lists,
    optional_date,
    page_of,
    parse_moment,
    requires_role,
    typed,
)
from desk.oversight.audit_detail import DetailWords
from desk.words import formatting

NO_SUCH_MEMBER = -1
COLUMNS = (
    "at", "agent", "agent_name", "act", "member_id", "member_name", "member_number", "detail",
    "ids", "entry_id",
)  # fmt: skip
EXPORT_ROWS = 500  # of one query of an export
Place = tuple[datetime, str]
"""The time and the id of an entry, by which the trail is sorted."""


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/trail", endpoint="trail")
    @requires_role(*OVERSEERS)
    @lists("export_trail")
    def list_entries() -> str:
        wanted, after = context.read(_filter), _place_of(cursor())
        entries = context.read(lambda conn: audit_trail.page(conn, wanted, after, PAGE_ROWS))
        return render_template(
            "desk/trail.html",
            page=page_of(entries, _cursor_of),
            members=_members(context, entries),
            asked=_asked(),
            agents=context.read(agents.everyone),
            to_the_second=formatting.to_the_second,
            say=DetailWords(context, language()),
        )

    @desk.get("/trail.csv")
    @requires_role(*OVERSEERS)
    def export_trail() -> Response:
        rows = _rows(context, context.read(_filter), DetailWords(context, language()))
        return csv_export.download(context, "trail", COLUMNS, rows, asked=_asked())


def _asked() -> dict[str, str]:
    return {name: typed(request.args, name) for name in ("agent", "member", "day")}


def _filter(conn: Connection) -> TrailFilter:
    asked = _asked()
    return TrailFilter(
        agent=asked["agent"],
        member_id=_member_id(conn, asked["member"]) if asked["member"] else None,
        day=optional_date(request.args, "day"),
    )


def _member_id(conn: Connection, number: str) -> int:
    found = profiles.find(conn, number_to_look_up(number))
    return found.member_id if found else NO_SUCH_MEMBER


def _cursor_of(entry: TrailEntry) -> str:
    return f"{entry.at.isoformat()}/{entry.entry_id}"


def _place_of(cursor: str) -> Place | None:
    """The place that the cursor names; None for the first page. 400 for a cursor that was not made
    by _cursor_of()."""
    at, _, entry_id = cursor.partition("/")
    if not entry_id:
        return None
    moment = parse_moment(at)
    if moment is None:
        abort(400)
    return moment, entry_id


def _members(context: DeskContext, entries: Sequence[TrailEntry]) -> dict[int, Member]:
    """Those whom the entries are about, by id."""
    wanted = sorted({entry.member_id for entry in entries if entry.is_about_a_member})
    return context.read(lambda conn: profiles.by_ids(conn, wanted))


def _rows(
    context: DeskContext, wanted: TrailFilter, say: DetailWords
) -> Iterator[tuple[object, ...]]:
    names = context.read(agents.names)
    for entries in _all_entries(context, wanted):
        members = _members(context, entries)
        for entry in entries:
            yield _row(entry, names.get(entry.agent, ""), members.get(entry.member_id), say)


def _all_entries(context: DeskContext, wanted: TrailFilter) -> Iterator[list[TrailEntry]]:
    """Reads EXPORT_ROWS entries at a time, because the entries of a year would not fit into
    memory."""
    after: Place | None = None
    while entries := context.read(
        partial(audit_trail.page, wanted=wanted, after=after, rows=EXPORT_ROWS)
    ):
        yield entries
        after = (entries[-1].at, entries[-1].entry_id)


def _row(
    entry: TrailEntry, name: str, member: Member | None, say: DetailWords
) -> tuple[object, ...]:
    return (
        formatting.to_the_second(entry.at),
        entry.agent,
        name,
        say.act(entry.act),
        entry.member_id if entry.is_about_a_member else "",
        member.name if member else "",
        masked(member.number) if member else "",
        say.detail(entry.detail),
        say.ids(entry.detail),
        entry.entry_id,
    )
