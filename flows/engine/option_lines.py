"""The lines of a menu's options, each with its key, in the languages that they are said in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.protocol import Option

if TYPE_CHECKING:
    from flows.engine.context import Context

LabelsIn = Callable[["Context"], Mapping[str, str]]
"""By their keys, the labels of the options in the language of that context's session."""


def option_lines(
    context: Context,
    labels_in: LabelsIn,
    own_language: Callable[[str], str],
    codes: Collection[str] = (),
) -> Iterator[Option]:
    """Every option in the language of the session; in all languages, if the caller's is not known.

    own_language: the language of an option, by its key, that is said in one language only; '' for
    any other. It is the name of a language, for a caller who may know no other.
    codes: the keys that are codes of what they pick. Where that is written, a label that begins
        with one says it: "10 yuan" needs no 10 before it.
    """
    labels = labels_in(context)
    own = {key: own_language(key) if context.traits.spoken else "" for key in labels}
    says_others = context.in_every_language or any(own.values())
    others = context.in_other_languages() if says_others else []
    labels_of_others = [(other, labels_in(other)) for other in others]
    for key, label in labels.items():
        if key in codes and re.match(rf"{key}(?!\d)", label):
            yield Option(key, label)
            continue
        if own[key] in ("", context.session.language):
            yield _line(context, key, label, is_language=bool(own[key]))
        for other, translated in labels_of_others:
            language = other.session.language
            if own[key] == language or (context.in_every_language and not own[key]):
                line = _line(other, key, translated[key], is_language=bool(own[key]))
                yield replace(line, language=language)


def _line(context: Context, key: str, label: str, *, is_language: bool) -> Option:
    sentence = "engine-option_language" if is_language else "engine-option"
    return Option(key, context.words(sentence, {"key": key, "label": label}))
