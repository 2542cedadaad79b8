"""Complaints by cause and claims by outcome, of the last twelve months."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from core.service import CauseTotals, MonthOfCases, case_report
from desk.frame import OVERSEERS, DeskContext, csv_export, language, lists, requires_role
from desk.words import formatting

MONTHS = 12
CAUSES = ("month", "category", *case_report.COUNTS)
CLAIMS = ("month", "at_once", "granted", "refused", "waiting")


def serve(desk: Blueprint, context: DeskContext) -> None:
    def cases() -> list[MonthOfCases]:
        return context.read(lambda conn: case_report.by_month(conn, context.now(), months=MONTHS))

    @desk.get("/cases", endpoint="cases")
    @requires_role(*OVERSEERS)
    @lists("export_causes", "export_outcomes")
    def show_cases() -> str:
        months = cases()
        return render_template(
            "desk/cases.html",
            months=months,
            causes=case_report.by_cause(months),
            month_of=lambda day: formatting.month_of_year(day, language()),
            percent=_percent_in_time,
            grade=_mean_grade,
        )

    @desk.get("/cases.csv")
    @requires_role(*OVERSEERS)
    def export_causes() -> Response:
        rows = [
            (f"{month.month:%Y-%m}", each.category, *(getattr(each, n) for n in case_report.COUNTS))
            for month in cases()
            for each in month.causes
        ]
        return csv_export.download(context, "complaints-by-cause", CAUSES, rows)

    @desk.get("/cases/claims.csv")
    @requires_role(*OVERSEERS)
    def export_outcomes() -> Response:
        rows = [
            (f"{each.month:%Y-%m}", each.at_once, each.granted, each.refused, each.waiting)
            for each in cases()
        ]
        return csv_export.download(context, "claims-by-outcome", CLAIMS, rows)


def _percent_in_time(cause: CauseTotals) -> str:
    return f"{100 * cause.in_time / cause.due:.0f}%" if cause.due else "–"


def _mean_grade(cause: CauseTotals) -> str:
    return f"{cause.grades / cause.graded:.1f}" if cause.graded else "–"
