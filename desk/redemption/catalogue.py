"""The catalogue: what is on sale, for how many points, what it costs us, and how much of it there
is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import KeyReused, NotAllowed, Refused, idempotency
from core.members import NOBODY
from core.redemption import Supplier, catalogue, lifecycle, suppliers
from desk.frame import (
    FORM_ID_CHARS_MAX,
    READERS,
    SUPERVISORS,
    DeskContext,
    changes_between,
    check_unchanged,
    editable_values,
    fingerprint,
    flash_message,
    flash_refusal,
    optional_fen,
    optional_slug,
    redirect_to,
    required_int,
    required_slug,
    required_text,
    requires_role,
)
from flows.language import gsm7

CHANGEABLE = ("points", "name_zh", "name_en", "supplier", "cost_fen", "on_sale")
LONGEST = {"zh": catalogue.NAME_ZH_CHARS_MAX, "en": catalogue.NAME_EN_CHARS_MAX}


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/catalogue", endpoint="catalogue")
    @requires_role(*READERS)
    def every() -> str:
        return _list(context)

    @desk.post("/catalogue")
    @requires_role(*SUPERVISORS)
    def add_item() -> Response | tuple[str, int]:
        sku = required_slug(request.form, "sku")
        try:
            context.run(lambda conn: _add(context, conn, sku))
        except Refused as error:
            status = flash_refusal(context, error)
            return _list(context), status
        flash_message(context, "done-item-added")
        return redirect_to("item", sku=sku)

    @desk.get("/catalogue/<sku>", endpoint="item")
    @requires_role(*READERS)
    def one(sku: str) -> str:
        return _one(context, sku)

    @desk.post("/catalogue/<sku>")
    @requires_role(*SUPERVISORS)
    def change_item(sku: str) -> Response | tuple[str, int]:
        try:
            context.run(lambda conn: _change(context, conn, sku))
        except Refused as error:
            status = flash_refusal(context, error)
            return _one(context, sku), status
        flash_message(context, "done-item")
        return redirect_to("item", sku=sku)

    @desk.post("/catalogue/<sku>/stock")
    @requires_role(*SUPERVISORS)
    def add_stock(sku: str) -> Response:
        try:
            context.run(lambda conn: _add_stock(context, conn, sku))
            flash_message(context, "done-stock")
        except Refused as error:
            flash_refusal(context, error)
        except KeyReused:
            flash_message(context, "refused-meanwhile")
        return redirect_to("item", sku=sku)


def _list(context: DeskContext) -> str:
    """With whatever was typed into the form that it answers; so has _one."""
    return render_template(
        "desk/catalogue.html",
        items=context.read(catalogue.everything),
        suppliers=context.read(_to_choose_from),
        kinds=lifecycle.KINDS,
        longest=LONGEST,
    )


def _one(context: DeskContext, sku: str) -> str:
    item = context.read(lambda conn: catalogue.by_sku(conn, sku))
    choices = context.read(lambda conn: _to_choose_from(conn, item.supplier))
    return render_template(
        "desk/item.html",
        item=item,
        suppliers=choices,
        longest=LONGEST,
        as_shown=fingerprint(editable_values(item, CHANGEABLE)),
        wish_id=context.ids.new(),
    )


def _to_choose_from(conn: Connection, own: str | None = None) -> list[Supplier]:
    """The active ones, and the one that an item has already: else saving the form would lose it."""
    return [each for each in suppliers.everyone(conn) if each.active or each.code == own]


def _described() -> dict[str, Any]:
    """What can be changed later on, too."""
    name_en = required_text(request.form, "name_en", catalogue.NAME_EN_CHARS_MAX)
    if not gsm7(name_en):
        raise NotAllowed("gsm7")
    return {
        "points": required_int(request.form, "points", 1, catalogue.POINTS_MAX),
        "name_zh": required_text(request.form, "name_zh", catalogue.NAME_ZH_CHARS_MAX),
        "name_en": name_en,
        "supplier": optional_slug(request.form, "supplier"),
        "cost_fen": optional_fen(request.form, "cost"),
    }


def _add(context: DeskContext, conn: Connection, sku: str) -> None:
    kind = request.form.get("kind", "")
    if kind not in lifecycle.KINDS:
        abort(400)
    number = required_int(request.form, "number", 1, catalogue.NUMBER_MAX)
    described = _described()
    catalogue.add(conn, sku=sku, kind=kind, number=number, **described)
    context.record(conn, "item_added", sku=sku, becomes=described)


def _change(context: DeskContext, conn: Connection, sku: str) -> None:
    catalogue.lock(conn, sku)
    before = editable_values(catalogue.by_sku(conn, sku), CHANGEABLE)
    check_unchanged(request.form, before)
    becomes = _described() | {"on_sale": request.form.get("on_sale") == "yes"}
    catalogue.change(conn, sku, **becomes)
    if changed := changes_between(before, becomes):
        context.record(conn, "item_changed", sku=sku, **changed)


def _add_stock(context: DeskContext, conn: Connection, sku: str) -> None:
    """Once a form, however often it is sent."""
    more = required_int(request.form, "more", 1, catalogue.STOCK_MAX)
    key, asked = (
        f"stock:{required_text(request.form, 'wish', FORM_ID_CHARS_MAX)}",
        {"sku": sku, "more": more},
    )
    if idempotency.claim(conn, NOBODY, key, asked, {}, context.now()) is not None:
        return
    catalogue.add_stock(conn, sku, more)
    supplier = catalogue.by_sku(conn, sku).supplier
    context.record(conn, "stock_added", sku=sku, more=more, supplier=supplier)
