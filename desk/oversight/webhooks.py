"""What other systems were told by webhooks, and telling it again."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import NotAllowed
from core.messaging import Topic, WebhookDelivery, outbox, webhooks
from desk.frame import (
    PAGE_ROWS,
    SUPERVISORS,
    Answer,
    DeskContext,
    csv_export,
    cursor,
    lists,
    message_and_page,
    page_of,
    parse_moment,
    requires_role,
    submit,
    typed,
)
from desk.words import formatting

STATUS_CHARS_MAX = 20
COLUMNS = ("at", "endpoint", "type", "status", "attempts", "why", "member_id", "event_id")


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/webhooks", endpoint="webhooks")
    @requires_role(*SUPERVISORS)
    @lists("export_webhooks")
    def list_deliveries() -> str:
        return _page(context)

    @desk.get("/webhooks.csv")
    @requires_role(*SUPERVISORS)
    def export_webhooks() -> Response:
        page = partial(webhooks.deliveries, rows=csv_export.PAGE_ROWS)

        def further(last: WebhookDelivery | None) -> list[WebhookDelivery]:
            after = (last.recorded_at, last.event_id) if last else None
            return context.read(partial(page, after=after))

        found = csv_export.all_pages(further)
        return csv_export.download(context, "webhooks", COLUMNS, map(_row, found))

    @desk.post("/webhooks/<int:member_id>/<event_id>/replay")
    @requires_role(*SUPERVISORS)
    def replay_webhook(member_id: int, event_id: str) -> Answer:
        return submit(
            context,
            partial(_replay, context, member_id, event_id),
            done=message_and_page(context, "done-webhook-replay", "webhooks"),
            refused=lambda: _page(context),
        )


def _page(context: DeskContext) -> str:
    status = typed(request.args, "status", STATUS_CHARS_MAX)
    if status not in ("", *webhooks.STATUSES):
        abort(404)
    after = _place_of(cursor()) if cursor() else None
    found = context.read(partial(webhooks.deliveries, rows=PAGE_ROWS, status=status, after=after))
    return render_template(
        "desk/webhooks.html",
        page=page_of(found, lambda each: f"{each.recorded_at.isoformat()}/{each.event_id}"),
        statuses=webhooks.STATUSES,
        asked=status,
    )


def _row(told: WebhookDelivery) -> tuple[object, ...]:
    return (
        formatting.to_the_second(told.recorded_at),
        told.payload["endpoint"],
        told.payload["type"],
        told.status,
        told.tries,
        told.why or "",
        told.member_id,
        told.event_id,
    )


def _place_of(given: str) -> tuple[datetime, str]:
    """400 for a cursor that no page of this list has had."""
    moment, _, event_id = given.partition("/")
    at = parse_moment(moment)
    if at is None:
        abort(400)
    return at, event_id


def _replay(context: DeskContext, member_id: int, event_id: str, conn: Connection) -> None:
    if outbox.topic_of(conn, member_id, event_id) != Topic.WEBHOOK:
        abort(404)
    if not outbox.replay(conn, member_id, event_id, context.now()):
        raise NotAllowed("webhook_waits")
    context.record(conn, "webhook_replayed", member_id, event=event_id)
