"""Exchanges that have had no answer for days: a supervisor asks the partner, and decides."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import NotFound
from core.loyalty import WaitingExchange, exchange_limits, exchange_queue, partner_exchange
from core.members import masked
from desk.frame import (
    OVERSEERS,
    PAGE_ROWS,
    SUPERVISORS,
    Answer,
    DeskContext,
    csv_export,
    cursor,
    lists,
    message_and_page,
    page_of,
    required_text,
    requires_role,
    submit,
)
from desk.words import formatting

ADDED, NOT_ADDED = "added", "not_added"
COLUMNS = (
    "exchange_id", "opened_at", "partner", "member_id", "points", "partner_points", "receiver",
    "provider_id", "requested_at",
)  # fmt: skip


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/exchanges", endpoint="exchanges")
    @requires_role(*OVERSEERS)
    @lists("export_exchanges")
    def list_exchanges() -> str:
        return _page(context)

    @desk.get("/exchanges.csv")
    @requires_role(*OVERSEERS)
    def export_exchanges() -> Response:
        page = partial(exchange_queue.page, at=context.now(), rows=csv_export.PAGE_ROWS)

        def further(last: WaitingExchange | None) -> list[WaitingExchange]:
            return context.read(partial(page, after=last.page_key if last else None))

        rows = map(_row, csv_export.all_pages(further))
        return csv_export.download(context, "exchanges", COLUMNS, rows)

    @desk.post("/exchanges/<int:member_id>/<exchange_id>/<act>")
    @requires_role(*SUPERVISORS)
    def decide_exchange(member_id: int, exchange_id: str, act: str) -> Answer:
        if act not in (ADDED, NOT_ADDED):
            abort(404)
        return submit(
            context,
            lambda conn: _decide(context, conn, member_id, exchange_id, act),
            done=message_and_page(context, f"done-exchange-{act}", "exchanges"),
            refused=lambda: _page(context),
        )


def _page(context: DeskContext) -> str:
    found = context.run(lambda conn: _list(context, conn))
    return render_template(
        "desk/exchanges.html",
        page=page_of(found, _cursor_of),
        days=exchange_queue.DECIDED_AFTER.days,
        names_of=exchange_limits.names_of,
        acts=(ADDED, NOT_ADDED),
    )


def _list(context: DeskContext, conn: Connection) -> list[WaitingExchange]:
    after = _after(conn, cursor()) if cursor() else None
    found = exchange_queue.page(conn, at=context.now(), rows=PAGE_ROWS, after=after)
    if found:
        context.record(conn, "exchanges_listed", exchanges=[each.exchange_id for each in found])
    return found


def _row(exchange: WaitingExchange) -> tuple[object, ...]:
    requested_at, receiver = exchange.requested_at, exchange.receiver
    return (
        exchange.exchange_id,
        formatting.to_the_second(exchange.opened_at),
        exchange.partner,
        exchange.member_id,
        exchange.amount,
        exchange.partner_amount,
        masked(receiver) if receiver else "",
        exchange.provider_id or "",
        formatting.to_the_second(requested_at) if requested_at else "",
    )


def _cursor_of(exchange: WaitingExchange) -> str:
    return f"{exchange.member_id}-{exchange.exchange_id}"


def _after(conn: Connection, place: str) -> tuple[datetime, int, str]:
    """Raises NotFound."""
    member_id, _, exchange_id = place.partition("-")
    if not (member_id.isascii() and member_id.isdecimal() and len(member_id) <= 18):
        raise NotFound(f"no exchange {place}")
    last = partner_exchange.find(conn, int(member_id), exchange_id)
    return last.opened_at, last.member_id, last.exchange_id


def _decide(
    context: DeskContext, conn: Connection, member_id: int, exchange_id: str, act: str
) -> None:
    reason = required_text(request.form)
    exchange_queue.decide(
        conn,
        member_id=member_id,
        exchange_id=exchange_id,
        is_added=act == ADDED,
        at=context.now(),
    )
    context.record(conn, f"exchange_{act}", member_id, exchange=exchange_id, reason=reason)
