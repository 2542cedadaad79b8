"""One sentence: how it is said on each channel, how it was, and how somebody wants it to be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.conversation import Version, wording_versions
from core.kernel import NotAllowed, Refused
from core.staff import agents
from desk.frame import (
    READERS,
    SUPERVISORS,
    UNPROCESSABLE,
    DeskContext,
    current_agent,
    flash_message,
    flash_refusal,
    redirect_to,
    required_int,
    required_text,
    requires_role,
)
from desk.programme.wording import Preview, preview
from flows.authoring import Problem, flaws, others_in, problems_of_edit
from flows.dialogues import DIALOGUES
from flows.language import LANGUAGES, Edit, Wording

SOURCE_CHARS_MAX = 4_000
MISSING = re.compile(r'^Expected token: "(.+)"$')  # Fluent's E0003


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/wording/<spoken>/<key>", endpoint="sentence")
    @requires_role(*READERS)
    def one(spoken: str, key: str) -> str:
        return _page(context, *_known(context, spoken, key))

    @desk.post("/wording/<spoken>/<key>")
    @requires_role(*SUPERVISORS)
    def reword(spoken: str, key: str) -> Response | str | tuple[str, int]:
        """Tried out, or kept as a draft."""
        edit = Edit(
            *_known(context, spoken, key), required_text(request.form, "source", SOURCE_CHARS_MAX)
        )
        problems = problems_of_edit(DIALOGUES, context.wording, edit)
        if request.form.get("do") == "try" or problems:
            page = _page(context, spoken, key, edit, problems)
            return (page, UNPROCESSABLE) if problems else page
        try:
            context.run(lambda conn: _make(context, conn, edit))
        except Refused as error:
            status = flash_refusal(context, error)
            return _page(context, spoken, key, edit), status
        flash_message(context, "done-wording-made")
        return redirect_to("sentence", spoken=spoken, key=key)

    @desk.post("/wording/versions/<int:version>/<act>")
    @requires_role(*SUPERVISORS)
    def decide_wording(version: int, act: str) -> Response:
        if act not in ACTS:
            abort(404)
        made = context.read(lambda conn: wording_versions.by_version(conn, version))
        try:
            context.run(lambda conn: ACTS[act](context, conn, made))
            flash_message(context, f"done-wording-{act}")
        except Refused as error:
            flash_refusal(context, error)
        return redirect_to("sentence", spoken=made.language, key=made.sentence)


def _known(context: DeskContext, spoken: str, key: str) -> tuple[str, str]:
    if spoken not in LANGUAGES or key not in context.wording.keys(spoken):
        abort(404)
    return spoken, key


def _page(
    context: DeskContext,
    spoken: str,
    key: str,
    tried: Edit | None = None,
    problems: list[Problem] | None = None,
) -> str:
    versions = context.read(lambda conn: wording_versions.of_sentence(conn, spoken, key))
    holds = context.read(wording_versions.in_use).get((spoken, key))
    # As the database has it: this process may be some seconds behind.
    now = _with(context.wording, holds) if holds else context.wording.without_edits()
    return render_template(
        "desk/sentence.html",
        spoken=spoken,
        key=key,
        now=preview(now, key, spoken),
        source=now.source(key, spoken),
        others=others_in(now.source(key, spoken)),
        versions=versions,
        holds=wording_versions.number_of(holds),
        drafts=[(each, _previewed(context, each)) for each in versions if each.is_draft],
        tried=tried,
        trial=preview(context.wording.with_edit(tried), key, spoken)
        if tried and not list(flaws(context.wording, tried))
        else None,
        problems=[(each, *_why(each)) for each in problems or []],
        names=context.read(agents.names),
        longest=SOURCE_CHARS_MAX,
    )


def _why(problem: Problem) -> tuple[str, str]:
    """The kind of it, and a detail that is a name or a sign: the parser's own sentences are English
    for whoever writes parsers."""
    missing = MISSING.search(problem.detail)
    if problem.kind == "form" and missing:
        return "missing", missing.group(1)
    is_sentence = problem.kind in ("form", "cannot_be_said") and " " in problem.detail
    return problem.kind, "" if is_sentence else problem.detail


def _with(wording: Wording, version: Version) -> Wording:
    return wording.with_edit(_edit(version))


def _edit(version: Version) -> Edit:
    return Edit(version.language, version.sentence, version.source)


def _previewed(context: DeskContext, version: Version) -> Preview:
    return preview(_with(context.wording, version), version.sentence, version.language)


def _make(context: DeskContext, conn: Connection, edit: Edit) -> None:
    holds = wording_versions.in_use(conn).get((edit.language, edit.key))
    source = holds.source if holds else context.wording.original(edit.key, edit.language)
    if edit.source == source:
        raise NotAllowed("wording_same")
    made = wording_versions.draft(
        conn,
        language=edit.language,
        sentence=edit.key,
        source=edit.source,
        reason=required_text(request.form, "reason"),
        agent=current_agent().agent,
        at=context.now(),
    )
    context.record(conn, "wording_made", version=made.version, **asdict(edit))


def _approve(context: DeskContext, conn: Connection, made: Version) -> None:
    """What fitted when it was written may not fit now, beside another that came in between."""
    if problems_of_edit(DIALOGUES, context.wording, _edit(made)):
        raise NotAllowed("wording_unfit")
    instead_of = required_int(request.form, "instead_of")
    agent, at = current_agent().agent, context.now()
    wording_versions.approve(conn, made.version, instead_of=instead_of, agent=agent, at=at)
    context.record(conn, "wording_approved", version=made.version, sentence=made.sentence)


def _withdraw(context: DeskContext, conn: Connection, made: Version) -> None:
    wording_versions.withdraw(conn, made.version, agent=current_agent().agent, at=context.now())
    context.record(conn, "wording_withdrawn", version=made.version, sentence=made.sentence)


ACTS: dict[str, Callable[[DeskContext, Connection, Version], Any]] = {
    "approve": _approve,
    "withdraw": _withdraw,
}
