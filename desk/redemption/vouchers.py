"""E-vouchers: their codes are loaded, shown to supervisors, and texted to the member again."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from sqlalchemy import Connection

from core.kernel import NotAllowed, NotFound
from core.members import is_fixed_line, profiles
from core.redemption import NewVoucher, OrderCase, Voucher, catalogue, order_queue, vouchers
from desk.frame import (
    EDITORS,
    SUPERVISORS,
    Answer,
    DeskContext,
    message_and_page,
    redirect_to,
    required_date,
    required_text,
    requires_role,
    submit,
)


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.post("/catalogue/<sku>/codes")
    @requires_role(*SUPERVISORS)
    def load_codes(sku: str) -> Answer:
        return submit(
            context,
            lambda conn: _load(context, conn, sku),
            done=message_and_page(context, "done-codes", "item", sku=sku),
            refused=lambda: redirect_to("item", sku=sku),
        )

    @desk.get("/orders/<number>/code")
    @requires_role(*SUPERVISORS)
    def show_code(number: str) -> str:
        """The code in full, which is in the audit trail."""
        return context.run(lambda conn: _show(context, conn, number))

    @desk.post("/orders/<number>/code-another")
    @requires_role(*SUPERVISORS)
    def give_another_code(number: str) -> Answer:
        return submit(
            context,
            lambda conn: _give_another(context, conn, number),
            done=message_and_page(context, "done-code_replaced", "order", number=number),
            refused=lambda: redirect_to("order", number=number),
        )

    @desk.post("/orders/<number>/code-text")
    @requires_role(*EDITORS)
    def text_code(number: str) -> Answer:
        return submit(
            context,
            lambda conn: _text(context, conn, number),
            done=message_and_page(context, "done-code_texted", "order", number=number),
            refused=lambda: redirect_to("order", number=number),
        )


def _load(context: DeskContext, conn: Connection, sku: str) -> None:
    """All of them, or none where one is wrong. Those that were loaded before are not again."""
    codes = required_text(request.form, "codes").split()
    expires_on = required_date(request.form, "expires_on")
    found = [NewVoucher(sku, code, expires_on) for code in codes]
    new = sum(
        vouchers.load(conn, each, sealer=context.voucher_sealer, at=context.now()) for each in found
    )
    supplier = catalogue.by_sku(conn, sku).supplier
    context.record(conn, "codes_loaded", sku=sku, more=new, supplier=supplier)


def _show(context: DeskContext, conn: Connection, number: str) -> str:
    case, voucher = _voucher(conn, number)
    if not voucher.masked(context.voucher_sealer):
        raise NotFound(f"no key opens the code of order {number}")
    context.record(conn, vouchers.CODE_SHOWN, case.member_id, number=number)
    code = voucher.open(context.voucher_sealer)
    return render_template("desk/voucher.html", case=case, code=code, voucher=voucher)


def _text(context: DeskContext, conn: Connection, number: str) -> None:
    case, voucher = _delivered(conn, number)
    if not voucher.masked(context.voucher_sealer):
        raise NotAllowed("code_unreadable")
    member = profiles.by_id(conn, case.member_id)
    if member.status == "left":
        raise NotAllowed("left")
    if is_fixed_line(member.number):
        raise NotAllowed("no_texts")
    vouchers.text_again(conn, case.member_id, case.order_id, context.now())
    context.record(conn, "code_texted", case.member_id, number=number)


def _give_another(context: DeskContext, conn: Connection, number: str) -> None:
    case, _ = _delivered(conn, number)
    vouchers.give_another(
        conn, case.member_id, case.order_id, sealer=context.voucher_sealer, at=context.now()
    )
    context.record(conn, "code_replaced", case.member_id, number=number)


def _delivered(conn: Connection, number: str) -> tuple[OrderCase, Voucher]:
    """Raises NotFound, and NotAllowed if the points were given back."""
    case, voucher = _voucher(conn, number)
    if case.status != "delivered":
        raise NotAllowed(case.status)
    return case, voucher


def _voucher(conn: Connection, number: str) -> tuple[OrderCase, Voucher]:
    """Raises NotFound."""
    case = order_queue.by_number(conn, number)
    voucher = vouchers.of_order(conn, case.member_id, case.order_id)
    if voucher is None:
        raise NotFound(f"no code of order {number}")
    return case, voucher
