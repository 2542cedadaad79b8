"""The catalogue: what is on sale, for how many points, what it costs us, and how much of it there
is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import KeyReused, NotAllowed, Refused, idempotency
from core.members import NOBODY
from core.redemption import NAME_EN_CHARS_MAX, NAME_ZH_CHARS_MAX, Supplier, catalogue, suppliers
from desk.frame import (
    LEADERS,
    READERS,
    WISH_CHARS,
    Office,
    difference,
    fen,
    fingerprint,
    may,
    must_be_as_shown,
    must_slug,
    must_whole,
    refused,
    said,
    shown_of,
    slug,
    text,
    to,
)
from flows.language import gsm7

POINTS_MAX, STOCK_MAX, NUMBER_MAX = 10_000_000, 1_000_000, 9_999
CHANGEABLE = ("points", "name_zh", "name_en", "supplier", "cost_fen", "on_sale")
KINDS = ("gift", "credit", "data")
LONGEST = {"zh": NAME_ZH_CHARS_MAX, "en": NAME_EN_CHARS_MAX}


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/catalogue", endpoint="catalogue")
    @may(*READERS)
    def every() -> str:
        return _list(office)

    @desk.post("/catalogue")
    @may(*LEADERS)
    def add_item() -> Response | tuple[str, int]:
        sku = must_slug(request.form, "sku")
        try:
            office.do(lambda conn: _add(office, conn, sku))
        except Refused as error:
            status = refused(office, error)
            return _list(office), status
        said(office, "done-item-added")
        return to("item", sku=sku)

    @desk.get("/catalogue/<sku>", endpoint="item")
    @may(*READERS)
    def one(sku: str) -> str:
        return _one(office, sku)

    @desk.post("/catalogue/<sku>")
    @may(*LEADERS)
    def change_item(sku: str) -> Response | tuple[str, int]:
        try:
            office.do(lambda conn: _change(office, conn, sku))
        except Refused as error:
            status = refused(office, error)
            return _one(office, sku), status
        said(office, "done-item")
        return to("item", sku=sku)

    @desk.post("/catalogue/<sku>/stock")
    @may(*LEADERS)
    def add_stock(sku: str) -> Response:
        try:
            office.do(lambda conn: _add_stock(office, conn, sku))
            said(office, "done-stock")
        except Refused as error:
            refused(office, error)
        except KeyReused:
            said(office, "refused-meanwhile")
        return to("item", sku=sku)


def _list(office: Office) -> str:
    """With whatever was typed into the form that it answers; so has _one."""
    return render_template(
        "desk/catalogue.html",
        items=office.look(catalogue.everything),
        suppliers=office.look(_to_choose_from),
        kinds=KINDS,
        longest=LONGEST,
    )


def _one(office: Office, sku: str) -> str:
    item = office.look(lambda conn: catalogue.by_sku(conn, sku))
    choices = office.look(lambda conn: _to_choose_from(conn, item.supplier))
    return render_template(
        "desk/item.html",
        item=item,
        suppliers=choices,
        longest=LONGEST,
        as_shown=fingerprint(shown_of(item, CHANGEABLE)),
        wish_id=office.ids.new(),
    )


def _to_choose_from(conn: Connection, own: str | None = None) -> list[Supplier]:
    """The active ones, and the one that an item has already: else saving the form would lose it."""
    return [each for each in suppliers.everyone(conn) if each.active or each.code == own]


def _described() -> dict[str, Any]:
    """What can be changed later on, too."""
    name_en = text(request.form, "name_en", NAME_EN_CHARS_MAX)
    if not gsm7(name_en):
        raise NotAllowed("gsm7")
    return {
        "points": must_whole(request.form, "points", 1, POINTS_MAX),
        "name_zh": text(request.form, "name_zh", NAME_ZH_CHARS_MAX),
        "name_en": name_en,
        "supplier": slug(request.form, "supplier"),
        "cost_fen": fen(request.form, "cost"),
    }


def _add(office: Office, conn: Connection, sku: str) -> None:
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        abort(400)
    number = must_whole(request.form, "number", 1, NUMBER_MAX)
    described = _described()
    catalogue.add(conn, sku=sku, kind=kind, number=number, **described)
    office.record(conn, "item_added", sku=sku, becomes=described)


def _change(office: Office, conn: Connection, sku: str) -> None:
    catalogue.lock(conn, sku)
    before = shown_of(catalogue.by_sku(conn, sku), CHANGEABLE)
    must_be_as_shown(request.form, before)
    becomes = _described() | {"on_sale": request.form.get("on_sale") == "yes"}
    catalogue.change(conn, sku, **becomes)
    if changed := difference(before, becomes):
        office.record(conn, "item_changed", sku=sku, **changed)


def _add_stock(office: Office, conn: Connection, sku: str) -> None:
    """Once a form, however often it is sent."""
    more = must_whole(request.form, "more", 1, STOCK_MAX)
    key, asked = f"stock:{text(request.form, 'wish', WISH_CHARS)}", {"sku": sku, "more": more}
    if idempotency.claim(conn, NOBODY, key, asked, {}, office.now()) is not None:
        return
    catalogue.add_stock(conn, sku, more)
    supplier = catalogue.by_sku(conn, sku).supplier
    office.record(conn, "stock_added", sku=sku, more=more, supplier=supplier)
