"""The orders in a status as a CSV file, with the place of each: where it was ordered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from flask import Blueprint, request
from werkzeug.wrappers import Response

from core.members import profiles
from core.organisation import Unit, units
from core.redemption import OrderCase, lifecycle, order_queue
from desk.frame import (
    OVERSEERS,
    DeskContext,
    csv_export,
    language,
    optional_slug,
    required_choice,
    requires_role,
)
from desk.words import formatting

COLUMNS = (
    "number", "ordered_at", "status", "sku", "name", "points", "member_id", "member_number",
    "org", "place", "province", "channel", "send_by", "deliver_by", "delivered_on",
    "parcel", "tracking_number",
)  # fmt: skip


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/orders.csv")
    @requires_role(*OVERSEERS)
    def export_orders() -> Response:
        status = required_choice(request.args, "status", lifecycle.STATUSES, "held")
        supplier = optional_slug(request.args, "supplier")
        asked = {"status": status, "supplier": supplier or ""}
        places = context.read(units.all_units)
        rows = _rows(context, status, supplier, places, language())
        return csv_export.download(context, "orders", COLUMNS, rows, asked=asked)


def _rows(
    context: DeskContext,
    status: str,
    supplier: str | None,
    places: Mapping[str, Unit],
    spoken: str,
) -> Iterator[tuple[object, ...]]:
    wanted = partial(
        order_queue.page, status=status, rows=csv_export.PAGE_ROWS, supplied_by=supplier
    )
    cases = csv_export.all_pages(lambda last: context.read(partial(wanted, after=last)))
    return (_row(case, places, spoken) for case in cases)


def _row(case: OrderCase, places: Mapping[str, Unit], spoken: str) -> tuple[object, ...]:
    return (
        case.number,
        formatting.to_the_second(case.created_at),
        case.status,
        case.sku,
        case.name_zh if spoken == "zh" else case.name_en,
        case.points,
        case.member_id,
        profiles.masked(case.member_number),
        case.org,
        units.name_of(places, case.org, spoken) if case.org else "",
        units.province_of(places, case.org),
        case.channel,
        case.send_by,
        case.deliver_by,
        case.delivered_on or "",
        case.parcel_state or "",
        (case.parcel_state and case.provider_id) or "",
    )
