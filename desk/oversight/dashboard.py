"""What supervisors watch: how today goes, and where members get lost in the dialogues."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, abort, render_template, request

from core.contact_centre import dashboard
from core.conversation import funnel_counts
from core.programme import local_day
from desk.frame import OVERSEERS, DeskContext, csv_export, parse_date, requires_role
from desk.oversight.flow_svg import draw
from flows.dialogues import DIALOGUES
from flows.engine import Flow

WEEK = timedelta(days=6)


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/wall", endpoint="wall")
    @requires_role(*OVERSEERS)
    def whole_page() -> str:
        return render_template("desk/wall.html", **_today(context))

    @desk.get("/wall/now", endpoint="wall_now")
    @requires_role(*OVERSEERS, renews=False)
    def now() -> str:
        return render_template("desk/wall_now.html", **_today(context))

    @desk.get("/wall.csv")
    @requires_role(*OVERSEERS)
    def export_wall() -> Response:
        today = context.read(lambda conn: dashboard.today(conn, context.now()))
        rows = [(name, getattr(today, name)) for name in dashboard.DashboardFigures.__slots__]
        return csv_export.download("wall.csv", ("measure", "value"), rows)

    @desk.get("/funnel", endpoint="funnel")
    @requires_role(*OVERSEERS)
    def dialogue() -> str:
        flow, first, last = _asked(context)
        found = context.read(lambda conn: funnel_counts.of_flow(conn, flow.name, first, last))
        return render_template(
            "desk/funnel.html",
            flow=flow,
            flows=DIALOGUES.flows,
            diagram=draw(flow, found),
            first=first,
            last=last,
        )

    @desk.get("/funnel.csv")
    @requires_role(*OVERSEERS)
    def export_funnel() -> Response:
        flow, first, last = _asked(context)
        found = context.read(lambda conn: funnel_counts.of_flow(conn, flow.name, first, last))
        rows = [(step, v.visits, v.answered, v.left) for step, v in sorted(found.items())]
        return csv_export.download("funnel.csv", ("step", "visits", "answered", "hung_up"), rows)


def _today(context: DeskContext) -> dict[str, object]:
    return {"wall": context.read(lambda conn: dashboard.today(conn, context.now()))}


def _asked(context: DeskContext) -> tuple[Flow, date, date]:
    flow = DIALOGUES.flows.get(request.args.get("flow", "redeem_gift"))
    if flow is None:
        abort(404)
    last = parse_date(request.args.get("last", "")) or local_day(context.now())
    return flow, parse_date(request.args.get("first", "")) or last - WEEK, last
