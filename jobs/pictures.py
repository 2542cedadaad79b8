"""Delivers the events of pictures: fetches one from the carrier and stores it, or deletes it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from core.contact_centre import Picture, content_type_of, picture_intake, pictures
from core.kernel import NotFound
from core.messaging import Event, Refused, Unreachable
from jobs.delivery_context import DeliveryContext
from web.carrier_files import CarrierUnavailable, FileRefused

NOT_FETCHED = "not_fetched"


def fetch(context: DeliveryContext, event: Event) -> None:
    """Fetch a picture and store it; what is too big, gone, or no picture is refused for good. Does
    nothing if the picture was deleted meanwhile, or an earlier try has stored it."""
    wanted = context.database.read(partial(_find, event=event))
    if wanted is None or wanted.status != "waiting":
        return
    try:
        content = context.carrier_files.fetch(wanted.url, bytes_max=picture_intake.BYTES_MAX)
    except CarrierUnavailable as error:
        raise Unreachable(str(error)) from error
    except FileRefused as error:
        reason = error.reason if error.reason in ("gone", "too_big") else NOT_FETCHED
        return _refuse(context, wanted, reason)
    content_type = content_type_of(content)
    if content_type is None:
        return _refuse(context, wanted, "other_type")
    _store(context, event, content, content_type)


def not_fetched(conn: Connection, event: Event, at: datetime) -> None:
    """The carrier has not answered for hours: the member is told that the picture is not stored."""
    picture_id = event.payload["picture_id"]
    picture_intake.refuse(
        conn, member_id=event.member_id, picture_id=picture_id, reason=NOT_FETCHED, at=at
    )


def delete(context: DeliveryContext, event: Event) -> None:
    """Delete the file and the carrier's copy. Raises Unreachable and Refused."""
    context.picture_files.delete(event.payload["picture_id"])
    try:
        context.carrier_files.delete(event.payload["url"])
    except CarrierUnavailable as error:
        raise Unreachable(str(error)) from error
    except FileRefused as error:
        raise Refused(error.reason) from error


def _find(conn: Connection, event: Event) -> Picture | None:
    try:
        return pictures.by_id(conn, event.member_id, event.payload["picture_id"])
    except NotFound:
        return None


def _refuse(context: DeliveryContext, unwanted: Picture, reason: str) -> None:
    work = partial(
        picture_intake.refuse,
        member_id=unwanted.member_id,
        picture_id=unwanted.picture_id,
        reason=reason,
        at=context.now(),
    )
    context.database.run(work)


def _store(context: DeliveryContext, event: Event, content: bytes, content_type: str) -> None:
    """The file first: a row that says 'stored' always has one. If the picture was deleted before
    its row could say so, nobody else deletes the file."""
    picture_id = event.payload["picture_id"]
    context.picture_files.write(picture_id, content)
    work = partial(
        picture_intake.stored,
        member_id=event.member_id,
        picture_id=picture_id,
        content_type=content_type,
        size_bytes=len(content),
    )
    context.database.run(work)
    if context.database.read(partial(_find, event=event)) is None:
        context.picture_files.delete(picture_id)
