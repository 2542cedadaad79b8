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
    LEADERS,
    READERS,
    REFUSED,
    Office,
    may,
    me,
    must_whole,
    refused,
    said,
    text,
    to,
)
from desk.programme.wording import Preview, preview
from flows.authoring import Problem, flaws, others_in, problems_of_edit
from flows.dialogues import DIALOGUES
from flows.language import LANGUAGES, Edit, Wording

SOURCE_CHARS_MAX = 4_000
MISSING = re.compile(r'^Expected token: "(.+)"$')  # Fluent's E0003


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/wording/<spoken>/<key>", endpoint="sentence")
    @may(*READERS)
    def one(spoken: str, key: str) -> str:
        return _page(office, *_known(office, spoken, key))

    @desk.post("/wording/<spoken>/<key>")
    @may(*LEADERS)
    def reword(spoken: str, key: str) -> Response | str | tuple[str, int]:
        """Tried out, or kept as a draft."""
        edit = Edit(*_known(office, spoken, key), text(request.form, "source", SOURCE_CHARS_MAX))
        problems = problems_of_edit(DIALOGUES, office.wording, edit)
        if request.form.get("do") == "try" or problems:
            page = _page(office, spoken, key, edit, problems)
            return (page, REFUSED) if problems else page
        try:
            office.do(lambda conn: _make(office, conn, edit))
        except Refused as error:
            status = refused(office, error)
            return _page(office, spoken, key, edit), status
        said(office, "done-wording-made")
        return to("sentence", spoken=spoken, key=key)

    @desk.post("/wording/versions/<int:version>/<act>")
    @may(*LEADERS)
    def decide_wording(version: int, act: str) -> Response:
        if act not in ACTS:
            abort(404)
        made = office.look(lambda conn: wording_versions.by_version(conn, version))
        try:
            office.do(lambda conn: ACTS[act](office, conn, made))
            said(office, f"done-wording-{act}")
        except Refused as error:
            refused(office, error)
        return to("sentence", spoken=made.language, key=made.sentence)


def _known(office: Office, spoken: str, key: str) -> tuple[str, str]:
    if spoken not in LANGUAGES or key not in office.wording.keys(spoken):
        abort(404)
    return spoken, key


def _page(
    office: Office,
    spoken: str,
    key: str,
    tried: Edit | None = None,
    problems: list[Problem] | None = None,
) -> str:
    versions = office.look(lambda conn: wording_versions.of_sentence(conn, spoken, key))
    holds = office.look(wording_versions.in_use).get((spoken, key))
    # As the database has it: this process may be some seconds behind.
    now = _with(office.wording, holds) if holds else Wording()
    return render_template(
        "desk/sentence.html",
        spoken=spoken,
        key=key,
        now=preview(now, key, spoken),
        source=now.source(key, spoken),
        others=others_in(now.source(key, spoken)),
        versions=versions,
        holds=wording_versions.number_of(holds),
        drafts=[(each, _previewed(office, each)) for each in versions if each.is_draft],
        tried=tried,
        trial=preview(office.wording.with_edit(tried), key, spoken)
        if tried and not list(flaws(tried))
        else None,
        problems=[(each, *_why(each)) for each in problems or []],
        names={agent.agent: agent.name for agent in office.look(agents.everyone)},
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


def _previewed(office: Office, version: Version) -> Preview:
    return preview(_with(office.wording, version), version.sentence, version.language)


def _make(office: Office, conn: Connection, edit: Edit) -> None:
    holds = wording_versions.in_use(conn).get((edit.language, edit.key))
    source = holds.source if holds else Wording().source(edit.key, edit.language)
    if edit.source == source:
        raise NotAllowed("wording_same")
    made = wording_versions.make(
        conn,
        language=edit.language,
        sentence=edit.key,
        source=edit.source,
        reason=text(request.form, "reason"),
        agent=me().agent,
        at=office.now(),
    )
    office.record(conn, "wording_made", version=made.version, **asdict(edit))


def _approve(office: Office, conn: Connection, made: Version) -> None:
    """What fitted when it was written may not fit now, beside another that came in between."""
    if problems_of_edit(DIALOGUES, office.wording, _edit(made)):
        raise NotAllowed("wording_unfit")
    instead_of = must_whole(request.form, "instead_of")
    agent, at = me().agent, office.now()
    wording_versions.approve(conn, made.version, instead_of=instead_of, agent=agent, at=at)
    office.record(conn, "wording_approved", version=made.version, sentence=made.sentence)


def _withdraw(office: Office, conn: Connection, made: Version) -> None:
    wording_versions.withdraw(conn, made.version, agent=me().agent, at=office.now())
    office.record(conn, "wording_withdrawn", version=made.version, sentence=made.sentence)


ACTS: dict[str, Callable[[Office, Connection, Version], Any]] = {
    "approve": _approve,
    "withdraw": _withdraw,
}
