"""The versions of the rules and of the wording as CSV files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import Blueprint
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.conversation import wording_versions
from core.kernel import FourEyesVersion
from core.programme import editable_fields, local_day, versions
from desk.frame import READERS, DeskContext, csv_export, requires_role
from desk.words import formatting

ROWS = csv_export.PAGE_ROWS
DECISIONS = (
    "reason", "made_by", "made_at", "approved_by", "approved_at", "withdrawn_by", "withdrawn_at",
)  # fmt: skip
RULES = ("version", "effective_on", "status", "changed", *DECISIONS)
WORDING = ("version", "language", "sentence", "status", "source", *DECISIONS)


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/rules.csv")
    @requires_role(*READERS)
    def export_rules() -> Response:
        rows = context.read(lambda conn: list(_rules(context, conn)))
        return csv_export.download(context, "rules", RULES, rows)

    @desk.get("/wording.csv")
    @requires_role(*READERS)
    def export_wording() -> Response:
        page = partial(wording_versions.page, rows=ROWS)
        found = csv_export.all_pages(lambda last: context.read(partial(page, after=last)))
        return csv_export.download(context, "wording", WORDING, map(_wording, found))


def _rules(context: DeskContext, conn: Connection) -> Iterator[tuple[object, ...]]:
    """All at once, as on the page: each is shown beside the one before it."""
    every, today = versions.all_versions(conn), local_day(context.now())
    for each in every[:-1]:  # the last one is as shipped
        changes = editable_fields.changes(versions.predecessor(every, each).rules, each.rules)
        changed = " ".join(str(change.field.path) for change in changes)
        status = versions.status(every, each, today)
        yield each.version, each.effective_on.isoformat(), status, changed, *_decisions(each)


def _wording(each: wording_versions.Version) -> tuple[object, ...]:
    status = "draft" if each.is_draft else "withdrawn" if each.withdrawn_at else "approved"
    return each.version, each.language, each.sentence, status, each.source, *_decisions(each)


def _decisions(each: FourEyesVersion) -> Iterator[object]:
    for name in DECISIONS:
        value = getattr(each, name)
        yield formatting.to_the_second(value) if name.endswith("_at") and value else value or ""
