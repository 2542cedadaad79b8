"""What members type or say in words of their own: phrases of the corpus, answers that mean yes, and
speech that the recogniser was more or less sure of."""

from __future__ import annotations

import random
from dataclasses import dataclass

from corpus.phrases import labelled, wishes

YESES = ("好的", "对", "可以", "是的", "确认", "yes", "sure", "ok", "yep", "1")
COSTLY_WISHES = (
    *("转500分给13800000002", "把积分都转给13800000003", "积分都换成话费", "换1G流量"),
    *("send 500 points to 13800000002", "turn all my points into phone credit"),
)
ANSWERS = (
    *YESES * 60,
    *("不要了", "算了", "no", "never mind", "第一个", "the first one", "全部", "五百分") * 10,
    *("嗯……",) * 20,
)
PHRASES = (*(each.text for each in (*wishes(), *labelled("manner.tsv"))), *ANSWERS)
CONFIDENCES = ("0.11", "0.42", "0.6", *("0.93", "0.99") * 4, "")
COSTLY = 0.6  # of the phrases: a wish that ends at a question whether points are spent
ANSWERS_YES = 0.8
# As shares of messages: at such a question, so that it is often answered in words; and where a PIN
# or a code is asked for, which nobody puts in words.
AT_CONFIRMATION, AT_SECRET = 0.8, 0.03


@dataclass(frozen=True)
class FreeWords:
    """share: of the messages that are free words; 0 draws nothing."""

    share: float = 0.0

    def phrase(self, draw: random.Random, *, asked_for: str) -> str:
        """A phrase, mostly a yes where one is asked for; '' for a message of another kind.
        `asked_for`: 'yes', 'secret' or ''."""
        if not self.share:
            return ""
        share = {"yes": AT_CONFIRMATION, "secret": AT_SECRET}.get(asked_for, self.share)
        if draw.random() > share:
            return ""
        if asked_for == "yes" and draw.random() < ANSWERS_YES:
            return draw.choice(YESES)
        return draw.choice(COSTLY_WISHES if draw.random() < COSTLY else PHRASES)

    def speech(self, words: str, draw: random.Random) -> dict[str, str]:
        """The carrier's parameters."""
        return {"SpeechResult": words, "Confidence": draw.choice(CONFIDENCES)}


NO_FREE_WORDS = FreeWords()
