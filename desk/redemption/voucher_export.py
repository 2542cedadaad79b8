"""The stock of e-vouchers as a CSV file, without their codes."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, request
from werkzeug.wrappers import Response

from core.redemption import StockVoucher, voucher_stock
from desk.frame import OVERSEERS, DeskContext, csv_export, optional_slug, requires_role
from desk.words import formatting

COLUMNS = ("sku", "state", "loaded_at", "expires_on", "withdrawn_on", "order_number")


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/vouchers.csv")
    @requires_role(*OVERSEERS)
    def export_vouchers() -> Response:
        sku = optional_slug(request.args, "sku")
        page = partial(voucher_stock.page, sku=sku, rows=csv_export.PAGE_ROWS)
        found = csv_export.all_pages(lambda last: context.read(partial(page, after=last)))
        asked = {"sku": sku or ""}
        return csv_export.download(context, "vouchers", COLUMNS, map(_row, found), asked=asked)


def _row(found: StockVoucher) -> tuple[object, ...]:
    return (
        found.sku,
        found.state,
        formatting.to_the_second(found.loaded_at),
        found.expires_on,
        found.withdrawn_on or "",
        found.order_number or "",
    )
