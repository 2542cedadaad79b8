"""Orders: what has to be sent, what is on its way, and what goes wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast, get_args

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import ActedMeanwhile, KeyReused, NotAllowed, Refused
from core.ledger import HoldClosed
from core.members import changes
from core.programme import local_day
from core.redemption import STATUSES, Case, Reason, fulfilment, order_queue, suppliers
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

REASONS = get_args(Reason)
SUPERVISORS_REASON = "our_failure"  # it is reversed whatever it was, and whenever
FROM = {
    "despatch": ("held",),
    "give_up": ("held",),
    "deliver": ("sent",),
    "reverse": ("sent", "delivered"),
}
UNDELIVERED = ("held", "sent")
Work = Callable[[DeskContext, Connection, Case], object]


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/orders", endpoint="orders")
    @requires_role(*READERS)
    def every() -> str:
        status, skip = request.args.get("status", "held"), optional_int(request.args, "skip") or 0
        if status not in STATUSES:
            abort(400)
        supplied_by = optional_slug(request.args, "supplier")
        cases = context.run(lambda conn: _listed(context, conn, status, skip, supplied_by))
        return render_template(
            "desk/orders.html",
            cases=cases,
            status=status,
            statuses=STATUSES,
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
        if act not in ACTS:
            abort(404)
        try:
            context.run(lambda conn: _act(context, conn, number, act))
        except Refused as error:
            status = flash_refusal(context, error)
            return _one(context, number), status
        flash_message(context, f"done-order-{act}")
        return redirect_to("order", number=number)


def _one(context: DeskContext, number: str) -> str:
    """With whatever was typed into the form that it answers."""
    case, address = context.run(lambda conn: _looked_at(context, conn, number))
    reasons = [
        each for each in REASONS if current_agent().is_supervisor or each != SUPERVISORS_REASON
    ]
    today = local_day(context.now())
    facts = {"case": case, "address": address, "today": today, "reasons": reasons}
    return render_template("desk/order.html", **facts)


def _listed(
    context: DeskContext, conn: Connection, status: str, skip: int, supplied_by: str | None
) -> list[Case]:
    cases = order_queue.page(conn, status, skip, supplied_by)
    if cases:
        context.record(conn, "orders_listed", numbers=[case.number for case in cases])
    return cases


def _looked_at(context: DeskContext, conn: Connection, number: str) -> tuple[Case, str | None]:
    """With the address that it goes to, for whoever may send it: '' where none is known."""
    case = order_queue.by_number(conn, number)
    sends = current_agent().can_edit and case.kind == "gift" and case.status in UNDELIVERED
    context.record(conn, "order_looked_at", case.member_id, number=number, address_shown=sends)
    return case, (changes.address(conn, case.member_id) or "") if sends else None


def _act(context: DeskContext, conn: Connection, number: str, act: str) -> None:
    case = order_queue.by_number(conn, number)
    if case.kind != "gift" and act != "reverse":
        raise NotAllowed("no_gift")
    if case.status not in FROM[act]:
        raise NotAllowed(case.status)
    reason = required_text(request.form) if act in ("give_up", "reverse") else ""
    try:
        ACTS[act](context, conn, case)
    except (HoldClosed, KeyReused) as error:
        raise ActedMeanwhile(number) from error
    context.record(conn, f"order_{act}", case.member_id, number=number, reason=reason)


def _reverse(context: DeskContext, conn: Connection, case: Case) -> None:
    reason = request.form.get("reason", "")
    if reason not in REASONS:
        abort(400)
    if reason == SUPERVISORS_REASON and not current_agent().is_supervisor:
        abort(403)
    what = _what(context, case, "reverse")
    fulfilment.reverse(conn, reason=cast(Reason, reason), by=current_agent().agent, **what)


def _deliver(context: DeskContext, conn: Connection, case: Case) -> None:
    at = context.now()
    fulfilment.deliver(conn, member_id=case.member_id, order_id=case.order_id, at=at)


def _what(context: DeskContext, case: Case, act: str) -> dict[str, Any]:
    """The key is the order's own: each of these happens to it once, whoever asks."""
    return {
        "member_id": case.member_id,
        "order_id": case.order_id,
        "key": f"desk:{act}:{case.order_id}",
        "at": context.now(),
    }


ACTS: dict[str, Work] = {
    "despatch": lambda context, conn, case: fulfilment.despatch(
        conn, by=current_agent().agent, **_what(context, case, "despatch")
    ),
    "deliver": _deliver,
    "give_up": lambda context, conn, case: fulfilment.give_up(
        conn, **_what(context, case, "give_up")
    ),
    "reverse": _reverse,
}
