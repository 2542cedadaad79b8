"""The dashboard with today's figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, render_template

from core.contact_centre import DashboardFigures, dashboard
from desk.frame import (
    OVERSEERS,
    DeskContext,
    csv_export,
    language,
    lists,
    no_list,
    requires_role,
)
from desk.words import formatting

SERIES = ("offered", "answered", "abandoned")
TOTALS = (
    "begun", "put_through", "answered", "abandoned", "abandoned_share", "in_time", "containment",
    "handling", "first_contact",
)  # fmt: skip


def serve(desk: Blueprint, context: DeskContext) -> None:
    def facts() -> dict[str, Any]:
        return _facts(context.read(lambda conn: dashboard.today(conn, context.now())), context)

    @desk.get("/wall", endpoint="wall")
    @requires_role(*OVERSEERS)
    @lists("export_wall")
    def show_dashboard() -> str:
        return render_template("desk/dashboard.html", **facts())

    @desk.get("/wall/now", endpoint="wall_now")
    @requires_role(*OVERSEERS, renews=False)
    @no_list("a part of the wall")
    def figures_now() -> str:
        """For the page, which requests it every few seconds."""
        return render_template("desk/dashboard_figures.html", **facts())

    @desk.get("/wall.csv", endpoint="export_wall")
    @requires_role(*OVERSEERS)
    def export_figures() -> Response:
        figures = context.read(lambda conn: dashboard.today(conn, context.now()))
        return csv_export.download(context, "wall", ("measure", "value"), _rows(figures))


def _facts(figures: DashboardFigures, context: DeskContext) -> dict[str, Any]:
    """The variables of the templates. `until`: the present quarter hour, with which the curve
    ends."""
    present = max(each.begins for each in figures.quarters if each.begins <= context.now())
    return {
        "figures": figures,
        "until": formatting.clock(present),
        "clock": formatting.clock,
        "duration": lambda time: formatting.duration(time, language()),
    }


def _rows(figures: DashboardFigures) -> Iterator[tuple[str, object]]:
    for waiting in figures.waiting:
        yield f"waiting_{waiting.way}", waiting.requests
        yield (
            f"waiting_{waiting.way}_since",
            waiting.since and formatting.to_the_second(waiting.since),
        )
    for state, agents in figures.agents.items():
        yield f"agents_{state}", agents
    for name in TOTALS:
        yield name, getattr(figures, name)
    for quarter in figures.quarters:
        for name in SERIES:
            yield f"{name}_{formatting.clock(quarter.begins)}", getattr(quarter, name)
