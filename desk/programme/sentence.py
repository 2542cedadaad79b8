"""The page of one sentence: its preview on each channel, its versions, and a form to reword it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection

from core.conversation import Version, wording_versions
from core.kernel import NotAllowed, UnprintableCharacter
from desk.frame import (
    READERS,
    SUPERVISORS,
    UNPROCESSABLE,
    Answer,
    DeskContext,
    current_agent,
    flash_message,
    message_and_page,
    no_list,
    redirect_to,
    required_line,
    requires_role,
    seen_version,
    submit,
    typed,
)
from desk.programme.fact_examples import examples
from desk.programme.plain_sentence import FIELDS, plain_sentence
from desk.programme.preview import Preview, preview
from desk.programme.sentence_form import (
    SOURCE_CHARS_MAX,
    cleaned_source,
    edit_of,
    present_wording,
    submitted_source,
    with_version,
)
from desk.programme.sentence_title import title
from flows.authoring import VARIANTS, Problem, flaws, others_in, problems_of_edit
from flows.dialogues import DIALOGUES
from flows.language import LANGUAGES, Edit

EXPECTED_TOKEN = re.compile(r'^Expected token: "(.+)"$')  # Fluent's E0003


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/wording/<spoken>/<key>", endpoint="sentence")
    @requires_role(*READERS)
    @no_list("one sentence; its versions are in wording.csv")
    def show_sentence(spoken: str, key: str) -> str:
        _check_exists(context, spoken, key)
        return _page(context, spoken, key)

    @desk.post("/wording/<spoken>/<key>")
    @requires_role(*SUPERVISORS)
    def reword(spoken: str, key: str) -> Answer:
        """Previews a new source text, or saves it as a draft."""
        _check_exists(context, spoken, key)
        try:
            edit = Edit(spoken, key, submitted_source(context, spoken, key))
        except UnprintableCharacter as error:
            flash_message(context, "refused-unprintable", character=error.code_point)
            return _page(
                context, spoken, key, Edit(spoken, key, cleaned_source(context, spoken, key))
            ), UNPROCESSABLE
        problems = problems_of_edit(DIALOGUES, context.wording, edit)
        if problems:
            return _page(context, spoken, key, edit, problems), UNPROCESSABLE
        if typed(request.form, "do") == "try":
            return _page(context, spoken, key, edit)
        return submit(
            context,
            lambda conn: _draft(context, conn, edit),
            done=message_and_page(context, "done-wording-made", "sentence", spoken=spoken, key=key),
            refused=lambda: _page(context, spoken, key, edit),
        )

    @desk.post("/wording/versions/<int:version>/<act>")
    @requires_role(*SUPERVISORS)
    def decide_wording(version: int, act: str) -> Answer:
        if act not in ACTS:
            abort(404)
        found = context.read(lambda conn: wording_versions.by_version(conn, version))
        page = {"spoken": found.language, "key": found.sentence}
        return submit(
            context,
            lambda conn: ACTS[act](context, conn, found),
            done=message_and_page(context, f"done-wording-{act}", "sentence", **page),
            refused=lambda: redirect_to("sentence", **page),
        )


def _check_exists(context: DeskContext, spoken: str, key: str) -> None:
    if spoken not in LANGUAGES or key not in context.wording.keys(spoken):
        abort(404)


def _page(
    context: DeskContext,
    spoken: str,
    key: str,
    tried: Edit | None = None,
    problems: list[Problem] | None = None,
) -> str:
    """`tried`: the submitted source text, with its `problems`; None if nothing was submitted."""
    versions = context.read(lambda conn: wording_versions.of_sentence(conn, spoken, key))
    in_use = context.read(wording_versions.in_use).get((spoken, key))
    present = present_wording(context, spoken, key)
    source = tried.source if tried else present.source(key, spoken)
    plain = plain_sentence(source)
    can_be_shown = tried is not None and not list(flaws(context.wording, tried))
    return render_template(
        "desk/sentence.html",
        spoken=spoken,
        key=key,
        present=preview(present, key, spoken),
        source=source,
        plain=plain,
        facts=examples(present, key, spoken, plain) if plain else {},
        sentence_title=partial(title, context),
        fields=FIELDS,
        others=others_in(present.source(key, spoken)),
        versions=versions,
        in_use=wording_versions.number_of(in_use),
        drafts=[(each, _preview_of(context, each)) for each in versions if each.is_draft],
        tried=tried,
        trial=preview(context.wording.with_edit(tried), key, spoken)
        if tried and can_be_shown
        else None,
        problems=[(each, *_reason_of(each)) for each in problems or []],
        variants=", ".join(f".{variant}" for variant in VARIANTS),
        source_chars_max=SOURCE_CHARS_MAX,
    )


def _reason_of(problem: Problem) -> tuple[str, str]:
    """The kind of the problem and its detail, a name or a character. The detail is '' if it would
    be a message of the parser, which is written for programmers."""
    missing = EXPECTED_TOKEN.search(problem.detail)
    if problem.kind == "form" and missing:
        return "missing", missing.group(1)
    is_sentence = problem.kind in ("form", "cannot_be_said") and " " in problem.detail
    return problem.kind, "" if is_sentence else problem.detail


def _preview_of(context: DeskContext, version: Version) -> Preview:
    return preview(with_version(context.wording, version), version.sentence, version.language)


def _draft(context: DeskContext, conn: Connection, edit: Edit) -> None:
    in_use = wording_versions.in_use(conn).get((edit.language, edit.key))
    source = in_use.source if in_use else context.wording.original(edit.key, edit.language)
    typed_fields = plain_sentence(edit.source)
    if edit.source == source or (typed_fields and typed_fields == plain_sentence(source)):
        raise NotAllowed("wording_same")
    made = wording_versions.draft(
        conn,
        language=edit.language,
        sentence=edit.key,
        source=edit.source,
        reason=required_line(request.form, "reason"),
        agent=current_agent().agent,
        at=context.now(),
    )
    context.record(conn, "wording_made", version=made.version, **asdict(edit))


def _approve(context: DeskContext, conn: Connection, version: Version) -> None:
    """Checks the draft once more, because it may no longer fit together with sentences that were
    approved since it was written."""
    if problems_of_edit(DIALOGUES, context.wording, edit_of(version)):
        raise NotAllowed("wording_unfit")
    instead_of, agent, at = seen_version(request.form), current_agent().agent, context.now()
    wording_versions.approve(conn, version.version, instead_of=instead_of, agent=agent, at=at)
    context.record(conn, "wording_approved", version=version.version, sentence=version.sentence)


def _withdraw(context: DeskContext, conn: Connection, version: Version) -> None:
    wording_versions.withdraw(conn, version.version, agent=current_agent().agent, at=context.now())
    context.record(conn, "wording_withdrawn", version=version.version, sentence=version.sentence)


ACTS: dict[str, Callable[[DeskContext, Connection, Version], Any]] = {
    "approve": _approve,
    "withdraw": _withdraw,
}
