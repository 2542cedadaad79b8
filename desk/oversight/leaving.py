"""Why members leave: the notices of the last twelve months by reason, and how many were taken
back."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from core.members import leave_reasons
from core.programme import local_day, months_before, start_of_day
from desk.frame import OVERSEERS, DeskContext, csv_export, lists, requires_role

MONTHS = 12
REASONS = ("unused", "choice", "number", "other", "")


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/leaving", endpoint="leaving")
    @requires_role(*OVERSEERS)
    @lists("export_leaving")
    def show_reasons() -> str:
        counts = _counts(context)
        return render_template("desk/leaving.html", counts=counts, reasons=REASONS, months=MONTHS)

    @desk.get("/leaving.csv")
    @requires_role(*OVERSEERS)
    def export_leaving() -> Response:
        counts = _counts(context)
        rows = [(each or "unasked", counts.reasons.get(each, 0)) for each in REASONS]
        return csv_export.download(context, "leaving", ("reason", "notices"), rows)


def _counts(context: DeskContext) -> leave_reasons.LeaveCounts:
    today = local_day(context.now())
    since = start_of_day(months_before(today, MONTHS))
    until = start_of_day(today + timedelta(days=1))
    return context.read(lambda conn: leave_reasons.count(conn, since=since, until=until))
