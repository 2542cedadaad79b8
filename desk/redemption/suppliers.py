"""The suppliers: whom to ask for what points buy."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import Refused
from core.redemption import catalogue, suppliers
from desk.frame import (
    READERS,
    SUPERVISORS,
    DeskContext,
    changes_between,
    check_unchanged,
    editable_values,
    fingerprint,
    flash_message,
    flash_refusal,
    redirect_to,
    required_slug,
    required_text,
    requires_role,
)

CHANGEABLE = ("name", "contact", "active")
LONGEST = {"name": suppliers.NAME_CHARS_MAX, "contact": suppliers.CONTACT_CHARS_MAX}


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/suppliers", endpoint="suppliers")
    @requires_role(*READERS)
    def every() -> str:
        return _list(context)

    @desk.post("/suppliers")
    @requires_role(*SUPERVISORS)
    def add_supplier() -> Response | tuple[str, int]:
        code = required_slug(request.form, "code")
        try:
            context.run(lambda conn: _add(context, conn, code))
        except Refused as error:
            status = flash_refusal(context, error)
            return _list(context), status
        flash_message(context, "done-supplier-added")
        return redirect_to("suppliers")

    @desk.get("/suppliers/<code>", endpoint="supplier")
    @requires_role(*READERS)
    def one(code: str) -> str:
        return _one(context, code)

    @desk.post("/suppliers/<code>")
    @requires_role(*SUPERVISORS)
    def change_supplier(code: str) -> Response | tuple[str, int]:
        try:
            context.run(lambda conn: _change(context, conn, code))
        except Refused as error:
            status = flash_refusal(context, error)
            return _one(context, code), status
        flash_message(context, "done-supplier")
        return redirect_to("supplier", code=code)


def _list(context: DeskContext) -> str:
    """With whatever was typed into the form that it answers; so has _one."""
    found = context.read(suppliers.everyone)
    return render_template("desk/suppliers.html", suppliers=found, longest=LONGEST)


def _one(context: DeskContext, code: str) -> str:
    supplier = context.read(lambda conn: suppliers.by_code(conn, code))
    items = [each for each in context.read(catalogue.everything) if each.supplier == code]
    return render_template(
        "desk/supplier.html",
        supplier=supplier,
        items=items,
        longest=LONGEST,
        as_shown=fingerprint(editable_values(supplier, CHANGEABLE)),
    )


def _described() -> dict[str, Any]:
    return {name: required_text(request.form, name, longest) for name, longest in LONGEST.items()}


def _add(context: DeskContext, conn: Connection, code: str) -> None:
    described = _described()
    suppliers.add(conn, code=code, **described)
    context.record(conn, "supplier_added", supplier=code, becomes=described)


def _change(context: DeskContext, conn: Connection, code: str) -> None:
    suppliers.lock_active(conn, code)
    before = editable_values(suppliers.by_code(conn, code), CHANGEABLE)
    check_unchanged(request.form, before)
    becomes = _described() | {"active": request.form.get("active") == "yes"}
    suppliers.change(conn, code, **becomes)
    if changed := changes_between(before, becomes):
        context.record(conn, "supplier_changed", supplier=code, **changed)
