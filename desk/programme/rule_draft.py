"""A new version of the programme's rules: filled in, refused with what was typed, or made."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import NotAllowed, Refused
from core.programme import Programme, editable_fields, local_day, versions
from desk.frame import (
    SUPERVISORS,
    DeskContext,
    current_agent,
    flash_message,
    optional_int,
    parse_date,
    redirect_to,
    refusal_key,
    requires_role,
)
from desk.programme.rule_form import (
    RuleForm,
    Wrong,
    by_section,
    filled_in,
    marked,
    rules_of,
    sent,
    unit_of,
    written,
)


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/rules/new", endpoint="new_rules")
    @requires_role(*SUPERVISORS)
    def new() -> str:
        return _page(*context.read(lambda conn: _begun(context, conn)))

    @desk.post("/rules/new")
    @requires_role(*SUPERVISORS)
    def make_rules() -> Response | tuple[str, int]:
        form, held = context.read(lambda conn: _sent(context, conn))
        version = _made(context, form, held)
        if version is None:
            return _page(form, held), 422
        flash_message(context, "done-rules-made")
        return redirect_to("rules_version", version=version)


def _begun(context: DeskContext, conn: Connection) -> tuple[RuleForm, Programme]:
    """Filled in with what would hold on the day, or with another version, which may be a draft that
    nobody approved in time."""
    day = parse_date(request.args.get("on", "")) or local_day(context.now()) + timedelta(days=1)
    held, copied = versions.rules_on(conn, day), optional_int(request.args, "from")
    source = held if copied is None else versions.by_version(conn, copied).rules
    return filled_in(source, day), held


def _sent(context: DeskContext, conn: Connection) -> tuple[RuleForm, Programme]:
    """With what would hold on its day; on a day that is none, with what holds today."""
    form = sent(request.form)
    return form, versions.rules_on(conn, form.day or local_day(context.now()))


def _page(form: RuleForm, held: Programme) -> str:
    return render_template(
        "desk/rule_form.html",
        form=form,
        sections=by_section(held),
        marked=marked(form, held),
        written=written,
        unit_of=unit_of,
    )


def _made(context: DeskContext, form: RuleForm, held: Programme) -> int | None:
    """None: it was refused, and the form says why."""
    becomes = rules_of(form, held)
    if becomes is None:
        return None
    try:
        return context.run(lambda conn: _make(context, conn, form, becomes))
    except Refused as error:
        early = isinstance(error, NotAllowed) and error.reason == "rules_too_early"
        form.wrong["effective_on" if early else "form"] = Wrong(refusal_key(context, error))
        return None


def _make(context: DeskContext, conn: Connection, form: RuleForm, becomes: Programme) -> int:
    assert form.day is not None
    made = versions.draft(
        conn,
        effective_on=form.day,
        rules=becomes,
        reason=form.reason,
        agent=current_agent().agent,
        at=context.now(),
    )
    changes = editable_fields.changes(versions.rules_on(conn, form.day), becomes)
    context.record(
        conn,
        "rules_made",
        version=made.version,
        effective_on=form.effective_on,
        was={change.field.path: change.was for change in changes},
        becomes={change.field.path: change.becomes for change in changes},
    )
    return made.version
