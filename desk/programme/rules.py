"""The versions of the programme's rules: which one is in effect, what each changes, and which
members a change affects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection

from core.programme import editable_fields, local_day, versions
from core.rule_impact import Effect, Proposal, dry_run
from desk.frame import (
    OVERSEERS,
    READERS,
    SUPERVISORS,
    Answer,
    DeskContext,
    current_agent,
    lists,
    message_and_page,
    no_list,
    redirect_to,
    requires_role,
    seen_version,
    submit,
)
from desk.programme.rule_form import by_section
from desk.programme.rule_values import FACTS

PENDING = ("draft", "approved")


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/rules", endpoint="rules")
    @requires_role(*READERS)
    @lists("export_rules")
    def list_versions() -> str:
        facts = context.read(lambda conn: _list(context, conn))
        return render_template("desk/rules.html", **facts)

    @desk.get("/rules/<int:version>", endpoint="rules_version")
    @requires_role(*READERS)
    @no_list("one version of the rules")
    def show_version(version: int) -> str:
        facts = context.read(lambda conn: _open(context, conn, version))
        _record_examples(context, version, facts["effects"])
        return render_template("desk/rule_version.html", **facts)

    @desk.post("/rules/<int:version>/<act>")
    @requires_role(*SUPERVISORS)
    def decide_rules(version: int, act: str) -> Answer:
        if act not in ACTS:
            abort(404)
        return submit(
            context,
            lambda conn: ACTS[act](context, conn, version),
            done=message_and_page(context, f"done-rules-{act}", "rules_version", version=version),
            refused=lambda: redirect_to("rules_version", version=version),
        )


def _list(context: DeskContext, conn: Connection) -> dict[str, Any]:
    every, today = versions.all_versions(conn), local_day(context.now())
    in_effect = versions.in_effect(every, today)
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
        "in_effect": in_effect,
        "sections": by_section(in_effect.rules),
        **FACTS,
    }


def _open(context: DeskContext, conn: Connection, number: int) -> dict[str, Any]:
    every, today = versions.all_versions(conn), local_day(context.now())
    version = versions.by_version(conn, number)
    before, after = versions.predecessor(every, version), versions.successor(every, version)
    changes = editable_fields.changes(before.rules, version.rules)
    next_changes = editable_fields.changes(version.rules, after.rules) if after else []
    replaced = {change.field.path for change in next_changes}
    status = versions.status(every, version, today)
    # The dry run names members and takes seconds: only for those who decide or audit.
    is_tried = status in PENDING and current_agent().role in OVERSEERS
    proposal = Proposal(before.rules, version.rules, version.effective_on, context.now())
    return {
        "version": version,
        "status": status,
        "before": before,
        "changes": changes,
        "after": after,
        "replaced": [change for change in changes if change.field.path in replaced],
        "effects": dry_run.effects(conn, proposal) if is_tried else None,
        **FACTS,
    }


def _record_examples(context: DeskContext, version: int, effects: list[Effect] | None) -> None:
    """Records which members were shown as examples. Not in the transaction of the dry run, which
    takes seconds: SQLite allows one writing transaction at a time."""
    shown = sorted({each.member_id for effect in effects or [] for each in effect.examples})
    if shown:
        context.run(
            lambda conn: context.record(conn, "rules_tried", version=version, members=shown)
        )


def _approve(context: DeskContext, conn: Connection, version: int) -> None:
    instead_of, agent, at = seen_version(request.form), current_agent().agent, context.now()
    versions.approve(conn, version, instead_of=instead_of, agent=agent, at=at)
    context.record(conn, "rules_approved", version=version)


def _withdraw(context: DeskContext, conn: Connection, version: int) -> None:
    versions.withdraw(conn, version, agent=current_agent().agent, at=context.now())
    context.record(conn, "rules_withdrawn", version=version)


ACTS: dict[str, Callable[[DeskContext, Connection, int], None]] = {
    "approve": _approve,
    "withdraw": _withdraw,
}
