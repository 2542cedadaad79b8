"""The suppliers of the catalogue's items, and how to contact them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.redemption import catalogue, suppliers
from desk.frame import (
    OVERSEERS,
    READERS,
    SUPERVISORS,
    Answer,
    DeskContext,
    changes_between,
    check_unchanged,
    csv_export,
    editable_values,
    fingerprint,
    is_ticked,
    lists,
    message_and_page,
    no_list,
    required_line,
    required_slug,
    requires_role,
    submit,
)

EDITABLE = ("name", "contact", "active")
COLUMNS = ("code", "name", "contact", "active", "items", "on_sale")
CHARS_MAX = {"name": suppliers.NAME_CHARS_MAX, "contact": suppliers.CONTACT_CHARS_MAX}


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/suppliers", endpoint="suppliers")
    @requires_role(*READERS)
    @lists("export_suppliers")
    def list_suppliers() -> str:
        return _list_page(context)

    @desk.get("/suppliers.csv")
    @requires_role(*OVERSEERS)
    def export_suppliers() -> Response:
        found = context.read(suppliers.all_suppliers)
        rows = csv_export.values_of(found, COLUMNS)
        return csv_export.download(context, "suppliers", COLUMNS, rows)

    @desk.post("/suppliers")
    @requires_role(*SUPERVISORS)
    def add_supplier() -> Answer:
        code = required_slug(request.form, "code")
        return submit(
            context,
            lambda conn: _add(context, conn, code),
            done=message_and_page(context, "done-supplier-added", "suppliers"),
            refused=lambda: _list_page(context),
        )

    @desk.get("/suppliers/<code>", endpoint="supplier")
    @requires_role(*READERS)
    @no_list("one supplier")
    def show_supplier(code: str) -> str:
        return _page(context, code)

    @desk.post("/suppliers/<code>")
    @requires_role(*SUPERVISORS)
    def change_supplier(code: str) -> Answer:
        return submit(
            context,
            lambda conn: _change(context, conn, code),
            done=message_and_page(context, "done-supplier", "supplier", code=code),
            refused=lambda: _page(context, code),
        )


def _list_page(context: DeskContext) -> str:
    found = context.read(suppliers.all_suppliers)
    return render_template("desk/suppliers.html", suppliers=found, chars_max=CHARS_MAX)


def _page(context: DeskContext, code: str) -> str:
    supplier = context.read(lambda conn: suppliers.by_code(conn, code))
    items = [each for each in context.read(catalogue.all_items) if each.supplier == code]
    return render_template(
        "desk/supplier.html",
        supplier=supplier,
        items=items,
        chars_max=CHARS_MAX,
        as_shown=fingerprint(editable_values(supplier, EDITABLE)),
    )


def _submitted_values() -> dict[str, Any]:
    return {name: required_line(request.form, name, most) for name, most in CHARS_MAX.items()}


def _add(context: DeskContext, conn: Connection, code: str) -> None:
    values = _submitted_values()
    suppliers.add(conn, code=code, **values)
    context.record(conn, "supplier_added", supplier=code, becomes=values)


def _change(context: DeskContext, conn: Connection, code: str) -> None:
    suppliers.lock_active(conn, code)
    before = editable_values(suppliers.by_code(conn, code), EDITABLE)
    check_unchanged(request.form, before)
    values = _submitted_values() | {"active": is_ticked(request.form, "active")}
    suppliers.change(conn, code, **values)
    if changed := changes_between(before, values):
        context.record(conn, "supplier_changed", supplier=code, **changed)
