"""What members wrote or said and the hotline did not understand: a supervisor assigns the words to
a wish, and exports the phrases of a wish for the corpus."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy import Connection

from core.conversation import unclear_words
from desk.frame import (
    SUPERVISORS,
    Answer,
    DeskContext,
    csv_export,
    language,
    lists,
    message_and_page,
    redirect_to,
    required_choice,
    required_line,
    requires_role,
    submit,
)
from flows.language import LANGUAGES, Label
from flows.protocol import Channel

SHOWN_MAX = 50
"""Those that are assigned make room for the next."""
COLUMNS = ("language", "words", "times", "first", "last")
LABELS = tuple(label.value for label in Label)
CHOICES = (*LABELS, unclear_words.DISCARDED)


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/not-understood", endpoint="not_understood")
    @requires_role(*SUPERVISORS)
    @lists("export_not_understood")
    def list_phrases() -> str:
        assigned = context.read(unclear_words.assigned)
        return render_template(
            "desk/not_understood.html",
            phrases=context.read(lambda conn: unclear_words.not_assigned(conn, SHOWN_MAX)),
            assigned=Counter(each.label for each in assigned),
            names={label: _name(context, label) for label in CHOICES},
            kept_days=unclear_words.KEPT_FOR.days,
        )

    @desk.get("/not-understood.csv")
    @requires_role(*SUPERVISORS)
    def export_not_understood() -> Response:
        rows = csv_export.values_of(context.read(unclear_words.not_assigned), COLUMNS)
        return csv_export.download(context, "not-understood", COLUMNS, rows)

    @desk.post("/not-understood")
    @requires_role(*SUPERVISORS)
    def assign_phrase() -> Answer:
        return submit(
            context,
            lambda conn: _assign(context, conn),
            done=message_and_page(context, "done-assigned_words", "not_understood"),
            refused=lambda: redirect_to("not_understood"),
        )

    @desk.get("/not-understood/<label>.tsv")
    @requires_role(*SUPERVISORS)
    def export_phrases(label: str) -> Response:
        if label not in LABELS:
            abort(404)
        found = [each for each in context.read(unclear_words.assigned) if each.label == label]
        # As corpus/<label>.tsv: a line each, the language, a tab, the phrase.
        lines = [f"{each.language}\t{each.words}\n" for each in found]
        told = {"wish": label, "count": len(found)}
        return csv_export.attachment(
            context, "words_exported", f"{label}.tsv", "tab-separated-values", lines, **told
        )


def _assign(context: DeskContext, conn: Connection) -> None:
    spoken = required_choice(request.form, "spoken", LANGUAGES)
    words = required_line(request.form, "words")
    label = required_choice(request.form, "label", CHOICES)
    unclear_words.assign(conn, spoken, words, label)
    # Not the words: the trail is kept for ever.
    context.record(conn, "words_assigned", language=spoken, wish=label)


def _name(context: DeskContext, label: str) -> str:
    """The wish in the language of the page."""
    key = f"words-label-{label}"
    if context.words.has(key, language()):
        return context.words.say(key, language())
    return context.wording.say("wish-name", language(), Channel.SMS, {"wish": label})
