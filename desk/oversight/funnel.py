"""The funnel: at which steps members leave a dialogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from flask import Blueprint, Response, render_template, request

from core.conversation import StepVisits, funnel_counts
from core.programme import local_day
from desk.frame import (
    OVERSEERS,
    DeskContext,
    csv_export,
    dialogue_name,
    lists,
    optional_date,
    required_choice,
    requires_role,
)
from desk.oversight.funnel_steps import VISITS_OF_SHARE_MIN, funnel_of
from flows.dialogues import DIALOGUES
from flows.engine import Flow

FIRST_FLOW = "redeem_gift"  # shown until another one is chosen
WEEK = timedelta(days=6)
COLUMNS = ("step", "visits", "answered", "hung_up")


def serve(desk: Blueprint, context: DeskContext) -> None:
    def counts(flow: Flow, first: date, last: date) -> Mapping[str, StepVisits]:
        return context.read(lambda conn: funnel_counts.visits_by_step(conn, flow.name, first, last))

    @desk.get("/funnel", endpoint="funnel")
    @requires_role(*OVERSEERS)
    @lists("export_funnel")
    def show_funnel() -> str:
        flow, first, last = _query(context)
        return render_template(
            "desk/funnel.html",
            flow=flow,
            names=_names(context),
            funnel=funnel_of(flow, counts(flow, first, last)),
            first=first,
            last=last,
            enough=VISITS_OF_SHARE_MIN,
        )

    @desk.get("/funnel.csv")
    @requires_role(*OVERSEERS)
    def export_funnel() -> Response:
        flow, first, last = _query(context)
        found = counts(flow, first, last)
        rows = [(step, n.visits, n.answered, n.left) for step, n in sorted(found.items())]
        asked = {"flow": flow.name, "first": f"{first}", "last": f"{last}"}
        return csv_export.download(context, "funnel", COLUMNS, rows, asked=asked)


def _names(context: DeskContext) -> dict[str, str]:
    """What each dialogue is called, in the order of these names: those that are alike are together
    then."""
    names = {flow: dialogue_name(context, flow) for flow in DIALOGUES.flows}
    return dict(sorted(names.items(), key=lambda each: each[1]))


def _query(context: DeskContext) -> tuple[Flow, date, date]:
    """The dialogue, the first and the last day of the query; by default the last seven days."""
    flow = DIALOGUES.flows[required_choice(request.args, "flow", DIALOGUES.flows, FIRST_FLOW)]
    last = optional_date(request.args, "last") or local_day(context.now())
    return flow, optional_date(request.args, "first") or last - WEEK, last
