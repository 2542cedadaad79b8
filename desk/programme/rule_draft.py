"""A new version of the programme's rules: filled in, refused with what was typed, or made."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import NotAllowed, Refused
from core.programme import Programme, editable_fields, local_day, versions
from desk.frame import LEADERS, Office, day_of, may, me, refusal, said, to, whole
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


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/rules/new", endpoint="new_rules")
    @may(*LEADERS)
    def new() -> str:
        return _page(*office.look(lambda conn: _begun(office, conn)))

    @desk.post("/rules/new")
    @may(*LEADERS)
    def make_rules() -> Response | tuple[str, int]:
        form, held = office.look(lambda conn: _sent(office, conn))
        version = _made(office, form, held)
        if version is None:
            return _page(form, held), 422
        said(office, "done-rules-made")
        return to("rules_version", version=version)


def _begun(office: Office, conn: Connection) -> tuple[RuleForm, Programme]:
    """Filled in with what would hold on the day, or with another version, which may be a draft that
    nobody approved in time."""
    day = day_of(request.args.get("on", "")) or local_day(office.now()) + timedelta(days=1)
    held, copied = versions.on(conn, day), whole(request.args, "from")
    source = held if copied is None else versions.by_version(conn, copied).rules
    return filled_in(source, day), held


def _sent(office: Office, conn: Connection) -> tuple[RuleForm, Programme]:
    """With what would hold on its day; on a day that is none, with what holds today."""
    form = sent(request.form)
    return form, versions.on(conn, form.day or local_day(office.now()))


def _page(form: RuleForm, held: Programme) -> str:
    return render_template(
        "desk/rule_form.html",
        form=form,
        sections=by_section(held),
        marked=marked(form, held),
        written=written,
        unit_of=unit_of,
    )


def _made(office: Office, form: RuleForm, held: Programme) -> int | None:
    """None: it was refused, and the form says why."""
    becomes = rules_of(form, held)
    if becomes is None:
        return None
    try:
        return office.do(lambda conn: _make(office, conn, form, becomes))
    except Refused as error:
        early = isinstance(error, NotAllowed) and error.reason == "rules_too_early"
        form.wrong["effective_on" if early else "form"] = Wrong(refusal(office, error))
        return None


def _make(office: Office, conn: Connection, form: RuleForm, becomes: Programme) -> int:
    assert form.day is not None
    made = versions.make(
        conn,
        effective_on=form.day,
        rules=becomes,
        reason=form.reason,
        agent=me().agent,
        at=office.now(),
    )
    changes = editable_fields.changes(versions.on(conn, form.day), becomes)
    office.record(
        conn,
        "rules_made",
        version=made.version,
        effective_on=form.effective_on,
        was={change.field.path: change.was for change in changes},
        becomes={change.field.path: change.becomes for change in changes},
    )
    return made.version
