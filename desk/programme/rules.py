"""The programme's rules by version: what holds, what is going to, and whom a change touches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import Refused
from core.programme import editable_fields, local_day, versions
from core.rule_impact import Effect, Question, report
from core.staff import agents
from desk.frame import (
    OVERSEERS,
    READERS,
    SUPERVISORS,
    DeskContext,
    current_agent,
    flash_message,
    flash_refusal,
    redirect_to,
    required_int,
    requires_role,
)
from desk.programme.rule_form import by_section, unit_of

TO_COME = ("draft", "approved")


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/rules", endpoint="rules")
    @requires_role(*READERS)
    def every() -> str:
        return render_template(
            "desk/rules.html", **context.read(lambda conn: _listed(context, conn))
        )

    @desk.get("/rules/<int:version>", endpoint="rules_version")
    @requires_role(*READERS)
    def one(version: int) -> str:
        known = context.read(lambda conn: _known(context, conn, version))
        _record_examples(context, version, known["effects"])
        return render_template("desk/rule_version.html", **known)

    @desk.post("/rules/<int:version>/<act>")
    @requires_role(*SUPERVISORS)
    def decide_rules(version: int, act: str) -> Response:
        if act not in ACTS:
            abort(404)
        try:
            context.run(lambda conn: ACTS[act](context, conn, version))
            flash_message(context, f"done-rules-{act}")
        except Refused as error:
            flash_refusal(context, error)
        return redirect_to("rules_version", version=version)


def _listed(context: DeskContext, conn: Connection) -> dict[str, Any]:
    every, today = versions.all_versions(conn), local_day(context.now())
    holds = versions.in_effect(every, today)
    rows = [
        (
            version,
            versions.status(every, version, today),
            len(editable_fields.changes(versions.predecessor(every, version).rules, version.rules)),
        )
        for version in every
    ]
    return {
        "rows": rows,
        "holds": holds,
        "sections": by_section(holds.rules),
        "names": agents.names(conn),
        "unit_of": unit_of,
    }


def _known(context: DeskContext, conn: Connection, number: int) -> dict[str, Any]:
    every, today = versions.all_versions(conn), local_day(context.now())
    version = versions.by_version(conn, number)
    held, follows = versions.predecessor(every, version), versions.successor(every, version)
    changes = editable_fields.changes(held.rules, version.rules)
    ends = editable_fields.changes(version.rules, follows.rules) if follows else []
    ending = {change.field.path for change in ends}
    status = versions.status(every, version, today)
    # Who only has to know the rules is shown no members, and sets no dry run going.
    tries = status in TO_COME and current_agent().role in OVERSEERS
    question = Question(held.rules, version.rules, version.effective_on, context.now())
    return {
        "version": version,
        "status": status,
        "held": held,
        "changes": changes,
        "follows": follows,
        "ending": [change for change in changes if change.field.path in ending],
        "effects": report.effects(conn, question) if tries else None,
        "names": agents.names(conn),
        "unit_of": unit_of,
    }


def _record_examples(context: DeskContext, version: int, effects: list[Effect] | None) -> None:
    """After the dry run and not with it: a transaction as long as that would keep SQLite, which has
    one at a time, from every member."""
    shown = sorted({each.member_id for effect in effects or [] for each in effect.examples})
    if shown:
        context.run(
            lambda conn: context.record(conn, "rules_tried", version=version, members=shown)
        )


def _approve(context: DeskContext, conn: Connection, version: int) -> None:
    instead_of = required_int(request.form, "instead_of")
    versions.approve(
        conn, version, instead_of=instead_of, agent=current_agent().agent, at=context.now()
    )
    context.record(conn, "rules_approved", version=version)


def _withdraw(context: DeskContext, conn: Connection, version: int) -> None:
    versions.withdraw(conn, version, agent=current_agent().agent, at=context.now())
    context.record(conn, "rules_withdrawn", version=version)


ACTS: dict[str, Callable[[DeskContext, Connection, int], None]] = {
    "approve": _approve,
    "withdraw": _withdraw,
}
