"""The lists of complaints, claims and suggestions as CSV files, with masked numbers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import partial

from flask import Blueprint, request
from werkzeug.wrappers import Response

from core.members import masked
from core.service import (
    ClaimCase,
    ComplaintCase,
    Suggestion,
    claim_queue,
    complaint_queue,
    suggestions,
)
from desk.frame import OVERSEERS, DeskContext, csv_export, required_choice, requires_role
from desk.service.claims import STATUSES
from desk.service.complaints import filter_asked_for
from desk.words import formatting

ROWS = csv_export.PAGE_ROWS
COMPLAINTS = (
    "number", "opened_at", "status", "level", "category", "channel", "member_id", "member_number",
    "order_number", "first_contact_due", "contacted_at", "decide_due", "decided_at", "assigned_to",
    "satisfaction", "words",
)  # fmt: skip
CLAIMS = (
    "number", "opened_at", "status", "receipt_number", "member_id", "member_number", "decide_due",
    "decided_at", "decided_by", "reason",
)  # fmt: skip
SUGGESTIONS = ("made_at", "channel", "member_id", "member_number", "words")


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/complaints.csv")
    @requires_role(*OVERSEERS)
    def export_complaints() -> Response:
        wanted = filter_asked_for()
        page = partial(complaint_queue.page, wanted=wanted, rows=ROWS)
        cases = csv_export.all_pages(lambda last: context.read(partial(page, after=last)))
        rows, asked = map(_complaint, cases), asdict(wanted)
        return csv_export.download(context, "complaints", COMPLAINTS, rows, asked=asked)

    @desk.get("/claims.csv")
    @requires_role(*OVERSEERS)
    def export_claims() -> Response:
        status = required_choice(request.args, "status", STATUSES, "open")
        page = partial(claim_queue.page, status=status, rows=ROWS)
        cases = csv_export.all_pages(lambda last: context.read(partial(page, after=last)))
        rows, asked = map(_claim, cases), {"status": status}
        return csv_export.download(context, "claims", CLAIMS, rows, asked=asked)

    @desk.get("/suggestions.csv")
    @requires_role(*OVERSEERS)
    def export_suggestions() -> Response:
        page = partial(suggestions.page, rows=ROWS)
        found = csv_export.all_pages(lambda last: context.read(partial(page, after=last)))
        return csv_export.download(context, "suggestions", SUGGESTIONS, map(_suggestion, found))


def _complaint(case: ComplaintCase) -> tuple[object, ...]:
    return _row(COMPLAINTS, asdict(case) | {"member_number": masked(case.member_number)})


def _claim(case: ClaimCase) -> tuple[object, ...]:
    return _row(CLAIMS, asdict(case) | {"member_number": masked(case.member_number)})


def _suggestion(made: Suggestion) -> tuple[object, ...]:
    return _row(SUGGESTIONS, asdict(made) | {"member_number": masked(made.member_number)})


def _row(columns: tuple[str, ...], values: dict[str, object]) -> tuple[object, ...]:
    return tuple(_cell(values[name]) for name in columns)


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return formatting.to_the_second(value)
    return "" if value is None else value
