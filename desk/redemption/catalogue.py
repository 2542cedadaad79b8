"""The catalogue: the items with their prices in points, their costs, and their stock."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import NotAllowed
from core.redemption import Supplier, catalogue, lifecycle, suppliers
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
    optional_fen,
    optional_slug,
    redirect_to,
    required_choice,
    required_int,
    required_line,
    required_slug,
    requires_role,
    submit,
)
from flows.language import gsm7

EDITABLE = ("points", "name_zh", "name_en", "supplier", "cost_fen", "on_sale")
COLUMNS = (
    "sku", "kind", "number", "name_zh", "name_en", "points", "supplier", "cost_fen", "on_sale",
    "left", "reserved", "sent",
)  # fmt: skip
NAME_CHARS_MAX = {"zh": catalogue.NAME_ZH_CHARS_MAX, "en": catalogue.NAME_EN_CHARS_MAX}


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/catalogue", endpoint="catalogue")
    @requires_role(*READERS)
    @lists("export_catalogue")
    def list_items() -> str:
        return _list_page(context)

    @desk.get("/catalogue.csv")
    @requires_role(*OVERSEERS)
    def export_catalogue() -> Response:
        found = context.read(catalogue.all_items)
        rows = csv_export.values_of(found, COLUMNS)
        return csv_export.download(context, "catalogue", COLUMNS, rows)

    @desk.post("/catalogue")
    @requires_role(*SUPERVISORS)
    def add_item() -> Answer:
        sku = required_slug(request.form, "sku")
        return submit(
            context,
            lambda conn: _add(context, conn, sku),
            done=message_and_page(context, "done-item-added", "item", sku=sku),
            refused=lambda: _list_page(context),
        )

    @desk.get("/catalogue/<sku>", endpoint="item")
    @requires_role(*READERS)
    @no_list("one item; the codes of a voucher are in vouchers.csv")
    def show_item(sku: str) -> str:
        return _page(context, sku)

    @desk.post("/catalogue/<sku>")
    @requires_role(*SUPERVISORS)
    def change_item(sku: str) -> Answer:
        return submit(
            context,
            lambda conn: _change(context, conn, sku),
            done=message_and_page(context, "done-item", "item", sku=sku),
            refused=lambda: _page(context, sku),
        )

    @desk.post("/catalogue/<sku>/stock")
    @requires_role(*SUPERVISORS)
    def add_stock(sku: str) -> Answer:
        return submit(
            context,
            lambda conn: _add_stock(context, conn, sku),
            done=message_and_page(context, "done-stock", "item", sku=sku),
            refused=lambda: redirect_to("item", sku=sku),
        )


def _list_page(context: DeskContext) -> str:
    return render_template(
        "desk/catalogue.html",
        items=context.read(catalogue.all_items),
        suppliers=context.read(_supplier_choices),
        kinds=lifecycle.KINDS,
        name_chars_max=NAME_CHARS_MAX,
    )


def _page(context: DeskContext, sku: str) -> str:
    item = context.read(lambda conn: catalogue.by_sku(conn, sku))
    return render_template(
        "desk/item.html",
        item=item,
        suppliers=context.read(lambda conn: _supplier_choices(conn, item.supplier)),
        name_chars_max=NAME_CHARS_MAX,
        as_shown=fingerprint(editable_values(item, EDITABLE)),
    )


def _supplier_choices(conn: Connection, present: str | None = None) -> list[Supplier]:
    """The active suppliers, and the present one of the item even if it is inactive: without it,
    saving the form would remove it from the item."""
    return [each for each in suppliers.all_suppliers(conn) if each.active or each.code == present]


def _submitted_values() -> dict[str, Any]:
    """The fields that the form of a new item and that of an existing one have in common."""
    name_en = required_line(request.form, "name_en", catalogue.NAME_EN_CHARS_MAX)
    if not gsm7(name_en):
        raise NotAllowed("gsm7")  # one other character makes every text with the name cost more
    return {
        "points": required_int(request.form, "points", 1, catalogue.POINTS_MAX),
        "name_zh": required_line(request.form, "name_zh", catalogue.NAME_ZH_CHARS_MAX),
        "name_en": name_en,
        "supplier": optional_slug(request.form, "supplier"),
        "cost_fen": optional_fen(request.form, "cost"),
    }


def _add(context: DeskContext, conn: Connection, sku: str) -> None:
    kind = required_choice(request.form, "kind", lifecycle.KINDS)
    number = required_int(request.form, "number", 1, catalogue.NUMBER_MAX)
    values = _submitted_values()
    catalogue.add(conn, sku=sku, kind=kind, number=number, **values)
    context.record(conn, "item_added", sku=sku, becomes=values)


def _change(context: DeskContext, conn: Connection, sku: str) -> None:
    catalogue.lock(conn, sku)
    before = editable_values(catalogue.by_sku(conn, sku), EDITABLE)
    check_unchanged(request.form, before)
    values = _submitted_values() | {"on_sale": is_ticked(request.form, "on_sale")}
    catalogue.change(conn, sku, **values)
    if changed := changes_between(before, values):
        context.record(conn, "item_changed", sku=sku, **changed)


def _add_stock(context: DeskContext, conn: Connection, sku: str) -> None:
    more = required_int(request.form, "more", 1, catalogue.STOCK_MAX)
    catalogue.add_stock(conn, sku, more)
    supplier = catalogue.by_sku(conn, sku).supplier
    context.record(conn, "stock_added", sku=sku, more=more, supplier=supplier)
