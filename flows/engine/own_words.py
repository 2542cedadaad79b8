"""The question for the member's own words: recorded on a call, typed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.engine.masking import without_secrets
from flows.engine.questions import Question
from flows.language import answers
from flows.protocol import Expects, ExpectsKind, Heard, HeardKind

if TYPE_CHECKING:
    from flows.engine.context import Context

WORDS_MIN, WORDS_MAX = 2, 1_600
"""Of what a member writes in one text: a longer one is not taken at all."""
SAID, MEANT = "said", "meant"
RECORDING_SILENCE_SECONDS = 5
"""How long a caller may pause before the recording ends."""


@dataclass(frozen=True, kw_only=True)
class Record(Question):
    """Asks for the member's own words, recorded where the channel is spoken and typed elsewhere.
    They are saved as the answers `save` (typed, at most WORDS_MAX characters) and `save`_url. A
    bare yes or no says nothing, and thanks and a greeting are answered as such. Words that might
    have meant something else are given as the answer SAID once the member has said that they answer
    this question; the answer MEANT tells that to the next step.
    """

    save: str
    names_agent: bool = True
    silence: ClassVar[str] = "silence_words"
    takes_words: ClassVar[bool] = True

    def miss(self, context: Context, heard: Heard) -> str:
        return "miss_words"

    def prepare(self, context: Context) -> str | None:
        words = context.answers.pop(SAID, "")
        if not words:
            return None
        context.answers[MEANT] = True
        return self._taken(context, words)

    def expects(self, context: Context) -> Expects:
        if context.traits.spoken:
            return Expects(ExpectsKind.RECORDING, timeout_seconds=RECORDING_SILENCE_SECONDS)
        return Expects(ExpectsKind.WORDS)

    def hear(self, context: Context, heard: Heard) -> str | None:
        words = heard.text.strip()
        if heard.kind is HeardKind.RECORDED:
            context.answers[f"{self.save}_url"] = words
            context.answers[self.save] = ""
            return "recorded"
        if len(words) < WORDS_MIN or context.traits.spoken or not says_something(words):
            return None
        return self._taken(context, words)

    def _taken(self, context: Context, words: str) -> str:
        context.answers[f"{self.save}_url"] = ""
        context.answers[self.save] = without_secrets(words[:WORDS_MAX])
        return "recorded"


def says_something(words: str) -> bool:
    """Whether the words are more than digits and marks, a pleasantry, a yes or a no, or "next"."""
    if not any(map(str.isalpha, words)):
        return False
    is_polite = answers.is_politeness(words)
    turns_page = answers.page_of(words) is not None
    return not is_polite and not turns_page and answers.reply_of(words) is None
