"""Suggestions of members, the newest first. They are read or listened to; nothing is done with them
here."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from sqlalchemy import Connection

from core.service import Suggestion, suggestions
from desk.frame import (
    PAGE_ROWS,
    READERS,
    DeskContext,
    audio_response,
    cursor,
    lists,
    page_of,
    requires_role,
)


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/suggestions", endpoint="suggestions")
    @requires_role(*READERS)
    @lists("export_suggestions")
    def list_suggestions() -> str:
        found = context.run(lambda conn: _list(context, conn))
        return render_template(
            "desk/suggestions.html", page=page_of(found, lambda each: each.suggestion_id)
        )

    @desk.get("/suggestions/<suggestion_id>/recording", endpoint="suggestion_recording")
    @requires_role(*READERS)
    def suggestion_recording(suggestion_id: str) -> Response:
        found = context.run(lambda conn: _find(context, conn, suggestion_id))
        return audio_response(context, found.recording_url)


def _list(context: DeskContext, conn: Connection) -> list[Suggestion]:
    after = suggestions.by_id(conn, cursor()) if cursor() else None
    found = suggestions.page(conn, rows=PAGE_ROWS, after=after)
    if found:
        ids = [each.suggestion_id for each in found]
        context.record(conn, "suggestions_listed", suggestions=ids)
    return found


def _find(context: DeskContext, conn: Connection, suggestion_id: str) -> Suggestion:
    found = suggestions.by_id(conn, suggestion_id)
    context.record(conn, "suggestion_listened", found.member_id, suggestion=suggestion_id)
    return found
