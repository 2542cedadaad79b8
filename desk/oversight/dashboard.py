"""The dashboard with today's figures, and the funnel: at which steps members leave a dialogue."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, render_template, request

from core.contact_centre import dashboard
from core.conversation import funnel_counts
from core.programme import local_day
from desk.frame import (
    OVERSEERS,
    DeskContext,
    csv_export,
    optional_date,
    required_choice,
    requires_role,
)
from desk.oversight.flow_svg import draw
from flows.dialogues import DIALOGUES
from flows.engine import Flow

FIRST_FLOW = "redeem_gift"  # shown until another one is chosen
WEEK = timedelta(days=6)


def serve(desk: Blueprint, context: DeskContext) -> None:
    _serve_figures(desk, context)
    _serve_funnel(desk, context)


def _serve_figures(desk: Blueprint, context: DeskContext) -> None:
    def today() -> dashboard.DashboardFigures:
        return context.read(lambda conn: dashboard.today(conn, context.now()))

    @desk.get("/wall", endpoint="wall")
    @requires_role(*OVERSEERS)
    def show_dashboard() -> str:
        return render_template("desk/dashboard.html", figures=today())

    @desk.get("/wall/now", endpoint="wall_now")
    @requires_role(*OVERSEERS, renews=False)
    def figures_now() -> str:
        """For the page, which requests it every few seconds."""
        return render_template("desk/dashboard_figures.html", figures=today())

    @desk.get("/wall.csv", endpoint="export_wall")
    @requires_role(*OVERSEERS)
    def export_figures() -> Response:
        figures = today()
        rows = [(name, getattr(figures, name)) for name in dashboard.DashboardFigures.__slots__]
        return csv_export.download("wall.csv", ("measure", "value"), rows)


def _serve_funnel(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/funnel", endpoint="funnel")
    @requires_role(*OVERSEERS)
    def show_funnel() -> str:
        flow, first, last = _query()
        counts = context.read(
            lambda conn: funnel_counts.visits_by_step(conn, flow.name, first, last)
        )
        return render_template(
            "desk/funnel.html",
            flow=flow,
            flows=DIALOGUES.flows,
            diagram=draw(flow, counts),
            first=first,
            last=last,
        )

    @desk.get("/funnel.csv")
    @requires_role(*OVERSEERS)
    def export_funnel() -> Response:
        flow, first, last = _query()
        counts = context.read(
            lambda conn: funnel_counts.visits_by_step(conn, flow.name, first, last)
        )
        rows = [(step, n.visits, n.answered, n.left) for step, n in sorted(counts.items())]
        return csv_export.download("funnel.csv", ("step", "visits", "answered", "hung_up"), rows)

    def _query() -> tuple[Flow, date, date]:
        """The dialogue, the first and the last day of the query; by default the last seven days."""
        flow = DIALOGUES.flows[required_choice(request.args, "flow", DIALOGUES.flows, FIRST_FLOW)]
        last = optional_date(request.args, "last") or local_day(context.now())
        return flow, optional_date(request.args, "first") or last - WEEK, last
