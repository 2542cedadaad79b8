"""Orders: what has to be sent, what is on its way, and what goes wrong with it."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import Refused
from core.members import changes
from core.programme import local_day
from core.redemption import (
    Action,
    NotPermitted,
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
    READERS,
    DeskContext,
    current_agent,
    flash_message,
    flash_refusal,
    optional_int,
    optional_slug,
    redirect_to,
    required_text,
    requires_role,
)

Value = TypeVar("Value", bound=StrEnum)
WITH_REASON = (Action.CANCEL, Action.REVERSE)
"""The agent writes down why; it is kept in the audit trail."""


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/orders", endpoint="orders")
    @requires_role(*READERS)
    def every() -> str:
        status, skip = request.args.get("status", "held"), optional_int(request.args, "skip") or 0
        if status not in lifecycle.STATUSES:
            abort(400)
        supplied_by = optional_slug(request.args, "supplier")
        cases = context.run(lambda conn: _listed(context, conn, status, skip, supplied_by))
        return render_template(
            "desk/orders.html",
            cases=cases,
            status=status,
            statuses=lifecycle.STATUSES,
            supplied_by=supplied_by,
            suppliers=context.read(suppliers.everyone),
            today=local_day(context.now()),
            more=skip + len(cases) if len(cases) == order_queue.PAGE_ROWS else None,
        )

    @desk.get("/orders/<number>", endpoint="order")
    @requires_role(*READERS)
    def one(number: str) -> str:
        return _one(context, number)

    @desk.post("/orders/<number>/<act>")
    @requires_role(*EDITORS)
    def work_on_order(number: str, act: str) -> Response | tuple[str, int]:
        action = _one_of(Action, act, 404)
        try:
            context.run(lambda conn: _perform(context, conn, number, action))
        except NotPermitted:
            abort(403)
        except Refused as error:
            status = flash_refusal(context, error)
            return _one(context, number), status
        flash_message(context, f"done-order-{act}")
        return redirect_to("order", number=number)


def _one(context: DeskContext, number: str) -> str:
    """With whatever was typed into the form that it answers."""
    case, address = context.run(lambda conn: _looked_at(context, conn, number))
    role = current_agent().role
    facts = {
        "case": case,
        "address": address,
        "today": local_day(context.now()),
        "actions": lifecycle.actions_for(case, role),
        "reasons": lifecycle.reasons_for(role),
    }
    return render_template("desk/order.html", **facts)


def _listed(
    context: DeskContext, conn: Connection, status: str, skip: int, supplied_by: str | None
) -> list[OrderCase]:
    cases = order_queue.page(conn, status, skip, supplied_by)
    if cases:
        context.record(conn, "orders_listed", numbers=[case.number for case in cases])
    return cases


def _looked_at(context: DeskContext, conn: Connection, number: str) -> tuple[OrderCase, str | None]:
    """With the address that it goes to, for whoever may send it: '' where none is known."""
    case = order_queue.by_number(conn, number)
    sends = current_agent().can_edit and case.is_undelivered
    context.record(conn, "order_looked_at", case.member_id, number=number, address_shown=sends)
    return case, (changes.address(conn, case.member_id) or "") if sends else None


def _perform(context: DeskContext, conn: Connection, number: str, action: Action) -> None:
    words = required_text(request.form) if action in WITH_REASON else ""
    reason = None
    if action is Action.REVERSE:
        reason = _one_of(ReversalReason, request.form.get("reason", ""), 400)
    asked = OrderAction(number, action, current_agent(), context.now(), reason)
    case = order_handling.perform(conn, asked)
    context.record(conn, f"order_{action}", case.member_id, number=number, reason=words)


def _one_of(values: type[Value], text: str, status: int) -> Value:
    """The member of an enumeration with that value; aborts with `status` if there is none."""
    try:
        return values(text)
    except ValueError:
        abort(status)
