"""What callers are likely to say, for the recogniser of speech: the options of the menus that are
spoken, wishes, the words of the keywords, and short answers. Built once, when the process starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from flows.all_words import load_wording
from flows.dialogues import DIALOGUES
from flows.engine import Flow, Menu, YesNo
from flows.language import LANGUAGES, Wording, WordingError, answers
from flows.protocol import Channel

HINTS_MAX, HINT_CHARS_MAX = 500, 100
"""Twilio refuses more, and longer ones (warning 13330)."""
KEYWORD_CHARS_MIN = {"zh": 2, "en": 3}
"""Shorter ones are codes to be typed."""
PHRASES_OF_A_KIND_MAX = 20
REPLIES = (("yes",), ("no",), ("cancel",), ("small_talk", "repeat"), ("small_talk", "identity"))
"""By their tables in flows/language/answers/words.toml."""
_BETWEEN = re.compile(r"[,，、;；。.!?！？:：\"]\s*(?:or\b)?")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def hints(wording: Wording, language: str) -> str:
    """The list for the attribute `hints`, the likeliest first."""
    found = [
        *_options(wording, language),
        *_wishes(wording, language),
        *_keywords(language),
        *_replies(language),
    ]
    plain = [" ".join(part.split()) for each in found for part in _BETWEEN.split(each)]
    fitting = [each for each in plain if each and len(each) <= HINT_CHARS_MAX]
    return ",".join(list(dict.fromkeys(fitting))[:HINTS_MAX])


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


def _replies(language: str) -> Iterator[str]:
    """The first of each kind, which are the likeliest."""
    for kind in REPLIES:
        yield from answers.phrases_in(language, *kind)[:PHRASES_OF_A_KIND_MAX]


HINTS = {language: hints(load_wording(), language) for language in LANGUAGES}
"""By language."""
