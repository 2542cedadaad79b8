"""Points by month: what members have (the programme's liability), and what was issued, redeemed and
expired."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from core.books import MonthTotals, monthly_totals
from core.kernel import rounded_to_fen
from core.programme import current_rules
from desk.frame import OVERSEERS, DeskContext, csv_export, language, lists, requires_role
from desk.words import formatting

MONTHS = 12
COLUMNS = ("month", "issued", "redeemed", "expired", "outstanding", "value_fen")


def serve(desk: Blueprint, context: DeskContext) -> None:
    def totals() -> list[MonthTotals]:
        return context.read(
            lambda conn: monthly_totals.by_month(conn, context.now(), months=MONTHS)
        )

    @desk.get("/liability", endpoint="liability")
    @requires_role(*OVERSEERS)
    @lists("export_months")
    def show_months() -> str:
        return render_template(
            "desk/liability.html",
            months=totals(),
            month_of=lambda day: formatting.month_of_year(day, language()),
            value_fen=_value_fen,
            fen_a_point=formatting.fen(current_rules().redemption.cost_mfen_per_point),
        )

    @desk.get("/liability.csv")
    @requires_role(*OVERSEERS)
    def export_months() -> Response:
        rows = [
            (f"{each.month:%Y-%m}", each.issued, each.redeemed, each.expired, each.outstanding,
             _value_fen(each.outstanding))
            for each in totals()
        ]  # fmt: skip
        return csv_export.download(context, "liability", COLUMNS, rows)


def _value_fen(points: int) -> int:
    return rounded_to_fen(points * current_rules().redemption.cost_mfen_per_point)
