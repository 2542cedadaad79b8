"""The form of a new version of the programme's rules."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template, request
from sqlalchemy import Connection

from core.kernel import NotAllowed, Refused
from core.programme import Programme, editable_fields, local_day, versions
from desk.frame import (
    SUPERVISORS,
    UNPROCESSABLE,
    Answer,
    DeskContext,
    current_agent,
    flash_message,
    no_list,
    optional_date,
    optional_int,
    redirect_to,
    refusal_key,
    requires_role,
)
from desk.programme.rule_form import (
    FieldError,
    RuleForm,
    by_section,
    changed_paths,
    prefilled,
    rules_of,
    submitted,
)
from desk.programme.rule_values import FACTS


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/rules/new")
    @requires_role(*SUPERVISORS)
    @no_list("a form")
    def new_rules() -> str:
        return _page(*context.read(lambda conn: _prefilled(context, conn)))

    @desk.post("/rules/new")
    @requires_role(*SUPERVISORS)
    def make_rules() -> Answer:
        form, base = context.read(lambda conn: _submitted(context, conn))
        version = _try_to_draft(context, form, base)
        if version is None:
            return _page(form, base), UNPROCESSABLE
        flash_message(context, "done-rules-made")
        return redirect_to("rules_version", version=version)


def _prefilled(context: DeskContext, conn: Connection) -> tuple[RuleForm, Programme]:
    """A form, and the rules that it is compared with: those that will be in effect on the day ?on=.
    The form shows the same rules or, with ?from=, those of another version, such as a draft that
    was not approved in time."""
    day = optional_date(request.args, "on") or local_day(context.now()) + timedelta(days=1)
    base, copied = versions.rules_on(conn, day), optional_int(request.args, "from")
    source = base if copied is None else versions.by_version(conn, copied).rules
    return prefilled(source, day), base


def _submitted(context: DeskContext, conn: Connection) -> tuple[RuleForm, Programme]:
    """The form, and the rules that will be in effect on its day; today's if the day is not a
    date."""
    form = submitted(request.form)
    return form, versions.rules_on(conn, form.day or local_day(context.now()))


def _page(form: RuleForm, base: Programme) -> str:
    return render_template(
        "desk/rule_form.html",
        form=form,
        sections=by_section(base),
        changed=changed_paths(form, base),
        **FACTS,
    )


def _try_to_draft(context: DeskContext, form: RuleForm, base: Programme) -> int | None:
    """The number of the new version; None if it was refused, with the reason in form.errors."""
    rules = rules_of(form, base)
    if rules is None:
        return None
    try:
        return context.change(lambda conn: _draft(context, conn, form, rules))
    except Refused as error:
        early = isinstance(error, NotAllowed) and error.reason == "rules_too_early"
        field = "effective_on" if early else "form"
        form.errors[field] = FieldError(refusal_key(context, error))
        return None


def _draft(context: DeskContext, conn: Connection, form: RuleForm, rules: Programme) -> int:
    assert form.day is not None
    made = versions.draft(
        conn,
        effective_on=form.day,
        rules=rules,
        reason=form.reason,
        agent=current_agent().agent,
        at=context.now(),
    )
    changes = editable_fields.changes(versions.rules_on(conn, form.day), rules)
    context.record(
        conn,
        "rules_made",
        version=made.version,
        effective_on=form.effective_on,
        was={change.field.path: change.was for change in changes},
        becomes={change.field.path: change.becomes for change in changes},
    )
    return made.version
