"""Orders: what has to be sent, what is on its way, and what goes wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast, get_args

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import ActedMeanwhile, KeyReused, NotAllowed, Refused
from core.ledger import HoldClosed
from core.loyalty import leaving
from core.programme import local_day
from core.redemption import STATUSES, Case, Reason, fulfilment, order_queue, suppliers
from desk.frame import READERS, WORKERS, Office, may, me, refused, said, slug, text, to, whole

REASONS = get_args(Reason)
SUPERVISORS_REASON = "our_failure"  # it is reversed whatever it was, and whenever
FROM = {
    "despatch": ("held",),
    "give_up": ("held",),
    "deliver": ("sent",),
    "reverse": ("sent", "delivered"),
}
UNDELIVERED = ("held", "sent")
Work = Callable[[Office, Connection, Case], object]


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/orders", endpoint="orders")
    @may(*READERS)
    def every() -> str:
        status, skip = request.args.get("status", "held"), whole(request.args, "skip") or 0
        if status not in STATUSES:
            abort(400)
        supplied_by = slug(request.args, "supplier")
        cases = office.do(lambda conn: _listed(office, conn, status, skip, supplied_by))
        return render_template(
            "desk/orders.html",
            cases=cases,
            status=status,
            statuses=STATUSES,
            supplied_by=supplied_by,
            suppliers=office.look(suppliers.everyone),
            today=local_day(office.now()),
            more=skip + len(cases) if len(cases) == order_queue.PAGE_ROWS else None,
        )

    @desk.get("/orders/<number>", endpoint="order")
    @may(*READERS)
    def one(number: str) -> str:
        return _one(office, number)

    @desk.post("/orders/<number>/<act>")
    @may(*WORKERS)
    def work_on_order(number: str, act: str) -> Response | tuple[str, int]:
        if act not in ACTS:
            abort(404)
        try:
            office.do(lambda conn: _act(office, conn, number, act))
        except Refused as error:
            status = refused(office, error)
            return _one(office, number), status
        said(office, f"done-order-{act}")
        return to("order", number=number)


def _one(office: Office, number: str) -> str:
    """With whatever was typed into the form that it answers."""
    case, address = office.do(lambda conn: _looked_at(office, conn, number))
    reasons = [each for each in REASONS if me().leads or each != SUPERVISORS_REASON]
    today = local_day(office.now())
    facts = {"case": case, "address": address, "today": today, "reasons": reasons}
    return render_template("desk/order.html", **facts)


def _listed(
    office: Office, conn: Connection, status: str, skip: int, supplied_by: str | None
) -> list[Case]:
    cases = order_queue.page(conn, status, skip, supplied_by)
    if cases:
        office.record(conn, "orders_listed", numbers=[case.number for case in cases])
    return cases


def _looked_at(office: Office, conn: Connection, number: str) -> tuple[Case, str | None]:
    """With the address that it goes to, for whoever may send it: '' where none is known."""
    case = order_queue.by_number(conn, number)
    sends = me().acts and case.kind == "gift" and case.status in UNDELIVERED
    office.record(conn, "order_looked_at", case.member_id, number=number, address_shown=sends)
    return case, (leaving.address(conn, case.member_id) or "") if sends else None


def _act(office: Office, conn: Connection, number: str, act: str) -> None:
    case = order_queue.by_number(conn, number)
    if case.kind != "gift" and act != "reverse":
        raise NotAllowed("no_gift")
    if case.status not in FROM[act]:
        raise NotAllowed(case.status)
    reason = text(request.form) if act in ("give_up", "reverse") else ""
    try:
        ACTS[act](office, conn, case)
    except (HoldClosed, KeyReused) as error:
        raise ActedMeanwhile(number) from error
    office.record(conn, f"order_{act}", case.member_id, number=number, reason=reason)


def _reverse(office: Office, conn: Connection, case: Case) -> None:
    reason = request.form.get("reason", "")
    if reason not in REASONS:
        abort(400)
    if reason == SUPERVISORS_REASON and not me().leads:
        abort(403)
    what = _what(office, case, "reverse")
    fulfilment.reverse(conn, reason=cast(Reason, reason), by=me().agent, **what)


def _deliver(office: Office, conn: Connection, case: Case) -> None:
    at = office.now()
    fulfilment.deliver(conn, member_id=case.member_id, order_id=case.order_id, at=at)


def _what(office: Office, case: Case, act: str) -> dict[str, Any]:
    """The key is the order's own: each of these happens to it once, whoever asks."""
    return {
        "member_id": case.member_id,
        "order_id": case.order_id,
        "key": f"desk:{act}:{case.order_id}",
        "at": office.now(),
    }


ACTS: dict[str, Work] = {
    "despatch": lambda office, conn, case: fulfilment.despatch(
        conn, by=me().agent, **_what(office, case, "despatch")
    ),
    "deliver": _deliver,
    "give_up": lambda office, conn, case: fulfilment.give_up(
        conn, **_what(office, case, "give_up")
    ),
    "reverse": _reverse,
}
