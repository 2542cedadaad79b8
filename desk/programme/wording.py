"""The list of all sentences of the dialogues, searched by key or words."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, render_template, request

from core.conversation import wording_versions
from desk.frame import READERS, DeskContext, language, lists, required_choice, requires_role, typed
from desk.programme.preview import Preview, preview
from desk.programme.sentence_title import title
from flows.language import LANGUAGES, Wording

MATCHES_MAX = 60


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/wording", endpoint="wording")
    @requires_role(*READERS)
    @lists("export_wording")
    def list_sentences() -> str:
        spoken = required_choice(request.args, "in", LANGUAGES, language())
        query = typed(request.args, "q")
        found = _matches(context.wording, query.lower(), spoken)
        in_use = context.read(wording_versions.in_use)
        return render_template(
            "desk/wording.html",
            found=found[:MATCHES_MAX],
            count=len(found),
            query=query,
            spoken=spoken,
            reworded={key for which, key in in_use if which == spoken},
            drafts=context.read(wording_versions.drafts),
            sentence_title=partial(title, context),
        )


def _matches(wording: Wording, query: str, spoken: str) -> list[Preview]:
    previews = (preview(wording, key, spoken) for key in wording.keys(spoken))
    return [each for each in previews if each.contains(query)]
