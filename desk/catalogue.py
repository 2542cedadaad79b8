"""The catalogue: what is on sale, for how many points, and how much of it there is."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core import catalogue
from core.catalogue import NAME_EN_CHARS_MAX, NAME_ZH_CHARS_MAX
from core.errors import NotAllowed, Refused
from desk.access import LEADERS, READERS, may
from desk.forms import must_whole, refusal, text
from desk.office import Office
from desk.pages import said, to
from flows.segments import gsm7

POINTS_MAX, STOCK_MAX, NUMBER_MAX = 10_000_000, 1_000_000, 9_999
SKU, SKU_CHARS_MAX = re.compile(r"[a-z0-9][a-z0-9-]+"), 40
KINDS = ("gift", "credit", "data")
CHANGED = ("points", "name_zh", "name_en", "on_sale")


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/catalogue", endpoint="catalogue")
    @may(*READERS)
    def every() -> str:
        items = office.look(catalogue.everything)
        longest = {"zh": NAME_ZH_CHARS_MAX, "en": NAME_EN_CHARS_MAX}
        return render_template("desk/catalogue.html", items=items, kinds=KINDS, longest=longest)

    @desk.post("/catalogue")
    @may(*LEADERS)
    def add_item() -> Response:
        sku = text(request.form, "sku", SKU_CHARS_MAX)
        try:
            office.do(lambda conn: _add(office, conn, sku))
            said(office, "done-item-added")
        except Refused as error:
            said(office, refusal(office, error))
            return to("catalogue")
        return to("item", sku=sku)

    @desk.get("/catalogue/<sku>", endpoint="item")
    @may(*READERS)
    def one(sku: str) -> str:
        item = office.look(lambda conn: catalogue.by_sku(conn, sku))
        longest = {"zh": NAME_ZH_CHARS_MAX, "en": NAME_EN_CHARS_MAX}
        return render_template("desk/item.html", item=item, longest=longest)

    @desk.post("/catalogue/<sku>")
    @may(*LEADERS)
    def change_item(sku: str) -> Response:
        try:
            office.do(lambda conn: _change(office, conn, sku))
            said(office, "done-item")
        except Refused as error:
            said(office, refusal(office, error))
        return to("item", sku=sku)

    @desk.post("/catalogue/<sku>/stock")
    @may(*LEADERS)
    def add_stock(sku: str) -> Response:
        try:
            office.do(lambda conn: _add_stock(office, conn, sku))
            said(office, "done-stock")
        except Refused as error:
            said(office, refusal(office, error))
        return to("item", sku=sku)


def _named() -> dict[str, Any]:
    """What can be changed later on, too."""
    name_en = text(request.form, "name_en", NAME_EN_CHARS_MAX)
    if not gsm7(name_en):
        raise NotAllowed("gsm7")
    return {
        "points": must_whole(request.form, "points", 1, POINTS_MAX),
        "name_zh": text(request.form, "name_zh", NAME_ZH_CHARS_MAX),
        "name_en": name_en,
    }


def _add(office: Office, conn: Connection, sku: str) -> None:
    kind = request.form.get("kind", "")
    if kind not in KINDS or not SKU.fullmatch(sku):
        abort(400)
    number = must_whole(request.form, "number", 1, NUMBER_MAX)
    catalogue.add(conn, sku=sku, kind=kind, number=number, **_named())
    office.record(conn, "item_added", sku=sku)


def _change(office: Office, conn: Connection, sku: str) -> None:
    before = asdict(catalogue.by_sku(conn, sku))
    becomes = _named() | {"on_sale": request.form.get("on_sale") == "yes"}
    catalogue.change(conn, sku, **becomes)
    was = {name: before[name] for name in CHANGED if before[name] != becomes[name]}
    if not was:
        abort(400)
    office.record(conn, "item_changed", sku=sku, was=was, becomes={n: becomes[n] for n in was})


def _add_stock(office: Office, conn: Connection, sku: str) -> None:
    more = must_whole(request.form, "more", 1, STOCK_MAX)
    catalogue.add_stock(conn, sku, more)
    office.record(conn, "stock_added", sku=sku, more=more)
