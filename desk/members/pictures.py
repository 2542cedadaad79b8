"""The content of a picture that came with a member's text."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy import Connection

from core.contact_centre import Picture, pictures
from desk.frame import READERS, DeskContext, picture_response, requires_role


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/pictures/<int:member_id>/<picture_id>", endpoint="picture")
    @requires_role(*READERS)
    def show_picture(member_id: int, picture_id: str) -> Response:
        found = context.run(lambda conn: _find_and_record(context, conn, member_id, picture_id))
        return picture_response(context, found)


def _find_and_record(
    context: DeskContext, conn: Connection, member_id: int, picture_id: str
) -> Picture:
    found = pictures.by_id(conn, member_id, picture_id)
    context.record(conn, "picture_looked_at", member_id, picture=picture_id)
    return found
