"""Orders: the list by status, and the page of one with the actions that its status allows."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection

from core.members import profiles
from core.organisation import units
from core.programme import local_day
from core.redemption import (
    Action,
    OrderAction,
    OrderCase,
    ReversalReason,
    Voucher,
    addresses,
    lifecycle,
    order_handling,
    order_queue,
    suppliers,
    top_ups,
    vouchers,
)
from desk.frame import (
    EDITORS,
    OVERSEERS,
    PAGE_ROWS,
    READERS,
    Answer,
    DeskContext,
    changes_between,
    check_unchanged,
    current_agent,
    cursor,
    fingerprint,
    is_ticked,
    language,
    lists,
    message_and_page,
    no_list,
    optional_slug,
    page_of,
    required_choice,
    required_line,
    required_text,
    requires_role,
    submit,
)

WITH_WORDS = (
    Action.CANCEL,
    Action.REVERSE,
    Action.FULFIL,
    Action.REFUSE,
    Action.COLLECTED,
    Action.TAKE_BACK,
)
"""Actions for which the agent must give a reason, for the audit trail."""


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/orders", endpoint="orders")
    @requires_role(*READERS)
    @lists("export_orders")
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
            lacks_address=is_ticked(request.args, "lacks_address"),
            parcel_trouble=is_ticked(request.args, "parcel_trouble"),
            parcel_troubles=lifecycle.PARCEL_TROUBLE,
            suppliers=context.read(suppliers.all_suppliers),
            today=local_day(context.now()),
            may_export=current_agent().role in OVERSEERS,
        )

    @desk.get("/orders/<number>", endpoint="order")
    @requires_role(*READERS)
    @no_list("one order")
    def show_order(number: str) -> str:
        return _page(context, number)

    @desk.post("/orders/<number>/address")
    @requires_role(*EDITORS)
    def correct_order_address(number: str) -> Answer:
        return submit(
            context,
            lambda conn: _correct_address(context, conn, number),
            done=message_and_page(context, "done-order-address", "order", number=number),
            refused=lambda: _page(context, number),
        )

    @desk.post("/orders/<number>/<act>")
    @requires_role(*EDITORS)
    def work_on_order(number: str, act: str) -> Answer:
        if act not in list(Action) or (act == Action.HAND_OVER and not context.has_courier):
            abort(404)
        return submit(
            context,
            lambda conn: _perform(context, conn, number, Action(act)),
            done=message_and_page(context, f"done-order-{act}", "order", number=number),
            refused=lambda: _page(context, number),
        )


def _page(context: DeskContext, number: str) -> str:
    case, sends, voucher = context.run(lambda conn: _open(context, conn, number))
    role = current_agent().role
    actions = lifecycle.actions_for(case, role)
    return render_template(
        "desk/order.html",
        case=case,
        sends=sends,
        voucher=voucher,
        code=voucher.masked(context.voucher_sealer) if voucher else "",
        as_shown=fingerprint({"address": case.address}),
        address_chars_max=addresses.CHARS_MAX,
        is_added_late=context.read(
            lambda conn: top_ups.is_added_late(conn, case.member_id, case.order_id)
        ),
        place=units.name_of(context.read(units.all_units), case.org, language()),
        today=local_day(context.now()),
        actions=[act for act in actions if act != Action.HAND_OVER or context.has_courier],
        reasons=lifecycle.reasons_for(role),
    )


def _list(
    context: DeskContext, conn: Connection, status: str, supplier: str | None
) -> list[OrderCase]:
    after = order_queue.by_number(conn, cursor()) if cursor() else None
    cases = order_queue.page(
        conn,
        status,
        rows=PAGE_ROWS,
        after=after,
        supplied_by=supplier,
        lacks_address=is_ticked(request.args, "lacks_address"),
        parcel_trouble=is_ticked(request.args, "parcel_trouble"),
    )
    if cases:
        context.record(conn, "orders_listed", numbers=[case.number for case in cases])
    return cases


def _open(
    context: DeskContext, conn: Connection, number: str
) -> tuple[OrderCase, bool, Voucher | None]:
    """The order, whether the agent may send the gift and so sees the address, and its code."""
    case = order_queue.by_number(conn, number)
    sends = current_agent().can_edit and case.is_undelivered
    context.record(conn, "order_looked_at", case.member_id, number=number, address_shown=sends)
    return case, sends, vouchers.of_order(conn, case.member_id, case.order_id)


def _correct_address(context: DeskContext, conn: Connection, number: str) -> None:
    """The order alone is sent there. The member's own address is changed on the member's page."""
    becomes = {"address": required_line(request.form, "address", addresses.CHARS_MAX)}
    case = _locked(conn, number)
    addresses.correct(
        conn,
        member_id=case.member_id,
        order_id=case.order_id,
        address=becomes["address"],
        at=context.now(),
    )
    changed = changes_between({"address": case.address}, becomes)
    context.record(conn, "order_address", case.member_id, number=number, **changed)


def _locked(conn: Connection, number: str) -> OrderCase:
    """The order, whose address stays as it is meanwhile. Raises what permit() raises for sending
    it, and ActedMeanwhile if the address is another than the form has shown."""
    profiles.lock(conn, order_queue.by_number(conn, number).member_id)
    case = order_queue.by_number(conn, number)
    lifecycle.permit(case, Action.DESPATCH, current_agent().role)
    check_unchanged(request.form, {"address": case.address})
    return case


def _perform(context: DeskContext, conn: Connection, number: str, action: Action) -> None:
    words = required_text(request.form) if action in WITH_WORDS else ""
    reason = None
    if action is Action.REVERSE:
        reason = ReversalReason(required_choice(request.form, "reason", list(ReversalReason)))
    if action in (Action.DESPATCH, Action.HAND_OVER):  # the parcel has the address that was shown
        _locked(conn, number)
    order_action = OrderAction(number, action, current_agent(), context.now(), reason)
    case = order_handling.perform(conn, order_action)
    context.record(conn, f"order_{action}", case.member_id, number=number, reason=words)
