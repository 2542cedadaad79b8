"""Why members leave: the notices of the last twelve months by reason, and how many were taken
back."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template

from core.members import leave_reasons
from core.programme import local_day, months_before, start_of_day
from desk.frame import OVERSEERS, DeskContext, requires_role

MONTHS = 12
REASONS = ("unused", "choice", "number", "other", "")


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/leaving", endpoint="leaving")
    @requires_role(*OVERSEERS)
    def show_reasons() -> str:
        today = local_day(context.now())
        since = start_of_day(months_before(today, MONTHS))
        until = start_of_day(today + timedelta(days=1))
        counts = context.read(lambda conn: leave_reasons.count(conn, since=since, until=until))
        return render_template("desk/leaving.html", counts=counts, reasons=REASONS, months=MONTHS)
