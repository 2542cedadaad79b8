"""Orders: the list by status, and the page of one with the actions that its status allows."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection

from core.members import changes
from core.organisation import units
from core.programme import local_day
from core.redemption import (
    Action,
    OrderAction,
    OrderCase,
    ReversalReason,
    lifecycle,
    order_handling,
    order_queue,
    suppliers,
)
from desk.frame import (
    EDITORS,
    OVERSEERS,
    PAGE_ROWS,
    READERS,
    Answer,
    DeskContext,
    current_agent,
    cursor,
    message_and_page,
    optional_slug,
    page_of,
    required_choice,
    required_text,
    requires_role,
    submit,
)

WITH_WORDS = (Action.CANCEL, Action.REVERSE, Action.FULFIL, Action.REFUSE)
"""Actions for which the agent must give a reason, for the audit trail."""


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/orders", endpoint="orders")
    @requires_role(*READERS)
    def list_orders() -> str:
        status = required_choice(request.args, "status", lifecycle.STATUSES, "held")
        supplier = optional_slug(request.args, "supplier")
        cases = context.run(lambda conn: _list(context, conn, status, supplier))
        return render_template(
            "desk/orders.html",
            page=page_of(cases, lambda case: case.number),
            status=status,
            statuses=lifecycle.STATUSES,
            supplied_by=supplier,
            suppliers=context.read(suppliers.all_suppliers),
            today=local_day(context.now()),
            may_export=current_agent().role in OVERSEERS,
        )

    @desk.get("/orders/<number>", endpoint="order")
    @requires_role(*READERS)
    def show_order(number: str) -> str:
        return _page(context, number)

    @desk.post("/orders/<number>/<act>")
    @requires_role(*EDITORS)
    def work_on_order(number: str, act: str) -> Answer:
        if act not in list(Action):
            abort(404)
        return submit(
            context,
            lambda conn: _perform(context, conn, number, Action(act)),
            done=message_and_page(context, f"done-order-{act}", "order", number=number),
            refused=lambda: _page(context, number),
        )


def _page(context: DeskContext, number: str) -> str:
    case, address = context.run(lambda conn: _open(context, conn, number))
    role = current_agent().role
    return render_template(
        "desk/order.html",
        case=case,
        address=address,
        place=context.read(units.all_units).get(case.org),
        today=local_day(context.now()),
        actions=lifecycle.actions_for(case, role),
        reasons=lifecycle.reasons_for(role),
    )


def _list(
    context: DeskContext, conn: Connection, status: str, supplier: str | None
) -> list[OrderCase]:
    after = order_queue.by_number(conn, cursor()) if cursor() else None
    cases = order_queue.page(conn, status, rows=PAGE_ROWS, after=after, supplied_by=supplier)
    if cases:
        context.record(conn, "orders_listed", numbers=[case.number for case in cases])
    return cases


def _open(context: DeskContext, conn: Connection, number: str) -> tuple[OrderCase, str | None]:
    """The order, and the member's address ('' if none is known) if the agent may send the gift;
    else None."""
    case = order_queue.by_number(conn, number)
    sends = current_agent().can_edit and case.is_undelivered
    context.record(conn, "order_looked_at", case.member_id, number=number, address_shown=sends)
    return case, (changes.address(conn, case.member_id) or "") if sends else None


def _perform(context: DeskContext, conn: Connection, number: str, action: Action) -> None:
    words = required_text(request.form) if action in WITH_WORDS else ""
    reason = None
    if action is Action.REVERSE:
        reason = ReversalReason(required_choice(request.form, "reason", list(ReversalReason)))
    order_action = OrderAction(number, action, current_agent(), context.now(), reason)
    case = order_handling.perform(conn, order_action)
    context.record(conn, f"order_{action}", case.member_id, number=number, reason=words)
