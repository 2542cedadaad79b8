"""What callers are likely to say, for the recogniser of speech: first what answers the question, as
its options, a yes or a no, digits; then wishes, the words of the keywords, short answers, and the
options of the menus that are spoken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache

from flows.all_words import load_wording
from flows.dialogues import DIALOGUES
from flows.engine import Flow, Menu, YesNo
from flows.language import LANGUAGES, Wording, WordingError, answers, numerals
from flows.protocol import Channel, ExpectsKind, Turn

HINTS_MAX, HINT_CHARS_MAX = 500, 100
"""Twilio refuses more, and longer ones (warning 13330)."""
KEYWORD_CHARS_MIN = {"zh": 2, "en": 3}
"""Shorter ones are codes to be typed."""
PHRASES_OF_A_KIND_MAX = 20
YES_OR_NO = (("yes",), ("no",))
REPLIES = (*YES_OR_NO, ("cancel",), ("small_talk", "repeat"), ("small_talk", "identity"))
"""By their tables in flows/language/answers/words.toml."""
OPTION_SENTENCES = ("engine-option", "engine-option_language")
QUESTIONS_CACHED = 1_024
_BETWEEN = re.compile(r"[,，、;；。.!?！？:：\"]\s*(?:or\b)?")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def hints_for(turn: Turn) -> str:
    """The list for the attribute `hints` of the question that the turn asks, the likeliest first:
    what answers it, and then what may be said anywhere."""
    options = (each.text for each in turn.options if each.language in ("", turn.language))
    return _listed(turn.language, turn.expects.kind, tuple(options))


@lru_cache(maxsize=QUESTIONS_CACHED)
def _listed(language: str, kind: ExpectsKind, options: tuple[str, ...]) -> str:
    labels = [_label(language, option) for option in options]
    is_key = kind is ExpectsKind.KEY or bool(options)
    return ",".join(_fitting([*labels, *_answers(language, is_key), *_ANYWHERE[language]]))


def _fitting(phrases: Iterable[str]) -> list[str]:
    plain = [" ".join(part.split()) for each in phrases for part in _BETWEEN.split(each)]
    fitting = [each for each in plain if each and len(each) <= HINT_CHARS_MAX]
    return list(dict.fromkeys(fitting))[:HINTS_MAX]


def _label(language: str, option: str) -> str:
    """What the sentence of an option calls it: "check your points" of "To check your points, press
    1."."""
    found = (line.fullmatch(option) for line in _OPTION_LINES[language])
    return next((each["label"] for each in found if each), "")


def _option_line(wording: Wording, language: str, sentence: str) -> re.Pattern[str]:
    facts = {"label": "LABEL", "key": "KEY"}
    line = re.escape(wording.say(sentence, language, Channel.VOICE, facts))
    return re.compile(line.replace("LABEL", "(?P<label>.+)").replace("KEY", ".+"))


def _anywhere(wording: Wording, language: str) -> list[str]:
    """What may be said at any question."""
    return _fitting(
        [
            *_wishes(wording, language),
            *_keywords(language),
            *_replies(language, *REPLIES),
            *_options(wording, language),
        ]
    )


def _answers(language: str, is_key: bool) -> list[str]:
    """What answers such a question beside the names of its options: a yes or a no, where there are
    any, and digits as they are said one by one."""
    replies = _replies(language, *YES_OR_NO) if is_key else ()
    english = (*numerals.DIGIT_WORDS_EN, *numerals.REPEATED_EN)
    chinese = filter(lambda char: numerals.in_plain_numerals(char) == char, numerals.DIGIT_CHARS_ZH)
    return [*replies, *(chinese if language == "zh" else english)]


def _options(wording: Wording, language: str) -> Iterator[str]:
    """Those without facts: the entries of a list come from the database."""
    for flow in DIALOGUES.flows.values():
        if flow.name in DIALOGUES.never_spoken:
            continue
        for key in _labels(flow):
            with suppress(WordingError):
                yield wording.say(key, language, Channel.VOICE, {})


def _wishes(wording: Wording, language: str) -> Iterator[str]:
    for wish in DIALOGUES.by_wish:
        yield wording.say("wish-name", language, Channel.VOICE, {"wish": wish.value})


def _labels(flow: Flow) -> Iterator[str]:
    for step in flow.steps.values():
        if isinstance(step, Menu) and not step.choices:
            options = ("yes", "no") if isinstance(step, YesNo) else step.fixed_options()
            yield from (f"{flow.name}-{step.name}-{option}" for option in options)


def _keywords(language: str) -> Iterator[str]:
    for keyword in DIALOGUES.keywords:
        for word in (keyword.zh if language == "zh" else keyword.en).split():
            is_word = language == "en" or _CHINESE.search(word)
            if is_word and len(word) >= KEYWORD_CHARS_MIN[language]:
                yield word.lower()


def _replies(language: str, *kinds: tuple[str, ...]) -> Iterator[str]:
    """The first of each kind, which are the likeliest."""
    for kind in kinds:
        yield from answers.phrases_in(language, *kind)[:PHRASES_OF_A_KIND_MAX]


_WORDING = load_wording()
_ANYWHERE = {language: _anywhere(_WORDING, language) for language in LANGUAGES}
_OPTION_LINES = {
    language: [_option_line(_WORDING, language, sentence) for sentence in OPTION_SENTENCES]
    for language in LANGUAGES
}
