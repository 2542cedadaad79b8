"""The wording in use, and the source of a submitted sentence: typed as such, or as plain fields."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request

from core.conversation import Version, wording_versions
from desk.frame import DeskContext, is_given, optional_text, required_text, typed
from desk.programme.plain_sentence import ALL_CHANNELS, plain_sentence, source_of
from flows.language import Edit, Wording

SOURCE_CHARS_MAX = 4_000


def submitted_source(context: DeskContext, spoken: str, key: str) -> str:
    """The source that was typed, or that of the plain fields that were. Raises
    UnprintableCharacter."""
    if is_given(request.form, "source"):
        return required_text(request.form, "source", SOURCE_CHARS_MAX)
    required_text(request.form, f"words-{ALL_CHANNELS}", SOURCE_CHARS_MAX)
    return _source_of_fields(
        context,
        spoken,
        key,
        lambda name: optional_text(request.form, f"words-{name}", SOURCE_CHARS_MAX),
    )


def cleaned_source(context: DeskContext, spoken: str, key: str) -> str:
    if is_given(request.form, "source"):
        return typed(request.form, "source", SOURCE_CHARS_MAX)
    return _source_of_fields(
        context, spoken, key, lambda name: typed(request.form, f"words-{name}", SOURCE_CHARS_MAX)
    )


def _source_of_fields(
    context: DeskContext, spoken: str, key: str, read: Callable[[str], str]
) -> str:
    """400 if the sentence has no plain fields: no page of ours submits any then."""
    plain = plain_sentence(present_wording(context, spoken, key).source(key, spoken))
    if plain is None:
        abort(400)
    return source_of(key, {name: read(name) for name in plain.fields}, plain)


def present_wording(context: DeskContext, spoken: str, key: str) -> Wording:
    """The wording in use. From the database, because that of this process may be some seconds
    older."""
    in_use = context.read(wording_versions.in_use).get((spoken, key))
    return with_version(context.wording, in_use) if in_use else context.wording.without_edits()


def with_version(wording: Wording, version: Version) -> Wording:
    return wording.with_edit(edit_of(version))


def edit_of(version: Version) -> Edit:
    return Edit(version.language, version.sentence, version.source)
